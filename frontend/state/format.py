"""Amounts, dates and whole sentences as people read them, in their language. Babel knows the conventions (CLDR)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_time, format_timedelta, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from frontend.i18n import Language, Translator

_LOCALES: dict[Language, Locale] = {"de": Locale("de", "DE"), "en": Locale("en", "GB")}

_NEARBY_DAYS = 60


def money(t: Translator, amount: Decimal, currency: str) -> str:
    """ "84,20 €" in German, "€84.20" in English."""
    return str(format_currency(amount, currency, locale=_LOCALES[t.language]))


def all_of(t: Translator, parts: list[str]) -> str:
    """Parts as a sentence names them: "Strom, Gas und Wasser"."""
    return str(format_list(parts, locale=_LOCALES[t.language]))


def number(t: Translator, value: Decimal, *, most_decimals: int = 6) -> str:
    """A quantity or a price without needless zeros: "1.250,5"."""
    pattern = "#,##0." + "#" * most_decimals
    return str(format_decimal(value, format=pattern, locale=_LOCALES[t.language], decimal_quantization=True))


def percent(t: Translator, rate: Decimal) -> str:
    """A rate given in percent: "19 %"."""
    figure = number(t, rate, most_decimals=2)
    return f"{figure} %" if t.language == "de" else f"{figure}%"


def long_date(t: Translator, day: date) -> str:
    """ "24. November 2026"."""
    return format_date(day, format="long", locale=_LOCALES[t.language])


def full_date(t: Translator, day: date) -> str:
    """ "Dienstag, 24. November 2026"."""
    return format_date(day, format="full", locale=_LOCALES[t.language])


def day_and_month(t: Translator, day: date) -> str:
    """ "24. November"."""
    return format_date(day, format="d. MMMM" if t.language == "de" else "d MMMM", locale=_LOCALES[t.language])


def weekday_and_day(t: Translator, day: date) -> str:
    """ "Dienstag, 24. November"."""
    pattern = "EEEE, d. MMMM" if t.language == "de" else "EEEE, d MMMM"
    return format_date(day, format=pattern, locale=_LOCALES[t.language])


def date_and_time(t: Translator, moment: datetime, zone: ZoneInfo) -> str:
    """ "24. November 2026, 10:30 Uhr": wall-clock time of the zone."""
    there = moment.astimezone(zone)
    return t("{day}, {time} Uhr", day=long_date(t, there.date()), time=clock(t, there, zone))


def ago(t: Translator, moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """How long something was ago, while that says more than the day: "vor 3 Minuten, um 10:30 Uhr"."""
    passed = now - moment
    if passed >= timedelta(days=1):
        return t("am {moment}", moment=date_and_time(t, moment, zone))
    time = clock(t, moment, zone)
    if passed < timedelta(minutes=1):
        return t("gerade eben, um {time} Uhr", time=time)
    words = format_timedelta(-passed, threshold=1, add_direction=True, locale=_LOCALES[t.language])
    return t("{ago}, um {time} Uhr", ago=words, time=time)


def clock(t: Translator, moment: datetime, zone: ZoneInfo) -> str:
    """ "10:30": wall-clock time of the zone."""
    return format_time(moment.astimezone(zone), format="HH:mm", locale=_LOCALES[t.language])


def time_span(t: Translator, start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """ "9:00 bis 9:30 Uhr", which is read out as it is written."""
    return t("{start} bis {end} Uhr", start=clock(t, start, zone), end=clock(t, end, zone))


def zone_name(t: Translator, moment: datetime, zone: ZoneInfo) -> str:
    """ "Mitteleuropäische Sommerzeit": which clock is meant, for those who may look at another one."""
    return get_timezone_name(moment.astimezone(zone), locale=_LOCALES[t.language])


def is_shown_twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock shows this time again, or has shown it before, because it is put back."""
    there = moment.astimezone(zone)
    return there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()


def short_day(t: Translator, day: date) -> str:
    """ "24.11." for narrow places such as a pill."""
    return format_date(day, format="d.M." if t.language == "de" else "d MMM", locale=_LOCALES[t.language])


def span(t: Translator, start: date | None, end: date | None) -> str:
    """A period in words; empty when neither end is known."""
    if start and end:
        if start == end:
            return long_date(t, start)
        return t("{start} bis {end}", start=long_date(t, start), end=long_date(t, end))
    if start:
        return t("ab {start}", start=long_date(t, start))
    return t("bis {end}", end=long_date(t, end)) if end else ""


def due_sentence(t: Translator, due: date, today: date) -> str:
    """When something is due, and how far away that is: "fällig am 24. November 2026, in 2 Tagen"."""
    days = (due - today).days
    on = long_date(t, due)
    if days == 0:
        return t("heute fällig")
    if days == 1:
        return t("fällig am {day}, morgen", day=on)
    if 1 < days <= _NEARBY_DAYS:
        return t("fällig am {day}, in {days} Tagen", day=on, days=days)
    if days > 0:
        return t("fällig am {day}", day=on)
    if days == -1:
        return t("war am {day} fällig, seit gestern überfällig", day=on)
    return t("war am {day} fällig, seit {days} Tagen überfällig", day=on, days=-days)


def file_size(t: Translator, size: int) -> str:
    """A size in bytes as kilobytes or megabytes of 1000, as phones show them."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{number(t, Decimal(size) / 1_000_000, most_decimals=1)} MB"


def grouped_iban(iban: str) -> str:
    """In blocks of four, as on paper (ISO 13616)."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
