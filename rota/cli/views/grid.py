"""The roster as a sheet: a row an agent, a column a day, in as many blocks of weeks as the width asks for.

Letters carry the meaning; colour only repeats it, so that a pipe and a plain terminal lose nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.cli.views.legend import legend
from rota.cli.views.sheet import WEEKEND_STYLE, Sheet
from rota.cli.views.showing import SATURDAY
from rota.cli.views.wording import day_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.console import RenderableType

    from rota.agent import Agent
    from rota.cli.views.sheet import Week
    from rota.cli.views.showing import Showing

BETWEEN_WEEKS = "|"
LEAST_ID, MOST_ID, MOST_NAME, LEAST_NAME, MOST_HOME = 6, 12, 20, 4, 10


def grid(showing: Showing, *, width: int) -> Group:
    """Agents by days of the team's zone, by tier and id; at the right what each works in those days.

    In one block where `width` has room for all weeks, else in several and a last one with the totals.
    """
    sheet = Sheet(showing)
    layout = _layout(sheet, width)
    parts: list[RenderableType] = []
    for weeks in _blocks(sheet.weeks, layout.weeks):
        parts += [_title(weeks), _table(sheet, layout, weeks), Text()]
    if layout.weeks < len(sheet.weeks):
        parts += [Text(f"all {len(showing.days)} days", style="bold"), _table(sheet, layout, ()), Text()]
    return Group(*parts, legend(showing, sheet.letters, width=width))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Widths of the columns about people, in cells, and how many weeks stand side by side.

    A column of width 0 is left out.
    """

    id: int
    name: int
    home: int
    weeks: int

    @property
    def people(self) -> int:
        """The cells that these columns take."""
        return sum(column + 1 for column in (self.id, self.name, self.home) if column)


def _layout(sheet: Sheet, width: int) -> _Layout:
    """As many weeks as there is room for; where not even one fits, short names, or none, nor homes."""
    agents = sheet.agents
    layout = _Layout(
        id=min(MOST_ID, max([LEAST_ID, *(cell_len(shown(agent.id)) for agent in agents)])),
        name=min(MOST_NAME, max((cell_len(shown(agent.name)) for agent in agents), default=0)),
        home=min(MOST_HOME, max((cell_len(sheet.home(agent)) for agent in agents), default=0)),
        weeks=len(sheet.weeks),
    )
    while layout.weeks > 1 and layout.people + _widest(sheet, layout.weeks) > width:
        layout = replace(layout, weeks=layout.weeks - 1)
    short = max(0, layout.people + _widest(sheet, layout.weeks) - width)
    if layout.name - short >= LEAST_NAME:
        return replace(layout, name=layout.name - short)
    return replace(layout, name=0, home=layout.home if short <= layout.name + 1 else 0)


def _widest(sheet: Sheet, size: int) -> int:
    """The cells that days and totals take in the widest block of so many weeks."""
    return max(
        sum(sheet.width(day) + 1 for week in weeks for day in week)
        + (len(BETWEEN_WEEKS) + 1) * (len(weeks) - 1)
        + sum(wide + 1 for _, wide in sheet.margin([day for week in weeks for day in week]))
        - 1
        for weeks in _blocks(sheet.weeks, size)
    )


def _blocks(weeks: Sequence[Week], size: int) -> Iterator[Sequence[Week]]:
    return (weeks[first : first + size] for first in range(0, len(weeks), size))


def _title(weeks: Sequence[Week]) -> Text:
    first, last = weeks[0][0], weeks[-1][-1]
    numbers = f"week {first:%V}" if len(weeks) == 1 else f"weeks {first:%V} to {last:%V}"
    return Text(f"{numbers}, {day_text(first)} to {day_text(last)} {last:%Y}", style="bold")


def _table(sheet: Sheet, layout: _Layout, weeks: Sequence[Week]) -> Table:
    """A block of weeks; without weeks, only the totals of the horizon."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=True, header_style="")
    for column in (layout.id, layout.name, layout.home):
        if column:
            table.add_column(width=column, no_wrap=True, overflow="ellipsis")
    for week in weeks:
        if week is not weeks[0]:
            table.add_column(Text(f"{BETWEEN_WEEKS}\n{BETWEEN_WEEKS}", style="dim"), width=1)
        for day in week:
            shade = WEEKEND_STYLE if day.weekday() >= SATURDAY else ""
            label = Text(f"{day:%a}"[:2] + f"\n{day:%d}", style=shade)
            table.add_column(label, style=shade, width=sheet.width(day), no_wrap=True)
    for name, wide in sheet.margin(_days(sheet, weeks)):
        header = f"{name:>{wide}}"
        table.add_column(Text(f"\n{header}" if weeks else header), width=wide, justify="right", no_wrap=True)
    for tier, agents in groupby(sheet.agents, key=lambda agent: agent.tier):
        if len({agent.tier for agent in sheet.agents}) > 1:
            table.add_row(Text(f"tier {tier}", style="italic"))
        for agent in agents:
            table.add_row(*_row(sheet, layout, weeks, agent))
    return table


def _row(sheet: Sheet, layout: _Layout, weeks: Sequence[Week], agent: Agent) -> Iterator[Text]:
    yield Text(shown(agent.id))
    if layout.name:
        yield Text(shown(agent.name))
    if layout.home:
        yield Text(sheet.home(agent), style="italic")
    for week in weeks:
        if week is not weeks[0]:
            yield Text(BETWEEN_WEEKS, style="dim")
        yield from (sheet.cells[agent.id, day] for day in week)
    yield from map(Text, sheet.totals(agent, _days(sheet, weeks)))


def _days(sheet: Sheet, weeks: Sequence[Week]) -> Sequence[date]:
    """The days of the weeks; without weeks, those of the horizon."""
    return [day for week in weeks for day in week] or sheet.showing.days
