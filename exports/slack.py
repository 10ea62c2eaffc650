"""Who is in each user group of Slack, and from when on: a timeline, and what is due at an instant.

A user group for each role has one member at a time; in a gap, and from the roster's end on, the
fallback. A change is one line of `timeline.jsonl`, and is what usergroups.users.update takes
(docs.slack.dev/reference/methods/usergroups.users.update), so that a job that runs every few minutes needs no
more than this file. Slack has no escalation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from exports.paging_model import Moment, Record, content_of, json_lines, read_lines
from exports.paging_turns import Keyed, covered_turns, key_of, schedules_in
from rota.errors import Fault, InputError
from rota.paging.reading import Reading
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from rota.paging.plan import PagingPlan

SYSTEM = "slack"
FILE = "timeline.jsonl"


class Change(Record):
    """From `at` on, the members of a user group are these."""

    key: str
    at: Moment
    role: str
    usergroup: str
    users: tuple[str]


@dataclass(frozen=True, slots=True)
class Due:
    """A call of usergroups.users.update: `users` as the method takes them, with commas between."""

    usergroup: str
    users: str


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`timeline.jsonl`, by time; raises InputError where an agent or a role has no id in Slack."""
    users, groups = plan.ids_in(SYSTEM), schedules_in(plan, SYSTEM)
    named = {f"agent `{agent}`": id for agent, id in users.items()}
    _require_ids({**named, **{f"role `{role}`": id for role, id in groups.items()}})
    changes = [
        Change(
            key=keyed.key,
            at=keyed.turn.start,
            role=role,
            usergroup=groups[role],
            users=(users[keyed.turn.person],),
        )
        for role in plan.roles
        for keyed in (*covered_turns(plan, role), _end(plan, role))
    ]
    in_order = sorted(changes, key=lambda change: (change.at, change.role))
    return {FILE: json_lines(in_order)}


def _end(plan: PagingPlan, role: str) -> Keyed:
    """The fallback from where the roster ends."""
    ends = max([plan.end, plan.since, *(turn.end for turn in plan.turns if turn.role == role)])
    turn = Turn(role, ends, ends, plan.fallback)
    return Keyed(key_of(turn), turn, stand_in=True)


def _require_ids(named: Mapping[str, str]) -> None:
    """Ids are letters and digits: a comma would be read as two members."""
    faults = [
        Fault("", 0, 0, f"{what} has {id!a} for slack, which is no id", "ids look like `U012AB3CD`")
        for what, id in named.items()
        if not re.fullmatch(r"[A-Z0-9]+", id, re.ASCII)
    ]
    if faults:
        raise InputError(faults)


def read(files: Mapping[str, bytes]) -> Reading:
    """What the timeline says: the last change of a role stays, so it is the fallback."""
    changes = read_lines(content_of(files, FILE), Change, name=FILE)
    turns: list[Turn] = []
    fallbacks: list[tuple[str, str]] = []
    for role in sorted({change.role for change in changes}):
        mine = sorted((change for change in changes if change.role == role), key=lambda change: change.at)
        turns += [Turn(role, one.at, following.at, one.users[0]) for one, following in pairwise(mine)]
        fallbacks.append((role, mine[-1].users[0]))
    return Reading(SYSTEM, tuple(sorted(turns)), tuple(fallbacks))


def due(files: Mapping[str, bytes], at: datetime) -> tuple[Due, ...]:
    """The calls that make every user group right at an instant, by user group."""
    latest: dict[str, Change] = {}
    for change in read_lines(content_of(files, FILE), Change, name=FILE):
        known = latest.get(change.usergroup)
        if change.at <= at and (known is None or known.at <= change.at):
            latest[change.usergroup] = change
    return tuple(Due(group, ",".join(latest[group].users)) for group in sorted(latest))
