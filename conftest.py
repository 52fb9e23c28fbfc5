"""Fixtures that `tests` and `e2e` share."""

pytest_plugins = ["tests.fixtures.postgres"]
