"""One person lets another look after contracts, and takes it back: two people, two browsers."""

import re

from playwright.async_api import Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from e2e.fixtures.browser import PHONE, Guard, OpenPage
from e2e.fixtures.portal import Letter, Portal, arrive


async def _invite(page: Page, email: str, *, scope: str = "Alles sehen und ändern") -> None:
    """Through all steps, from the page about access."""
    await arrive(page, "/konto/zugriff")
    await page.get_by_role("link", name="Jemanden einladen").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Jemanden einladen")
    await page.get_by_label("E-Mail-Adresse der Person").fill(email)
    await page.get_by_role("radio", name="Rechtliche Betreuung").check()
    await page.get_by_role("button", name="Weiter").click()
    await page.get_by_role("radio", name=re.compile(scope)).check()
    await page.get_by_role("button", name="Weiter").click()
    await expect(page.get_by_role("group", name="Letzter Tag")).to_be_visible()
    await page.get_by_role("button", name="Weiter").click()
    await page.get_by_role("button", name="Einladung verschicken").click()
    await expect(page.get_by_role("main").get_by_text("Die Einladung ist verschickt.")).to_be_visible()


async def _link_in_mail(portal: Portal, email: str) -> str:
    mail = await portal.newest_mail(email)
    body = mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"http\S+#token=\S+", body.get_content())
    assert link is not None
    return link[0]


async def _contract_partner(portal: Portal, page: Page, name: str) -> Letter:
    """Somebody whose letter came long ago."""
    partner = await portal.new_customer(name=name)
    await portal.let_look_after(partner.email, partner.customer_number)
    await portal.sign_in(page, partner.email)
    return partner


async def test_invite_accept_act_and_revoke(open_page: OpenPage, portal: Portal) -> None:
    erika, max_ = await open_page(), await open_page(PHONE)
    partner = await _contract_partner(portal, erika, "Erika Vertrag")
    helper = f"helfer-{partner.customer_number}@example.org"
    await _invite(erika, helper)
    row = erika.get_by_role("row").filter(has_text=helper).first
    await expect(row).to_contain_text("Rechtliche Betreuung")
    await expect(row).to_contain_text("Eingeladen")

    # The link opens the page for whoever has it, says what it is about, and changes nothing.
    link = await _link_in_mail(portal, helper)
    await arrive(max_, link)
    await expect(max_.get_by_text("Erika Vertrag")).to_be_visible()
    await expect(max_.get_by_role("button", name="Einladung annehmen")).to_have_count(0)

    await portal.sign_in(max_, helper)
    await arrive(max_, "/uebersicht")
    await expect(max_.get_by_role("heading", name="Noch keine Kundennummer verbunden")).to_be_visible()
    await max_.get_by_role("main").get_by_role("link", name="Zugriff auf Verträge").tap()
    await max_.get_by_role("link", name="Ansehen und antworten").tap()
    await max_.get_by_role("button", name="Einladung annehmen").tap()
    await expect(max_.get_by_role("main").get_by_text("Sie haben die Einladung angenommen.")).to_be_visible()
    await expect(max_.get_by_label("Angemeldete Person")).to_contain_text("Erika Vertrag")

    await arrive(erika, "/konto/zugriff")
    await erika.get_by_role("button", name=re.compile("^Beenden")).click()
    await expect(erika.get_by_role("dialog", name="Zugriff beenden?")).to_contain_text(helper)
    await erika.get_by_role("button", name="Ja, beenden").click()
    await expect(erika.get_by_role("main").get_by_text("Der Zugriff ist beendet.")).to_be_visible()
    await expect(erika.get_by_role("button", name=re.compile("^Beenden"))).to_have_count(0)

    # Nothing is left: neither on the page that is open, nor of the person's name.
    await arrive(max_, "/rechnungen")
    await expect(max_.get_by_role("heading", name="Noch keine Kundennummer verbunden")).to_be_visible()
    await expect(max_.get_by_text("Erika Vertrag")).to_have_count(0)
    await arrive(max_, "/konto/zugriff")
    await expect(max_.get_by_role("row").filter(has_text="beendet")).to_contain_text("Erika Vertrag")


async def test_an_open_tab_shows_nothing_any_more_once_access_has_ended(open_page: OpenPage, portal: Portal) -> None:
    erika, helper = await open_page(), await open_page()
    partner = await _contract_partner(portal, erika, "Erika Ende")
    email = f"helfer-{partner.customer_number}@example.org"
    await _invite(erika, email)
    await portal.sign_in(helper, email)
    await arrive(helper, await _link_in_mail(portal, email))
    await helper.get_by_role("button", name="Einladung annehmen").click()
    await expect(helper.get_by_label("Angemeldete Person")).to_contain_text("Erika Ende")

    await arrive(erika, "/konto/zugriff")
    await erika.get_by_role("button", name=re.compile("^Beenden")).click()
    await erika.get_by_role("button", name="Ja, beenden").click()
    await expect(erika.get_by_role("main")).to_contain_text("Der Zugriff ist beendet.")

    # Without loading the page anew.
    await helper.get_by_role("link", name="Rechnungen").click()
    await expect(helper.get_by_role("heading", name="Noch keine Kundennummer verbunden")).to_be_visible()
    await expect(helper.get_by_text("Erika Ende")).to_have_count(0)


