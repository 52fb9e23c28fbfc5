"""What the pages of an appointment say: all that one needs to be there, and how one is reminded of it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from backend.appointments.booking.schemas import Channel, Contact
from backend.profile import values
from frontend.api.appointments import BookedItem, Place
from frontend.api.profile import TopicChoice
from frontend.i18n import translator
from frontend.state.appointment_facts import facts
from frontend.state.booking_form import reminded_words, reminders

_BERLIN = ZoneInfo("Europe/Berlin")
_T = translator("de")


@pytest.mark.parametrize(("hours", "offered"), [(25, ["24h", "2h"]), (24, ["2h"]), (3, ["2h"]), (2, []), (-1, [])])
def test_only_reminders_that_are_still_to_come_are_offered(hours: int, offered: list[str]) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert [option.value for option in reminders(_T, now + timedelta(hours=hours), now)] == offered


@pytest.mark.parametrize(
    ("channels", "said"),
    [
        (["mail", "push"], "Wir erinnern Sie per E-Mail und auf Ihrem Gerät."),
        (["push"], "Wir erinnern Sie auf Ihrem Gerät."),
        (["mail"], "Wir erinnern Sie per E-Mail."),
        ([], "Erinnerungen an Termine haben Sie in Ihrem Konto abgeschaltet."),
    ],
)
def test_how_people_are_reminded_is_said_where_they_ask_for_it(channels: list[values.Channel], said: str) -> None:
    chosen = [TopicChoice("invoices", ["post"], []), TopicChoice("appointments", channels, [])]
    assert reminded_words(_T, chosen) == f"{said} Ändern können Sie das im Konto unter „Mitteilungen“."


class TestAnAppointment:
    """All that one needs to be there stands on its page."""

    _PLACE = Place(
        id=UUID(int=1),
        name="Kundenzentrum",
        street="Am Markt 1",
        postal_code="61462",
        city="Lindental",
        directions="Bus 12 bis Markt",
        step_free=True,
        lift=False,
        parking=False,
        induction_loop=True,
        accessibility="Die Tür öffnet auf Knopfdruck.",
    )

    def test_on_site_says_how_to_get_there_and_in_and_what_to_bring(self) -> None:
        assert _told(_item("on_site", place=self._PLACE), room="Raum 3") == {
            "Wann": "Montag, 23. November 2026, 10:00 bis 10:30 Uhr",
            "Wo": "Kundenzentrum, Am Markt 1, 61462 Lindental",
            "Raum": "Raum 3",
            "So kommen Sie hin": "Bus 12 bis Markt",
            "Barrierefreiheit": "stufenlos und Induktionsschleife · Die Tür öffnet auf Knopfdruck.",
            "Mit wem": "Anna",
            "Bitte mitbringen": "Ausweis",
        }

    def test_by_video_has_the_link_and_says_whose_time_it_is(self) -> None:
        item = _item("video", video_url="https://video.example/anna")
        where = next(fact for fact in facts(_T, item, zone=_BERLIN, room="") if fact.label == "Wo")
        assert where.href == "https://video.example/anna"
        assert _told(item)["Wann"].endswith("(Mitteleuropäische Normalzeit)")


def _item(channel: Channel, *, place: Place | None = None, video_url: str = "") -> BookedItem:
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    return BookedItem(
        id=UUID(int=5),
        service_id=UUID(int=6),
        service="Beratung",
        state="booked",
        starts_at=start,
        ends_at=start + timedelta(minutes=30),
        channel=channel,
        with_whom="Anna",
        place=place,
        bring="Ausweis",
        video_url=video_url,
        contact=Contact("Erika Muster"),
        needs=[],
        answers=[],
        can_change=True,
        changeable_until=start,
    )


def _told(item: BookedItem, room: str = "") -> dict[str, str]:
    return {fact.label: fact.text for fact in facts(_T, item, zone=_BERLIN, room=room)}
