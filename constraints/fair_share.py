"""fair_share: nights, weekends, holidays, hours, unpopular shifts and short notice shared out.

What is fair to an agent is the total of the burden, shared out by contract hours times days present,
less what the fairness ledger says that the agent has carried too much of before. Whole units away from
it, in either direction, cost triangular numbers: two people one unit off are better than one person
two units off.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, gcd, lcm
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.burden import PARTS, WORDS, Burden, already, carried
from rota.burden_units import burden_units
from rota.constraint import Place, Violation, Weight
from rota.shift_rule import EVERY_KIND, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rota.duty import Duty
    from rota.encoding import Encoding, Linear
    from rota.problem import Problem


class FairShare(ShiftRule):
    """Each of `who` carries a fair share of a burden over the horizon and the ledger; always soft.

    `nights` counts shifts that are nights at home, `weekends` the weekends with a shift that starts on
    their Saturday or Sunday at home, or that lasts over a day and reaches into them, `holidays` the shifts
    that start on or reach into a public holiday at home, `shifts` plain shifts, `hours` their elapsed
    hours (with `kinds: [on_call]`, hours of standing by), `pages` those that they expect by incidents.csv,
    `short_notice` shifts that are given at short notice; only those of the `kinds`, and of the `shifts`
    templates where any are named. Being e whole units off costs `weight` times e (e + 1) / 2; a unit of
    `hours` is `unit_hours` of them. On top, whoever is furthest off costs `worst` for each of their units:
    high enough, it makes the largest gap matter before all others. Nobody may be more than `most` whole
    units off, where that is given; this part is hard, and `rota fairness --prove` tells how small it can
    be. Earlier periods come from ledger.csv, under the name `account`, or the burden's own; their shares
    are added to this one's, so who joined late has nothing to catch up on. Who is on leave throughout, or
    has no contract hours, carries no share and is left out.

    A shift is given at short notice where its time was published, the agent was not published on it (or at
    other times), and it begins less than `publishing: {notice_days: ...}` after the roster is made; those
    that earlier revisions gave in the horizon count on, whoever works them now. A shift that is taken away
    is no burden, and neither is a time that is published for the first time.
    """

    unit: ClassVar[str] = "units"
    example: ClassVar[str] = "{kind: fair_share, burden: nights, weight: 100}"
    loosens: ClassVar[dict[str, float]] = {"most": 1}
    kind: Literal["fair_share"] = "fair_share"
    burden: Burden
    account: str = ""
    weight: Weight = Field(default=100)
    worst: Annotated[int, Field(ge=0)] = 0
    most: Annotated[int | None, Field(ge=0)] = None
    unit_hours: Annotated[int, Field(ge=1, le=168)] = 12

    def shares(self, problem: Problem) -> Mapping[str, int]:
        """By agent, what fairness is proportional to: contract minutes times days present, reduced."""
        everybody = {
            agent.id: agent.contract.weekly_minutes
            * max(0, problem.day_count - len(problem.leave_of[agent.id]))
            for agent in self.whom(problem)
        }
        raw = {agent: share for agent, share in everybody.items() if share}
        divisor = gcd(*raw.values())
        return {agent: share // divisor for agent, share in raw.items()}

    @property
    def binding(self) -> bool:
        """Its prices are wishes, the largest distance allowed is not."""
        return self.most is not None

    @property
    def size(self) -> int:
        """What one unit of distance measures: a single burden, a page, or the minutes of `unit_hours`."""
        return PARTS.get(self.burden, 1) * (self.unit_hours if self.burden == "hours" else 1)

    def before(self, problem: Problem, agent: str) -> Fraction:
        """What the ledger says the agent carried too much, in single burdens, minutes or hundredths."""
        balance = problem.balance_of.get((agent, self.account or self.burden), Fraction())
        return balance * PARTS.get(self.burden, 1)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Bound each agent's distance from the share in whole units, and price it by its tangents."""
        shares = self.shares(problem)
        whole = sum(shares.values())
        shifts = [shift for shift in problem.shifts if self.concerns(shift)]
        loads = {
            agent.id: encoding.define_sum(burden_units(problem, encoding, agent, shifts, self.burden))
            for agent in self.whom(problem)
            if agent.id in shares
        }
        everything = encoding.define_sum(loads.values())
        scale = lcm(*(self.before(problem, agent).denominator for agent in loads))
        step = scale * whole * self.size
        distances: list[Linear] = []
        for agent, units in loads.items():
            debt = int(self.before(problem, agent) * scale * whole)
            distance = (units * whole - everything * shares[agent]) * scale + debt
            for off in (distance, -distance):
                away = encoding.define_integer(0, max(0, encoding.bounds(off)[1] // step))
                encoding.relate(away * step - off, at_least=1 - step)
                if self.most is not None:
                    encoding.require(self, away, at_most=self.most, place=Place(agent))
                self._price(encoding, away)
                distances.append(away)
        self._price_worst(encoding, distances)

    def _price(self, encoding: Encoding, away: Linear) -> None:
        most = encoding.bounds(away)[1]
        price = encoding.define_integer(0, most * most)
        for slope in range(most):
            encoding.relate(price - away * (slope + 1), at_least=-(slope * (slope + 1) // 2))
        encoding.penalize(self, price, weight=self.weight)

    def _price_worst(self, encoding: Encoding, distances: list[Linear]) -> None:
        if self.worst and distances:
            worst = encoding.define_integer(0, max(encoding.bounds(away)[1] for away in distances))
            for away in distances:
                encoding.relate(worst - away, at_least=0)
            encoding.penalize(self, worst, weight=self.worst)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Compare what each agent carries with the exact share of what all carry."""
        shares = self.shares(problem)
        looked_at = {shift.id for shift in problem.shifts if self.concerns(shift)}
        loads = {
            agent: carried(problem, agent, filter(self.concerns, duty.coming(agent)), self.burden)
            + already(problem, agent, looked_at, self.burden)
            for agent in self.whom(problem)
            if agent.id in shares
        }
        everything, whole = sum(loads.values()), sum(shares.values())
        furthest, whose = 0, ""
        for agent, units in loads.items():
            before = self.before(problem, agent.id)
            fair = Fraction(everything * shares[agent.id], whole) - before
            off = floor(abs(units - fair) / self.size)
            if off > furthest:
                furthest, whose = off, agent.id
            if off:
                told = (
                    f"{agent.name} carries {self._amount(units):g} of {self._amount(everything):g} "
                    f"{self._what()}{self._before_text(before)}, {self._amount(fair):.1f} would be fair"
                )
                yield self._finding(agent.id, off, self.weight * off * (off + 1) // 2, told)
                if self.most is not None and off > self.most:
                    told += f", at most {self.most} whole {self.unit} away"
                    yield Violation(self.name, Place(agent.id), off - self.most, self._counted, None, told)
        if self.worst and whose:
            yield self._finding(
                whose,
                furthest,
                self.worst * furthest,
                f"{problem.agent_of[whose].name} is furthest from a fair share of {self._what()}",
            )

    def _finding(self, agent: str, off: int, cost: int, message: str) -> Violation:
        return Violation(self.name, Place(agent), off, self._counted, cost, message)

    @property
    def _counted(self) -> str:
        """What a whole unit off is, in words."""
        return (
            f"steps of {self.unit_hours} h off fair" if self.burden == "hours" else f"{self._burden} off fair"
        )

    def _amount(self, units: int | Fraction) -> float:
        return float(Fraction(units, PARTS.get(self.burden, 1)))

    def _before_text(self, before: Fraction) -> str:
        for word, amount in (("many", before), ("few", -before)):
            if amount > 0:
                return f" after {self._amount(amount):g} too {word} before"
        return ""

    def _what(self) -> str:
        named = self.shifts_text() or ("" if self.kinds == EVERY_KIND else self.kinds_text())
        return f"{self._burden} ({named})" if named else self._burden

    @property
    def _burden(self) -> str:
        return WORDS.get(self.burden, self.burden)

    def explain(self) -> str:
        """The rule in one sentence."""
        worst = ", the largest gap first of all" if self.worst else ""
        worst += f", nobody more than {self.most} whole {self.unit} off" if self.most is not None else ""
        return (
            f"{self.who.text()}: {self._what()} shared in proportion to contract and presence"
            f"{worst}{self.when.text()}"
        )
