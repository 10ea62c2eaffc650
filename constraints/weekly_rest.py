"""weekly_rest: in each week, one rest that is long enough.

Directive 2003/88/EC, article 5: in each seven-day period an uninterrupted rest of 24 hours plus the
11 hours of daily rest of article 3, so 35 hours; where objective, technical or organisational
conditions justify it, 24 hours. The rest may lie anywhere in the period (Court of Justice, C-306/16,
Maio Marques da Rosa, 2017).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import Linear, total
from rota.free_time import FreeTime
from rota.localtime import DAY, hours_text, local_day, midnight
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

    Choices = list[tuple[datetime, Linear]]

WEEK = timedelta(days=7)


class WeeklyRest(ShiftRule):
    """In each week, from Monday to Monday at the agent's home, `hours` in a row are free of duty.

    Every week that has a day of the horizon in it is looked at, history included; time that nothing is
    known of, behind the horizon or before history, is taken as free. The rest begins in its week and,
    without `may_cross`, ends in it. With `may_cross` it may end in the next week, but no hour counts
    for two of the weeks looked at. A week in which history leaves no room for such a rest is left
    alone. `when` picks weeks with a day that fits. Hours are hours elapsed. Soft, each week without
    the rest costs `weight`.
    """

    unit: ClassVar[str] = "weeks"
    loosens: ClassVar[dict[str, float]] = {"hours": -0.5}
    example: ClassVar[str] = "{kind: weekly_rest, hours: 35}"
    kind: Literal["weekly_rest"] = "weekly_rest"
    hours: Annotated[float, Field(gt=0, le=72)] = 35
    may_cross: bool = False
    kinds: Kinds = WORKED

    @property
    def rest(self) -> timedelta:
        """The rest required."""
        return timedelta(minutes=round(self.hours * 60))

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """In each week, one of the stretches that begin with it or with the end of a shift is free."""
        shifts = list(filter(self.fits, problem.timeline))
        ends = sorted({shift.end for shift in shifts})
        free_time = FreeTime(problem, encoding, shifts, self.rest)
        for agent in self.whom(problem):
            crossing: Choices = []
            for begins, closes in self._weeks(problem, agent):
                starts = self._starts(ends, crossing, begins, closes)
                choices: Choices = []
                if any(free_time.possible(agent, start) for start in starts):
                    rested = max((start + self.rest for start, _ in crossing), default=begins)
                    choices = self._choices(free_time, agent, starts, rested=rested, closes=closes)
                    rests = total(literal for _, literal in choices)
                    encoding.limit(self, rests, at_least=1, place=Place(agent.id, start=begins, end=closes))
                    self._part(encoding, crossing, choices)
                crossing = [choice for choice in choices if choice[0] + self.rest > closes]

    def _weeks(self, problem: Problem, agent: Agent) -> Iterator[tuple[datetime, datetime]]:
        """The weeks that are looked at: where each begins and ends."""
        first, last = problem.first_day(agent), problem.last_day(agent)
        monday = first - DAY * first.weekday()
        while monday <= last:
            if any(self._looks_at(problem, monday + DAY * offset) for offset in range(7)):
                yield midnight(monday, agent.zone), midnight(monday + WEEK, agent.zone)
            monday += WEEK

    def _looks_at(self, problem: Problem, day: date) -> bool:
        holiday = problem.holiday_on.get(day)
        return self.when.takes_day(day, holiday.kind if holiday else None)

    def _starts(
        self, ends: Sequence[datetime], crossing: Choices, begins: datetime, closes: datetime
    ) -> list[datetime]:
        """Where a rest begins that begins early: with the week, a shift's end, or the rest before it."""
        latest = closes if self.may_cross else closes - self.rest + timedelta(minutes=1)
        rested = {start + self.rest for start, _ in crossing}
        inside = ends[bisect_right(ends, begins) : bisect_left(ends, latest)]
        return sorted({begins, *inside, *(start for start in rested if begins < start < latest)})

    def _choices(
        self,
        free_time: FreeTime,
        agent: Agent,
        starts: Sequence[datetime],
        *,
        rested: datetime,
        closes: datetime,
    ) -> Choices:
        """The starts that are not ruled out, up to the first that nothing can stand against.

        Where a rest may share hours with that of the week before, up to `rested`, or of the week
        behind, to be free is not to be chosen.
        """
        choices: Choices = []
        for start in starts:
            free = free_time.free(agent, start)
            if free is None:
                continue
            certain = not free.variables
            if certain and (start < rested or start + self.rest > closes):
                encoding = free_time.encoding
                free = encoding.define_integer(0, 1, owner=encoding.number_of(agent))
            choices.append((start, free))
            if certain and start >= rested:
                break
        return choices

    def _part(self, encoding: Encoding, crossing: Choices, choices: Choices) -> None:
        """No hour counts for two weeks."""
        for index, (start, _) in enumerate(crossing):
            before = [literal for _, literal in crossing[index:]]
            behind = [literal for later, literal in choices if later < start + self.rest]
            encoding.relate(total([*before, *behind]), at_most=1)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Take the first rest that each week offers, behind the rest of the week before."""
        for agent in self.whom(problem):
            worked = [shift for shift in duty.of(agent) if self.fits(shift)]
            past = [shift for shift in worked if shift.id in problem.past_ids]
            rested: datetime | None = None
            for begins, closes in self._weeks(problem, agent):
                rest = self._first_rest(worked, max(begins, rested or begins), closes)
                if rest is not None:
                    rested = rest
                elif self._first_rest(past, begins, closes) is not None:
                    yield self.violation(
                        Place(agent.id, start=begins, end=closes),
                        1,
                        f"{agent.name} has no {hours_text(round(self.hours * 60))} of rest in a row in the "
                        f"week of {local_day(begins, agent.zone):%a %d %b}",
                    )

    def _first_rest(self, worked: Sequence[Shift], begins: datetime, closes: datetime) -> datetime | None:
        """The end of the first rest that begins in the span; None where there is none."""
        for shift in worked:
            if shift.start - begins >= self.rest:
                break
            begins = max(begins, shift.end)
        fits = begins < closes if self.may_cross else begins + self.rest <= closes
        return begins + self.rest if fits else None

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        rest = hours_text(round(self.hours * 60))
        return f"{self.who.text()}: at least {rest} of rest in a row in each week{self.when.text()}"
