"""Fixtures that `tests` and `e2e` share."""

pytest_plugins = [
    "tests.fixtures.time_limit",
    "tests.fixtures.postgres",
    "e2e.fixtures.browser",
    "e2e.fixtures.portal",
    "e2e.fixtures.oidc",
]
