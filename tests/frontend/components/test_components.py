"""What single components promise beyond what every example must do."""

from typing import Any, cast

import reflex as rx

from frontend.components.alert import alert
from frontend.components.badge import badge
from frontend.components.breadcrumb import breadcrumb
from frontend.components.button import button
from frontend.components.card import amount, card
from frontend.components.choices import checkbox, checkboxes, radios
from frontend.components.date_input import date_input
from frontend.components.details import details
from frontend.components.dialog import dialog
from frontend.components.empty_state import empty_state
from frontend.components.error_summary import FieldError, error_summary
from frontend.components.file_upload import file_upload
from frontend.components.link import link
from frontend.components.pagination import PageLink, page_links, pagination
from frontend.components.progress import progress, stepper
from frontend.components.qr_figure import modules_path, qr_figure
from frontend.components.select import select
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, change_link, summary_list
from frontend.components.table import Column, Sort, data_table
from frontend.components.text_field import code_field, text_field
from frontend.components.values import Option
from frontend.i18n import translator
from tests.frontend.components.markup import parse, to_html

T = translator("de")


class TestButton:
    def test_is_a_link_when_it_leads_somewhere(self) -> None:
        assert parse(button("Weiter", href="/rechnungen")).xpath(".//a/@href") == ["/rechnungen"]

    def test_busy_keeps_the_focus_and_says_what_is_going_on(self) -> None:
        tree = parse(button("Speichern", submit=True, busy=True, busy_label="Wird gespeichert …"))
        (control,) = tree.xpath(".//button")
        assert control.get("disabled") is None
        assert control.get("aria-disabled") == "true"
        assert control.get("type") == "button", "A busy button must not send the form again."
        assert control.text_content() == "Wird gespeichert …"
        assert tree.xpath("string(.//*[@role='status'])") == "Wird gespeichert …"

    def test_announces_in_a_region_that_was_there_before(self) -> None:
        busy = rx.Var("state.busy").to(bool)
        rendered = button("Speichern", busy=busy, busy_label="Wird gespeichert …").render()
        _, region = rendered["children"]
        assert 'role:"status"' in region["props"]


class TestLink:
    def test_stays_in_the_running_page_inside_the_portal(self) -> None:
        assert link("Rechnungen", href="/rechnungen").render()["name"] == "ReactRouterLink"

    def test_is_left_to_the_browser_for_everything_else(self) -> None:
        for address in ("#main", "/api/v1/invoices/1/pdf", "https://example.org", "mailto:a@example.org", "tel:+49"):
            assert link("Dorthin", href=address).render()["name"] == '"a"', address

    def test_names_the_language_of_where_it_leads(self) -> None:
        (element,) = parse(link("English", href="/en", lang="en")).xpath(".//a")
        assert (element.get("lang"), element.get("hreflang")) == ("en", "en")


class TestTable:
    columns = (
        Column(label="Nummer", cell=lambda row: row[0], names_row=True),
        Column(label="Betrag", cell=lambda row: row[1], is_number=True, sort=Sort(order="descending", on_click=None)),
        Column(label="Zustand", cell=lambda row: row[2], is_plain=True),
    )
    tree = parse(data_table("Rechnungen", columns=columns, rows=(("1", "9 €", "offen"),), totals=(("Summe", "9 €"),)))

    def test_stays_a_table_when_it_looks_like_cards(self) -> None:
        roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row"}
        roles |= {"td": "cell"}
        for tag, role in roles.items():
            assert set(self.tree.xpath(f".//{tag}/@role")) == {role}
        assert set(self.tree.xpath(".//th/@role")) == {"columnheader", "rowheader"}

    def test_says_how_it_is_sorted(self) -> None:
        (header,) = self.tree.xpath(".//th[@aria-sort]")
        assert header.get("aria-sort") == "descending"
        assert header.xpath("string(button)") == "Betrag"

    def test_names_each_value_on_a_card_that_does_not_explain_itself(self) -> None:
        assert self.tree.xpath(".//td/@data-label") == ["Betrag"]


class TestPages:
    def test_shows_first_last_and_neighbours(self) -> None:
        shown = [link.number or "…" for link in page_links(5, 12) if link.kind in {"page", "current", "gap"}]
        assert shown == [1, "…", 4, 5, 6, "…", 12]

    def test_leaves_no_gap_where_no_page_is_missing(self) -> None:
        assert [link.kind for link in page_links(1, 3)] == ["current", "page", "page", "on"]
        assert [link.kind for link in page_links(3, 3)] == ["back", "page", "page", "current"]

    def test_is_not_there_for_one_page(self) -> None:
        assert to_html(pagination(T, pages=page_links(1, 1), href=lambda number: f"?page={number}")) == ""

    def test_marks_the_current_page_without_linking_to_it(self) -> None:
        tree = parse(pagination(T, pages=page_links(2, 3), href=lambda number: f"?page={number}"))
        assert tree.xpath("string(.//*[@aria-current='page'])") == "Seite 2"
        assert "?page=2" not in tree.xpath(".//a/@href")


