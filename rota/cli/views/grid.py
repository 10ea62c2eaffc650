"""The roster as a sheet: a row an agent, a column a day, in as many blocks of weeks as the width asks for.

Letters carry the meaning; colour only repeats it, so that a pipe and a plain terminal lose nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.cli.views.legend import LEAVE, MET, MISSED, legend
from rota.cli.views.letters import letters_of
from rota.cli.views.showing import SATURDAY, totals
from rota.cli.views.wording import day_text, hours, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.console import RenderableType

    from rota.agent import Agent
    from rota.cli.views.showing import Showing

    Week = tuple[date, ...]

FREE, FREE_WEEKEND, BETWEEN_WEEKS = ".", "-", "|"
MOST_ID, MOST_NAME, LEAST_NAME, MOST_HOME = 12, 20, 4, 10
# Both sides of a style name a colour, so that it reads on a dark and on a light terminal.
WEEKEND_STYLE, NIGHT_STYLE, LEAVE_STYLE = (
    "grey93 on grey30",
    "bold white on dark_blue",
    "black on dark_sea_green3",
)


def grid(showing: Showing, *, width: int) -> Group:
    """Agents by days of the team's zone, by tier and id; at the right what each works in those days.

    In one block where `width` has room for all weeks, else in several and a last one with the totals.
    """
    sheet = _Sheet(showing)
    layout = _layout(sheet, width)
    parts: list[RenderableType] = []
    for weeks in _blocks(sheet.weeks, layout.weeks):
        parts += [_title(weeks), _table(sheet, layout, weeks), Text()]
    if layout.weeks < len(sheet.weeks):
        parts += [Text(f"all {len(showing.days)} days", style="bold"), _table(sheet, layout, ()), Text()]
    return Group(*parts, legend(showing, sheet.letters, width=width))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Widths in cells, and how many weeks stand side by side; a name of width 0 is left out."""

    id: int
    name: int
    home: int
    day: int
    hours: int
    weeks: int

    def needs(self, weeks: Sequence[Week]) -> int:
        """The cells that a block of these weeks takes."""
        days = sum(len(week) for week in weeks) * (self.day + 1)
        people = sum(column + 1 for column in (self.id, self.name, self.home) if column)
        return people + days + 2 * max(0, len(weeks) - 1) + self.hours + len("  NN  WW")


def _layout(sheet: _Sheet, width: int) -> _Layout:
    agents, days = sheet.agents, sheet.showing.days
    layout = _Layout(
        id=min(MOST_ID, max((cell_len(shown(agent.id)) for agent in agents), default=0)),
        name=min(MOST_NAME, max((cell_len(shown(agent.name)) for agent in agents), default=0)),
        home=min(MOST_HOME, max((cell_len(sheet.home(agent)) for agent in agents), default=0)),
        day=max([2, *(cell.cell_len for cell in sheet.cells.values())]),
        hours=max((len(_hours(sheet, agent, days)) for agent in agents), default=0),
        weeks=len(sheet.weeks),
    )
    while layout.weeks > 1 and max(map(layout.needs, _blocks(sheet.weeks, layout.weeks))) > width:
        layout = replace(layout, weeks=layout.weeks - 1)
    short = max(map(layout.needs, _blocks(sheet.weeks, layout.weeks))) - width
    if short <= 0:
        return layout
    name = layout.name - short
    return replace(layout, name=name if name >= LEAST_NAME else 0)


def _blocks(weeks: Sequence[Week], size: int) -> Iterator[Sequence[Week]]:
    return (weeks[first : first + size] for first in range(0, len(weeks), size))


def _title(weeks: Sequence[Week]) -> Text:
    first, last = weeks[0][0], weeks[-1][-1]
    numbers = f"week {first:%V}" if len(weeks) == 1 else f"weeks {first:%V} to {last:%V}"
    return Text(f"{numbers}, {day_text(first)} to {day_text(last)} {last:%Y}", style="bold")


def _table(sheet: _Sheet, layout: _Layout, weeks: Sequence[Week]) -> Table:
    """A block of weeks; without weeks, only the totals of the horizon."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=True, header_style="")
    for column in (layout.id, layout.name, layout.home):
        if column:
            table.add_column(width=column, no_wrap=True, overflow="ellipsis")
    for week in weeks:
        if week is not weeks[0]:
            table.add_column(Text(f"{BETWEEN_WEEKS}\n{BETWEEN_WEEKS}", style="dim"), width=1)
        for day in week:
            style = WEEKEND_STYLE if day.weekday() >= SATURDAY else ""
            header = Text(f"{day:%a}"[:2] + f"\n{day:%d}", style=style)
            table.add_column(header, style=style, width=layout.day, no_wrap=True)
    for header, wide in (("hours", layout.hours), (" N", 2), (" W", 2)):
        table.add_column(Text(f"\n{header}"), width=wide, justify="right", no_wrap=True)
    for tier, agents in groupby(sheet.agents, key=lambda agent: agent.tier):
        if len({agent.tier for agent in sheet.agents}) > 1:
            table.add_row(Text(f"tier {tier}", style="italic"), end_section=False)
        for agent in agents:
            table.add_row(*_row(sheet, layout, weeks, agent))
    return table


def _row(sheet: _Sheet, layout: _Layout, weeks: Sequence[Week], agent: Agent) -> Iterator[Text]:
    yield Text(shown(agent.id))
    if layout.name:
        yield Text(shown(agent.name))
    if layout.home:
        yield Text(sheet.home(agent), style="italic")
    for week in weeks:
        if week is not weeks[0]:
            yield Text(BETWEEN_WEEKS, style="dim")
        yield from (sheet.cells[agent.id, day] for day in week)
    days = [day for week in weeks for day in week] or sheet.showing.days
    worked = totals(sheet.showing, agent, days[0], days[-1])
    yield Text(_hours(sheet, agent, days))
    yield Text(str(worked.nights))
    yield Text(str(worked.weekends))


def _hours(sheet: _Sheet, agent: Agent, days: Sequence[date]) -> str:
    worked = totals(sheet.showing, agent, days[0], days[-1])
    return f"{hours(worked.minutes)}/{hours(worked.owed_minutes)}"
