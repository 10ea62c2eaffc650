"""Recurrence rules before they are expanded: bounded, and with an end that means what people meant.

RFC 5545, section 3.3.10. What is expanded is bounded by counting, not by a clock, so that the same
file is read or refused on every machine.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from icalendar import vRecur

if TYPE_CHECKING:
    from collections.abc import Sequence

    from icalendar import Component

MOST_STEPS = 1_000_000
"""Occurrences, or periods looked at for one, that a whole file may take."""

_PERIOD = {
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(days=7),
    "MONTHLY": timedelta(days=28),
    "YEARLY": timedelta(days=365),
}
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PICKY = ("BYSETPOS", "BYWEEKNO", "BYYEARDAY")
_PICKY_STEPS = 10_000
_FOR_EVER_STEPS = 3_000_000
"""Periods to the year 9999, through which a rule that never fits is followed: by day, by month."""


class RuleError(ValueError):
    """A rule that is not to be expanded; the message says why."""


def rules_of(event: Component) -> Sequence[vRecur]:
    """The event's recurrence rules."""
    found: object = event.get("RRULE")
    held = found if isinstance(found, list) else [found]
    return [rule for rule in held if isinstance(rule, vRecur)]


def steps_of(rule: vRecur, begins: datetime | date, *, end: datetime) -> int:
    """At most how many steps it takes to follow the rule from its start to `end`; raises RuleError."""
    frequency = _words(rule, "FREQ")
    if len(frequency) != 1 or frequency[0] not in _PERIOD:
        raise RuleError("the recurrence rule has no `FREQ` from HOURLY to YEARLY")
    if any(number < 1 for number in (*_numbers(rule, "INTERVAL"), *_numbers(rule, "COUNT"))):
        raise RuleError("`INTERVAL` and `COUNT` of a recurrence rule are at least 1")
    _refuse_impossible_day(rule)
    kind = frequency[0]
    daily = kind in ("HOURLY", "DAILY")
    if daily and any(name in rule for name in (*_PICKY, "BYMONTHDAY")):
        return _FOR_EVER_STEPS
    per_period = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        per_period *= max(1, len(_numbers(rule, name)))
    if not daily:
        days = 53 if kind == "YEARLY" else 5 if kind == "MONTHLY" else 1
        per_period *= max(1, days * len(_words(rule, "BYDAY")), len(_words(rule, "BYMONTHDAY")) * 12)
    interval = max(_numbers(rule, "INTERVAL"), default=1)
    years = max(0, end.year + 1 - begins.year)
    periods = years * timedelta(days=366) // (_PERIOD[kind] * interval) + 1
    counted = min([periods * per_period, *_numbers(rule, "COUNT")])
    return max(counted, _PICKY_STEPS if any(name in rule for name in _PICKY) else 0)


def mend_until(rule: vRecur, begins: datetime | date, *, zone: tzinfo, home: tzinfo | None = None) -> None:
    """Give UNTIL the kind of value that DTSTART has, so that the last day it names still counts.

    `zone` is the agent's; `home` the one that the calendar gives itself, where it does.
    """
    for until in rule.get("UNTIL", [])[:1]:
        rule["UNTIL"] = [_until_like(until, begins, zone, home)]


def _until_like(
    until: datetime | date, begins: datetime | date, zone: tzinfo, home: tzinfo | None
) -> datetime | date:
    if not isinstance(begins, datetime):
        if isinstance(until, datetime):
            return (until.astimezone(zone) if until.tzinfo else until).date()
        return until
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    if begins.tzinfo is None:
        return until.astimezone(zone).replace(tzinfo=None) if until.tzinfo else until
    return (until if until.tzinfo else until.replace(tzinfo=home or begins.tzinfo)).astimezone(UTC)


def _refuse_impossible_day(rule: vRecur) -> None:
    """A 30th of February is looked for until the year 9999."""
    months, days = _numbers(rule, "BYMONTH"), _numbers(rule, "BYMONTHDAY")
    if any(not 1 <= month <= 12 for month in months):
        raise RuleError("`BYMONTH` of a recurrence rule is 1 to 12")
    longest = max((_LONGEST_MONTHS[month - 1] for month in months), default=31)
    if days and min(abs(day) for day in days) > longest:
        raise RuleError("the recurrence rule names a day that no month has")


def _numbers(rule: vRecur, name: str) -> list[int]:
    try:
        return [int(value) for value in rule.get(name, [])]
    except (TypeError, ValueError):
        raise RuleError(f"`{name}` of a recurrence rule is not a number") from None


def _words(rule: vRecur, name: str) -> list[str]:
    return [str(value).upper() for value in rule.get(name, [])]
