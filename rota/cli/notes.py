"""What a workspace says without effect, or leaves open: no error, and seldom meant."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rota.cli.views.wording import shown
from rota.errors import render
from rota.load.unasked import unasked
from rota.load.unheld import unheld
from rota.load.workspace import FORECAST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.load.workspace import Workspace

SRE_PACK = "sre-on-call"
SINGLE_SITE, EACH_OF_TWO = 8, 6
"""People for a primary and a secondary around the clock: Site Reliability Engineering, chapter 11."""


def note_texts(workspace: Workspace) -> Iterator[str]:
    """All there is to note, as it is shown: first what has a place in a file."""
    yield from (render(doubt, word="note") for doubt in workspace.doubts)
    yield from (f"note: {shown(note)}" for note in notes(workspace))


def notes(workspace: Workspace) -> Iterator[str]:
    """One sentence for each thing that no rule looks at or asks for, or nobody can do."""
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
    yield from _small_rotations(workspace)
    yield from unasked(problem, workspace.rules)
    yield from unheld(problem, workspace.rules)


def _quiet_queues(workspace: Workspace) -> Iterator[str]:
    """A forecast of another month is easily left in place."""
    if FORECAST not in dict(workspace.inputs):
        return
    start = workspace.problem.start
    busy = {volume.queue for volume in workspace.volumes if volume.contacts and volume.end > start}
    for queue in workspace.problem.queues:
        if queue.id not in busy:
            yield f"{FORECAST} expects no contacts for queue `{queue.id}` within the horizon"


def _small_rotations(workspace: Workspace) -> Iterator[str]:
    """Sites are the zones in which people live; of three and more the book says nothing."""
    problem = workspace.problem
    sites = Counter(agent.zone for agent in problem.agents)
    if SRE_PACK not in workspace.team.packs or len(sites) > 2:
        return
    if not any(shift.kind == "on_call" for shift in problem.shifts):
        return
    least, where = (SINGLE_SITE, "a single site") if len(sites) == 1 else (EACH_OF_TWO, "each of two sites")
    for zone, count in sorted(sites.items()):
        if count < least:
            people = "1 person lives" if count == 1 else f"{count} people live"
            yield (
                f"{people} in {zone}: for a primary and a secondary around the clock pack `{SRE_PACK}` "
                f"asks for {least} people at {where}"
            )
