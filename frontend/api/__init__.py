"""What pages know of the server: one small module per feature, over the typed client in `client.py`."""
