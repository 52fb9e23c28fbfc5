"""Page state: one module per feature. Handlers call `frontend.api` and put display-ready texts into vars."""
