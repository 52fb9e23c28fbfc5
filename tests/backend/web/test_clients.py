"""What is told of a browser: enough to recognise one's own devices, and no place that was not asked for."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from mmdb_writer import MMDBWriter
from netaddr import IPSet

from backend.core.settings import Settings
from backend.web.clients import Connection, CountryDatabaseUnusable, check_country_database, client_of

_PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile "
    "Safari/537.36"
)


def _connection(settings: Settings, *, address: str = "2001:db8:1:2:3::4", user_agent: str = _PHONE) -> Connection:
    """As much of a connection as is looked at."""
    state = SimpleNamespace(settings=settings)
    return cast(
        Connection,
        SimpleNamespace(
            app=SimpleNamespace(state=state),
            client=SimpleNamespace(host=address),
            headers={"user-agent": user_agent},
        ),
    )


def test_browser_and_system_have_the_names_that_people_know(tmp_path: Path) -> None:
    client = client_of(_connection(Settings(var_dir=tmp_path)))
    assert (client.browser, client.system) == ("Chrome Mobile 142", "Android")
    assert client.key == "2001:db8:1:2::"
    assert client.country == "", "Without a database no place is known."


def test_the_country_comes_from_a_database_of_our_own(tmp_path: Path) -> None:
    database = tmp_path / "countries.mmdb"
    writer = MMDBWriter(ip_version=6, ipv4_compatible=True)
    writer.insert_network(IPSet(["2001:db8::/32"]), {"country": {"iso_code": "AT"}})
    writer.insert_network(IPSet(["192.0.2.0/24"]), {"continent": {"code": "EU"}})
    writer.to_db_file(str(database))
    settings = Settings(var_dir=tmp_path, country_database=database)
    check_country_database(settings)
    countries = [
        client_of(_connection(settings, address=address)).country
        for address in ("2001:db8:1:2:3::4", "192.0.2.1", "198.51.100.7", "testclient", "")
    ]
    assert countries == ["AT", "", "", "", ""]


@pytest.mark.parametrize("user_agent", ["", "x" * 10_000, "<script>alert(1)</script>", "Chrome/" + "9" * 5_000])
def test_a_browser_may_say_anything(tmp_path: Path, user_agent: str) -> None:
    client = client_of(_connection(Settings(var_dir=tmp_path), user_agent=user_agent))
    assert len(client.browser) <= 60
    assert len(client.system) <= 60


def test_a_wrong_country_database_is_named_at_the_start(tmp_path: Path) -> None:
    wrong = tmp_path / "countries.mmdb"
    wrong.write_bytes(b"no database")
    with pytest.raises(CountryDatabaseUnusable, match="COUNTRY_DATABASE"):
        check_country_database(Settings(var_dir=tmp_path, country_database=wrong))