def test_an_alert_announces_only_when_it_is_told_to() -> None:
    assert parse(alert("Gespeichert.")).xpath(".//@role") == []
    assert parse(alert("Gespeichert.", announce="politely")).xpath(".//@role") == ["status"]
    assert parse(alert("Fehlgeschlagen.", announce="at once")).xpath(".//@role") == ["alert"]


def test_a_badge_takes_its_kind_from_page_state() -> None:
    kind = rx.Var("state.kind").to(str)
    assert 'className:("badge badge-"+state.kind)' in badge("offen", kind=kind).render()["props"]


def test_a_breadcrumb_ends_with_the_page_itself() -> None:
    tree = parse(breadcrumb(T, trail=(("Rechnungen", "/rechnungen"),), current="Rechnung 1"))
    assert tree.xpath(".//a/@href") == ["/rechnungen"]
    assert tree.xpath("string(.//*[@aria-current='page'])") == "Rechnung 1"


def test_progress_has_a_name_and_says_its_value_in_words() -> None:
    (bar,) = parse(progress("Export", value=3, maximum=4, text="3 von 4 Dateien")).xpath(".//progress")
    assert (bar.get("aria-label"), bar.get("aria-valuetext")) == ("Export", "3 von 4 Dateien")


def test_the_bar_of_a_stepper_is_only_for_the_eye() -> None:
    tree = parse(stepper(T, step=2, steps=3, name="Ihre Angaben"))
    assert tree.xpath("string(.//p)") == "Schritt 2 von 3: Ihre Angaben"
    assert tree.xpath(".//progress/@aria-hidden") == ["true"]


def test_loading_is_silent() -> None:
    tree = parse(loading(T, "Fertig", when=True))
    assert tree.xpath(".//*[@aria-live or @role]") == []
    assert tree.xpath("./div/@aria-busy") == ["true"]


def test_a_qr_code_is_drawn_in_runs() -> None:
    assert modules_path([[1, 1, 0, 1], [0, 0, 0, 0]]) == "M0 0h2v1h-2zM3 0h1v1h-1z"


def test_everything_takes_values_from_page_state() -> None:
    text, number = rx.Var("state.text").to(str), rx.Var("state.number").to(int)
    texts, options = rx.Var("state.texts").to(list[str]), rx.Var("state.options").to(list[Option])
    told: dict[str, Any] = {"hint": text, "error": text}
    made = (
        alert(text, text, kind="danger"),
        amount(text),
        badge(text, kind=text),
        breadcrumb(T, trail=((text, text),), current=text),
        button(text, href=text, download=True),
        button(text, busy=text != "", busy_label=text, on_click=rx.noop()),
        card(text, title=text, more=link(text, href=text)),
        checkbox(T, text, name="a", checked=text == "on", **told),
        checkboxes(T, text, name="b", options=options, values=cast("Any", texts), **told),
        code_field(T, text, name="c", value=text, **told),
        data_table(text, columns=(Column(label="A", cell=lambda row: row),), rows=cast("Any", texts)),
        date_input(T, text, name="d", day=text, month=text, year=text, **told),
        details(text, text),
        dialog(T, text, text, id="e", is_open=text != "", on_close=rx.noop()),
        empty_state(text, text),
        error_summary(T, errors=rx.Var("state.errors").to(list[FieldError])),
        file_upload(T, text, action=text, name="f", accept=".pdf", **told),
        loading(T, text, when=text == ""),
        pagination(T, pages=rx.Var("state.pages").to(list[PageLink]), href=lambda page: f"?page={page}", label=text),
        progress(text, value=number, maximum=number, text=text),
        qr_figure(path=text, size=number, alternative=text, caption=text),
        radios(T, text, name="g", options=options, value=text, **told),
        select(T, text, name="h", options=options, value=text, **told),
        stepper(T, step=number, steps=number, name=text),
        summary_list(Entry(text, text, change_link(T, text, href=text))),
        text_field(T, text, name="i", value=text, **told),
    )
    for component in made:
        rendered = str(component.render())
        assert "state." in rendered
        assert "css:" not in rendered, "An unknown prop would become an inline style."
