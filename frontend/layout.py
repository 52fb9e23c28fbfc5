"""What surrounds every page: header, navigation, the one h1, footer.

A page without JavaScript still has all of it: nothing here waits for page state except who is signed in.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, cast
from xml.etree import ElementTree as ET

import reflex as rx

from frontend import site
from frontend.api.portal import portal
from frontend.browser import appearance, language_link, session_time, sign_out
from frontend.components.breadcrumb import breadcrumb as breadcrumb_trail
from frontend.components.choices import radios
from frontend.components.icons import IconName, icon
from frontend.components.link import anchor, link
from frontend.components.menu import menu
from frontend.components.values import Content, Option, Text, choose, each, pick, shown
from frontend.i18n import Language, Translator
from frontend.recovery_warning import recovery_warning
from frontend.state.session import Person

Width = Literal["narrow", "readable", "wide"]
Trail = Sequence[tuple[Text, Text]]

Place = tuple[str, IconName]

# The places of the navigation for each role, in order. The first one is where the role is at home. A place that has
# no page yet is left out rather than linked to nothing. There are five at most: more would be too narrow on phones, so
# administrators find the inventory of data on their account's page.
_PLACES: Final[dict[str, tuple[Place, ...]]] = {
    "customer": (
        ("overview", "home"),
        ("invoices", "document"),
        ("appointments", "calendar"),
        ("service", "message"),
        ("account", "person"),
    ),
    "agent": (
        ("staff-invoices", "document"),
        ("staff-customers", "search"),
        ("staff-agenda", "calendar"),
        ("staff-changes", "check"),
        ("account", "person"),
    ),
    "dpo": (("privacy-inventory", "shield"), ("account", "person")),
    "administrator": (
        ("staff-invoices", "document"),
        ("staff-customers", "search"),
        ("staff-agenda", "calendar"),
        ("staff-changes", "check"),
        ("account", "person"),
    ),
}

# Who comes to a page; the first role is the one shown until page state has said who it is.
_VISITORS: Final[dict[site.Access, tuple[str, ...]]] = {
    "customer": ("customer",),
    "staff": ("agent", "administrator"),
    "dpo": ("dpo", "administrator"),
    "administrator": ("administrator",),
    "signed-in": ("customer", "agent", "dpo", "administrator"),
}

_INFORMATION: Final = ("accessibility", "plain-language", "privacy", "imprint", "help")

_LOGO_HEIGHT: Final = 36


def shell(
    t: Translator,
    *,
    key: str,
    title: Text,
    content: Sequence[Content],
    lead: Content | None = None,
    breadcrumb: Trail = (),
    steps: rx.Component | None = None,
) -> rx.Component:
    """A page for signed-in people. `key` is its key in `frontend/site_table/`, `steps` a stepper above the h1."""
    side = rx.el.div(_who(t), _navigation(t, key), class_name="side")
    content = (recovery_warning(t), *content)
    main = _main(t, title, lead=lead, breadcrumb=breadcrumb, steps=steps, content=content)
    frame = rx.el.div(side, main, class_name="frame")
    return _document(t, key, [_sign_out(t)], rx.fragment(frame, _session_time(t)))


def public_shell(
    t: Translator,
    *,
    key: str,
    title: Text,
    content: Sequence[Content],
    lead: Content | None = None,
    breadcrumb: Trail = (),
    steps: rx.Component | None = None,
    width: Width = "readable",
) -> rx.Component:
    """A page for everybody, or a step on the way in: "narrow" for short forms such as sign-in, "readable" for texts."""
    main = _main(t, title, lead=lead, breadcrumb=breadcrumb, steps=steps, content=content)
    tool = _sign_out(t) if site.page(key).access in _VISITORS else _way_in(t, key)
    return _document(t, key, [tool], rx.el.div(main, class_name=f"frame {width}"))


def _document(t: Translator, key: str, tools: Sequence[rx.Component], frame: rx.Component) -> rx.Component:
    return rx.fragment(
        anchor(t("Zum Inhalt springen"), href="#main", class_name="skip"),
        _header(t, key, tools),
        frame,
        _footer(t),
    )


def _main(
    t: Translator,
    title: Text,
    *,
    lead: Content | None,
    breadcrumb: Trail,
    steps: rx.Component | None,
    content: Sequence[Content],
) -> rx.Component:
    return rx.el.main(
        rx.el.div(
            *((breadcrumb_trail(t, trail=breadcrumb, current=title),) if breadcrumb else ()),
            *((steps,) if steps is not None else ()),
            # The focus comes here after a change of page.
            rx.el.h1(title, tab_index=-1),
            *((_lead(lead),) if lead is not None else ()),
            class_name="page-head",
        ),
        rx.el.div(*content, class_name="stack"),
        id="main",
        tab_index=-1,
    )


def _lead(lead: Content) -> rx.Component:
    return rx.el.p(lead, class_name="lead lead-awaited" if isinstance(lead, rx.Var) else "lead")


def _header(t: Translator, key: str, tools: Sequence[rx.Component]) -> rx.Component:
    visitors = _VISITORS.get(site.page(key).access)
    home = site.path(_home(visitors[0]) if visitors else "start", t.language)
    return rx.el.header(
        rx.el.div(
            anchor(_logo(), rx.el.span(portal().name), href=home, class_name="company"),
            rx.el.ul(
                *(rx.el.li(tool) for tool in (_language(t, key), _appearance(t), *tools)),
                class_name="tools",
            ),
            class_name="top-inner",
        ),
        class_name="top",
    )


def _language(t: Translator, key: str) -> rx.Component:
    other: Language = "en" if t.language == "de" else "de"
    # Each language in its own words: who looks for it may read no other.
    name = "English" if other == "en" else "Deutsch"
    return language_link(
        *_tool("globe", name), address=site.page(key).address(other), language=other, class_name="tool"
    )


def _appearance(t: Translator) -> rx.Component:
    choices = (
        Option("system", t("Wie das Gerät")),
        Option("light", t("Hell")),
        Option("dark", t("Dunkel")),
    )
    name = "appearance"
    return menu(
        t("Darstellung"),
        radios(t, t("Darstellung"), name=name, options=choices, value="system"),
        appearance(control=name),
        icon_name="appearance",
    )


def _session_time(t: Translator) -> rx.Component:
    return session_time(
        t,
        signed_in=Person.signed_in,
        sign_in=site.path("sign-in", t.language),
        start=site.path("start", t.language),
    )


def _sign_out(t: Translator) -> rx.Component:
    name = "sign-out"
    return rx.fragment(
        rx.el.button(*_tool("leave", t("Abmelden")), type="button", name=name, class_name="tool"),
        sign_out(t, trigger=name, then=site.path("start", t.language)),
    )


def _way_in(t: Translator, key: str) -> rx.Component:
    """On pages for everybody: the way to sign in, or back to one's own things."""
    sign_in = anchor(
        *_tool("person", t("Anmelden")),
        href=site.path("sign-in", t.language),
        class_name="tool",
        current="page" if key == "sign-in" else None,
    )
    homes = {role: _way_home(t, role) for role in _PLACES}
    return choose(Person.role, {"": sign_in, **homes})


