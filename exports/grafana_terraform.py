"""Grafana OnCall and Grafana Cloud IRM by Terraform: shifts, schedules, escalation chains.

A `single_event` of level 1 is one turn; the base layer is a `recurrent_event` of level 0, the
fallback, daily, without an end: where events overlap the higher level counts (registry page of
grafana/grafana, `oncall_on_call_shift`). Times are on the wall of UTC. A resource is named for role,
start and agent, so that a later export is a change of what has changed and nobody is reshuffled.
Users go by name, looked up by Terraform.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exports.grafana import SYSTEM as CONTACT
from exports.grafana_chains import USER, chain_in, found, person, steps_of, user_name
from exports.grafana_resources import Chain, Lookups, Main, Resources, Schedule, Shift, User
from exports.pager_chains import ChainLimits, chains_of, require_within
from exports.pager_index import EscalationEntry, index_file, read_index
from exports.pager_names import identifier, name_within
from exports.paging_model import content_of, read_json
from exports.paging_turns import keyed_turns
from exports.terraform import FILE, literal, reference, terraform_file, text_of
from rota.localtime import DAY
from rota.paging.reading import Reading
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from rota.paging.plan import PagingPlan

SYSTEM = "grafana-terraform"
PROVIDER = {"required_providers": {"grafana": {"source": "grafana/grafana"}}}
LIMITS = ChainLimits(wait_minutes=1440)
LONGEST_NAME = 200

_SHIFT = "grafana_oncall_on_call_shift"


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`main.tf.json` and `index.json`.

    Raises InputError for agents without an id, and values over a limit.
    """
    ids = plan.ids_in(CONTACT)
    chains = chains_of(plan, ids)
    require_within(chains, CONTACT, LIMITS)
    schedules = {role: identifier(role) for role in plan.roles}
    called = {chain.id: identifier(chain.id) for chain in chains}
    shifts = {role: dict(_shifts(plan, role, ids)) for role in plan.roles}
    steps = [steps_of(chain, called[chain.id], schedules) for chain in chains]
    resources = Resources(
        grafana_oncall_on_call_shift={name: shift for own in shifts.values() for name, shift in own.items()},
        grafana_oncall_schedule={
            schedules[role]: Schedule(
                name=_named(plan, role), shifts=[reference(_SHIFT, name) for name in shifts[role]]
            )
            for role in plan.roles
        },
        grafana_oncall_escalation_chain={
            called[chain.id]: Chain(name=_named(plan, chain.id)) for chain in chains
        },
        grafana_oncall_escalation={name: step for own in steps for name, step in own.items()},
    )
    lookups = Lookups(grafana_oncall_user={user_name(id): User(username=literal(id)) for id in ids.values()})
    document: dict[str, object] = {
        "terraform": PROVIDER,
        "data": lookups.model_dump(mode="json"),
        "resource": resources.model_dump(mode="json", exclude_none=True),
    }
    entries = [
        EscalationEntry(escalation=chain.id, called=called[chain.id], repeat=chain.repeat) for chain in chains
    ]
    return {**terraform_file(document), **index_file(plan, SYSTEM, schedules=schedules, escalations=entries)}


def read(files: Mapping[str, bytes]) -> Reading:
    """What the resources say; raises InputError with the place of each fault."""
    index = read_index(files)
    main = read_json(content_of(files, FILE), Main, name=FILE)
    users = {name: text_of(user.username) for name, user in main.data.grafana_oncall_user.items()}
    turns: list[Turn] = []
    fallbacks: list[tuple[str, str]] = []
    shifts = main.resource.grafana_oncall_on_call_shift
    for name, schedule in main.resource.grafana_oncall_schedule.items():
        role = index.role(name)
        for shift in (found(one, _SHIFT, shifts) for one in schedule.shifts):
            persons = [found(one, USER, users) for one in shift.users]
            start, end = shift.start, shift.start + timedelta(seconds=shift.duration)
            if shift.type == "recurrent_event":
                fallbacks += [(role, person) for person in persons]
            else:
                turns += [Turn(role, start, end, person) for person in persons]
    chains = (
        chain_in(name, main.resource, users, index) for name in main.resource.grafana_oncall_escalation_chain
    )
    return Reading(CONTACT, tuple(sorted(turns)), tuple(sorted(fallbacks)), tuple(chains))


def _named(plan: PagingPlan, what: str) -> str:
    return literal(name_within(plan.team, what, most=LONGEST_NAME, system=CONTACT))


def _shifts(plan: PagingPlan, role: str, ids: Mapping[str, str]) -> Iterator[tuple[str, Shift]]:
    begins = max(plan.start, plan.since)
    base = identifier(role, "fallback")
    yield base, _shift(plan, base, begins, begins + DAY, ids[plan.fallback], daily=True)
    for keyed in keyed_turns(plan, role):
        name = identifier(keyed.key)
        yield name, _shift(plan, name, keyed.turn.start, keyed.turn.end, ids[keyed.turn.person])


def _shift(
    plan: PagingPlan, name: str, start: datetime, end: datetime, id: str, *, daily: bool = False
) -> Shift:
    """Names of shifts are unique in Grafana, so the resource's stands in it."""
    return Shift(
        name=_named(plan, name),
        type="recurrent_event" if daily else "single_event",
        start=start,
        duration=int((end - start).total_seconds()),
        level=0 if daily else 1,
        users=[person(id)],
        frequency="daily" if daily else None,
        interval=1 if daily else None,
    )
