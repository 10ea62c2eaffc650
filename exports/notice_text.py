"""A notice in plain words, in the agent's own zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.ics_text import name_of, plain
from rota.localtime import hours_text, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.changes import Change
    from rota.notice import Notice
    from rota.shift import Shift


def subject(notice: Notice) -> str:
    """What a mail about it is called."""
    count = len(notice.told)
    if not count:
        return f"{plain(notice.team)}: your shifts from {_day(notice.new[0].shift, notice)}"
    noun = "one of your shifts has changed" if count == 1 else f"{count} of your shifts have changed"
    return f"{plain(notice.team)}: {noun}"


def text(notice: Notice) -> str:
    """The whole notice, lines ended by LF."""
    return "\n".join(_lines(notice)) + "\n"


def change_line(change: Change, notice: Notice) -> str:
    """`moved: early Mon 08 Mar 2027 06:00-14:00, now late Mon 08 Mar 2027 14:00-22:00`."""
    if change.before and change.after:
        was, now = _shift(change.before, notice), _shift(change.after, notice)
        return f"{change.kind}: {was}, now {now}"
    return f"{change.kind}: {_shift(change.shift, notice)}"


def shift_line(change: Change, notice: Notice) -> str:
    """A shift that is told for the first time."""
    return _shift(change.shift, notice)


def footer(notice: Notice) -> str:
    """Which publication that is, and whose clock its times are on."""
    published = notice.at.astimezone(zone_of(notice.member.zone))
    return (
        f"Published {published:%a %d %b %Y %H:%M} as revision {notice.revision}. "
        f"Times are those of {notice.member.zone}."
    )


def _lines(notice: Notice) -> Iterator[str]:
    yield f"Hello {name_of(notice.member)},"
    if notice.told:
        yield from ("", f"your shifts at {plain(notice.team)} have changed:", "")
        yield from (f"  {change_line(one, notice)}" for one in notice.told)
    if notice.new:
        yield from ("", f"these are your shifts at {plain(notice.team)}:", "")
        yield from (f"  {shift_line(one, notice)}" for one in notice.new)
    yield from ("", footer(notice))


def _shift(shift: Shift, notice: Notice) -> str:
    start, end = (one.astimezone(zone_of(notice.member.zone)) for one in (shift.start, shift.end))
    role = plain(shift.role)
    named = f"{plain(shift.template)} ({role})" if role else plain(shift.template)
    far = f"{end:%a %H:%M}" if (end.date() - start.date()).days > 1 else f"{end:%H:%M}"
    changes = (
        f", {hours_text(shift.minutes)}, the clocks change" if start.utcoffset() != end.utcoffset() else ""
    )
    return f"{named} {start:%a %d %b %Y %H:%M}-{far}{changes}"


def _day(shift: Shift, notice: Notice) -> str:
    return f"{shift.start.astimezone(zone_of(notice.member.zone)):%a %d %b %Y}"
