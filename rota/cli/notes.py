"""What a workspace says without effect: no error, and seldom meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.load.workspace import FORECAST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.load.workspace import Workspace


def notes(workspace: Workspace) -> Iterator[str]:
    """One sentence for each thing that is given and that no rule looks at, or nobody can do."""
    problem = workspace.problem
    kinds = {rule.kind for rule in workspace.rules}
    if problem.absences and "availability" not in kinds:
        yield "absences are given, but without a rule `availability` nobody keeps to them"
    if problem.requests and "requests" not in kinds:
        yield "requests are given, but without a rule `requests` nobody looks at them"
    if problem.wanted and "staffing" not in kinds:
        yield "headcounts are given, but without a rule `staffing` nobody looks at them"
    if problem.demand and not kinds & {"coverage", "presence"}:
        yield "queues need agents, but without a rule `coverage` or `presence` nobody looks at them"
    if "qualified" not in kinds and any(shift.tier or shift.skills for shift in problem.shifts):
        yield "shifts ask for a tier or skills, but without a rule `qualified` anybody may work them"
    for queue in problem.queues:
        if not any(queue.served_by(agent) for agent in problem.agents):
            yield f"no agent has the tier and the skills to serve queue `{queue.id}`"
    yield from _quiet_queues(workspace)


def _quiet_queues(workspace: Workspace) -> Iterator[str]:
    """A forecast of another month is easily left in place."""
    if FORECAST not in dict(workspace.inputs):
        return
    start = workspace.problem.start
    busy = {volume.queue for volume in workspace.volumes if volume.contacts and volume.end > start}
    for queue in workspace.problem.queues:
        if queue.id not in busy:
            yield f"{FORECAST} expects no contacts for queue `{queue.id}` within the horizon"
