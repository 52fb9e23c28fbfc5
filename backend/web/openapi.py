"""The description of the API at /api/openapi.json, and what Litestar would leave out of it."""

import dataclasses
from typing import Any

import msgspec
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, Schema, SecurityRequirement, SecurityScheme
from litestar.params import BodyKwarg
from litestar.plugins import OpenAPISchemaPlugin, ReceiveRoutePlugin
from litestar.routes import BaseRoute, HTTPRoute
from litestar.types import Empty
from litestar.typing import FieldDefinition

from backend import __version__
from backend.core.settings import Settings
from backend.web.policy import demo_only, public, service
from backend.web.problems import MEDIA_TYPE, ProblemDetails
from backend.web.session import cookie_name

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_FOR_ANYBODY = {public, demo_only}


def openapi_config(settings: Settings) -> OpenAPIConfig:
    """JSON only: the pages that Litestar offers beside it load from other hosts."""
    session = SecurityScheme(type="apiKey", security_scheme_in="cookie", name=cookie_name(settings))
    return OpenAPIConfig(
        title="Servicetheke",
        version=__version__,
        path="/api",
        render_plugins=[JsonRenderPlugin()],
        use_handler_docstrings=True,
        components=Components(
            security_schemes={"session": session, "service": SecurityScheme(type="http", scheme="bearer")}
        ),
    )


class DescribeLimits(OpenAPISchemaPlugin):
    """Puts the limits of `msgspec.Meta` into the schemas of dataclasses. They hold anyway; clients should know them."""

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        return field_definition.is_dataclass_type

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:
        hints = field_definition.get_type_hints(include_extras=True, resolve_generics=True)
        fields = dataclasses.fields(field_definition.type_)
        schema: Schema = schema_creator.create_component_schema(
            field_definition,
            required=sorted(field.name for field in fields if _is_required(field)),
            property_fields={field.name: _described(field, hints[field.name]) for field in fields},
        )
        return schema


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _described(field: dataclasses.Field[Any], hint: Any) -> FieldDefinition:
    limits = [meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, msgspec.Meta)]
    default = Empty if field.default is dataclasses.MISSING else field.default
    if not limits:
        return FieldDefinition.from_kwarg(annotation=hint, name=field.name, default=default)
    [meta] = limits
    return FieldDefinition.from_annotation(
        hint.__origin__,
        name=field.name,
        default=default,
        kwarg_definition=BodyKwarg(
            min_length=meta.min_length,
            max_length=meta.max_length,
            pattern=meta.pattern,
            ge=meta.ge,
            le=meta.le,
        ),
    )


class DescribePolicies(ReceiveRoutePlugin):
    """Says of each route what its policy asks for, and of each that changes something how the gate may refuse it."""

    def receive_route(self, route: BaseRoute) -> None:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                _describe(handler)


def _describe(handler: HTTPRouteHandler) -> None:
    guards = set(handler.resolve_guards())
    if guards - _FOR_ANYBODY:
        needed: SecurityRequirement = {"service": []} if service in guards else {"session": []}
        handler.security = [needed]
    described: dict[int, ResponseSpec] = {}
    if handler.status_code == 204:
        described[204] = ResponseSpec(None, description="Done; there is no content")
    if handler.http_methods - _SAFE_METHODS:
        described[403] = _problem("The request comes from another site (cross-site)")
        described[413] = _problem("The request body is too large (too-large)")
    handler.responses = described | dict(handler.responses or {})


def _problem(description: str) -> ResponseSpec:
    return ResponseSpec(ProblemDetails, description=description, media_type=MEDIA_TYPE, generate_examples=False)
