"""What somebody waits for, in whole words."""

from collections.abc import Sequence

from frontend.i18n import Translator
from frontend.state.agenda_words import needs_words
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
