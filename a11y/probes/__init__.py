"""Questions that neither engine asks. Each file holds one `PROBE`; its JavaScript stands beside it."""