def _way_home(t: Translator, role: str) -> rx.Component:
    home = site.page(_home(role))
    return anchor(*_tool("home", t(home.title)), href=home.address(t.language), class_name="tool")


def _home(role: str) -> str:
    return _PLACES[role][0][0]


def _tool(name: IconName, label: str) -> tuple[rx.Component, rx.Component]:
    """On phones the icon stands alone; the word stays for screen readers and voice control."""
    return icon(name), rx.el.span(label, class_name="tool-label")


def _logo() -> rx.Component:
    """The name stands beside it, so the picture itself says nothing more."""
    return rx.el.img(
        src="/icons/logo.svg",
        alt="",
        # As plain props Reflex would turn them into a style, which the policy of the pages forbids.
        custom_attrs={"width": _logo_width(), "height": _LOGO_HEIGHT},
    )


@lru_cache
def _logo_width() -> int:
    """The width that goes with the height in the header: with both known, nothing moves when the logo arrives."""
    view_box = ET.parse(portal().logo_path).getroot().get("viewBox", "0 0 1 1")  # noqa: S314 - checked by load_portal.
    _, _, width, height = (float(number) for number in view_box.replace(",", " ").split())
    return round(_LOGO_HEIGHT * width / height)


def _who(t: Translator) -> rx.Component:
    """Who is signed in and for whom they act; with several customers also the way to change that."""
    count = cast("rx.vars.ArrayVar[list[object]]", Person.customers).length()
    # Whose access has just ended acts for nobody, and may have one customer left to choose.
    can_choose = (count > 1) | ((count > 0) & (Person.customer_number == ""))
    # Phones leave out what is plain: that somebody acts for themselves.
    acts_for_another = (Person.customer_name != "") & (Person.customer_name != Person.name)
    return rx.el.section(
        rx.el.div(
            rx.el.p(rx.el.span(t("Angemeldet als"), class_name="who-label"), rx.el.strong(Person.name)),
            shown(
                Person.customer_number,
                rx.el.p(
                    shown(Person.customer_name != Person.name, rx.el.span(Person.customer_name, class_name="line")),
                    t("Kundennummer {number}", number=Person.customer_number),
                    _limits(t),
                ),
            ),
        ),
        shown(can_choose, _customer_switch(t)),
        class_name=pick(can_choose | acts_for_another, "who who-several", "who"),
        aria_label=t("Angemeldete Person"),
    )


