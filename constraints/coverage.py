"""coverage: enough agents for the load of every queue in every interval, and not too many.

Agents with several skills are shared among the queues that they can serve as well as is possible at
each moment. The encoding has no variable for who serves what: by Hall's theorem in its deficiency
form (Ore 1955) the demand that must stay unserved is the largest shortfall of any set of queues
against the agents who can serve one of them. With unequal prices the units that can be served form a
matroid, so that serving dear queues first is best (Edmonds 1971), and the cost is a sum over price
levels of such shortfalls. Prices that rise with the number missing are unequal prices of the units of
one queue. The check finds the same number by augmenting paths.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rota.constraint import Constraint, Place, Violation, Weight
from rota.encoding import Linear, total
from rota.localtime import clock_text, minutes_between
from rota.matching import Skills, unserved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from typing import Self

    from rota.agent import Agent
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem

    Span = tuple[datetime, datetime]


class MissingStep(BaseModel):
    """Of the agents that one queue lacks at a moment, those beyond a number cost so many times as much."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    beyond: Annotated[int, Field(ge=1)]
    times: Annotated[int, Field(ge=2, le=1000)]


class Coverage(Constraint):
    """Each agent-minute of demand not covered costs `weight`, each beyond the demand costs `over`.

    `queues` names the queues looked at (all, if empty), `prices` those whose missing minutes cost
    another weight. With `steps: [{beyond: 1, times: 3}]`, every agent whom a queue lacks beyond the first
    costs three times as much, so that one queue is not left bare for all others. Shifts of kind `work`
    cover; an agent covers an interval of demand only by being there from its start to its end.
    """

    unit: ClassVar[str] = "agent-minutes"
    example: ClassVar[str] = "{kind: coverage, weight: 4, over: 1, prices: {phone-en: 6}}"
    kind: Literal["coverage"] = "coverage"
    weight: Weight = Field(default=4)
    over: Annotated[int, Field(ge=0)] = 1
    queues: tuple[str, ...] = ()
    prices: dict[str, Weight] = Field(default_factory=dict)
    steps: tuple[MissingStep, ...] = ()

    @model_validator(mode="after")
    def _rising(self) -> Self:
        for one, following in pairwise(self.steps):
            if following.beyond <= one.beyond or following.times <= one.times:
                raise ValueError("`beyond` and `times` rise from each of `steps` to the next")
        return self

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Price the largest shortfall of any set of queues, price level by price level."""
        crowds = _Crowds(self, problem, encoding)
        merged: Counter[tuple[tuple[str, ...], tuple[tuple[str, int], ...]]] = Counter()
        for (start, end), wanted in sorted(self._wanted(problem).items()):
            running = tuple(shift.id for shift in crowds.shifts if shift.start <= start and end <= shift.end)
            needed = tuple(sorted((queue, agents) for queue, agents in wanted.items() if agents))
            merged[running, needed] += minutes_between(start, end)
        for (running, needed), minutes in merged.items():
            units = [(price, queue, count) for queue, n in needed for price, count in self._units(queue, n)]
            levels = sorted({price for price, _, _ in units}, reverse=True)
            for level, cheaper in zip(levels, [*levels[1:], -self.over], strict=False):
                dear: Counter[str] = Counter()
                for price, queue, count in units:
                    dear[queue] += count * (price >= level)
                for missing in crowds.shortfalls(running, +dear):
                    encoding.penalize(self, missing, weight=minutes * (level - cheaper))
            if self.over:
                # Surplus is everybody there, less the demand, plus what of it stays unserved: the last
                # of these three is charged above, at the lowest level.
                surplus = crowds.there(running, crowds.everybody) - sum(agents for _, agents in needed)
                encoding.charge(self, surplus, weight=minutes * self.over)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Count who is there in each interval and share them out by augmenting paths."""
        wanted = self._wanted(problem)
        crowd = self._crowd_by_span(problem, duty, sorted(wanted))
        for (start, end), needs in sorted(wanted.items()):
            minutes = minutes_between(start, end)
            units = [
                (-price, queue, count) for queue in needs for price, count in self._units(queue, needs[queue])
            ]
            order = tuple((queue, count) for _, queue, count in sorted(units))
            missing = _unserved(order, tuple(sorted(crowd[start, end].items(), key=str)))
            when = clock_text(start, problem.zone)
            for queue, agents in missing:
                yield Violation(
                    self.name,
                    Place(queue=queue, start=start, end=end),
                    agents * minutes,
                    self.unit,
                    self._cost(queue, agents) * minutes,
                    f"`{queue}` has {needs[queue] - agents} of {needs[queue]} agents at {when}",
                )
            surplus = sum(crowd[start, end].values()) - sum(needs.values()) + sum(lack for _, lack in missing)
            if surplus and self.over:
                yield Violation(
                    self.name,
                    Place(start=start, end=end),
                    surplus * minutes,
                    self.unit,
                    surplus * minutes * self.over,
                    f"{surplus} {'agent' if surplus == 1 else 'agents'} more than the load needs at {when}",
                )

    def price(self, queue: str) -> int:
        """What a missing agent-minute of this queue costs."""
        return self.prices.get(queue, self.weight)

    def _units(self, queue: str, agents: int) -> Iterator[tuple[int, int]]:
        """The agents that a queue needs, by what one of them costs if missing: price and number."""
        edges = [0, *(min(agents, step.beyond) for step in self.steps), agents]
        for times, (begins, ends) in zip(
            [1, *(step.times for step in self.steps)], pairwise(edges), strict=True
        ):
            if begins < ends:
                yield times * self.price(queue), ends - begins

    def _cost(self, queue: str, missing: int) -> int:
        """What so many agents missing in a queue cost a minute."""
        cost, before = missing, 1
        for step in self.steps:
            cost += max(0, missing - step.beyond) * (step.times - before)
            before = step.times
        return cost * self.price(queue)

    def can_serve(self, problem: Problem, agent: Agent) -> Skills:
        """The queues of this rule that the agent can serve."""
        return frozenset(
            queue.id
            for queue in problem.queues
            if (not self.queues or queue.id in self.queues) and queue.served_by(agent)
        )

    def _wanted(self, problem: Problem) -> Mapping[Span, dict[str, int]]:
        wanted: dict[Span, dict[str, int]] = {}
        for demand in problem.demand:
            if not self.queues or demand.queue in self.queues:
                wanted.setdefault((demand.start, demand.end), {})[demand.queue] = demand.agents
        return wanted

    def _crowd_by_span(
        self, problem: Problem, duty: Duty, spans: list[Span]
    ) -> Mapping[Span, Counter[Skills]]:
        crowd: dict[Span, Counter[Skills]] = {span: Counter() for span in spans}
        for agent in self.whom(problem):
            skills = self.can_serve(problem, agent)
            for shift in duty.of(agent) if skills else ():
                position = bisect_left(spans, (shift.start, shift.start))
                while shift.kind == "work" and position < len(spans) and spans[position][0] < shift.end:
                    if spans[position][1] <= shift.end:
                        crowd[spans[position]][skills] += 1
                    position += 1
        return crowd

    def explain(self) -> str:
        """The rule in one sentence, with its prices."""
        what = ", ".join(f"`{queue}`" for queue in self.queues) or "every queue"
        dear = ", ".join(f"{price} on `{queue}`" for queue, price in sorted(self.prices.items()))
        prices = f" ({dear})" if dear else ""
        prices += "".join(f", {step.times} times that beyond {step.beyond}" for step in self.steps)
        return (
            f"the load of {what} is covered; an agent-minute missing costs {self.weight}{prices}, "
            f"one too many {self.over}"
        )


