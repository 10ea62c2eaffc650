"""What exporters for pagers share: turns with stable keys, holes filled, the ids of schedules.

The key of a turn is made of its role, its start in the roster, and the agent: a later export says the
same turn by the same key, also where only what is left of the turn is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from rota.paging.plan import PagingPlan


@dataclass(frozen=True, slots=True)
class Keyed:
    """A turn as it is written, not before the plan's `since`, and the key by which it is known.

    `stand_in` marks what the roster leaves open and the fallback fills.
    """

    key: str
    turn: Turn
    stand_in: bool = False


def keyed_turns(plan: PagingPlan, role: str) -> tuple[Keyed, ...]:
    """What is left of the turns of a role, by start, each with the key of the whole turn."""
    turns = (Keyed(key_of(turn), turn) for turn in plan.turns if turn.role == role)
    return tuple(_left(turns, plan.since))


def covered_turns(plan: PagingPlan, role: str) -> tuple[Keyed, ...]:
    """The same with every hole in the plan's span filled by the fallback: for pagers without a base layer."""
    turns = sorted(turn for turn in plan.turns if turn.role == role)
    edges = [plan.start, *(turn.end for turn in turns)]
    begins = [*(turn.start for turn in turns), plan.end]
    holes = (
        Turn(role, start, end, plan.fallback) for start, end in zip(edges, begins, strict=True) if start < end
    )
    keyed = [Keyed(key_of(turn), turn) for turn in turns]
    keyed += [Keyed(key_of(hole), hole, stand_in=True) for hole in holes]
    return tuple(_left(sorted(keyed, key=lambda one: one.turn), plan.since))


def key_of(turn: Turn) -> str:
    """The key of a turn: `primary.20270308T0700Z.ana`."""
    return f"{turn.role}.{turn.start:%Y%m%dT%H%MZ}.{turn.person}"


def schedules_in(plan: PagingPlan, system: str) -> Mapping[str, str]:
    """By role, the id of its schedule in a pager; raises InputError that names each role without one."""
    found = dict(plan.system(system).schedules)
    faults = [
        Fault(
            "",
            0,
            0,
            f"role `{role}` has no schedule in {system}",
            f"add `{role}: <id of its schedule there>` to `paging: systems: {system}: schedules`",
        )
        for role in plan.roles
        if not found.get(role)
    ]
    by_id: dict[str, list[str]] = {}
    for role in plan.roles:
        by_id.setdefault(found.get(role, ""), []).append(f"`{role}`")
    faults += [
        Fault("", 0, 0, f"roles {' and '.join(roles)} are both `{id}` in {system}", "make one for each")
        for id, roles in by_id.items()
        if id and len(roles) > 1
    ]
    if faults:
        raise InputError(faults)
    return {role: found[role] for role in plan.roles}


def setting_in(plan: PagingPlan, system: str, name: str, *, what: str) -> str:
    """A setting that a pager needs; raises InputError that says what it is where there is none."""
    value = dict(plan.system(system).settings).get(name, "")
    if not value:
        help_text = f"add `{name}: <{what}>` to `paging: systems: {system}: settings`"
        raise InputError([Fault("", 0, 0, f"the setting `{name}` of {system} is missing", help_text)])
    return value


def _left(turns: Iterable[Keyed], since: datetime) -> Iterator[Keyed]:
    """What ends after an instant, cut there."""
    for one in turns:
        if one.turn.end > since:
            yield replace(one, turn=replace(one.turn, start=max(one.turn.start, since)))
