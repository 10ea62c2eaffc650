"""rest_after_nights: after nights in a row, a longer rest before work by day begins again.

Sleep needs more than one recovery day after several nights (Knauth and Hornberger 2003, "Preventive
and compensatory measures for shift workers", Occupational Medicine 53); agreements commonly ask for
48 hours.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import total
from rota.localtime import DAY, hours_text, minutes_between
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding, Linear
    from rota.problem import Problem
    from rota.shift import Shift

    Nights = tuple[Shift, ...]
    Conflicts = list[tuple[date, Nights, list[Shift]]]


class RestAfterNights(ShiftRule):
    """In the `hours` after a block of at least `nights` nights, no other shift starts.

    A block is nights that start on local days in a row at the agent's home, whatever else is worked
    between them; what a night is, the team's `night` says. The rest is measured from the end of the
    last such night before the shift, in hours elapsed; another night may start at any time, and the
    rest is then due after it. History counts; without it no nights came before. `when` is about the
    date of the shift after the nights. Soft, each minute of rest missing costs `weight`.
    """

    unit: ClassVar[str] = "minutes"
    loosens: ClassVar[dict[str, float]] = {"hours": -0.5, "nights": 1}
    example: ClassVar[str] = "{kind: rest_after_nights, nights: 3, hours: 48}"
    kind: Literal["rest_after_nights"] = "rest_after_nights"
    nights: Annotated[int, Field(ge=1, le=28)] = 3
    hours: Annotated[float, Field(gt=0, le=336)] = 48
    kinds: Kinds = WORKED

    @property
    def minutes(self) -> int:
        """The rest required, in minutes."""
        return round(self.hours * 60)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Not all: a night, enough nights on the days before it, and another shift too soon after it."""
        by_zone: dict[str, tuple[Mapping[date, Sequence[Shift]], Conflicts]] = {}
        for agent in self.whom(problem):
            if agent.zone not in by_zone:
                by_zone[agent.zone] = self._conflicts(problem, agent)
            nights_on, conflicts = by_zone[agent.zone]
            soonest: dict[str, list[tuple[int, Linear]]] = {}
            for day, nights, others in conflicts:
                before = [day - DAY * back for back in range(1, self.nights)]
                if not set(before).issubset(nights_on):
                    continue
                known = [encoding.works_any(agent, nights_on[earlier]) for earlier in before]
                if self.weight is None:
                    last = encoding.works_any(agent, nights)
                    then = encoding.works_any(agent, others)
                    place = Place(agent.id, others[0].id)
                    encoding.require(self, total([*known, last, then]), at_most=self.nights, place=place)
                    continue
                for night in nights:
                    for other in others:
                        all_of_them = [*known, encoding.works(agent, night), encoding.works(agent, other)]
                        missing = self.minutes - max(0, minutes_between(night.end, other.start))
                        soonest.setdefault(other.id, []).append((missing, total(all_of_them) - self.nights))
            if self.weight is not None:
                owner = encoding.number_of(agent)
                self._price(encoding, soonest.values(), weight=self.weight, owner=owner)

    def _price(
        self, encoding: Encoding, soonest: Iterable[list[tuple[int, Linear]]], *, weight: int, owner: int
    ) -> None:
        """For each shift, the most that any block of nights before it asks for."""
        for asked in soonest:
            free = [(units, both) for units, both in asked if encoding.bounds(both)[1] > 0]
            if len(free) == 1:
                for units, both in free:
                    encoding.penalize(self, both, weight=weight * units)
            elif free:
                missing = encoding.define_integer(0, self.minutes, owner=owner)
                for units, both in free:
                    encoding.relate(missing - both * units, at_least=0)
                encoding.penalize(self, missing, weight=weight)

    def _conflicts(self, problem: Problem, agent: Agent) -> tuple[Mapping[date, Sequence[Shift]], Conflicts]:
        """Nights by day; and those of one day with the shifts of one day that all of them forbid."""
        nights_on: dict[date, list[Shift]] = {}
        grouped: dict[tuple[date, date, Nights], list[Shift]] = {}
        resting: list[tuple[date, Shift]] = []
        rest = timedelta(minutes=self.minutes)
        for shift in filter(self.fits, problem.timeline):
            day = problem.day(agent, shift)
            if problem.is_night(agent, shift):
                nights_on.setdefault(day, []).append(shift)
                resting.append((day, shift))
            elif shift.id not in problem.past_ids and self.when.takes(shift):
                resting = [(on, night) for on, night in resting if shift.start < night.end + rest]
                begun = [(on, night) for on, night in resting if night.start < shift.start]
                for on, group in groupby(begun, key=itemgetter(0)):
                    grouped.setdefault((on, day, tuple(night for _, night in group)), []).append(shift)
        return nights_on, [(on, nights, others) for (on, _, nights), others in grouped.items()]

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Walk the agent's shifts in order and carry along how long the block is, and when it ended."""
        for agent in self.whom(problem):
            run: dict[date, int] = {}
            blocks: list[tuple[datetime, datetime, int]] = []
            for shift in filter(self.fits, duty.of(agent)):
                if problem.is_night(agent, shift):
                    day = problem.day(agent, shift)
                    run[day] = run.get(day - DAY, 0) + 1
                    if run[day] >= self.nights:
                        blocks.append((shift.end, shift.start, run[day]))
                    continue
                before = max((block for block in blocks if block[1] < shift.start), default=None)
                if before is None or shift.id in problem.past_ids or not self.when.takes(shift):
                    continue
                ended, _, nights = before
                rested = max(0, minutes_between(ended, shift.start))
                if rested < self.minutes:
                    yield self.violation(
                        Place(agent.id, shift.id, start=min(ended, shift.start), end=shift.start),
                        self.minutes - rested,
                        f"{agent.name} rests {hours_text(rested)} between {nights} "
                        f"{'night' if nights == 1 else 'nights'} ending {problem.clock(ended, agent)} and "
                        f"{shift.template} starting {problem.clock(shift.start, agent)}, "
                        f"{hours_text(self.minutes)} are required",
                    )

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        nights = f"{self.nights} {'night' if self.nights == 1 else 'nights'}"
        return (
            f"{self.who.text()}: at least {hours_text(self.minutes)} of rest after {nights} in a row"
            f"{self.when.text()}"
        )
