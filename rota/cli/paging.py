"""What the commands on paging start from: the plan of a workspace, and its exports read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.cli.folder import OUT
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from exports.pagers import Pager
    from rota.load.workspace import Workspace
    from rota.paging.plan import PagingPlan
    from rota.paging.proof import Gap
    from rota.paging.rules import Paging
    from rota.paging.turn import Turn
    from rota.roster import Roster

PAGING = "paging"
MOST = 5


def paging_folder(folder: Path) -> Path:
    """Where exports for pagers lie, each in a folder of its own."""
    return folder / OUT / PAGING


def paging_in(workspace: Workspace) -> Paging:
    """How the team is paged; raises InputError where team.yaml does not say."""
    from rota.load.paging import paging_of

    paging = paging_of(workspace.team)
    if paging is None:
        path, help_text = str(workspace.folder / "team.yaml"), "give it `fallback` and `escalations`"
        raise InputError([Fault(path, 0, 0, "team.yaml has no section `paging`", help_text)])
    return paging


def plan_in(workspace: Workspace, roster: Roster, *, since: datetime) -> PagingPlan:
    """The paging plan of a roster, with those who were on before it and still are."""
    from rota.paging.planning import plan_of

    return plan_of(roster, paging_in(workspace), since=since, before=turns_before(workspace))


def turns_before(workspace: Workspace) -> tuple[Turn, ...]:
    """The turns of history.csv."""
    from rota.paging.turns import turns_from

    return turns_from(workspace.problem.past_shifts, workspace.problem.past)


def pager_named(name: str) -> Pager | None:
    """The pager of this name."""
    from exports.pagers import PAGERS

    return next((pager for pager in PAGERS if name == pager.SYSTEM), None)


def gap_lines(system: str, gaps: Iterable[Gap], zone: str) -> list[str]:
    """What a proof found, a line a gap, the first few of them."""
    from rota.localtime import clock_text, hours_text, minutes_between

    found = list(gaps)
    lines = [
        f"{system}: {gap.role}, {clock_text(gap.start, zone)} to {clock_text(gap.end, zone)} "
        f"({hours_text(minutes_between(gap.start, gap.end))}): {gap.cause}"
        for gap in found[:MOST]
    ]
    return [*lines, *([f"  ... and {len(found) - MOST} more"] if len(found) > MOST else [])]


def hole_lines(plan: PagingPlan) -> list[str]:
    """The stretches of each role that escalations page and nobody carries, so that the fallback is paged."""
    from rota.localtime import clock_text, hours_text, minutes_between

    lines = []
    for role in plan.paged_roles:
        holes = plan.holes_of(role)
        if holes:
            minutes = sum(minutes_between(start, end) for start, end in holes)
            first = clock_text(holes[0][0], plan.zone)
            lines.append(
                f"note: nobody is on as {role} for {hours_text(minutes)} (first {first}): "
                f"{plan.name_of.get(plan.fallback, plan.fallback)}, the fallback, is paged"
            )
    return lines
