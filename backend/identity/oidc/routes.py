"""Other services over HTTP.

The browser goes to a service and comes back with full page loads. So the way back answers with pages: it never shows
an error as JSON, but leads to a page of the portal, with the problem's slug behind the #.
"""

from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import NotFound, Problem, TooManyAttempts
from backend.identity.oidc import queries
from backend.identity.oidc.fetching import ServiceUnreachable
from backend.identity.oidc.operations import links, round_trips, sign_in
from backend.identity.oidc.operations.sign_in import HalfSignedIn, NotLinked, Outcome, Returned, SignedIn
from backend.identity.oidc.provider_client import Answer
from backend.identity.oidc.providers import Providers, configured
from backend.identity.oidc.schemas import (
    BeginLink,
    BeginServiceSignIn,
    GoTo,
    LinkDone,
    LinkedIdentity,
    PendingLink,
    ProviderItem,
)
from backend.identity.operations import sessions
from backend.identity.schemas import AccountRole, Language
from backend.identity.session_queries import Session
from backend.identity.ways_in import LastWayIn
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import fresh, public, signed_in
from backend.web.problems import FRESH, GUARDED, raises
from backend.web.service_cookie import browser_token_of, drop_from_browser, keep_in_browser
from backend.web.session import clear_session_cookie, set_session_cookie, token_of

AnyRequest = Request[Any, Any, Any]
SignedInRequest = Request[Any, Session, Any]

SIGN_IN_PAGE: Final[dict[Language, str]] = {"de": "/anmelden", "en": "/en/sign-in"}
SERVICES_PAGE: Final[dict[Language, str]] = {"de": "/konto/sicherheit/dienste", "en": "/en/account/security/services"}
START_PAGE: Final[dict[Language, str]] = {"de": "/", "en": "/en"}

_STAFF_PAGE: Final[dict[Language, str]] = {"de": "/service/rechnungen", "en": "/en/service/invoices"}
FIRST_PAGES: Final[dict[AccountRole, dict[Language, str]]] = {
    "customer": {"de": "/uebersicht", "en": "/en/overview"},
    "agent": _STAFF_PAGE,
    "administrator": _STAFF_PAGE,
    "dpo": {"de": "/dsb/verzeichnis", "en": "/en/dpo/inventory"},
}


@get("/providers", guards=[public], responses=raises())
async def list_providers(request: AnyRequest) -> list[ProviderItem]:
    """The services that people may sign in with."""
    return [ProviderItem(key, client.provider.name) for key, client in _providers(request).clients.items()]


@post(
    "/{provider:str}/sign-in",
    guards=[public],
    status_code=200,
    responses=raises(NotFound, TooManyAttempts, ServiceUnreachable),
)
async def begin_sign_in(
    request: AnyRequest, provider: FromPath[str], data: JSONBody[BeginServiceSignIn]
) -> Response[GoTo]:
    """Begin to sign in with a service. Sets a cookie by which the browser is known when it comes back."""
    begun = await round_trips.begin(
        client=_providers(request).client(provider),
        purpose="sign-in",
        account_id=None,
        language=data.language,
        next_page=data.next,
        visitor=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )
    return _sent_off(request, begun)


@post(
    "/{provider:str}/link",
    guards=[fresh],
    status_code=200,
    responses=raises(*FRESH, NotFound, TooManyAttempts, ServiceUnreachable),
)
async def begin_link(request: SignedInRequest, provider: FromPath[str], data: JSONBody[BeginLink]) -> Response[GoTo]:
    """Begin to link the signed-in account with an identity at a service. Sets the same cookie."""
    begun = await round_trips.begin(
        client=_providers(request).client(provider),
        purpose="link",
        account_id=request.auth.account_id,
        language=data.language,
        next_page="",
        visitor=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )
    return _sent_off(request, begun)


@get("/{provider:str}/callback", guards=[public], status_code=303, responses=raises(NotFound))
async def come_back(request: AnyRequest, provider: FromPath[str]) -> Redirect:
    """Where a service sends the browser back to (RFC 6749, 4.1.2). Leads to a page of the portal in any case."""
    client = _providers(request).client(provider)
    session = await _session(request)
    state = _given(request, "state") or ""
    returned = Returned(
        state=state,
        answer=Answer(_given(request, "code"), _given(request, "iss"), _given(request, "error")),
        browser_token=browser_token_of(request),
        session_token=token_of(request),
        account_id=session.account_id if session else None,
    )
    language = round_trips.language_of(state)
    try:
        outcome = await sign_in.finish(
            provider=client,
            returned=returned,
            client=client_of(request),
            settings=settings_of(request),
            now=utc_now(),
        )
    except Problem as problem:
        page = SERVICES_PAGE if session else SIGN_IN_PAGE
        return _to(f"{page[language]}#problem={problem.slug}")
    return _led_on(request, outcome, provider, language)


@get("/identities", guards=[signed_in], responses=raises(*GUARDED))
async def list_identities(request: SignedInRequest) -> list[LinkedIdentity]:
    """The identities at other services that open the signed-in account, oldest first."""
    async with transaction(request.auth.actor):
        return await queries.linked(account_id=request.auth.account_id, providers=_providers(request))


