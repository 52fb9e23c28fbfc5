"""Who may import whom. The contracts stand in pyproject.toml (`lint-imports`); here each is seen to break, and what
import-linter cannot say is added."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter import Contract
from importlinter.api import read_configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

ROOT = Path(__file__).parents[2]
CONFIGURATION = read_configuration(str(ROOT / "pyproject.toml"))
KINDS: Mapping[str, type[Contract]] = {
    "forbidden": ForbiddenContract,
    "layers": LayersContract,
    "protected": ProtectedContract,
}

# An import that each contract must forbid.
_BREAKS = {
    "Only backend/asgi.py knows both halves": ("backend.web.app", "frontend.site"),
    "The frontend names nothing of the backend but, in frontend/api, its schemas": (
        "frontend.api.invoices",
        "backend.invoices.queries",
    ),
    "Components know no state, no API and no page": ("frontend.components.button", "frontend.state.session"),
    "Pages and state build on components and the API, never the other way round": (
        "frontend.api.session",
        "frontend.state.session",
    ),
    "a11y knows nothing of ours": ("a11y.visit", "frontend.site"),
    "What decides, asks or stores knows no web framework": ("backend.invoices.operations", "litestar"),
    "Only routes and backend/web know Litestar, only the frontend knows Reflex": ("backend.invoices.batch", "litestar"),
    "Within a feature: routes and jobs, operations, queries, tables and schemas": (
        "backend.invoices.queries",
        "backend.invoices.operations",
    ),
    "Features build on each other in one direction, and all on core": (
        "backend.accounts.operations",
        "backend.identity.queries",
    ),
    "Core knows the company's own words and no other feature": ("backend.core.storage", "backend.portal.schemas"),
    "Privacy reads of the features what they say about personal data, and nothing else": (
        "privacy.inventory",
        "backend.accounts.tables",
    ),
    "Routes are put together in one place": ("backend.demo.load", "backend.invoices.routes"),
}

# Wherever they stand in a feature, these may be imported by another one; `client` and `keyed_hash` are what every limit
# on guessing needs.
_OPEN_TO_OTHERS = {"operations", "queries", "session_queries", "client", "keyed_hash"}
# Puts the demo together from what features are made of: it writes invoices, and files of its own.
_COMPOSES = {"demo"}
# What the company has put into portal.toml is told by its schemas alone.
_CONFIGURATION = "backend.portal.schemas"


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(
        *CONFIGURATION["session_options"]["root_packages"], include_external_packages=True, cache_dir=None
    )


def contracts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = CONFIGURATION["contracts_options"]
    return found


def is_kept(options: dict[str, Any], graph: grimp.ImportGraph) -> bool:
    kind = KINDS[options["type"]]
    contract = kind(options["name"], CONFIGURATION["session_options"], options)
    kept: bool = contract.check(deepcopy(graph), verbose=False).kept
    return kept


@pytest.mark.parametrize("options", contracts(), ids=lambda options: options["name"])
def test_the_contract_is_kept_and_can_be_broken(options: dict[str, Any], graph: grimp.ImportGraph) -> None:
    assert is_kept(options, graph)
    importer, imported = _BREAKS[options["name"]]
    assert {importer, imported} <= graph.modules
    broken = deepcopy(graph)
    broken.add_import(importer=importer, imported=imported)
    assert not is_kept(options, broken)


def test_every_contract_is_tried() -> None:
    assert [options["name"] for options in contracts()] == list(_BREAKS)


def test_every_feature_has_its_place_among_the_others(graph: grimp.ImportGraph) -> None:
    [order] = [options["layers"] for options in contracts() if options["name"].startswith("Features build on each")]
    features = {module.rpartition(".")[0] for module in graph.modules if module.endswith((".operations", ".tables"))}
    parts = {feature for feature in features if feature.rpartition(".")[0] in order}
    assert features - parts - {"backend.core.mail"} <= set(order), "add the new feature to the layers in pyproject.toml"


def reaching_in(graph: grimp.ImportGraph) -> set[tuple[str, str]]:
    """Imports between features of what is not meant for others."""
    features = {module for module in graph.find_children("backend") if graph.find_children(module)}
    features -= {"backend.core", "backend.web", "backend.commands", "backend.bootstrap", "backend.migrations"}
    return {
        (importer, imported)
        for feature in features
        for importer in graph.find_descendants(feature)
        for imported in graph.find_modules_directly_imported_by(importer)
        if _feature(imported) in {name.rpartition(".")[2] for name in features}
        and _feature(importer) != _feature(imported)
        and not _is_meant_for_others(importer, imported)
    }


def _feature(module: str) -> str:
    return module.split(".")[1] if module.startswith("backend.") else ""


def _is_kind(module: str, *kinds: str) -> bool:
    """Whether it is one of these files, or in a folder of that name: backend.identity.two_factor.queries is queries."""
    return not {*kinds}.isdisjoint(module.split(".")[2:])


def _is_meant_for_others(importer: str, imported: str) -> bool:
    return (
        _is_kind(imported, *_OPEN_TO_OTHERS)
        or (_is_kind(importer, "tables") and _is_kind(imported, "tables"))
        or imported == _CONFIGURATION
        or _feature(importer) in _COMPOSES
    )


def test_features_use_only_operations_and_queries_of_each_other(graph: grimp.ImportGraph) -> None:
    assert reaching_in(graph) == set()


def test_reaching_into_a_feature_would_be_noticed(graph: grimp.ImportGraph) -> None:
    broken = deepcopy(graph)
    broken.add_import(importer="backend.invoices.operations", imported="backend.accounts.tables")
    broken.add_import(importer="backend.invoices.routes", imported="backend.identity.routes")
    assert reaching_in(broken) == {
        ("backend.invoices.operations", "backend.accounts.tables"),
        ("backend.invoices.routes", "backend.identity.routes"),
    }
