"""The roles that the portal acts in own nothing, bypass nothing and make nothing: row-level security binds them."""

import asyncpg
import pytest

from backend.core.database import Role
from tests.support.catalog import RUNTIME_ROLES, as_owner, privileges

_OWNED = """
select 'table ' || oid::regclass from pg_class where relowner = $1::regrole
union all select 'function ' || oid::regprocedure from pg_proc where proowner = $1::regrole
union all select 'type ' || oid::regtype from pg_type where typowner = $1::regrole
union all select 'schema ' || nspname from pg_namespace where nspowner = $1::regrole
union all select 'database ' || datname from pg_database where datdba = $1::regrole
"""

# Reviewed by hand: what runs with the owner's rights, called by others, and what it gives away.
_WITH_OWNERS_RIGHTS = {
    "app.current_customer": "tells an account only which customer it has named itself and holds a grant for",
    "app.changeable_customer": "as `app.current_customer`, for grants that allow changes",
    "app.name_of_delegate": "tells whoever looks after a customer the names of others who do",
    "app.authenticate": "tells about a session only whoever holds its token",
    "app.look_at_session": "as `app.authenticate`",
    "app.bookable_customer": "as `app.current_customer`, for grants that allow making appointments",
    "app.own_meetings": "tells an account only when its own appointments are",
    "app.own_customers": "tells an account only whose contract partner it is itself",
    "app.shared_grants": "tells an account who is on the other side of grants that concern it, by name and address",
    "app.shared_invitations": "tells an account of invitations to its customers or to its address, without tokens",
    "app.mandate_has_ended": "tells only whether a mandate, named with its customer, has ended; references are random",
    "app.use_of_accounts": "tells staff of a customer's accounts how many sessions there are, and when they were seen",
}


async def faults(owner: asyncpg.Connection, role: str) -> list[str]:
    """What makes a role stronger than a runtime role may be."""
    found = [f"owns {row[0]}" for row in await owner.fetch(_OWNED, role)]
    attributes = await owner.fetchrow(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin, rolinherit "
        "from pg_roles where rolname = $1",
        role,
    )
    found += [name for name, held in dict(attributes or {}).items() if held]
    memberships = await owner.fetch(
        "select roleid::regrole::text from pg_auth_members where member = $1::regrole", role
    )
    found += [f"is a member of {row[0]}" for row in memberships]
    schemas = await owner.fetch(
        "select nspname from pg_namespace where has_schema_privilege($1, oid, 'create') and nspname !~ '^pg_'", role
    )
    found += [f"may create in {row[0]}" for row in schemas]
    if await owner.fetchval("select has_database_privilege($1, current_database(), 'create')", role):
        found.append("may create schemas")
    return found


@pytest.mark.parametrize("role", RUNTIME_ROLES)
async def test_a_runtime_role_is_powerless(fresh_database: str, role: str) -> None:
    async with as_owner(fresh_database) as owner:
        assert await faults(owner, role) == []


def test_these_are_all_runtime_roles() -> None:
    assert set(RUNTIME_ROLES) == set(Role)


@pytest.mark.parametrize(
    "change",
    [
        "alter table invoice owner to servicetheke_staff",
        "grant create on schema public to servicetheke_staff",
        "create table paper (); alter table paper owner to servicetheke_staff",
    ],
)
async def test_a_stronger_role_would_be_noticed(fresh_database: str, change: str) -> None:
    async with as_owner(fresh_database) as owner:
        await owner.execute(change)
        assert await faults(owner, "servicetheke_staff") != []


async def test_nobody_may_touch_no_table(fresh_database: str) -> None:
    async with as_owner(fresh_database) as owner:
        assert await privileges(owner, Role.NOBODY) == set()
        await owner.execute("grant select (number) on customer to public")
        assert await privileges(owner, Role.NOBODY) == {("customer", "SELECT")}


async def test_what_runs_with_the_owners_rights_was_reviewed(fresh_database: str) -> None:
    async with as_owner(fresh_database) as owner:
        rows = await owner.fetch(
            "select pronamespace::regnamespace || '.' || proname as name, "
            "'search_path=public, pg_temp' = any(coalesce(proconfig, '{}')) as pinned "
            "from pg_proc where prosecdef and pronamespace not in (select oid from pg_namespace where nspname ~ '^pg_')"
        )
    assert {row["name"] for row in rows} == _WITH_OWNERS_RIGHTS.keys()
    assert all(row["pinned"] for row in rows), "else a caller could put a table of their own before ours"


@pytest.mark.parametrize("function", ["app.authenticate", "app.look_at_session"])
async def test_only_signing_in_asks_for_sessions(fresh_database: str, function: str) -> None:
    async with as_owner(fresh_database) as owner:
        allowed = {
            role
            for role in RUNTIME_ROLES
            if await owner.fetchval(
                "select has_function_privilege($1, $2, 'execute')", role, f"{function}(bytea, timestamptz, interval)"
            )
        }
    assert allowed == {Role.NOBODY, Role.SYSTEM}
