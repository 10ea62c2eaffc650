"""night_hours_in_24h: in 24 hours with a night in them, no more work than a hazardous night may have.

Directive 2003/88/EC, article 8(b): night workers whose work involves special hazards or heavy physical
or mental strain do not work more than eight hours in any period of 24 hours during which they perform
night work. What such work is, national law, practice or a collective agreement says: tag those people.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import Linear
from rota.localtime import hours_text, minutes_between, overlap_minutes
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

    Weighed = list[tuple[Shift, int]]

PERIOD = timedelta(hours=24)


class NightHoursIn24h(ShiftRule):
    """In the 24 hours from the start of each shift, if any part of a night is in them, at most `hours`.

    Of a shift that such a period cuts, the part inside counts; an unpaid break is taken off evenly, and
    parts of minutes are let go. What a night is, the team's `night` says. A period that began before the
    horizon and reaches into it is looked at too, but what history alone exceeds is forgiven. `when` is
    about the shift that begins the period. Soft, each minute above costs `weight`.
    """

    unit: ClassVar[str] = "minutes"
    loosens: ClassVar[dict[str, float]] = {"hours": 0.5}
    example: ClassVar[str] = "{kind: night_hours_in_24h, hours: 8, who: {tags: [hazardous-nights]}}"
    kind: Literal["night_hours_in_24h"] = "night_hours_in_24h"
    hours: Annotated[float, Field(gt=0, le=24)] = 8
    kinds: Kinds = WORKED

    @property
    def minutes(self) -> int:
        """The most that may be worked, in minutes."""
        return round(self.hours * 60)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """A row for each period, which binds where its first shift and a night are worked."""
        shifts = self.fitting(problem.timeline)
        periods = [(first, self._inside(shifts, first)) for first in self._beginning(problem, shifts)]
        for agent in self.whom(problem):
            nights = {shift.id for shift in shifts if problem.is_night(agent, shift)}
            for first, inside in periods:
                if not nights.isdisjoint(shift.id for shift, _ in inside):
                    self._bind(problem, encoding, agent, first, inside, nights)

    def _beginning(self, problem: Problem, shifts: Iterable[Shift]) -> Iterator[Shift]:
        """The shifts whose period of 24 hours reaches into the horizon."""
        for shift in shifts:
            if self.when.takes(shift) and shift.start + PERIOD > problem.start:
                yield shift

    @staticmethod
    def _inside(shifts: Sequence[Shift], first: Shift) -> Weighed:
        """The shifts that are on in the period from the start of one, each with its minutes there."""
        found: Weighed = []
        for shift in shifts:
            elapsed = overlap_minutes(shift.start, shift.end, first.start, first.start + PERIOD)
            if elapsed:
                found.append((shift, elapsed * shift.paid_minutes // shift.minutes))
        return found

    def _bind(
        self,
        problem: Problem,
        encoding: Encoding,
        agent: Agent,
        first: Shift,
        inside: Weighed,
        nights: set[str],
    ) -> None:
        already = sum(minutes for shift, minutes in inside if (agent.id, shift.id) in problem.past)
        excess = encoding.weigh(agent, inside) - max(self.minutes, already)
        most = encoding.bounds(excess)[1]
        if most <= 0:
            return
        day_worker = Linear(constant=1) - encoding.works(agent, first)
        if first.id not in nights:
            dark = encoding.works_any(agent, [shift for shift, _ in inside if shift.id in nights])
            day_worker += Linear(constant=1) - dark
        place = Place(agent.id, first.id, start=first.start, end=first.start + PERIOD)
        encoding.limit(self, excess - day_worker * most, at_most=0, place=place)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """From the start of each shift worked, add up what the next 24 hours hold."""
        for agent in self.whom(problem):
            worked = [shift for shift in duty.of(agent) if self.fits(shift)]
            for first in worked:
                ends = first.start + PERIOD
                there = [shift for shift in worked if shift.start < ends and shift.end > first.start]
                if not self.when.takes(first) or ends <= problem.start:
                    continue
                if not any(problem.is_night(agent, shift) for shift in there):
                    continue
                minutes = sum(_minutes(shift, first) for shift in there)
                already = sum(_minutes(shift, first) for shift in there if shift.id in problem.past_ids)
                allowed = max(self.minutes, already)
                if minutes > allowed:
                    yield self.violation(
                        Place(agent.id, first.id, start=first.start, end=ends),
                        minutes - allowed,
                        f"{agent.name} works {hours_text(minutes)} in the 24 h from "
                        f"{problem.clock(first.start, agent)}, with a night in them, "
                        f"{hours_text(allowed)} are allowed",
                    )

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        return (
            f"{self.who.text()}: at most {hours_text(self.minutes)} of work in the 24 h from the start of "
            f"each shift, if there is a night in them{self.when.text()}"
        )


def _minutes(shift: Shift, first: Shift) -> int:
    """The paid minutes of a shift from the start of another on, for 24 hours."""
    before = max(0, minutes_between(shift.start, first.start))
    behind = max(0, minutes_between(first.start + PERIOD, shift.end))
    return floor(Fraction(shift.minutes - before - behind, shift.minutes) * shift.paid_minutes)
