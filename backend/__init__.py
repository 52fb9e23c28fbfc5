"""The backend: a JSON API in Litestar over PostgreSQL, one package per feature."""

__version__ = "0.1.0"
