"""free_weekends: in so many weekends running, some are wholly free.

Labour agreements commonly ask for every second or third weekend off; `max_weekends` counts over the
horizon instead, and lets the free ones lie anywhere in it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from rota.constraint import Place
from rota.encoding import total
from rota.localtime import DAY
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

SATURDAY = 5
DATE_ONE = date(1, 1, 1)
"""A Monday, from which weekends are numbered."""


class FreeWeekends(ShiftRule):
    """Of any `weekends` in a row, at least `free` are free: no shift starts on Saturday or Sunday.

    Days are local to the agent's home. Weekends of history count, up to what they have worked already;
    weekends before the first day of history, or before the horizon without history, are taken as free,
    and so are those behind the horizon. Soft, each weekend that is missing costs `weight`, for every
    row of `weekends` that ends with one of the horizon.
    """

    unit: ClassVar[str] = "weekends"
    loosens: ClassVar[dict[str, float]] = {"free": -1}
    example: ClassVar[str] = "{kind: free_weekends, weekends: 3, free: 1}"
    kind: Literal["free_weekends"] = "free_weekends"
    weekends: Annotated[int, Field(ge=1, le=53)] = 3
    free: Annotated[int, Field(ge=1, le=53)] = 1

    @model_validator(mode="after")
    def _some_worked(self) -> Self:
        if self.free > self.weekends:
            raise ValueError(f"`free` is {self.free}, more than `weekends`, {self.weekends}")
        return self

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row for each weekend of the horizon, over it and those before it."""
        by_zone: dict[str, dict[date, list[Shift]]] = {}
        for agent in self.whom(problem):
            if agent.zone not in by_zone:
                by_zone[agent.zone] = self._by_saturday(problem, agent)
            shifts_of = by_zone[agent.zone]
            worked = {saturday: encoding.works_any(agent, shifts) for saturday, shifts in shifts_of.items()}
            taken = {
                saturday
                for saturday, shifts in shifts_of.items()
                if any((agent.id, shift.id) in problem.past for shift in shifts)
            }
            for last, shifts in shifts_of.items():
                if all(shift.id in problem.past_ids for shift in shifts):
                    continue
                row = [last - DAY * 7 * back for back in range(self.weekends)]
                encoding.limit(
                    self,
                    total(worked[saturday] for saturday in row if saturday in worked),
                    at_most=max(self.weekends - self.free, len(taken.intersection(row))),
                    place=Place(agent.id),
                )

    def _by_saturday(self, problem: Problem, agent: Agent) -> dict[date, list[Shift]]:
        found: dict[date, list[Shift]] = {}
        for shift in filter(self.concerns, problem.timeline):
            day = problem.day(agent, shift)
            if day.weekday() >= SATURDAY:
                found.setdefault(day - DAY * (day.weekday() - SATURDAY), []).append(shift)
        return found

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Number the weekends and count those worked in each row."""
        for agent in self.whom(problem):
            seen = filter(self.concerns, problem.shifts)
            open_weekends = {_weekend(problem.day(agent, shift)) for shift in seen} - {None}
            past: set[int | None] = set()
            worked: set[int | None] = set()
            for shift in filter(self.concerns, duty.of(agent)):
                weekend = _weekend(problem.day(agent, shift))
                worked.add(weekend)
                past |= {weekend} if shift.id in problem.past_ids else set()
            for last in sorted(number for number in open_weekends if number is not None):
                row = set(range(last - self.weekends + 1, last + 1))
                count, already = len(worked & row), len(past & row)
                missing = count - max(self.weekends - self.free, already)
                if missing > 0:
                    yield self.violation(
                        Place(agent.id),
                        missing,
                        f"{agent.name} works on {count} of {self.weekends} "
                        f"{'weekend' if self.weekends == 1 else 'weekends'} running up to that of "
                        f"{_saturday(last):%a %d %b}, {self.free} {self._are()} to be free",
                    )

    def _are(self) -> str:
        return "is" if self.free == 1 else "are"

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        return (
            f"{self.who.text()}: of {self.weekends} weekends in a row at least {self.free} "
            f"{self._are()} free{self.when.text()}"
        )


def _weekend(day: date) -> int | None:
    """The number of the weekend that the day belongs to; None for Monday to Friday."""
    week, weekday = divmod(day.toordinal() - 1, 7)
    return week if weekday >= SATURDAY else None


def _saturday(weekend: int) -> date:
    return DATE_ONE + DAY * (7 * weekend + SATURDAY)
