"""What changes something about the two factors, one module per subject."""
