"""What somebody waits for, in whole words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from frontend.i18n import Translator
from frontend.state.agenda_words import needs_words
from frontend.state.format import clock, date_and_time
from frontend.state.time_choice import channel_words, parts_of_day, weekdays


def wish_words(
    t: Translator,
    *,
    channel: str,
    place: str,
    days: Sequence[str],
    parts: Sequence[str],
    needs: Sequence[str],
) -> str:
    """ "Vor Ort · Kundenzentrum Markt · Montag · Vormittags (bis 12 Uhr)". What does not matter is left out."""
    chosen = {*days, *parts}
    named = [option.text for option in (*weekdays(t), *parts_of_day(t)) if option.value and option.value in chosen]
    words = [channel_words(t, channel), place, *named, needs_words(t, list(needs))]
    return " · ".join(word for word in words if word)


def until_words(t: Translator, until: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """ "heute, 11:06 Uhr": until when a time is kept."""
    days = until.astimezone(zone).date() - now.astimezone(zone).date()
    if days == timedelta():
        return t("heute, {time} Uhr", time=clock(t, until, zone))
    if days == timedelta(days=1):
        return t("morgen, {time} Uhr", time=clock(t, until, zone))
    return date_and_time(t, until, zone)