@lru_cache(maxsize=1 << 16)
def _unserved(
    wanted: tuple[tuple[str, int], ...], crowd: tuple[tuple[Skills, int], ...]
) -> tuple[tuple[str, int], ...]:
    return tuple(unserved(wanted, dict(crowd)).items())


class _Crowds:
    """How many agents of each sort are on duty while a set of shifts is running, as expressions."""

    def __init__(self, rule: Coverage, problem: Problem, encoding: Encoding) -> None:
        self.encoding = encoding
        self.shifts = [shift for shift in problem.timeline if shift.kind == "work"]
        self.shift_of = problem.shift_of
        self.sorts: dict[Skills, list[Agent]] = {}
        for agent in rule.whom(problem):
            skills = rule.can_serve(problem, agent)
            if skills:
                self.sorts.setdefault(skills, []).append(agent)
        self.everybody = frozenset(self.sorts)
        self._counts: dict[tuple[tuple[str, ...], Skills], Linear] = {}

    def there(self, running: tuple[str, ...], sorts: frozenset[Skills]) -> Linear:
        """The agents of these sorts on the running shifts."""
        return total(self._count(running, skills) for skills in sorted(sorts, key=sorted))

    def _count(self, running: tuple[str, ...], skills: Skills) -> Linear:
        key = (running, skills)
        if key not in self._counts:
            shifts = [self.shift_of[shift] for shift in running]
            self._counts[key] = self.encoding.define_sum(
                self.encoding.works(agent, shift) for agent in self.sorts[skills] for shift in shifts
            )
        return self._counts[key]

    def shortfalls(self, running: tuple[str, ...], needed: Mapping[str, int]) -> list[Linear]:
        """A variable for each group of queues that share agents: at least its largest shortfall."""
        found: list[Linear] = []
        for queues in self._linked(needed):
            demanded = sum(needed[queue] for queue in queues)
            missing = self.encoding.define_integer(0, demanded)
            for sorts in self._neighbourhoods(queues):
                agents = sum(needed[queue] for queue in queues if self._serving(queue) <= sorts)
                self.encoding.relate(missing + self.there(running, sorts), at_least=agents)
            found.append(missing)
        return found

    def _serving(self, queue: str) -> frozenset[Skills]:
        return frozenset(skills for skills in self.sorts if queue in skills)

    def _neighbourhoods(self, queues: list[str]) -> list[frozenset[Skills]]:
        unions: set[frozenset[Skills]] = set()
        for queue in queues:
            serving = self._serving(queue)
            unions |= {serving} | {serving | other for other in unions}
        return sorted(unions, key=lambda sorts: sorted(map(sorted, sorts)))

    def _linked(self, needed: Mapping[str, int]) -> list[list[str]]:
        groups: list[tuple[list[str], set[Skills]]] = []
        for queue in sorted(needed):
            queues, sorts = [queue], set(self._serving(queue))
            apart = []
            for other_queues, other_sorts in groups:
                if sorts & other_sorts:
                    queues, sorts = other_queues + queues, sorts | other_sorts
                else:
                    apart.append((other_queues, other_sorts))
            groups = [*apart, (queues, sorts)]
        return [sorted(queues) for queues, _ in groups]
