"""PagerDuty by its REST interface: an override of each turn, and the escalation policies.

Overrides are the one object of PagerDuty that carries an irregular roster and that every account has;
its Terraform provider has none (github.com/PagerDuty/terraform-provider-pagerduty/issues/664). A
schedule has one person at a time, so each role has a schedule. Holes are overrides that name the
fallback, and the schedule's own layer should name the fallback too, for the time after the roster:
where nobody is on call PagerDuty opens no incident. `POST /schedules/{id}/overrides` takes a list; no
bound is stated, 100 are sent at a time. Escalation policies repeat at most 9 times and wait at least
1 minute; names have at most 255 characters (developer.pagerduty.com/api-reference).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from exports.pager_addresses import addresses_in
from exports.pager_calls import Call, calls_file, known_escalation, path_of, read_calls, schedule_in
from exports.pager_chains import ChainLimits, chains_of, require_within
from exports.pager_index import EscalationEntry, index_file, read_index
from exports.pager_names import name_within
from exports.paging_model import Moment, Record
from exports.paging_turns import covered_turns
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exports.pager_index import Index
    from rota.paging.plan import PagingPlan

SYSTEM = "pagerduty"
OVERRIDES = "overrides.jsonl"
ESCALATIONS = "escalations.jsonl"
BATCH = 100
LIMITS = ChainLimits(repeat=9)
LONGEST_NAME = 255


class User(Record):
    """A user of PagerDuty by id."""

    id: str
    type: Literal["user_reference"] = "user_reference"


class Override(Record):
    """Who has the schedule over [start, end)."""

    start: Moment
    end: Moment
    user: User


class Overrides(Record):
    """The body of `POST /schedules/{id}/overrides`."""

    overrides: list[Override]


class PolicyTarget(Record):
    """A schedule or a user whom a rule pages."""

    id: str
    type: Literal["schedule_reference", "user_reference"]


class Rule(Record):
    """A step: its targets are paged, the next rule follows after the delay."""

    escalation_delay_in_minutes: int
    targets: list[PolicyTarget]


class Policy(Record):
    """An escalation policy."""

    type: Literal["escalation_policy"] = "escalation_policy"
    name: str
    num_loops: int
    escalation_rules: list[Rule]


class PolicyBody(Record):
    """The body of `POST /escalation_policies` and of `PUT /escalation_policies/{id}`."""

    escalation_policy: Policy


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`overrides.jsonl`, `escalations.jsonl` and `index.json`.

    Raises InputError for agents without an id, roles without a schedule, and values over a limit.
    """
    ids, schedules = addresses_in(plan, SYSTEM)
    chains = chains_of(plan, ids)
    require_within(chains, SYSTEM, LIMITS)
    names = {one.id: name_within(plan.team, one.id, most=LONGEST_NAME, system=SYSTEM) for one in chains}
    entries = [EscalationEntry(escalation=chain.id, called=names[chain.id]) for chain in chains]
    return {
        OVERRIDES: calls_file(
            call for role in plan.roles for call in _override_calls(plan, role, schedules[role], ids)
        ),
        ESCALATIONS: calls_file(_policy_call(plan, chain, names[chain.id], schedules) for chain in chains),
        **index_file(plan, SYSTEM, schedules=schedules, escalations=entries),
    }


def read(files: Mapping[str, bytes]) -> Reading:
    """What the calls say; raises InputError with the place of each fault."""
    index = read_index(files)
    turns = [
        Turn(
            index.role(schedule_in(call.path)),
            one.start,
            one.end,
            one.user.id,
        )
        for call in read_calls(files, OVERRIDES, Call[Overrides])
        for one in call.body.overrides
    ]
    chains = [
        _chain(call.body.escalation_policy, index)
        for call in read_calls(files, ESCALATIONS, Call[PolicyBody])
    ]
    return Reading(SYSTEM, tuple(sorted(turns)), chains=tuple(chains))


def _override_calls(
    plan: PagingPlan, role: str, schedule: str, ids: Mapping[str, str]
) -> list[Call[Overrides]]:
    overrides = [
        Override(start=keyed.turn.start, end=keyed.turn.end, user=User(id=ids[keyed.turn.person]))
        for keyed in covered_turns(plan, role)
    ]
    path = path_of("schedules", schedule, "overrides")
    return [
        Call[Overrides](method="POST", path=path, body=Overrides(overrides=overrides[first : first + BATCH]))
        for first in range(0, len(overrides), BATCH)
    ]


def _policy_call(
    plan: PagingPlan, chain: ReadChain, name: str, schedules: Mapping[str, str]
) -> Call[PolicyBody]:
    policy = Policy(
        name=name,
        num_loops=chain.repeat or 0,
        escalation_rules=[
            Rule(
                escalation_delay_in_minutes=step.wait_minutes,
                targets=[
                    PolicyTarget(id=schedules[target], type="schedule_reference")
                    if kind == "role"
                    else PolicyTarget(id=target, type="user_reference")
                    for kind, target in step.targets
                ],
            )
            for step in chain.steps
        ],
    )
    body = PolicyBody(escalation_policy=policy)
    known = known_escalation(plan, SYSTEM, chain.id)
    if known:
        return Call[PolicyBody](method="PUT", path=path_of("escalation_policies", known), body=body)
    return Call[PolicyBody](method="POST", path="/escalation_policies", body=body)


def _chain(policy: Policy, index: Index) -> ReadChain:
    steps = tuple(
        ReadStep(
            tuple(
                ("role", index.role(target.id))
                if target.type == "schedule_reference"
                else ("person", target.id)
                for target in rule.targets
            ),
            rule.escalation_delay_in_minutes,
        )
        for rule in policy.escalation_rules
    )
    return ReadChain(index.escalation(policy.name).escalation, steps, policy.num_loops)


def _read_target(target: PolicyTarget, index: Index) -> tuple[Literal["role", "person"], str]:
    if target.type == "schedule_reference":
        return "role", index.role(target.id)
    return "person", target.id
