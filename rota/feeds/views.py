"""What a page shows, in words: shifts, months and who is on call, on the wall clock of whoever looks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from exports.ics_partners import MOST_NAMES
from exports.ics_text import name_of, plain
from rota.feeds.swaps import partners_for
from rota.localtime import DAY, hours_text, local_day, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from exports.ics_partners import Partners
    from rota.roster import Roster
    from rota.shift import Shift


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift in words. `whose` is empty on a page of one agent; `swaps` are names."""

    iso: str
    day: str
    clock: str
    hours: str
    label: str
    kind: str
    remark: str
    whose: str
    before: str
    after: str
    swaps: tuple[str, ...]
    running: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A shift in a cell of a month."""

    kind: str
    clock: str
    label: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of a month; one of a neighbouring month is not `inside`."""

    iso: str
    number: int
    name: str
    inside: bool
    today: bool
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks from Monday to Sunday."""

    title: str
    weeks: tuple[tuple[DayCell, ...], ...]


@dataclass(frozen=True, slots=True)
class OnCall:
    """Who carries a role now and who does next; nobody where a name is empty."""

    role: str
    now: str
    until: str
    then: str


def look_of(shift: Shift, start: datetime, end: datetime) -> str:
    """How a shift is coloured: by its kind, and work that goes past midnight as night."""
    return "night" if shift.kind == "work" and end.date() > start.date() and end.hour > 0 else shift.kind


def label_of(shift: Shift) -> str:
    """The role where there is one, else the template."""
    return plain(shift.role) or plain(shift.template)


def shift_view(
    roster: Roster, partners: Partners, shift: Shift, agent: str, zone: str, now: datetime
) -> ShiftView:
    """One agent's shift, as the wall clock of `zone` shows it."""
    start, end = shift.start.astimezone(zone_of(zone)), shift.end.astimezone(zone_of(zone))
    later = (end.date() - start.date()).days
    ends = f"{end:%H:%M}" if later <= 1 else f"{day_text(end.date())} {end:%H:%M}"
    return ShiftView(
        iso=start.isoformat(),
        day=day_text(start.date()),
        clock=f"{start:%H:%M}-{ends}".replace("-", "\u2013"),
        hours=hours_text(shift.minutes),
        label=label_of(shift),
        kind=look_of(shift, start, end),
        remark=_remark(start, end),
        whose=name_of(roster.member_of[agent]),
        before=_names(roster, partners.before(shift, agent)),
        after=_names(roster, partners.after(shift, agent)),
        swaps=(),
        running=shift.start <= now,
    )


def coming(
    roster: Roster, partners: Partners, agent: str, zone: str, now: datetime, *, most: int
) -> tuple[ShiftView, ...]:
    """The agent's next shifts, the one under way first, each with those who might swap."""
    mine = [shift for shift in roster.shifts_of(agent) if shift.end > now][:most]
    return tuple(
        replace(
            shift_view(roster, partners, shift, agent, zone, now),
            swaps=tuple(name_of(roster.member_of[one]) for one in partners_for(roster, shift, agent)),
        )
        for shift in mine
    )


def months(shifts: Sequence[Shift], zone: str, now: datetime, *, count: int) -> tuple[Month, ...]:
    """The month of `now`, or of the next shift where that is months away, and those after it."""
    today = local_day(now, zone)
    chips: dict[date, list[Chip]] = {}
    for shift in shifts:
        start, end = shift.start.astimezone(zone_of(zone)), shift.end.astimezone(zone_of(zone))
        clock = f"{_brief(start)}\u2013{_brief(end)}"
        chips.setdefault(start.date(), []).append(Chip(look_of(shift, start, end), clock, label_of(shift)))
    found, first = [], _first_month(today, chips, count=count)
    for _ in range(count):
        following = (first + timedelta(days=32)).replace(day=1)
        found.append(Month(f"{first:%B %Y}", tuple(_weeks(first, following, today, chips))))
        first = following
    return tuple(found)


def _first_month(today: date, days: Iterable[date], *, count: int) -> date:
    """The first of the month to begin with: that of today, if one of so many months has a shift to come."""
    coming = min((day for day in days if day >= today), default=today)
    away = (coming.year - today.year) * 12 + coming.month - today.month
    return (today if away < count else coming).replace(day=1)


def on_call_now(roster: Roster, zone: str, now: datetime) -> tuple[OnCall, ...]:
    """Each role on call: who carries it now, until when, and who does after that."""
    pagers = [shift for shift in roster.shifts if shift.kind == "on_call" and shift.end > now]
    people = {
        shift.id: [name_of(roster.member_of[agent]) for agent in roster.agents_on[shift.id]]
        for shift in pagers
        if roster.agents_on[shift.id]
    }
    found = []
    for role in sorted({shift.role for shift in pagers if shift.start <= now + 31 * DAY}):
        mine = [shift for shift in pagers if shift.role == role and shift.id in people]
        running = next((shift for shift in mine if shift.start <= now), None)
        later = next((shift for shift in mine if shift.start > now), None)
        found.append(
            OnCall(
                plain(role) or "on call",
                ", ".join(people[running.id]) if running else "",
                moment_text(running.end, zone) if running else "",
                f"{', '.join(people[later.id])}, {moment_text(later.start, zone)}" if later else "",
            )
        )
    return tuple(found)


def day_text(day: date) -> str:
    """`Mon 8 Mar`."""
    return f"{day:%a} {day.day} {day:%b}"


def moment_text(instant: datetime, zone: str) -> str:
    """`Mon 8 Mar 22:00`."""
    local = instant.astimezone(zone_of(zone))
    return f"{day_text(local.date())} {local:%H:%M}"


def until_text(now: datetime, then: datetime) -> str:
    """How long it is, in the two largest units: `3 days 4 h`, `50 min`."""
    minutes = max(0, int((then - now).total_seconds() // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} {'day' if days == 1 else 'days'}" + (f" {hours} h" if hours else "")
    return (f"{hours} h" + (f" {minutes} min" if minutes else "")) if hours else f"{minutes} min"


def _weeks(
    first: date, following: date, today: date, chips: dict[date, list[Chip]]
) -> Iterator[tuple[DayCell, ...]]:
    monday = first - first.weekday() * DAY
    while monday < following:
        days = [monday + offset * DAY for offset in range(7)]
        yield tuple(
            DayCell(
                day.isoformat(),
                day.day,
                f"{day:%A} {day.day} {day:%B}",
                first <= day < following,
                day == today,
                tuple(chips.get(day, ())) if first <= day < following else (),
            )
            for day in days
        )
        monday += 7 * DAY


def _brief(clock: datetime) -> str:
    """`6`, `6:30`: a cell of a month has little room."""
    return f"{clock.hour}:{clock:%M}" if clock.minute else f"{clock.hour}"


def _remark(start: datetime, end: datetime) -> str:
    before, after = start.utcoffset(), end.utcoffset()
    if before is None or after is None or before == after:
        return ""
    return f"clocks go {'forward' if after > before else 'back'}"


def _names(roster: Roster, agents: Sequence[str]) -> str:
    names = [name_of(roster.member_of[agent]) for agent in agents[:MOST_NAMES]]
    more = len(agents) - MOST_NAMES
    return ", ".join([*names, *([f"{more} more"] if more > 0 else [])])