def _limits(t: Translator) -> rx.Component:
    """What is not open to somebody whom the customer has let in for a part only."""
    words = {
        "read": t("Sie dürfen alles sehen, aber nichts ändern."),
        "invoices": t("Sie dürfen nur die Rechnungen sehen."),
        "appointments": t("Sie dürfen nur Termine vereinbaren."),
    }
    limits = {scope: rx.el.span(sentence, class_name="line") for scope, sentence in words.items()}
    return choose(Person.customer_scope, limits)


def _customer_switch(t: Translator) -> rx.Component:
    customers = each(
        Person.customers,
        lambda customer: rx.el.li(
            rx.el.button(
                rx.el.span(customer.name),
                rx.el.span(t("Kundennummer {number}", number=customer.number), class_name="hint"),
                type="button",
                on_click=Person.act_for(customer.id),
                aria_current=pick(customer.number == Person.customer_number, "true", "false"),
                class_name="menu-item",
            )
        ),
    )
    return rx.el.details(
        rx.el.summary(icon("switch"), t("Kunden wechseln"), class_name="tool"),
        rx.el.ul(customers, class_name="menu-box"),
        class_name="menu",
    )


def _navigation(t: Translator, key: str) -> rx.Component:
    """A list at the side on wide screens, a bar at the bottom on phones: the same links, once."""
    first, *others = _VISITORS.get(site.page(key).access, ("customer",))
    places = _places(t, key, first)
    if others:
        places = choose(Person.role, {"": places, first: places, **{role: _places(t, key, role) for role in others}})
    return rx.el.nav(places, class_name="places", aria_label=t("Hauptnavigation"))


def _places(t: Translator, key: str, role: str) -> rx.Component:
    places = [(place, name) for place, name in _PLACES[role] if _exists(place)]
    here = _place_of(key, [place for place, _ in places])
    return rx.el.ul(
        *(
            rx.el.li(
                anchor(
                    icon(name),
                    rx.el.span(t(site.page(place).title)),
                    href=site.path(place, t.language),
                    class_name="place",
                    current="page" if place == key else "true" if place == here else None,
                )
            )
            for place, name in places
        )
    )


def _place_of(key: str, places: Sequence[str]) -> str | None:
    """The place below which a page lies: the invoice below the invoices."""
    address = site.page(key).de
    above = [place for place in places if f"{address}/".startswith(f"{site.page(place).de}/")]
    return max(above, key=lambda place: len(site.page(place).de), default=None)


def _footer(t: Translator) -> rx.Component:
    company = portal()
    information = [
        link(t(site.page(key).title), href=site.path(key, t.language)) for key in _INFORMATION if _exists(key)
    ]
    own = [link(entry.label.of(t.language), href=entry.url) for entry in company.links]
    contact = company.contact
    return rx.el.footer(
        rx.el.div(
            rx.el.nav(rx.el.ul(*(rx.el.li(entry) for entry in (*information, *own))), aria_label=t("Informationen")),
            rx.el.address(
                rx.el.span(company.name, ", ", contact.hours.of(t.language)),
                rx.el.ul(
                    rx.el.li(link(contact.phone, href=contact.phone_link, kind="alone", icon_name="phone")),
                    rx.el.li(link(contact.email, href=contact.email_link, kind="alone", icon_name="mail")),
                ),
            ),
            class_name="foot-inner",
        ),
        class_name="foot",
    )


def _exists(key: str) -> bool:
    return any(page.key == key for page in site.PAGES)
