"""coverage: enough agents for the load of every queue in every interval, and not too many.

Agents with several skills are shared among the queues that they can serve as well as is possible at
each moment. The encoding has no variable for who serves what: by Hall's theorem in its deficiency
form (Ore 1955) the demand that must stay unserved is the largest shortfall of any set of queues
against the agents who can serve one of them. With unequal prices the units that can be served form a
matroid, so that serving dear queues first is best (Edmonds 1971), and the cost is a sum over price
levels of such shortfalls. Prices that rise with the number missing are unequal prices of the units of
one queue. The check finds the same number by augmenting paths.

Work that may wait is done by whoever is spare. In an interval, a set of deferred queues gets at most what
a greatest flow to them and the live queues together carries, less what the live ones carry (the cut with
the least room, Ford and Fulkerson 1956); over the intervals it runs between arrivals and deadlines. A
minute late costs no more than any live minute missing, so leaving a caller unserved gains nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rota.backlog_rows import BacklogRows
from rota.constraint import Constraint, Place, Violation, Weight
from rota.encoding import Linear, total
from rota.errors import HelpedError
from rota.localtime import clock_text, hours_text, minutes_between
from rota.matching import Skills, unserved
from rota.price_step import PriceStep, hold_rising, priced, rises
from rota.working_off import Piece, WorkingOff

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import Self

    from rota.agent import Agent
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.queue import Work

    Span = tuple[datetime, datetime]
    Pattern = tuple[tuple[str, ...], tuple[tuple[str, int], ...], tuple[str, ...]]


class Deferred(BaseModel):
    """Mail and tickets are worked off by whoever is spare; an agent-minute not done in time costs `late`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    late: Annotated[int, Field(ge=1, le=1_000_000)]


