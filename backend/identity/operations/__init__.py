"""What changes something in identity, one module per subject."""
