"""What changes for whom: a block an agent, a line a change, and how long before its start it is told."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.cli.views.wording import counted, day_text, kind_text, shown, span_text
from rota.localtime import local_day, minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rich.console import RenderableType

    from rota.changes import Change
    from rota.roster import Roster
    from rota.shift import Shift
    from rota.store.outlook import Outlook

TWO_DAYS = 48 * 60
LATE = "short notice"


def diff_view(outlook: Outlook, title: str) -> Group:
    """Changes to what was published, then what is published for the first time, then what notice that is."""
    roster = outlook.after or outlook.before
    parts: list[RenderableType] = [Text(title, style="bold")]
    if roster is None or outlook.empty:
        return Group(*parts, Text("no shift changes for anybody"))
    if outlook.told:
        parts += [Text(), _changes(outlook, roster)]
    if outlook.new:
        parts += [Text(), _firsts(outlook, roster)]
    return Group(*parts, Text(), *(Text(line) for line in summary(outlook)))


def count_view(outlook: Outlook, title: str) -> Group:
    """The counts alone: where all that is published is taken back, a line a shift says nothing."""
    said = list(summary(outlook)) or ["no shift changes for anybody"]
    return Group(Text(title, style="bold"), Text(), *map(Text, said))


def title_of(outlook: Outlook, against: str) -> str:
    """`Help desk, Mon 08 Mar to Sun 14 Mar 2027, against revision 3`."""
    roster = outlook.after or outlook.before
    if roster is None:
        return f"nothing is published, {against}"
    first = local_day(roster.start, roster.zone)
    last = local_day(roster.end - timedelta(minutes=1), roster.zone)
    return f"{shown(roster.team)}, {day_text(first)} to {last:%a %d %b %Y}, {against}"


def notice_text(start: datetime, now: datetime) -> str:
    """How long before the start that is: `in 13 days`, `in 20 h`, `in 30 min`, `has begun`."""
    minutes = minutes_between(now, start)
    if start <= now:
        return "has begun"
    if minutes < 60:
        return f"in {minutes} min"
    return f"in {minutes // 60} h" if minutes < TWO_DAYS else f"in {counted(minutes // (24 * 60), 'day')}"


def shift_text(shift: Shift, zone: str) -> str:
    """A shift on the wall clock of a zone: `early (primary, on call) Mon 08 Mar 06:00-14:00`."""
    role = kind_text(shift)
    named = f"{shown(shift.template)} ({role})" if role else shown(shift.template)
    return f"{named} {day_text(local_day(shift.start, zone))} {span_text(shift.start, shift.end, zone)}"


def change_text(change: Change, zone: str) -> str:
    """The shift that changes; where it is moved or changed, as it was and as it is."""
    if change.before and change.after:
        was, now = shift_text(change.before, zone), shift_text(change.after, zone)
        return f"{was}, now {now}"
    return shift_text(change.shift, zone)


def _changes(outlook: Outlook, roster: Roster) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    for name in ("agent", "change", "shift", "notice"):
        table.add_column(Text(name), overflow="fold")
    last = ""
    for change in outlook.told:
        member = change.member
        name = "" if member.id == last else shown(member.name)
        last = member.id
        late = f", {LATE}" if outlook.soon(change) else ""
        notice = notice_text(change.start, outlook.now) + late
        style = "bold" if late or change.start <= outlook.now else ""
        table.add_row(
            Text(name), Text(change.kind), Text(change_text(change, roster.zone)), Text(notice, style)
        )
    return table


def _firsts(outlook: Outlook, roster: Roster) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    table.add_column(Text("agent"), overflow="fold")
    table.add_column(Text("new shifts"), justify="right")
    table.add_column(Text("the first"), overflow="fold")
    table.add_column(Text("notice"), overflow="fold")
    for mine in _by_agent(outlook.new):
        first = mine[0].shift
        name, count = Text(shown(mine[0].member.name)), Text(f"{len(mine)}")
        notice = Text(notice_text(first.start, outlook.now))
        table.add_row(name, count, Text(shift_text(first, roster.zone)), notice)
    return table


def _by_agent(found: Sequence[Change]) -> Iterator[list[Change]]:
    """The changes of one agent after the other; they come sorted by agent."""
    for _, mine in groupby(found, key=lambda one: one.member.id):
        yield list(mine)


def summary(outlook: Outlook) -> Iterator[str]:
    """How many changes for how many people, and how short the notice is."""
    for found, noun in ((outlook.told, "change"), (outlook.new, "new shift")):
        people = len({one.member.id for one in found})
        if found:
            yield f"{counted(len(found), noun)} for {counted(people, 'agent')}"
    if outlook.begun:
        yield f"{counted(len(outlook.begun), 'change')} to shifts that have begun"
    days = outlook.notice.days
    if outlook.late:
        yield f"{counted(len(outlook.late), 'change')} within the notice period of {counted(days, 'day')}"
    coming = [one.start for one in outlook.new if outlook.soon(one)]
    if coming:
        first = notice_text(min(coming), outlook.now)
        yield f"the first new shift starts {first}, within the notice period of {counted(days, 'day')}"