class Coverage(Constraint):
    """Each agent-minute of demand not covered costs `weight`, each beyond the demand costs `over`.

    `queues` names the queues looked at (all, if empty), `prices` those whose missing minutes cost
    another weight. With `steps: [{beyond: 1, times: 3}]`, every agent whom a queue lacks beyond the first
    costs three times as much, so that one queue is not left bare for all others. Shifts of kind `work`
    cover; an agent covers an interval of demand only by being there from its start to its end.
    `over_steps` says the same of the agents beyond the demand of all queues at a moment: many at once are
    worse than few at a time. It goes with no `deferred` work, which those to spare would do.

    With `deferred: {late: 2}`, mail and ticket queues need no agents at fixed times: their work arrives,
    and whoever is not needed live does it, at any open time before its deadline. An agent-minute of it
    that is not done in time costs `late`, which is at most any price of a live minute. What is due
    after the horizon is not counted; what waits as it begins is in backlog.csv.
    """

    unit: ClassVar[str] = "agent-minutes"
    example: ClassVar[str] = "{kind: coverage, weight: 4, over: 1, prices: {phone-en: 6}}"
    kind: Literal["coverage"] = "coverage"
    weight: Weight = Field(default=4)
    over: Annotated[int, Field(ge=0)] = 1
    queues: tuple[str, ...] = ()
    prices: dict[str, Weight] = Field(default_factory=dict)
    steps: tuple[PriceStep, ...] = ()
    over_steps: tuple[PriceStep, ...] = ()
    deferred: Deferred | None = None

    @model_validator(mode="after")
    def _rising(self) -> Self:
        hold_rising(self.steps)
        hold_rising(self.over_steps, "over_steps")
        return self

    @model_validator(mode="after")
    def _priced(self) -> Self:
        if self.over_steps and not self.over:
            raise HelpedError(
                "`over_steps` raise a price, and `over` is 0",
                "give `over`, the price of the first agent too many, or leave `over_steps` out",
            )
        if self.over_steps and self.deferred:
            raise HelpedError(
                "`over_steps` do not go with `deferred`",
                "who is to spare does the work that may wait; leave one of them out",
            )
        return self

    @model_validator(mode="after")
    def _live_first(self) -> Self:
        cheapest = min([self.weight, *self.prices.values()])
        if self.deferred and self.deferred.late > cheapest:
            raise ValueError(
                f"`late` is {self.deferred.late}, a live agent-minute costs {cheapest}: "
                "`late` is at most the least of `weight` and `prices`, for live contacts come first"
            )
        return self

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Price the largest shortfall of any set of queues, price level by price level."""
        crowds = _Crowds(self, problem, encoding)
        waiting = self._waiting(problem, encoding)
        merged: dict[Pattern, list[Span]] = {}
        for (start, end), wanted in sorted(self._wanted(problem).items()):
            running = tuple(shift.id for shift in crowds.shifts if shift.start <= start and end <= shift.end)
            needed = tuple(sorted((queue, agents) for queue, agents in wanted.items() if agents))
            open_then = tuple(queue for queue in waiting if (start, end) in waiting[queue].done)
            merged.setdefault((running, needed, open_then), []).append((start, end))
        for (running, needed, open_then), spans in merged.items():
            minutes = sum(minutes_between(*span) for span in spans)
            missing = self._encode_live(encoding, crowds, running, needed, minutes)
            for queues, room in crowds.rooms(running, dict(needed), missing, open_then):
                for span in spans:
                    done = total(waiting[queue].done[span] for queue in queues)
                    encoding.relate(room * minutes_between(*span) - done, at_least=0)

    def _encode_live(
        self,
        encoding: Encoding,
        crowds: _Crowds,
        running: tuple[str, ...],
        needed: tuple[tuple[str, int], ...],
        minutes: int,
    ) -> Mapping[tuple[str, ...], Linear]:
        """Charge what is missing and too much; who is missing, by group of queues that share agents."""
        units = [(price, queue, count) for queue, n in needed for price, count in self._units(queue, n)]
        levels = sorted({price for price, _, _ in units}, reverse=True)
        missing: Mapping[tuple[str, ...], Linear] = {}
        for level, cheaper in zip(levels, [*levels[1:], -self.over], strict=False):
            dear: Counter[str] = Counter()
            for price, queue, count in units:
                dear[queue] += count * (price >= level)
            missing = crowds.shortfalls(running, +dear)
            for one in missing.values():
                encoding.penalize(self, one, weight=minutes * (level - cheaper))
        if self.over:
            # Surplus is everybody there, less the demand, plus what of it stays unserved: the last
            # of these three is charged above, at the lowest level.
            surplus = crowds.there(running, crowds.everybody) - sum(agents for _, agents in needed)
            encoding.charge(self, surplus, weight=minutes * self.over)
            for beyond, rise in rises(self.over_steps):
                excess = surplus + total(missing.values()) - beyond
                encoding.penalize(self, excess, weight=minutes * self.over * rise)
        return missing

    def _waiting(self, problem: Problem, encoding: Encoding) -> dict[str, BacklogRows]:
        """The curves of the work of each deferred queue."""
        deferred = self.deferred
        if deferred is None:
            return {}
        found: dict[str, list[Work]] = {}
        for work in self._work(problem):
            found.setdefault(work.queue, []).append(work)
        waiting = {queue: BacklogRows(self, encoding) for queue in sorted(found)}
        for queue, rows in waiting.items():
            rows.state(found[queue], late=deferred.late, idle=self.over)
        return waiting

    def _work(self, problem: Problem) -> Iterator[Work]:
        for work in problem.work if self.deferred else ():
            if not self.queues or work.queue in self.queues:
                yield work

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Count who is there in each interval and share them out by augmenting paths."""
        wanted = self._wanted(problem)
        crowd = self._crowd_by_span(problem, duty, sorted(wanted))
        done = yield from self._check_deferred(problem, wanted, crowd)
        for (start, end), needs in sorted(wanted.items()):
            minutes = minutes_between(start, end)
            missing = _unserved(self._order(needs), tuple(sorted(crowd[start, end].items(), key=str)))
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
            idle = surplus * minutes - done[start, end]
            if idle and self.over:
                yield Violation(
                    self.name,
                    Place(start=start, end=end),
                    idle,
                    self.unit,
                    (idle + self._dearer(surplus) * minutes) * self.over,
                    f"{_agents_text(idle, minutes)} more than the load needs at {when}",
                )

    def _check_deferred(
        self, problem: Problem, wanted: Mapping[Span, dict[str, int]], crowd: Mapping[Span, Counter[Skills]]
    ) -> Generator[Violation, None, Counter[Span]]:
        """What is late of the work that may wait; returns the minutes of it done in each interval."""
        works = sorted(self._work(problem), key=lambda one: (one.due is None, one.due or one.end, one.queue))
        spans = sorted({(work.start, work.end) for work in works if work.open})
        if self.deferred is None:
            return Counter()
        pieces = [
            Piece(queue, agents * minutes_between(*span), (moment,))
            for moment, span in enumerate(spans)
            for queue, agents in self._order(wanted[span])
        ]
        live = len(pieces)
        moment_of = {span: moment for moment, span in enumerate(spans)}
        slots: dict[str, list[Span]] = {}
        for work in sorted(works, key=lambda one: one.start):
            slots.setdefault(work.queue, []).extend([(work.start, work.end)] if work.open else [])
        pieces += [
            Piece(
                work.queue, work.minutes, tuple(moment_of[slot] for slot in _in_time(work, slots[work.queue]))
            )
            for work in works
        ]
        minutes = [
            {
                skills: count * minutes_between(*span)
                for skills, count in sorted(crowd[span].items(), key=_sort_of)
            }
            for span in spans
        ]
        flow = WorkingOff(minutes, pieces)
        late: dict[tuple[str, datetime], list[tuple[Work, int]]] = {}
        for work, undone in zip(works, flow.undone[live:], strict=True):
            if work.due and undone:
                late.setdefault((work.queue, work.due), []).append((work, undone))
        for (queue, due), parts in late.items():
            yield self._late(problem, queue, due, parts, price=self.deferred.late)
        done = flow.served(live)
        return Counter({span: done[moment] for moment, span in enumerate(spans)})

    def _late(
        self, problem: Problem, queue: str, due: datetime, parts: list[tuple[Work, int]], *, price: int
    ) -> Violation:
        start, end = min(work.start for work, _ in parts), max(work.end for work, _ in parts)
        undone = sum(minutes for _, minutes in parts)
        first, last = clock_text(start, problem.zone), clock_text(end, problem.zone)
        day = last.rpartition(" ")[0]
        arrived = f"{first} to {last.removeprefix(f'{day} ') if first.startswith(day) else last}"
        by = clock_text(due, problem.zone)
        return Violation(
            self.name,
            Place(queue=queue, start=start, end=due),
            undone,
            self.unit,
            undone * price,
            f"{hours_text(undone)} of `{queue}` from {arrived} are not done by {by}",
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

    def _order(self, needs: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        """The agents that queues need, the dearest first."""
        units = [
            (-price, queue, count) for queue in needs for price, count in self._units(queue, needs[queue])
        ]
        return tuple((queue, count) for _, queue, count in sorted(units))

    def _cost(self, queue: str, missing: int) -> int:
        """What so many agents missing in a queue cost a minute."""
        cost, before = missing, 1
        for step in self.steps:
            cost += max(0, missing - step.beyond) * (step.times - before)
            before = step.times
        return cost * self.price(queue)

    def _dearer(self, surplus: int) -> int:
        """How many times the price of the first one too many those beyond the steps cost on top."""
        return priced(self.over_steps, surplus) - surplus

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
        for work in self._work(problem):
            if work.open:
                wanted.setdefault((work.start, work.end), {})
        return wanted

    def _crowd_by_span(
        self, problem: Problem, duty: Duty, spans: list[Span]
    ) -> Mapping[Span, Counter[Skills]]:
        crowd: dict[Span, Counter[Skills]] = {span: Counter() for span in spans}
        for agent in self.whom(problem):
            skills = self.can_serve(problem, agent)
            for shift in duty.of(agent) if skills else ():
                if shift.kind != "work":
                    continue
                first, behind = (bisect_left(spans, (moment, moment)) for moment in (shift.start, shift.end))
                for span in spans[first:behind]:
                    if span[1] <= shift.end:
                        crowd[span][skills] += 1
        return crowd

    def explain(self) -> str:
        """The rule in one sentence, with its prices."""
        what = ", ".join(f"`{queue}`" for queue in self.queues) or "every queue"
        dear = ", ".join(f"{price} on `{queue}`" for queue, price in sorted(self.prices.items()))
        prices = f" ({dear})" if dear else ""
        prices += "".join(f", {step.times} times that beyond {step.beyond}" for step in self.steps)
        dearer = "".join(f", {step.times} times that beyond {step.beyond}" for step in self.over_steps)
        late = "; mail and tickets are done by whoever is spare, an agent-minute late costs "
        late = f"{late}{self.deferred.late}" if self.deferred else ""
        return (
            f"the load of {what} is covered; an agent-minute missing costs {self.weight}{prices}, "
            f"one too many {self.over}{dearer}{late}"
        )


@lru_cache(maxsize=1 << 16)
def _unserved(
    wanted: tuple[tuple[str, int], ...], crowd: tuple[tuple[Skills, int], ...]
) -> tuple[tuple[str, int], ...]:
    return tuple(unserved(wanted, dict(crowd)).items())


def _in_time(work: Work, slots: list[Span]) -> Iterator[Span]:
    """Those intervals of its queue, all sorted by start, in which the work can be done."""
    for slot in slots[bisect_left(slots, (work.start, work.start)) :]:
        if work.due and slot[1] > work.due:
            break
        yield slot


def _sort_of(counted: tuple[Skills, int]) -> list[str]:
    return sorted(counted[0])


def _agents_text(idle: int, minutes: int) -> str:
    agents, rest = divmod(idle, minutes)
    if rest:
        return f"{idle / minutes:.1f} agents"
    return "1 agent" if agents == 1 else f"{agents} agents"


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

    def shortfalls(
        self, running: tuple[str, ...], needed: Mapping[str, int]
    ) -> dict[tuple[str, ...], Linear]:
        """By group of queues that share agents, a variable: at least its largest shortfall."""
        found: dict[tuple[str, ...], Linear] = {}
        for queues in self._linked(needed):
            missing = self.encoding.define_integer(0, sum(needed[queue] for queue in queues))
            for sorts in self._neighbourhoods(queues):
                agents = sum(needed[queue] for queue in queues if self._serving(queue) <= sorts)
                self.encoding.relate(missing + self.there(running, sorts), at_least=agents)
            found[tuple(queues)] = missing
        return found

    def rooms(
        self,
        running: tuple[str, ...],
        needed: Mapping[str, int],
        missing: Mapping[tuple[str, ...], Linear],
        waiting: Sequence[str],
    ) -> Iterator[tuple[list[str], Linear]]:
        """Sets of waiting queues, each with a variable: at most the agents to spare for them all."""
        for spare in self._neighbourhoods(list(waiting)):
            near = [
                queues
                for queues in missing
                if any(not self._serving(queue).isdisjoint(spare) for queue in queues)
            ]
            live = [queue for queues in near for queue in queues]
            room = self.encoding.define_integer(0, self.encoding.bounds(self.there(running, spare))[1])
            unserved = total(missing[queues] for queues in near)
            for others in [frozenset[Skills](), *self._neighbourhoods(live)]:
                sorts = spare | others
                agents = sum(needed[queue] for queue in live if self._serving(queue) <= sorts)
                slack = self.there(running, sorts) - agents + unserved
                self.encoding.relate(slack - room, at_least=0)
            yield [queue for queue in waiting if self._serving(queue) <= spare], room

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
