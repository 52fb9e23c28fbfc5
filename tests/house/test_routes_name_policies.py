"""Every route names who may call it, says what it does, and says how it can fail."""

import pytest
from litestar import Litestar, get
from litestar.handlers import HTTPRouteHandler

from backend.web import policy
from backend.web.policy import POLICIES
from backend.web.problems import raises
from tests.support.api import put_together
from tests.support.routes import MADE_BY_LITESTAR, Route, all_routes, routes_of

_EVERY_ROUTE = {400, 429, 500}
_BY_POLICY = {
    policy.public: set[int](),
    policy.signed_in: {401},
    policy.signed_in_unnoticed: {401},
    policy.fresh: {401, 403},
    policy.customer: {401, 403},
    policy.fresh_customer: {401, 403},
    policy.staff: {401, 403},
    policy.fresh_staff: {401, 403},
    policy.administrator: {401, 403},
    policy.fresh_administrator: {401, 403},
    policy.data_protection_officer: {401, 403},
    policy.service: {401},
    policy.demo_only: {403},
}

each_route = pytest.mark.parametrize("route", all_routes(), ids=str)


def faults(route: Route) -> list[str]:
    """What a route leaves unsaid."""
    guards = route.handler.resolve_guards()
    if len(guards) != 1 or guards[0] not in POLICIES:
        return [f"names {len(guards)} policies"]
    found = []
    if not (route.handler.fn.__doc__ or "").strip():
        found.append("has no docstring")
    documented = set(route.handler.responses or {})
    expected = _EVERY_ROUTE | _BY_POLICY[guards[0]] | ({404} if route.parameters else set())
    if missing := expected - documented:
        found.append(f"does not document {sorted(missing)}")
    return found


@each_route
def test_the_route_names_its_policy_and_its_errors(route: Route) -> None:
    assert faults(route) == []


def test_every_policy_has_its_errors() -> None:
    assert set(_BY_POLICY) == set(POLICIES)


def test_everything_else_is_made_by_litestar() -> None:
    assert {route.path_format for route in put_together().routes} - {
        route.path for route in all_routes()
    } == MADE_BY_LITESTAR


@get("/a", responses=raises())
async def _without_policy() -> None:
    """Anybody could call it."""


@get("/b", guards=[policy.public, policy.staff], responses=raises())
async def _with_two_policies() -> None:
    """Which one counts?"""


@get("/c", guards=[policy.public], responses=raises())
async def _without_docstring() -> None: ...


@get("/d/{number:int}", guards=[policy.public], responses=raises())
async def _without_errors() -> None:
    """Has a path parameter and no 404."""


@get("/e", guards=[policy.staff])
async def _without_any_errors() -> None:
    """Documents nothing."""


@pytest.mark.parametrize(
    ("handler", "fault"),
    [
        (_without_policy, "names 0 policies"),
        (_with_two_policies, "names 2 policies"),
        (_without_docstring, "has no docstring"),
        (_without_errors, "does not document [404]"),
        (_without_any_errors, "does not document [400, 401, 403, 429, 500]"),
    ],
)
def test_a_fault_would_be_noticed(handler: HTTPRouteHandler, fault: str) -> None:
    [route] = routes_of(Litestar([handler], openapi_config=None))
    assert faults(route) == [fault]
