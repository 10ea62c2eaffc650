"""spacing: enough free days between one duty of an agent and a later one.

On-call teams ask for it most: no duty on the day after another, no two weekends running, no
Wednesday before one's own weekend. It is counted in free days, where `min_rest` counts hours.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from rota.constraint import Place
from rota.localtime import local_day
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Self

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

DAY = timedelta(days=1)
MOMENT = timedelta(minutes=1)


class Spacing(ShiftRule):
    """At least `free_days` days at home without either, between one of `shifts` and a later one of `then`.

    Without `then`, the later duty is one of `shifts` too; empty `shifts` are all of them. Pairs with
    fewer than `from_free_days` free days are not looked at: `free_days: 2` with `from_free_days: 1` is
    about exactly one free day in between. `when` is about both duties. History counts as the earlier
    duty. Soft, each pair that is too near costs `weight`.
    """

    unit: ClassVar[str] = "pairs"
    loosens: ClassVar[dict[str, float]] = {"free_days": -1}
    example: ClassVar[str] = "{kind: spacing, shifts: [standby], free_days: 3}"
    kind: Literal["spacing"] = "spacing"
    then: tuple[str, ...] = ()
    free_days: Annotated[int, Field(ge=1, le=366)] = 1
    from_free_days: Annotated[int, Field(ge=0, le=365)] = 0

    @model_validator(mode="after")
    def _some_distance(self) -> Self:
        if self.from_free_days >= self.free_days:
            raise ValueError(
                f"`from_free_days` is {self.from_free_days}, less than `free_days`, {self.free_days}, "
                "is expected"
            )
        return self

    def follows(self, shift: Shift) -> bool:
        """Whether the rule looks at this shift as the later one of a pair."""
        later = self.then or self.shifts
        fits = shift.kind in self.kinds and (not later or shift.template in later)
        return fits and self.when.takes(shift)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row, or one price, for each pair that is too near."""
        for agent in self.whom(problem):
            for first, second in self._near(problem, agent):
                both = encoding.works(agent, first) + encoding.works(agent, second)
                encoding.limit(self, both, at_most=1, place=Place(agent.id, second.id))

    def _near(self, problem: Problem, agent: Agent) -> Iterator[tuple[Shift, Shift]]:
        """Pairs by start, the later one in the horizon."""
        by_day: dict[date, list[Shift]] = {}
        for shift in problem.shifts:
            if self.follows(shift):
                by_day.setdefault(problem.day(agent, shift), []).append(shift)
        for first in filter(self.concerns, problem.timeline):
            starts, ends = problem.day(agent, first), local_day(first.end - MOMENT, agent.zone)
            nearest = starts if self.from_free_days == 0 else ends + DAY * (self.from_free_days + 1)
            for offset in range((ends - nearest).days + self.free_days + 1):
                for second in by_day.get(nearest + DAY * offset, ()):
                    if first.start < second.start:
                        yield first, second

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Count the days that are free between each two duties of an agent."""
        for agent in self.whom(problem):
            later = [shift for shift in duty.coming(agent) if self.follows(shift)]
            for first in filter(self.concerns, duty.of(agent)):
                for second in later:
                    if second.start <= first.start:
                        continue
                    last, next_day = local_day(first.end - MOMENT, agent.zone), problem.day(agent, second)
                    free = max(0, next_day.toordinal() - last.toordinal() - 1)
                    if self.from_free_days <= free < self.free_days:
                        yield self.violation(
                            Place(agent.id, second.id, start=first.start, end=second.start),
                            1,
                            f"{agent.name} has {_days(free)} between {first.template} of "
                            f"{problem.day(agent, first):%a %d %b} and {second.template} of "
                            f"{next_day:%a %d %b}, {self.free_days} {_are(self.free_days)} asked for",
                        )

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        first, second = ", ".join(self.shifts), ", ".join(self.then)
        between = f"{first or 'any duty'} and a later {second}" if second else f"two duties of {first}"
        between = between if first or second else "two duties"
        least = f"at least {_days(self.free_days)} between {between}"
        beyond = f", unless fewer than {self.from_free_days}" if self.from_free_days else ""
        return f"{self.who.text()}: {least}{beyond}{self.when.text()}"


def _days(count: int) -> str:
    return f"{count} free {'day' if count == 1 else 'days'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
