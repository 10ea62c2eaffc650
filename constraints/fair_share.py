"""fair_share: nights, weekends and unpopular shifts in proportion to contract and presence.

What is fair to an agent is the total of the burden, shared out by contract hours times days present.
Whole units away from it, in either direction, cost triangular numbers: two people one unit off are
better than one person two units off.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from math import floor, gcd
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place, Violation, Weight
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from rota.agent import Agent
    from rota.duty import Duty
    from rota.encoding import Encoding, Linear
    from rota.problem import Problem
    from rota.shift import Shift

SATURDAY = 5


class FairShare(ShiftRule):
    """Each of `who` carries a fair share of a burden over the horizon; always soft.

    `nights` counts shifts that are nights at home, `weekends` the weekends with a shift that starts on
    their Saturday or Sunday at home, `shifts` plain shifts; only those of the `kinds`, and of the
    `shifts` templates where any are named. Being e whole units off costs `weight` times e (e + 1) / 2.
    """

    unit: ClassVar[str] = "units"
    kind: Literal["fair_share"] = "fair_share"
    burden: Literal["nights", "weekends", "shifts"]
    weight: Weight = Field(default=100)

    def shares(self, problem: Problem) -> Mapping[str, int]:
        """By agent, what fairness is proportional to: contract minutes times days present, reduced."""
        raw = {
            agent.id: agent.contract.weekly_minutes * (problem.day_count - len(problem.leave_of[agent.id]))
            for agent in self.whom(problem)
        }
        divisor = gcd(*raw.values()) or 1
        return {agent: share // divisor for agent, share in raw.items() if share}

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Bound each agent's distance from the share in whole units, and price it by its tangents."""
        shares = self.shares(problem)
        whole = sum(shares.values())
        carried = {
            agent.id: encoding.define_sum(self._units(problem, encoding, agent))
            for agent in self.whom(problem)
            if agent.id in shares
        }
        everything = encoding.define_sum(carried.values())
        most = max((encoding.bounds(units)[1] for units in (*carried.values(), everything)), default=0)
        for agent, units in carried.items():
            distance = units * whole - everything * shares[agent]
            for off in (distance, -distance):
                away = encoding.define_integer(0, most)
                encoding.relate(away * whole - off, at_least=1 - whole)
                price = encoding.define_integer(0, most * (most + 1) // 2)
                for slope in range(1, most + 1):
                    encoding.relate(price - away * slope, at_least=-(slope * (slope - 1) // 2))
                encoding.penalize(self, price, weight=self.weight)

    def _units(self, problem: Problem, encoding: Encoding, agent: Agent) -> Iterable[Linear]:
        if self.burden != "weekends":
            return [encoding.works(agent, shift) for shift in self._burdens(problem, agent)]
        weekends: dict[date, list[Linear]] = {}
        for shift in self._burdens(problem, agent):
            day = problem.day(agent, shift)
            saturday = day - timedelta(days=day.weekday() - SATURDAY)
            weekends.setdefault(saturday, []).append(encoding.works(agent, shift))
        return [encoding.define_any(literals) for literals in weekends.values()]

    def _burdens(self, problem: Problem, agent: Agent) -> Iterable[Shift]:
        for shift in problem.shifts:
            if not self.concerns(shift):
                continue
            if self.burden == "nights" and not problem.is_night(agent, shift):
                continue
            if self.burden == "weekends" and problem.day(agent, shift).weekday() < SATURDAY:
                continue
            yield shift

    def carried(self, problem: Problem, duty: Duty) -> Mapping[str, int]:
        """By agent, the units of the burden in a finished roster."""
        found: dict[str, int] = {}
        for agent in self.whom(problem):
            seen: set[str] = set()
            for shift in duty.coming(agent):
                if not self.concerns(shift):
                    continue
                day = problem.day(agent, shift)
                if self.burden == "weekends" and day.isoweekday() in (6, 7):
                    seen.add(f"{day.isocalendar()[:2]}")
                elif self.burden == "shifts" or (self.burden == "nights" and problem.is_night(agent, shift)):
                    seen.add(shift.id)
            found[agent.id] = len(seen)
        return found

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Compare what each agent carries with the exact share of what all carry."""
        shares = self.shares(problem)
        carried = {agent: units for agent, units in self.carried(problem, duty).items() if agent in shares}
        everything, whole = sum(carried.values()), sum(shares.values())
        for agent, units in carried.items():
            fair = Fraction(everything * shares[agent], whole)
            off = floor(abs(units - fair))
            if off:
                yield Violation(
                    self.name,
                    Place(agent),
                    off,
                    self.unit,
                    self.weight * off * (off + 1) // 2,
                    f"{problem.agent_of[agent].name} carries {units} of {everything} {self._what()}, "
                    f"{float(fair):.1f} would be fair",
                )

    def _what(self) -> str:
        return f"{self.burden} ({', '.join(self.shifts)})" if self.shifts else self.burden

    def explain(self) -> str:
        """The rule in one sentence."""
        return f"{self.who.text()}: {self._what()} shared in proportion to contract and presence"