async def test_what_is_not_open_is_said_in_words(open_page: OpenPage, portal: Portal) -> None:
    erika, max_ = await open_page(), await open_page()
    partner = await _contract_partner(portal, erika, "Erika Termin")
    helper = f"helfer-{partner.customer_number}@example.org"
    await _invite(erika, helper, scope="Nur Termine vereinbaren")
    await portal.sign_in(max_, helper)
    await arrive(max_, await _link_in_mail(portal, helper))
    await max_.get_by_role("button", name="Einladung annehmen").click()
    await expect(max_.get_by_label("Angemeldete Person")).to_contain_text("Sie dürfen nur Termine vereinbaren.")
    for address in ("/rechnungen", "/uebersicht"):
        await arrive(max_, address)
        await expect(max_.get_by_role("heading", name="Rechnungen sind für Sie nicht freigegeben")).to_be_visible()
        await expect(max_.get_by_role("main")).to_contain_text(
            "Erika Termin hat Ihnen Zugriff auf etwas anderes gegeben"
        )


async def test_declining_needs_no_account(open_page: OpenPage, portal: Portal) -> None:
    erika, stranger = await open_page(), await open_page()
    partner = await _contract_partner(portal, erika, "Erika Absage")
    helper = f"helfer-{partner.customer_number}@example.org"
    await _invite(erika, helper)
    link = await _link_in_mail(portal, helper)
    await arrive(stranger, link)
    async with announcements(stranger) as heard:
        await stranger.get_by_role("button", name="Ablehnen").click()
        await expect(stranger.get_by_role("main").get_by_text("Sie haben die Einladung abgelehnt.")).to_be_visible()
        await heard.wait_for("abgelehnt")
    await stranger.reload()
    await expect(stranger.get_by_role("heading", name="Hier ist keine offene Einladung")).to_be_visible()
    await arrive(erika, "/konto/zugriff")
    await expect(erika.get_by_role("row").filter(has_text="abgelehnt")).to_contain_text(helper)


async def test_somebody_else_cannot_accept(open_page: OpenPage, portal: Portal, guard: Guard) -> None:
    erika, mia = await open_page(), await open_page()
    partner = await _contract_partner(portal, erika, "Erika Fremd")
    await _invite(erika, f"helfer-{partner.customer_number}@example.org")
    await _contract_partner(portal, mia, "Mia Mustermann")
    await arrive(mia, await _link_in_mail(portal, f"helfer-{partner.customer_number}@example.org"))
    await expect(mia.get_by_text("Diese Einladung ging an eine andere E-Mail-Adresse.")).to_be_visible()
    await expect(mia.get_by_role("button", name="Einladung annehmen")).to_have_count(0)
    assert not guard.problems


async def test_pages_with_something_on_them_are_accessible(open_page: OpenPage, portal: Portal) -> None:
    """What no list of pages reaches: an open invitation, on both sides."""
    erika, helper = await open_page(), await open_page()
    partner = await _contract_partner(portal, erika, "Erika Offen")
    email = f"helfer-{partner.customer_number}@example.org"
    await _invite(erika, email)
    await visit(erika, "/konto/zugriff")
    await portal.sign_in(helper, email)
    await visit(helper, "/konto/zugriff")
    link = await _link_in_mail(portal, email)
    await visit(helper, link.removeprefix(portal.url))
    await expect(helper.get_by_role("button", name="Einladung annehmen")).to_be_visible()


async def test_each_step_of_inviting_is_announced_and_mistakes_are_told(
    desktop: Page, portal: Portal, guard: Guard
) -> None:
    guard.allow("400")
    partner = await _contract_partner(portal, desktop, "Erika Tastatur")
    await arrive(desktop, "/konto/zugriff/einladen")
    heading = desktop.get_by_role("heading", level=1)
    summary = desktop.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await desktop.get_by_role("button", name="Weiter").press("Enter")
    await expect(summary).to_be_focused()
    await expect(summary).to_contain_text("Wählen Sie aus, wie Sie zueinander stehen.")

    await desktop.get_by_label("E-Mail-Adresse der Person").fill(partner.email)
    await desktop.get_by_role("radio", name="Vollmacht").check()
    async with announcements(desktop) as heard:
        await desktop.get_by_role("button", name="Weiter").press("Enter")
        await expect(desktop.get_by_role("radio", name=re.compile("Nur Rechnungen"))).to_be_visible()
        await expect(heading).to_be_focused()
        await heard.wait_for("Umfang")
    await desktop.get_by_role("radio", name=re.compile("Nur Rechnungen")).check()
    await desktop.get_by_role("button", name="Weiter").press("Enter")

    last = desktop.get_by_role("group", name="Letzter Tag")
    for name, typed in (("Tag", "31"), ("Monat", "2"), ("Jahr", "2030")):
        await last.get_by_label(name).fill(typed)
    await desktop.get_by_role("button", name="Weiter").press("Enter")
    await expect(summary).to_contain_text("Diesen Tag gibt es nicht.")
    await expect(last.get_by_label("Tag")).to_have_value("31")
    await last.get_by_label("Tag").fill("28")
    await desktop.get_by_role("button", name="Weiter").press("Enter")

    # What only the server knows leads back to its field, and all that was chosen is still there.
    await expect(desktop.get_by_role("main")).to_contain_text("sofort bis 28. Februar 2030")
    await desktop.get_by_role("button", name="Einladung verschicken").press("Enter")
    await expect(summary).to_contain_text("Das ist Ihre eigene Adresse.")
    await expect(desktop.get_by_label("E-Mail-Adresse der Person")).to_have_value(partner.email)
    await expect(desktop.get_by_role("radio", name="Vollmacht")).to_be_checked()
