"""The company whose portal this is: everything that `portal.toml` says about it."""
