"""GoAlert: temporary schedules, each an exact list of shifts, and escalation policies, by GraphQL.

A temporary schedule is the one object of GoAlert that takes an irregular roster: within its span "only,
and exactly" its shifts count, rotations and overrides are ignored, so nobody is paged in a hole
(github.com/target/goalert/issues/3511). Holes are therefore shifts of the fallback's. It holds at most
150 shifts and cannot end within the next 5 minutes, times count by the minute, and `clearStart` with
`clearEnd` takes away what an earlier export put there (graphql2/schema.graphql and package `schedule`
of target/goalert). There is one for each week from Monday in UTC, so a change of the roster is a change of
a line; shifts that touch at its edge GoAlert joins. Overrides would not do: a schedule holds 35.

Policies repeat at most 5 times, wait at most 9000 minutes, page at most 20 at once in a step (packages
`escalation`, `limit`).
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from exports.goalert_calls import SET_TEMPORARY, Request, Shift, TemporarySchedule, Variables
from exports.goalert_policy import PolicyRequest, chains_in, policy_name, policy_requests
from exports.pager_addresses import addresses_in
from exports.pager_calls import known_escalation
from exports.pager_chains import ChainLimits, chains_of, require_within
from exports.pager_index import EscalationEntry, index_file, read_index
from exports.paging_model import content_of, json_lines, read_lines
from exports.paging_turns import covered_turns
from rota.localtime import DAY
from rota.paging.reading import Reading
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from rota.paging.plan import PagingPlan

SYSTEM = "goalert"
SCHEDULES = "temporary_schedules.jsonl"
ESCALATIONS = "escalations.jsonl"
MOST_SHIFTS = 150
SHORTEST = timedelta(minutes=5)
LIMITS = ChainLimits(repeat=5, wait_minutes=9000, targets=20)

TemporaryRequest = Request[TemporarySchedule]


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`temporary_schedules.jsonl`, `escalations.jsonl` and `index.json`.

    Raises InputError for agents without an id, roles without a schedule, and values over a limit.
    """
    ids, schedules = addresses_in(plan, SYSTEM)
    chains = chains_of(plan, ids)
    require_within(chains, SYSTEM, LIMITS)
    names = {chain.id: policy_name(plan.team, chain.id) for chain in chains}
    policies = [
        request
        for chain in chains
        for request in policy_requests(
            chain,
            name=names[chain.id],
            known=known_escalation(plan, SYSTEM, chain.id),
            schedules=schedules,
        )
    ]
    entries = [EscalationEntry(escalation=chain.id, called=names[chain.id]) for chain in chains]
    return {
        SCHEDULES: json_lines(_requests(plan, ids, schedules)),
        ESCALATIONS: json_lines(policies),
        **index_file(plan, SYSTEM, schedules=schedules, escalations=entries),
    }


def read(files: Mapping[str, bytes]) -> Reading:
    """What the requests say; raises InputError with the place of each fault."""
    index = read_index(files)
    requests = read_lines(content_of(files, SCHEDULES), TemporaryRequest, name=SCHEDULES)
    inputs = [request.variables.input for request in requests]
    turns = [
        Turn(index.role(input.scheduleID), max(one.start, input.start), min(one.end, input.end), one.userID)
        for input in inputs
        for one in input.shifts
    ]
    policies = read_lines(content_of(files, ESCALATIONS), PolicyRequest, name=ESCALATIONS)
    return Reading(SYSTEM, tuple(sorted(turns)), chains=chains_in(policies, index))


def _requests(
    plan: PagingPlan, ids: Mapping[str, str], schedules: Mapping[str, str]
) -> Iterator[TemporaryRequest]:
    for role in plan.roles:
        for piece in _pieces([keyed.turn for keyed in covered_turns(plan, role)]):
            start, end = piece[0].start, piece[-1].end
            temporary = TemporarySchedule(
                scheduleID=schedules[role],
                start=start,
                end=end,
                clearStart=start,
                clearEnd=end,
                shifts=[Shift(userID=ids[one.person], start=one.start, end=one.end) for one in piece],
            )
            yield TemporaryRequest(
                query=SET_TEMPORARY, variables=Variables[TemporarySchedule](input=temporary)
            )


def _pieces(turns: list[Turn]) -> Iterator[list[Turn]]:
    """The turns, which leave no hole, by week and by 150."""
    whole = [Turn(one.role, _minute(one.start), _minute(one.end), one.person) for one in turns]
    if not whole:
        return
    for start, end in pairwise(_weeks(whole[0].start, whole[-1].end)):
        within = [
            Turn(one.role, max(one.start, start), min(one.end, end), one.person)
            for one in whole
            if max(one.start, start) < min(one.end, end)
        ]
        for first in range(0, len(within), MOST_SHIFTS):
            yield within[first : first + MOST_SHIFTS]


def _weeks(start: datetime, end: datetime) -> list[datetime]:
    """From start to end by Mondays; the first week may be longer by the minutes that are too few for one."""
    midnight = start.replace(hour=0, minute=0)
    monday = midnight + DAY * (7 - midnight.weekday())
    edges = [start]
    while monday < end:
        if monday - start >= SHORTEST:
            edges.append(monday)
        monday += 7 * DAY
    return [*edges, end]


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
