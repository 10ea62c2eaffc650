"""forward_rotation: from one working day to the next, shifts start at the same hour or later.

Rotating forward, from early over late to night, is easier on sleep than backward (Knauth and
Hornberger 2003, "Preventive and compensatory measures for shift workers", Occupational Medicine 53).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import Linear
from rota.localtime import DAY, hours_text, zone_of
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

    ShiftsByClock = dict[int, list[Shift]]
    Days = dict[date, ShiftsByClock]
    Started = list[tuple[int, Linear]]
    """Minutes of the wall clock, and whether a shift of the day has started by then; ascending."""


class ForwardRotation(ShiftRule):
    """From one working day to the next, the first start never moves back by more than the tolerance.

    What counts is the earliest start of each local day on the wall clock of the agent's home; moving
    back by `tolerance_minutes` is still allowed. A shift that starts after midnight counts as very
    early. A day off in between lets the rotation begin anew. History counts as the day before; a day
    that it has filled is no violation, and without history the first day may hold anything. `when` is
    about the date of the later shift. Soft, each minute beyond the tolerance costs `weight`.
    """

    unit: ClassVar[str] = "minutes"
    loosens: ClassVar[dict[str, float]] = {"tolerance_minutes": 30}
    example: ClassVar[str] = "{kind: forward_rotation, weight: 20}"
    kind: Literal["forward_rotation"] = "forward_rotation"
    tolerance_minutes: Annotated[int, Field(ge=0, lt=1440)] = 0
    kinds: Kinds = WORKED

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Minute by minute of the clock, in steps: started by now, but the day before only later."""
        by_zone: dict[str, tuple[Days, Days]] = {}
        for agent in self.whom(problem):
            if agent.zone not in by_zone:
                by_zone[agent.zone] = (
                    self._by_clock(problem, agent, self.fits),
                    self._by_clock(problem, agent, self.concerns),
                )
            every, later = by_zone[agent.zone]
            started = {day: self._started(encoding, agent, clocks) for day, clocks in every.items()}
            for day, clocks in later.items():
                shifts = (shift for together in clocks.values() for shift in together)
                filled = any((agent.id, shift.id) in problem.past for shift in shifts)
                if not filled and day - DAY in started:
                    same = clocks == every[day]
                    behind = started[day] if same else self._started(encoding, agent, clocks)
                    self._turn(encoding, agent, started[day - DAY], behind)

    @staticmethod
    def _by_clock(problem: Problem, agent: Agent, looks: Callable[[Shift], bool]) -> Days:
        """By local day and minute of its wall clock, the shifts that start then."""
        found: Days = {}
        for shift in filter(looks, problem.timeline):
            clocks = found.setdefault(problem.day(agent, shift), {})
            clocks.setdefault(_clock(agent, shift), []).append(shift)
        return found

    @staticmethod
    def _started(encoding: Encoding, agent: Agent, clocks: ShiftsByClock) -> Started:
        started: Started = []
        so_far = Linear()
        for clock, shifts in sorted(clocks.items()):
            so_far = encoding.define_any([so_far, *(encoding.works(agent, shift) for shift in shifts)])
            started.append((clock, so_far))
        return started

    def _turn(self, encoding: Encoding, agent: Agent, before: Started, later: Started) -> None:
        """Between any two steps: not started later that day, started the day after."""
        limits = {clock - self.tolerance_minutes for clock, _ in before}
        steps = sorted(limits | {clock for clock, _ in later})
        for step, next_step in pairwise(steps):
            if self.weight is None and next_step not in limits:
                continue  # The row of the next step says as much and more.
            now = _at(later, step)
            back = now + before[-1][1] - _at(before, step + self.tolerance_minutes) - 1
            if self.weight is None:
                encoding.require(self, back, at_most=0, place=Place(agent.id))
            else:
                encoding.penalize(self, back, weight=self.weight * (next_step - step))

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Note the first clock time of each day worked and compare neighbours."""
        for agent in self.whom(problem):
            first: dict[date, int] = {}
            later: dict[date, tuple[int, str]] = {}
            past: set[date] = set()
            for shift in filter(self.fits, duty.of(agent)):
                day, clock = problem.day(agent, shift), _clock(agent, shift)
                first[day] = min(first.get(day, clock), clock)
                if self.when.takes(shift):
                    later[day] = min(later.get(day, (clock, shift.id)), (clock, shift.id))
                    past |= {day} if shift.id in problem.past_ids else set()
            for day, (clock, shift_id) in sorted(later.items()):
                back = first.get(day - DAY, clock) - clock
                if back > self.tolerance_minutes and day not in past:
                    yield self.violation(
                        Place(agent.id, shift_id),
                        back - self.tolerance_minutes,
                        f"{agent.name} starts at {clock // 60:02}:{clock % 60:02} on {day:%a %d %b}, "
                        f"{hours_text(back)} earlier than the day before, "
                        f"{hours_text(self.tolerance_minutes)} {self._verb()} allowed",
                    )

    def _verb(self) -> str:
        return "is" if self.tolerance_minutes == 60 else "are"

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        grace = f" by more than {hours_text(self.tolerance_minutes)}" if self.tolerance_minutes else ""
        return f"{self.who.text()}: starts never move back{grace} from one working day to the next" + (
            self.when.text()
        )


def _clock(agent: Agent, shift: Shift) -> int:
    local = shift.start.astimezone(zone_of(agent.zone))
    return local.hour * 60 + local.minute


def _at(started: Started, clock: int) -> Linear:
    """Whether a shift has started by this minute of the clock."""
    return next((literal for minute, literal in reversed(started) if minute <= clock), Linear())
