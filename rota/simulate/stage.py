"""From a problem and a finished roster to what is played through."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from rota.demand.target import LiveTarget
from rota.duty import Duty
from rota.localtime import local_day
from rota.simulate.hours import merged, without
from rota.simulate.scenario import Expected, HandOver, Held, Scenario, Server, Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from rota.demand.escalation import Escalation
    from rota.demand.opening import Span
    from rota.demand.target import Target
    from rota.demand.waiting import Waiting
    from rota.forecast.volume import Volume
    from rota.problem import Cell, Problem
    from rota.simulate.scenario import Seconds

STEP_SECONDS = 1800.0
"""The interval by which results are told where nothing is expected."""


@dataclass(frozen=True)
class Stage:
    """A problem with its load; `forecast` is without what queues hand over, which happens at the desk.

    `breaks` pairs agents with spans in which they are away from the desk; `waits` is deferred work that
    waits at the start, by queue.
    """

    problem: Problem
    forecast: Sequence[Volume]
    targets: Mapping[str, Target]
    opening: Mapping[str, Sequence[Span]]
    escalations: Sequence[Escalation] = ()
    breaks: Sequence[tuple[str, Span]] = ()
    waits: Mapping[str, Sequence[Waiting]] = field(default_factory=dict)

    def scenario(self, cells: frozenset[Cell]) -> Scenario:
        """What is played through when these cells are worked; queues and agents by id."""
        queues = sorted(self.targets)
        return Scenario(
            seconds=self._seconds(self.problem.end),
            step_seconds=min((one.seconds for one in self.forecast if one.contacts), default=STEP_SECONDS),
            streams=tuple(self._stream(queue, queues) for queue in queues),
            servers=tuple(self._servers(cells, queues)),
        )

    def _seconds(self, instant: datetime) -> float:
        return (instant - self.problem.start).total_seconds()

    def _spans(self, spans: Iterable[Span]) -> tuple[Seconds, ...]:
        """The part of the spans in the horizon."""
        last = self._seconds(self.problem.end)
        seconds = ((max(0.0, self._seconds(start)), min(last, self._seconds(end))) for start, end in spans)
        return merged(seconds)

    def _stream(self, queue: str, queues: Sequence[str]) -> Stream:
        target, tier = self.targets[queue], self.problem.queue_of[queue].tier
        expected = tuple(self._expected(volume) for volume in self._volumes(queue))
        opening = self._spans(self.opening[queue]) if queue in self.opening else None
        hand_over = next(
            (
                HandOver(queues.index(entry.to), entry.share, 60.0 * entry.lag_minutes)
                for entry in self.escalations
                if entry.queue == queue
            ),
            None,
        )
        if isinstance(target, LiveTarget):
            return Stream(
                queue=queue,
                tier=tier,
                live=True,
                handle_seconds=handle_seconds(target),
                expected=expected,
                answer_seconds=target.answer_seconds,
                patience_seconds=target.patience_seconds,
                opening=opening,
                hand_over=hand_over,
            )
        return Stream(
            queue=queue,
            tier=tier,
            live=False,
            handle_seconds=(target.handle_seconds,),
            expected=expected,
            deadline_seconds=60.0 * target.deadline_minutes,
            clock=target.clock,
            opening=opening,
            hand_over=hand_over,
            held=tuple(self._held(one, 60.0 * target.deadline_minutes) for one in self.waits.get(queue, ())),
        )

    def _held(self, waiting: Waiting, deadline_seconds: float) -> Held:
        left = deadline_seconds - waiting.used_seconds
        return Held(self._seconds(waiting.arrived), round(waiting.contacts), left)

    def _volumes(self, queue: str) -> list[Volume]:
        start, end = self.problem.start, self.problem.end
        return [one for one in self.forecast if one.queue == queue and start <= one.start and one.end <= end]

    def _expected(self, volume: Volume) -> Expected:
        return Expected(
            start=self._seconds(volume.start),
            end=self._seconds(volume.end),
            contacts=volume.contacts,
            spread=volume.spread or self.targets[volume.queue].dispersion,
            day_spread=volume.day_spread,
            day=local_day(volume.start, self.problem.zone).toordinal(),
        )

    def _servers(self, cells: frozenset[Cell], queues: Sequence[str]) -> Iterable[Server]:
        duty = Duty(self.problem, cells)
        for agent in self.problem.agents:
            serves = tuple(
                index for index, queue in enumerate(queues) if self.problem.queue_of[queue].served_by(agent)
            )
            worked = self._spans((one.start, one.end) for one in duty.of(agent) if one.kind == "work")
            away = self._spans(span for name, span in self.breaks if name == agent.id)
            lost = [self.targets[queues[index]].shrinkage for index in serves]
            if serves and worked:
                share = sum(lost) / len(lost)
                yield Server(agent.id, agent.tier, serves, without(worked, away), share)


def handle_seconds(target: LiveTarget) -> tuple[float, ...]:
    """What a contact takes while 1, 2, ... are open.

    A factor of concurrency f is taken for ceil(f) chats at once, with which an agent is f times as fast.
    """
    if target.handle_seconds_by_open:
        return target.handle_seconds_by_open
    factor = target.concurrency_factor
    return tuple(target.handle_seconds * max(1.0, count / factor) for count in range(1, ceil(factor) + 1))
