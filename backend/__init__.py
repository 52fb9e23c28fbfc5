"""The backend: a JSON API in Litestar over PostgreSQL, one package per feature."""
