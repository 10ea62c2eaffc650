"""balance: nobody's burden is far from anybody else's, in proportion to their contracts.

Where `fair_share` prices how far each agent is from a fair part, this looks at the two who are
furthest apart: what one carries times the other's part of full time, and the other way round. It is
how the on-call rostering model of the MiniZinc Challenge 2013 by J. Fischer balances work loads.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.burden import carried
from rota.burden_units import burden_units
from rota.constraint import Place
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class Balance(ShiftRule):
    """The two agents of `who` whose burdens are furthest apart differ by at most `tolerance`.

    Burdens are counted as in `fair_share`, over the horizon, on shifts of the `kinds` and `shifts`.
    For each two agents, the difference is that between what the first carries times the second's part
    of full time (`full_hours` a week) and what the second carries times the first's part; between two
    full-timers it is plainly how many more one has. The greatest of these, rounded up, is compared with
    `tolerance`; soft, each unit beyond it costs `weight`. Only contracts count, not who is on leave.
    """

    unit: ClassVar[str] = "units"
    loosens: ClassVar[dict[str, float]] = {"tolerance": 1}
    example: ClassVar[str] = "{kind: balance, burden: shifts, shifts: [standby], tolerance: 1}"
    kind: Literal["balance"] = "balance"
    burden: Literal["nights", "weekends", "holidays", "shifts"]
    tolerance: Annotated[int, Field(ge=0)] = 0
    full_hours: Annotated[float, Field(gt=0, le=168)] = 40

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Bound the difference of each two agents, either way round, by one variable."""
        full, agents = round(self.full_hours * 60), self._engaged(problem)
        carried = {
            agent.id: encoding.define_sum(
                burden_units(problem, encoding, agent, filter(self.concerns, problem.shifts), self.burden)
            )
            for agent in agents
        }
        differences = [
            carried[one.id] * other.contract.weekly_minutes - carried[other.id] * one.contract.weekly_minutes
            for one, other in permutations(agents, 2)
        ]
        if not differences:
            return
        most = max(encoding.bounds(difference)[1] for difference in differences)
        furthest = encoding.define_integer(0, -(-most // full))
        for difference in differences:
            encoding.relate(furthest * full - difference, at_least=0)
        encoding.limit(self, furthest, at_most=self.tolerance)

    def _engaged(self, problem: Problem) -> list[Agent]:
        return [agent for agent in self.whom(problem) if agent.contract.weekly_minutes]

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Compare each two agents and keep the pair that is furthest apart."""
        full = round(self.full_hours * 60)
        units = {
            agent.id: carried(problem, agent, filter(self.concerns, duty.coming(agent)), self.burden)
            for agent in self._engaged(problem)
        }
        pairs = [
            (_apart((one, units[one.id]), (other, units[other.id])), one, other)
            for one, other in combinations(self._engaged(problem), 2)
        ]
        if not pairs:
            return
        furthest, one, other = max(pairs, key=lambda pair: pair[0])
        apart = (furthest + full - 1) // full
        if apart > self.tolerance:
            told = (
                f"{one.name} carries {units[one.id]} and {other.name} {units[other.id]} {self._what()}, "
                f"{apart} apart by their contracts, {self.tolerance} "
                f"{'is' if self.tolerance == 1 else 'are'} allowed"
            )
            found = self.violation(Place(), apart - self.tolerance, told)
            yield replace(found, unit=f"{self.burden} apart")

    def _what(self) -> str:
        return f"{self.burden} ({self.shifts_text()})" if self.shifts else self.burden

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        return (
            f"{self.who.text()}: {self._what()} at most {self.tolerance} apart between any two, "
            f"in proportion to their parts of {self.full_hours:g} h a week{self.when.text()}"
        )


def _apart(one: tuple[Agent, int], other: tuple[Agent, int]) -> int:
    """Units times contract minutes."""
    return abs(one[1] * other[0].contract.weekly_minutes - other[1] * one[0].contract.weekly_minutes)
