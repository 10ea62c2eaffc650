"""What callers get beside what the formulas promised, queue by queue, and where it is worst."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.cli.views.wording import shown
from rota.demand.target import LiveTarget
from rota.localtime import clock_text
from rota.simulate.outcome import WHOLE
from rota.simulate.promise import in_all, promises

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from rota.demand.target import Target
    from rota.load.workspace import Workspace
    from rota.simulate.band import Band
    from rota.simulate.outcome import Experience, Outcome
    from rota.simulate.promise import Promise

MOST_WORST = 5
ROOMY = 96
"""Columns of a terminal from which the table has room between its own; closer, it fits in 80."""
LEAST_LATE = 0.005
"""Late contacts in the mean below which an interval is no bad one."""


@dataclass(frozen=True)
class Simulation:
    """What was played, and the workspace that it was played in."""

    workspace: Workspace
    outcome: Outcome

    @cached_property
    def promised(self) -> Mapping[str, dict[datetime, Promise]]:
        """What the formulas promise, by queue and start of an interval of the horizon."""
        start = self.workspace.problem.start
        found: dict[str, dict[datetime, Promise]] = {}
        for queue, target in self.workspace.targets.items():
            mine = sorted(one for one in self.workspace.load if one.queue == queue)
            every = promises(
                mine,
                target,
                self.workspace.opening.get(queue),
                waiting=self.workspace.waits.get(queue, ()),
            )
            found[queue] = {when: one for when, one in every.items() if when >= start}
        return found

    def start_of(self, step: int) -> datetime:
        """When an interval begins."""
        seconds = step * self.outcome.scenario.step_seconds
        return self.workspace.problem.start + timedelta(seconds=seconds)

    def asked(self, queue: str) -> float:
        """The share that is to be in time: all of deferred work."""
        target = self.workspace.targets[queue]
        return target.service_level if isinstance(target, LiveTarget) else 1.0


def simulation_view(simulation: Simulation, *, width: int) -> Group:
    """The table, closer on narrow terminals; what its words mean, and the worst intervals."""
    outcome = simulation.outcome
    table = Table(box=SIMPLE_HEAD, padding=(0, 1 if width >= ROOMY else 0, 0, 0), pad_edge=False)
    table.add_column("queue", min_width=8, overflow="fold")
    for name in (
        "contacts",
        "in time\nasked",
        "in time\nformula",
        "in time\nplayed",
        "wait\nformula",
        "wait\nplayed",
        "left",
        "busy",
        "oldest",
    ):
        table.add_column(name, justify="right", no_wrap=True)
    for queue in outcome.measured:
        table.add_row(*_cells(simulation, queue))
    title = Text(
        f"{outcome.replications} times {simulation.workspace.problem.day_count} days, seed {outcome.seed}; "
        "bands hold the mean in 95 of 100 cases"
    )
    words = Text(
        "  formula: what a queue would get from the agents it asks for, alone\n"
        "  played: what it gets from this roster, shared with the other queues\n"
        "  left: hung up, or still waiting when the queue closed\n"
        "  busy: agents who can serve the queue; oldest: age of the oldest work waiting",
        style="dim",
    )
    meanings = [
        _meaning(shown(queue), target) for queue, target in sorted(simulation.workspace.targets.items())
    ]
    return Group(title, table, words, *meanings, *_worst(simulation))


def _cells(simulation: Simulation, queue: str) -> Iterator[Text]:
    whole = simulation.outcome.measured[queue].experience(WHOLE)
    promise = in_all(dict(simulation.promised[queue]))
    asked = simulation.asked(queue)
    missed = whole.in_time is not None and (whole.in_time.high or whole.in_time.mean) < asked
    deferred = not isinstance(simulation.workspace.targets[queue], LiveTarget)
    yield Text(shown(queue), style="bold" if missed else "")
    yield Text(f"{whole.offered:,.0f}")
    yield Text(f"{asked:.0%}")
    yield Text("-" if promise is None else f"{promise.in_time:.1%}")
    yield Text(_share(whole.in_time) + ("!" if missed else ""), style="bold" if missed else "")
    yield Text("-" if promise is None or promise.wait_seconds is None else _time(promise.wait_seconds))
    yield Text("-" if whole.wait_seconds is None else _time(whole.wait_seconds.mean))
    yield Text("-" if whole.abandoned is None or deferred else f"{whole.abandoned.mean:.1%}")
    yield Text("-" if whole.busy is None else f"{whole.busy.mean:.0%}")
    yield Text(_time(whole.oldest_seconds.mean) if deferred and whole.oldest_seconds else "-")


def _share(band: Band | None) -> str:
    if band is None:
        return "-"
    width = 0.0 if band.high is None or band.low is None else max(band.high - band.mean, band.mean - band.low)
    return f"{band.mean:.1%} ±{100 * width:.1f}"


def _time(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _meaning(queue: str, target: Target) -> Text:
    if not isinstance(target, LiveTarget):
        clock = "open hours" if target.clock == "open" else "hours"
        return Text(
            f"  {queue}: in time is done within {target.deadline_minutes / 60:g} {clock}", style="dim"
        )
    of_whom = {
        "offered": "of all contacts",
        "served": "of those served",
        "virtual": "of all but those who leave before they could be late",
    }
    patience = (
        "nobody hangs up" if target.patience_seconds is None else f"patience {target.patience_seconds:g} s"
    )
    return Text(
        f"  {queue}: in time is answered within {target.answer_seconds:g} s, "
        f"{of_whom[target.definition]}; {patience}",
        style="dim",
    )


def _worst(simulation: Simulation) -> Iterator[Text]:
    """The intervals with most contacts late beyond what is asked."""
    zone = simulation.workspace.problem.zone
    found: list[tuple[float, str, int, Experience]] = []
    for queue, measured in simulation.outcome.measured.items():
        for step in range(simulation.outcome.scenario.steps):
            experience = measured.experience(step)
            if experience.in_time is not None:
                late = experience.offered * (simulation.asked(queue) - experience.in_time.mean)
                found.append((late, queue, step, experience))
    worst = [one for one in sorted(found, key=lambda one: -one[0])[:MOST_WORST] if one[0] >= LEAST_LATE]
    if worst:
        yield Text()
        yield Text("where most is late")
    for _, queue, step, experience in worst:
        yield Text(
            f"  {clock_text(simulation.start_of(step), zone)}  {shown(queue)}: "
            f"{experience.offered:.1f} contacts, {_share(experience.in_time)} in time, "
            f"{simulation.asked(queue):.0%} asked"
        )