@delete("/identities/{identity_id:uuid}", guards=[fresh], responses=raises(*FRESH, NotFound, LastWayIn))
async def unlink(request: SignedInRequest, identity_id: FromPath[UUID]) -> None:
    """Let this identity open the account no longer."""
    await links.unlink(
        account_id=request.auth.account_id,
        identity_id=identity_id,
        providers=_providers(request),
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@get("/pending-link", guards=[signed_in], responses=raises(*GUARDED, links.LinkExpired))
async def read_pending_link(request: SignedInRequest) -> PendingLink:
    """The identity that was proven in this browser before its owner signed in here."""
    async with transaction(SYSTEM):
        found = await queries.pending(
            browser_token=browser_token_of(request), providers=_providers(request), now=utc_now()
        )
    if found is None:
        raise links.LinkExpired
    return found


@post(
    "/pending-link",
    guards=[fresh],
    status_code=200,
    responses=raises(*FRESH, links.LinkExpired, links.IdentityTaken, links.TooManyIdentities),
)
async def confirm_pending_link(request: SignedInRequest) -> Response[LinkDone]:
    """Link that identity with the account that is signed in."""
    name = await links.confirm_pending(
        account_id=request.auth.account_id,
        browser_token=browser_token_of(request),
        providers=_providers(request),
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )
    response = Response(LinkDone(name))
    drop_from_browser(response, settings=settings_of(request))
    return response


@delete("/pending-link", guards=[signed_in], responses=raises(*GUARDED))
async def drop_pending_link(request: SignedInRequest) -> Response[None]:
    """Forget that identity."""
    await links.drop_pending(browser_token=browser_token_of(request))
    response: Response[None] = Response(None, status_code=204)
    drop_from_browser(response, settings=settings_of(request))
    return response


@post(
    "/{provider:str}/sign-out",
    guards=[signed_in],
    status_code=200,
    responses=raises(*GUARDED, NotFound, ServiceUnreachable),
)
async def sign_out_everywhere(
    request: SignedInRequest, provider: FromPath[str], data: JSONBody[BeginLink]
) -> Response[GoTo]:
    """End the session here, and go to the service to sign out there as well, if it offers that."""
    start = START_PAGE[data.language]
    client = _providers(request).client(provider)
    address = await client.sign_out_address(return_to=settings_of(request).origin + start, now=utc_now())
    if token := token_of(request):
        async with transaction(SYSTEM):
            await sessions.end_session(token=token)
    response = Response(GoTo(address or start))
    clear_session_cookie(response, settings=settings_of(request))
    return response


def _sent_off(request: AnyRequest, begun: round_trips.Begun) -> Response[GoTo]:
    response = Response(GoTo(begun.address))
    keep_in_browser(response, token=begun.browser_token, lifetime=round_trips.LIFETIME, settings=settings_of(request))
    return response


def _led_on(request: AnyRequest, outcome: Outcome, provider: str, language: Language) -> Redirect:
    settings = settings_of(request)
    if isinstance(outcome, SignedIn):
        response = _to(outcome.next or FIRST_PAGES[outcome.opened.role][language])
        set_session_cookie(response, token=outcome.opened.token, settings=settings)
        drop_from_browser(response, settings=settings)
    elif isinstance(outcome, HalfSignedIn):
        response = _to(f"{_on_the_way(SIGN_IN_PAGE[language], outcome.next)}#second-step={outcome.step.step_id}")
        drop_from_browser(response, settings=settings)
    elif isinstance(outcome, NotLinked):
        # Whichever way in comes next, it leads on to the page that asks whether to link, and from there to the one
        # that was wanted.
        then = _on_the_way(SERVICES_PAGE[language], outcome.next)
        response = _to(f"{_on_the_way(SIGN_IN_PAGE[language], then)}#unlinked={provider}")
        keep_in_browser(response, token=outcome.browser_token, lifetime=links.PENDING, settings=settings, waits=True)
    else:
        response = _to(f"{SERVICES_PAGE[language]}#linked={provider}")
        drop_from_browser(response, settings=settings)
    return response


def _on_the_way(page: str, wanted: str) -> str:
    """A page that knows where to lead on to. `wanted` went through `own_page`, or is one of ours."""
    return f"{page}?next={quote(wanted)}" if wanted else page


def _to(page: str) -> Redirect:
    return Redirect(page, status_code=303)


def _given(request: AnyRequest, name: str) -> str | None:
    """A parameter that was given once. Given twice it means nothing (RFC 6749, 3.1)."""
    values = request.query_params.getall(name, [])
    return str(values[0]) if len(values) == 1 else None


async def _session(request: AnyRequest) -> Session | None:
    token = token_of(request)
    idle = timedelta(minutes=settings_of(request).session_idle_minutes)
    return await sessions.authenticate(token=token, now=utc_now(), idle=idle) if token else None


def _providers(request: AnyRequest) -> Providers:
    """They do not change while the server runs; what the services say of themselves is kept in them."""
    state = request.app.state
    if "other_services" not in state:
        state["other_services"] = configured(settings_of(request))
    providers: Providers = state["other_services"]
    return providers


router = Router(
    "/oidc",
    route_handlers=[
        list_providers,
        list_identities,
        unlink,
        read_pending_link,
        confirm_pending_link,
        drop_pending_link,
        begin_sign_in,
        begin_link,
        come_back,
        sign_out_everywhere,
    ],
    tags=["other services"],
)
