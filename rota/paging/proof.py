"""The paging proof: at every minute, what an export says pages somebody, and whom the roster says.

It is computed from the export as read back. Between two edges, the starts and ends of turns, nothing
changes, so looking once between each two of them is looking at every minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rota.paging.chain_proof import chain_causes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from rota.paging.plan import PagingPlan
    from rota.paging.reading import Reading
    from rota.paging.turn import Turn

    Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Over [start, end), a page for `role` (or by the escalation of this id) goes wrong, and why."""

    start: datetime
    end: datetime
    role: str
    cause: str


def prove(reading: Reading, plan: PagingPlan) -> tuple[Gap, ...]:
    """Every stretch of the horizon, from `since` on, at which the export pages nobody or not whom it should.

    Raises InputError where an agent of the plan has no id in the system. No gap is the proof.
    """
    ids = {agent: agent for agent in plan.people} if reading.own_ids else plan.ids_in(reading.system)
    if plan.first >= plan.end:
        return ()
    gaps = [gap for role in plan.roles for gap in _of_role(role, reading, plan, ids)]
    gaps += [gap for one in plan.escalations for gap in _of_steps(one.id, reading, plan)]
    for role, person in reading.fallbacks:
        if person != ids[plan.fallback]:
            cause = f"its fallback is `{person}`, the team's `{ids[plan.fallback]}`"
            gaps.append(Gap(plan.first, plan.end, role, cause))
    for chain, cause in chain_causes(reading, plan, ids):
        gaps.append(Gap(plan.first, plan.end, chain, cause))
    return tuple(sorted(gaps))


def _of_role(role: str, reading: Reading, plan: PagingPlan, ids: Mapping[str, str]) -> list[Gap]:
    """Where the role is carried by nobody, by a stranger, or by somebody else than in the roster."""
    read = [turn for turn in reading.turns if turn.role == role]
    wanted = plan.turns_of(role)
    fallback = dict(reading.fallbacks).get(role)
    known = set(ids.values())
    found: list[Gap] = []
    asked = _persons((*_edges(read, plan), *_edges(wanted, plan)), wanted)
    told = _persons((*_edges(read, plan), *_edges(wanted, plan)), read)
    for (start, end, persons), (_, _, agents) in zip(told, asked, strict=True):
        paged = persons or ({fallback} if fallback else set())
        right = {ids[agent] for agent in agents} or {ids[plan.fallback]}
        if cause := _cause(paged, right, known, reading.system):
            found.append(Gap(start, end, role, cause))
    return _merged(found)


def _cause(paged: set[str], right: set[str], known: set[str], system: str) -> str:
    if not paged:
        return "nobody is paged: there is no turn, and no fallback"
    if strangers := sorted(paged - known):
        return f"{_listed(strangers)} is nobody's id in {system}"
    if paged != right:
        verb = "are" if len(paged) > 1 else "is"
        return f"{_listed(sorted(paged))} {verb} paged, {_listed(sorted(right))} by the roster"
    return ""


def _of_steps(escalation: str, reading: Reading, plan: PagingPlan) -> list[Gap]:
    """Where one person carries two of the roles that one page goes to, step after step.

    A role that nobody carries in the roster is the fallback's, whatever else the fallback carries.
    """
    chain = next(one for one in plan.escalations if one.id == escalation)
    roles = {target.id for step in chain.steps for target in step.targets if target.kind == "role"}
    told = [turn for turn in reading.turns if turn.role in roles]
    asked = [turn for role in sorted(roles) for turn in plan.turns_of(role)]
    edges = _edges((*told, *asked), plan)
    walks = [_carriers(role, told, asked, edges) for role in sorted(roles)]
    found: list[Gap] = []
    for at, (start, end) in enumerate(_spans(edges)):
        seen: set[str] = set()
        for walk in walks:
            if both := sorted(seen & walk[at]):
                found.append(Gap(start, end, escalation, f"{_listed(both)} is paged by two of its steps"))
            seen |= walk[at]
    return _merged(found)


def _carriers(
    role: str, told: Sequence[Turn], asked: Sequence[Turn], edges: Sequence[datetime]
) -> list[set[str]]:
    """Between each two edges, whom the export pages for a role; nobody where the roster has nobody."""
    read = _persons(edges, [turn for turn in told if turn.role == role])
    wanted = _persons(edges, [turn for turn in asked if turn.role == role])
    pairs = zip(read, wanted, strict=True)
    return [persons if agents else set() for (_, _, persons), (_, _, agents) in pairs]


def _edges(turns: Sequence[Turn], plan: PagingPlan) -> tuple[datetime, ...]:
    """The instants within the plan at which something may change, its first and its end among them."""
    edges = {edge for turn in turns for edge in (turn.start, turn.end)}
    return tuple(sorted({plan.first, plan.end, *(edge for edge in edges if plan.first < edge < plan.end)}))


def _spans(edges: Sequence[datetime]) -> Iterator[Span]:
    return pairwise(sorted(set(edges)))


def _persons(edges: Sequence[datetime], turns: Sequence[Turn]) -> list[tuple[datetime, datetime, set[str]]]:
    """Between each two edges, the persons of the turns there; an edge lies wherever these change."""
    waiting = sorted(turns, key=lambda turn: turn.start, reverse=True)
    active: list[Turn] = []
    found: list[tuple[datetime, datetime, set[str]]] = []
    for start, end in _spans(edges):
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        active = [turn for turn in active if turn.end > start]
        found.append((start, end, {turn.person for turn in active}))
    return found


def _merged(gaps: Sequence[Gap]) -> list[Gap]:
    """Neighbours of one cause as one."""
    merged: list[Gap] = []
    for gap in gaps:
        last = merged[-1] if merged else None
        if last and (last.end, last.role, last.cause) == (gap.start, gap.role, gap.cause):
            merged[-1] = Gap(last.start, gap.end, gap.role, gap.cause)
        else:
            merged.append(gap)
    return merged


def _listed(names: Sequence[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)
