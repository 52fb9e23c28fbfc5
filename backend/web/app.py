"""Puts the API together: every feature's routes, errors, limits and the OpenAPI description."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import cast

from litestar import Litestar, Router
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.types import ControllerRouterHandler

from backend.appointments.agenda import routes as agenda_routes
from backend.appointments.booking import routes as booking_routes
from backend.appointments.calendars import routes as calendar_routes
from backend.appointments.guests import routes as guest_routes
from backend.appointments.links import routes as link_routes
from backend.appointments.setup import routes as setup_routes
from backend.appointments.staff_calendars import routes as staff_calendar_routes
from backend.appointments.waiting import routes as waiting_routes
from backend.core import database
from backend.core.settings import Settings
from backend.core.storage import storage
from backend.delegation import routes as delegation_routes
from backend.demo import routes as demo_routes
from backend.drafts import routes as draft_routes
from backend.identity import routes as identity_routes
from backend.identity import session_routes
from backend.identity.closing import routes as closing_routes
from backend.identity.devices import routes as device_routes
from backend.identity.freezing import routes as freezing_routes
from backend.identity.history import routes as history_routes
from backend.identity.kept_passkeys import routes as kept_passkeys_routes
from backend.identity.oidc import routes as oidc_routes
from backend.identity.phone_pin import routes as phone_pin_routes
from backend.identity.push_devices import routes as push_device_routes
from backend.identity.recovery import routes as recovery_routes
from backend.identity.registration import routes as registration_routes
from backend.identity.service_desk import routes as service_desk_routes
from backend.identity.step_up import routes as step_up_routes
from backend.identity.two_factor import routes as two_factor_routes
from backend.invoices import routes as invoice_routes
from backend.profile import routes as profile_routes
from backend.profile.bank_details import routes as bank_details_routes
from backend.push import routes as push_routes
from backend.web import health
from backend.web.gate import Application, Gate
from backend.web.openapi import DescribeLimits, DescribePolicies, openapi_config
from backend.web.problems import EXCEPTION_HANDLERS
from privacy import routes as privacy_routes

_LARGEST_JSON = 1_000_000

FEATURES: tuple[ControllerRouterHandler, ...] = (
    session_routes.router,
    identity_routes.router,
    two_factor_routes.router,
    step_up_routes.router,
    freezing_routes.router,
    recovery_routes.router,
    phone_pin_routes.router,
    service_desk_routes.router,
    closing_routes.router,
    device_routes.router,
    push_device_routes.router,
    history_routes.router,
    kept_passkeys_routes.router,
    oidc_routes.router,
    draft_routes.router,
    profile_routes.router,
    bank_details_routes.router,
    push_routes.router,
    invoice_routes.router,
    booking_routes.router,
    setup_routes.router,
    calendar_routes.router,
    staff_calendar_routes.router,
    link_routes.router,
    guest_routes.router,
    agenda_routes.router,
    waiting_routes.router,
    delegation_routes.router,
    registration_routes.router,
    demo_routes.router,
    privacy_routes.router,
)

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def state_of(settings: Settings) -> State:
    """What each route finds at `request.app.state`."""
    return State({"settings": settings, "storage": storage(settings)})


def create_litestar(settings: Settings, *, dsn: str, lifespans: Sequence[Lifespan] = ()) -> Application:
    """The API as an ASGI application. It opens its database pool at start-up."""

    @asynccontextmanager
    async def pool(_app: Litestar) -> AsyncIterator[None]:
        await database.open_pool(dsn, size=settings.database_pool)
        try:
            yield
        finally:
            await database.close_pool()

    app = Litestar.from_config(
        AppConfig(
            route_handlers=[Router("/api/v1", route_handlers=FEATURES), health.router],
            lifespan=[pool, *lifespans],
            state=state_of(settings),
            exception_handlers=EXCEPTION_HANDLERS,
            openapi_config=openapi_config(settings),
            plugins=[DescribeLimits(), DescribePolicies()],
            request_max_body_size=_LARGEST_JSON,
            logging_config=None,
            debug=False,
        )
    )
    return Gate(cast("Application", app), settings)
