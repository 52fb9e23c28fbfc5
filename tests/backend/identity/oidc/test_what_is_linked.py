"""Identities of other services that are linked: to one account each, by its owner, and never the last way in."""

import pytest

from tests.backend.identity.oidc.conftest import NewVisitor
from tests.backend.identity.oidc.visitor import ERIKA, LINKED, NOT_LINKED, Visitor, linked
from tests.backend.identity.people import mails, make_account, rows


async def test_linking_ends_in_the_session_that_began_it(new_visitor: NewVisitor) -> None:
    """Otherwise whoever sits at the browser by then would give somebody else's identity to their account."""
    visitor = new_visitor()
    await make_account()
    await make_account("max@example.org")
    await visitor.sign_in_by_code()
    back = await visitor.choose(await visitor.begin(purpose="link"))
    await visitor.sign_out()
    assert await visitor.come_back(back) == "/anmelden#problem=not-signed-in"
    await visitor.sign_in_by_code()
    back = await visitor.choose(await visitor.begin(purpose="link"))
    await visitor.sign_in_by_code("max@example.org")
    assert await visitor.come_back(back) == "/konto/sicherheit/dienste#problem=not-signed-in"
    assert await rows("select 1 from oidc_identity") == []


async def test_an_identity_opens_one_account_only(new_visitor: NewVisitor) -> None:
    erika, max_ = new_visitor(), new_visitor()
    await linked(erika)
    await make_account("max@example.org")
    await max_.sign_in_by_code("max@example.org")
    assert await max_.visit(purpose="link") == "/konto/sicherheit/dienste#problem=oidc-identity-taken"
    await erika.visit()
    session = await erika.session()
    assert session is not None
    assert session["email"] == ERIKA


async def test_linking_twice_changes_nothing(visitor: Visitor) -> None:
    await linked(visitor)
    await visitor.sign_in_by_code()
    assert await visitor.visit(purpose="link") == LINKED
    assert len(await visitor.identities()) == 1
    assert len([mail for mail in await mails() if mail.template == "security_change"]) == 1


async def test_an_account_has_no_endless_list_of_identities(visitor: Visitor) -> None:
    account = await make_account()
    await visitor.sign_in_by_code()
    for number in range(10):
        await rows(
            "insert into oidc_identity (id, account_id, issuer, subject, label, offers_sign_out, linked_at) "
            "values (gen_random_uuid(), {}, 'https://id.example.org', {}, '', false, now())",
            account,
            str(number),
        )
    assert await visitor.visit(purpose="link") == "/konto/sicherheit/dienste#problem=oidc-too-many"


async def test_an_identity_of_a_closed_account_opens_nothing(visitor: Visitor) -> None:
    await linked(visitor)
    await rows("update account set closed_at = now()")
    assert await visitor.visit() == NOT_LINKED
    assert await visitor.session() is None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/oidc/example/link"),
        ("POST", "/api/v1/oidc/pending-link"),
        ("DELETE", "/api/v1/oidc/identities/01995a2e-0000-7000-8000-000000000000"),
    ],
)
async def test_what_is_linked_changes_only_right_after_proving_again(visitor: Visitor, method: str, path: str) -> None:
    await make_account()
    assert (await visitor.portal.request(method, path, json={})).status_code == 401
    await visitor.sign_in_by_code()
    await rows("update portal_session set fresh_at = now() - interval '5 minutes'")
    answer = await visitor.portal.request(method, path, json={})
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/step-up-needed")


async def test_unlinking_ends_it(visitor: Visitor) -> None:
    await linked(visitor)
    await visitor.sign_in_by_code()
    [identity] = await visitor.identities()
    assert (await visitor.portal.delete(f"/api/v1/oidc/identities/{identity['id']}")).status_code == 204
    assert await visitor.identities() == []
    await visitor.sign_out()
    assert await visitor.visit() == NOT_LINKED
    assert [row["kind"] for row in await rows("select kind from security_change order by created_at")] == [
        "oidc-linked",
        "oidc-unlinked",
    ]


async def test_the_last_way_in_stays(visitor: Visitor) -> None:
    await linked(visitor)
    await visitor.sign_in_by_code()
    [identity] = await visitor.identities()
    # For whoever works for others the mailbox opens nothing.
    await rows("update account set role = 'agent'")
    answer = await visitor.portal.delete(f"/api/v1/oidc/identities/{identity['id']}")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/last-way-in")
    assert await visitor.identities() == [identity]


async def test_nobody_unlinks_for_somebody_else(new_visitor: NewVisitor) -> None:
    erika, max_ = new_visitor(), new_visitor()
    await linked(erika)
    await erika.sign_in_by_code()
    [identity] = await erika.identities()
    await make_account("max@example.org")
    await max_.sign_in_by_code("max@example.org")
    assert (await max_.portal.delete(f"/api/v1/oidc/identities/{identity['id']}")).status_code == 404
    assert await erika.identities() == [identity]
