"""What stands in the cells of the sheet: a sign an agent and day, whatever block it comes to stand in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from rota.cli.views.legend import LEAVE, MET, MISSED, NIGHT
from rota.cli.views.letters import letters_of
from rota.cli.views.showing import SATURDAY, totals
from rota.cli.views.wording import hours, place_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rota.agent import Agent
    from rota.cli.views.showing import Showing

FREE, FREE_WEEKEND = ".", "-"
# Both sides of a style name a colour, so that it reads on a dark and on a light terminal.
WEEKEND_STYLE = "grey93 on grey30"
NIGHT_STYLE = "bold white on dark_blue"
LEAVE_STYLE = "black on dark_sea_green3"

Week = tuple["date", ...]


@dataclass(frozen=True)
class Sheet:
    """Letters, weeks, people and cells of a roster on show."""

    showing: Showing

    @cached_property
    def letters(self) -> dict[str, str]:
        """The abbreviation of each template."""
        return letters_of(shift.template for shift in self.showing.problem.shifts)

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """The days of the horizon, from Monday to Sunday; the first and the last week may be shorter."""
        grouped = groupby(self.showing.days, key=lambda day: day.isocalendar()[:2])
        return tuple(tuple(days) for _, days in grouped)

    @cached_property
    def agents(self) -> tuple[Agent, ...]:
        """Agents by tier, then by id."""
        return tuple(sorted(self.showing.problem.agents, key=lambda agent: (agent.tier, agent.id)))

    @cached_property
    def cells(self) -> dict[tuple[str, date], Text]:
        """By agent and day: its shifts by start, else leave or free; marked where something was asked."""
        return {(agent.id, day): self._cell(agent, day) for agent in self.agents for day in self.showing.days}

    def _cell(self, agent: Agent, day: date) -> Text:
        problem = self.showing.problem
        shifts = [shift for shift in self.showing.duty.coming(agent) if self.showing.column(shift) == day]
        wishes = [self.showing.met(one) for one in self.showing.requests_of(agent) if one.day == day]
        mark = (MET if all(wishes) else MISSED) if wishes else ""
        if shifts:
            night = any(problem.is_night(agent, shift) for shift in shifts)
            letters = "+".join(self.letters[shift.template] for shift in shifts)
            # The letter's times tell a night to those who live by them; to others, a mark does.
            letters += NIGHT if night and agent.zone != problem.zone else ""
            return Text(letters + mark, style=NIGHT_STYLE if night else "bold")
        if day in problem.leave_of[agent.id]:
            return Text(LEAVE + mark, style=LEAVE_STYLE)
        return Text((FREE_WEEKEND if day.weekday() >= SATURDAY else FREE) + mark, style="" if mark else "dim")

    def home(self, agent: Agent) -> str:
        """Where an agent lives whose zone is not the team's: the last part of the zone's name."""
        return "" if agent.zone == self.showing.problem.zone else place_text(agent.zone)

    @cached_property
    def on_call(self) -> bool:
        """Whether anybody stands by, so that a column has to say for how long."""
        return any(shift.kind == "on_call" for shift in self.showing.problem.shifts)

    def totals(self, agent: Agent, days: Sequence[date]) -> tuple[str, ...]:
        """Hours against contract, nights, weekends and, where anybody stands by, hours on call."""
        worked = totals(self.showing, agent, days[0], days[-1])
        standing_by = hours(worked.on_call_minutes) if worked.on_call_minutes else "-"
        call = (standing_by,) if self.on_call else ()
        against = f"{hours(worked.minutes)}/{hours(worked.owed_minutes)}"
        return (against, str(worked.nights), str(worked.weekends), *call)

    def width(self, day: date) -> int:
        """The cells that a day's column takes."""
        return max([2, *(self.cells[agent.id, day].cell_len for agent in self.agents)])

    def margin(self, days: Sequence[date]) -> tuple[tuple[str, int], ...]:
        """Headers and widths of the columns with totals over days in a row."""
        headers = ("hours", "N", "W", "call") if self.on_call else ("hours", "N", "W")
        rows = [self.totals(agent, days) for agent in self.agents]
        return tuple(
            (header, max([len(header), 2, *(len(row[column]) for row in rows)]))
            for column, header in enumerate(headers)
        )
