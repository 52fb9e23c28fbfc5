"""The steps that turn the sources into the served files; `frontend.build` puts them in order."""
