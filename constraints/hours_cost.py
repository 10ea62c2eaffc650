"""hours_cost: what paid hours cost, by pay class, with surcharges for nights, weekends and holidays."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place, Violation, Weight
from rota.localtime import DAY, local_day, local_days, midnight, minutes_between, resolve
from rota.night import night_minutes
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from rota.agent import Agent
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

Percent = Annotated[int, Field(ge=0, le=1000)]
Cents = Annotated[int, Field(ge=0, le=1_000_000)]


class HoursCost(ShiftRule):
    """Each shift worked costs its paid hours at the `pay` of the agent's class, with surcharges.

    `pay` gives cents an hour for each pay class of the contracts. Of a shift's minutes, those on a
    Saturday, a Sunday, an eve or a public holiday at home cost so many percent more, the highest that
    fits; those in the team's night hours cost the `night` percent more besides. An unpaid break is taken
    off evenly. A shift's cost is rounded to whole units of `unit_cents`, half a unit up, and each unit
    costs `weight`: with 100, a shift costs whole euros, dollars or pounds; with 1, whole cents.
    """

    unit: ClassVar[str] = "units of money"
    example: ClassVar[str] = (
        "{kind: hours_cost, pay: {A: 2400, B: 1800}, night: 25, sunday: 50, holiday: 125}"
    )
    kind: Literal["hours_cost"] = "hours_cost"
    weight: Weight = Field(default=1)
    pay: Annotated[dict[str, Cents], Field(min_length=1)]
    night: Percent = 0
    saturday: Percent = 0
    sunday: Percent = 0
    holiday: Percent = 0
    eve: Percent = 0
    unit_cents: Annotated[int, Field(ge=1, le=100_000)] = 100
    kinds: Kinds = WORKED

    def surcharge(self, problem: Problem, agent: Agent, day: date) -> int:
        """The percent that this date adds at the agent's home, without the night's."""
        weekday = {5: self.saturday, 6: self.sunday}.get(day.weekday(), 0)
        feast = problem.holidays_of[agent.id].get(day)
        return max(weekday, {"public": self.holiday, "eve": self.eve}[feast.kind] if feast else 0)

    def units(self, agent: Agent, shift: Shift, percent_minutes: int) -> int:
        """The cost, in units, of a shift whose minutes, each times its percent, add up to this."""
        hourly = Fraction(self.pay.get(agent.contract.pay_class, 0) * shift.paid_minutes, shift.minutes)
        return floor(hourly * percent_minutes / (6000 * self.unit_cents) + Fraction(1, 2))

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Price each cell by its minutes, local day by local day."""
        for agent in self.whom(problem):
            for shift in filter(self.concerns, problem.shifts):
                percent_minutes = 0
                for day in local_days(shift.start, shift.end, agent.zone):
                    start = max(shift.start, midnight(day, agent.zone))
                    end = min(shift.end, midnight(day + DAY, agent.zone))
                    percent = 100 + self.surcharge(problem, agent, day)
                    percent_minutes += minutes_between(start, end) * percent
                    percent_minutes += night_minutes(start, end, agent.zone, problem.night) * self.night
                price = self.weight * self.units(agent, shift, percent_minutes)
                encoding.charge(self, encoding.works(agent, shift), weight=price)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Cut each shift worked wherever its price may change, and add the pieces up."""
        for agent in self.whom(problem):
            units = 0
            for shift in filter(self.concerns, duty.coming(agent)):
                nights = self._nights(problem, agent, shift)
                days = local_days(shift.start, shift.end, agent.zone)
                edges = {midnight(day, agent.zone) for day in days}
                edges |= {edge for night in nights for edge in night} | {shift.start, shift.end}
                percent_minutes = 0
                for start, end in pairwise(sorted(edges)):
                    if shift.start <= start and end <= shift.end:
                        dark = any(begins <= start and end <= ends for begins, ends in nights)
                        percent = 100 + self.surcharge(problem, agent, local_day(start, agent.zone))
                        percent += self.night if dark else 0
                        percent_minutes += minutes_between(start, end) * percent
                units += self.units(agent, shift, percent_minutes)
            if units:
                yield Violation(
                    self.name,
                    Place(agent.id),
                    units,
                    self.unit,
                    units * self.weight,
                    f"the hours of {agent.name} cost {units * self.unit_cents / 100:,.2f}",
                )

    def _nights(self, problem: Problem, agent: Agent, shift: Shift) -> list[tuple[datetime, datetime]]:
        night, days = problem.night, local_days(shift.start, shift.end, agent.zone)
        spans = []
        for day in (days[0] - DAY, *days):
            ends_on = day + DAY if night.ends <= night.begins else day
            spans.append((resolve(day, night.begins, agent.zone), resolve(ends_on, night.ends, agent.zone)))
        return spans

    def explain(self) -> str:
        """The rule in one sentence, with its prices."""
        pay = ", ".join(
            f"{cents / 100:.2f} in class {name or 'none'}" for name, cents in sorted(self.pay.items())
        )
        given = {
            "night": self.night,
            "saturday": self.saturday,
            "sunday": self.sunday,
            "holiday": self.holiday,
            "eve": self.eve,
        }
        more = ", ".join(f"{name} {percent}%" for name, percent in given.items() if percent)
        surcharges = f"; surcharges: {more}" if more else ""
        return f"{self.who.text()}: an hour costs {pay}{surcharges}{self.when.text()}"
