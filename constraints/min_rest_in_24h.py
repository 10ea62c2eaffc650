"""min_rest_in_24h: in the 24 hours from the start of each shift, one rest is long enough.

Directive 2003/88/EC, article 3: "a minimum daily rest period of 11 consecutive hours per 24-hour
period". `min_rest` asks for the hours between any two shifts; this rule follows the directive's
wording, under which two short shifts near each other are lawful if the long rest comes behind them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import total
from rota.free_time import FreeTime
from rota.localtime import hours_text
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

PERIOD = timedelta(hours=24)


class MinRestIn24h(ShiftRule):
    """Each period of 24 hours that begins with a shift holds `hours` without interruption and without duty.

    Hours are hours elapsed, whatever the clocks do. The rest may begin when any shift of the agent ends
    and must be over when the period is; a rest that begins in it and goes on behind it counts only as
    far as the period reaches. Time behind the horizon is taken as free. A period that began before the
    horizon and reaches into it is looked at too, unless history alone has spoilt it. `when` is about
    the shift that begins the period. Soft, each period without such a rest costs `weight`.
    """

    unit: ClassVar[str] = "periods"
    loosens: ClassVar[dict[str, float]] = {"hours": -0.5}
    example: ClassVar[str] = "{kind: min_rest_in_24h, hours: 11}"
    kind: Literal["min_rest_in_24h"] = "min_rest_in_24h"
    hours: Annotated[float, Field(gt=0, lt=24)] = 11
    kinds: Kinds = WORKED

    @property
    def rest(self) -> timedelta:
        """The rest required."""
        return timedelta(minutes=round(self.hours * 60))

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """A shift asks for a free stretch that begins with the end of some shift in its period."""
        shifts = list(filter(self.fits, problem.timeline))
        ends = sorted({shift.end for shift in shifts})
        free_time = FreeTime(problem, encoding, shifts, self.rest)
        reaching = [
            shift for shift in shifts if self.when.takes(shift) and shift.start + PERIOD > problem.start
        ]
        for shift in reaching:
            first = bisect_left(ends, shift.end)
            starts = ends[first : bisect_right(ends, shift.start + PERIOD - self.rest)]
            for agent in self.whom(problem):
                works = encoding.works(agent, shift)
                past = shift.id in problem.past_ids
                if works.zero:
                    continue
                if past and not any(free_time.possible(agent, start) for start in starts):
                    continue
                found = (free_time.free(agent, start) for start in starts)
                rests = total(literal for literal in found if literal is not None)
                encoding.limit(self, works - rests, at_most=0, place=Place(agent.id, shift.id))

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """From the start of each shift, walk 24 hours and measure the gaps."""
        for agent in self.whom(problem):
            worked = [shift for shift in duty.of(agent) if self.fits(shift)]
            past = [shift for shift in worked if shift.id in problem.past_ids]
            busy_until: datetime | None = None
            for index, shift in enumerate(worked):
                busy_until = shift.end if busy_until is None else max(busy_until, shift.end)
                if not self.when.takes(shift) or shift.start + PERIOD <= problem.start:
                    continue
                longest = _longest_gap(shift, busy_until, worked[index:])
                spoilt = index < len(past) and _longest_gap(shift, busy_until, past[index:]) < self.rest
                if longest < self.rest and not spoilt:
                    yield self.violation(
                        Place(agent.id, shift.id, start=shift.start, end=shift.start + PERIOD),
                        1,
                        f"{agent.name} rests at most {hours_text(int(longest.total_seconds()) // 60)} in the "
                        f"24 h from {problem.clock(shift.start, agent)}, "
                        f"{hours_text(round(self.hours * 60))} are required",
                    )

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        return (
            f"{self.who.text()}: at least {hours_text(round(self.hours * 60))} of rest in a row in the 24 h "
            f"from the start of each shift{self.when.text()}"
        )


def _longest_gap(shift: Shift, busy_until: datetime, behind: Iterable[Shift]) -> timedelta:
    """The longest time without duty in the 24 hours from the start of a shift."""
    ends = shift.start + PERIOD
    longest = timedelta(0)
    for other in behind:
        if other.start >= ends:
            break
        longest = max(longest, other.start - busy_until)
        busy_until = max(busy_until, other.end)
    return max(longest, ends - busy_until)
