"""Every route of the API, as Litestar has registered it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from tests.support.api import put_together

# Litestar makes these for the OpenAPI description, which is for everybody. They have no guard to name.
MADE_BY_LITESTAR = {"/api", "/api/openapi.json", "/api/{path}"}


@dataclass(frozen=True)
class Route:
    """One method of one path; `parameters` maps the names in braces to their types."""

    method: str
    path: str
    handler: HTTPRouteHandler
    parameters: dict[str, type]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def routes_of(app: Litestar) -> Iterator[Route]:
    """What features have registered: neither Litestar's own routes nor the answers to OPTIONS."""
    for route in app.routes:
        if isinstance(route, HTTPRoute) and route.path_format not in MADE_BY_LITESTAR:
            parameters = {name: definition.type for name, definition in route.path_parameters.items()}
            for handler in route.route_handlers:
                for method in sorted(handler.http_methods - {"OPTIONS"}):
                    yield Route(method, route.path_format, handler, parameters)


@cache
def all_routes() -> tuple[Route, ...]:
    """The routes of the whole API."""
    return tuple(routes_of(put_together()))
