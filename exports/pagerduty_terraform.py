"""PagerDuty by Terraform: a `pagerduty_schedulev2` of each role, and the escalation policies.

An event is one turn: `RRULE:FREQ=DAILY;COUNT=1` within an effective span of its own, so that no two
events of the rotation are effective at once. Holes are events that name the fallback, and a last
event without an end repeats daily after the roster, so that a late export leaves nobody unpaged. The
zone is `Etc/UTC`: the provider refuses `UTC`, against its own page. Names have at most 255 characters
(registry page of PagerDuty/pagerduty, `schedulev2`, `escalation_policy`). Terraform makes the
schedules, so team.yaml needs no ids of theirs; agents go by their contact `pagerduty`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from exports.pager_chains import chains_of, require_within
from exports.pager_index import EscalationEntry, index_file, read_index
from exports.pager_names import identifier, name_within, shortened
from exports.pagerduty import LIMITS, LONGEST_NAME
from exports.pagerduty import SYSTEM as CONTACT
from exports.pagerduty_resources import (
    Event,
    Main,
    Member,
    Policy,
    Resources,
    Rotation,
    Rule,
    RuleTarget,
    Schedule,
    Strategy,
)
from exports.paging_model import content_of, read_json
from exports.paging_turns import covered_turns
from exports.terraform import FILE, literal, reference, referred, terraform_file, text_of
from rota.errors import Fault, InputError
from rota.localtime import DAY
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exports.pager_index import Index
    from exports.paging_turns import Keyed
    from rota.paging.plan import PagingPlan

SYSTEM = "pagerduty-terraform"
ONCE: Final = "RRULE:FREQ=DAILY;COUNT=1"
DAILY: Final = "RRULE:FREQ=DAILY"
PROVIDER = {"required_providers": {"pagerduty": {"source": "PagerDuty/pagerduty"}}}

_SCHEDULE, _POLICY = "pagerduty_schedulev2", "pagerduty_escalation_policy"


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`main.tf.json` and `index.json`.

    Raises InputError for agents without an id, and values over a limit.
    """
    ids = plan.ids_in(CONTACT)
    chains = chains_of(plan, ids)
    require_within(chains, SYSTEM, LIMITS)
    schedules = {role: identifier(role) for role in plan.roles}
    policies = {chain.id: identifier(chain.id) for chain in chains}
    resources = Resources(
        pagerduty_schedulev2={schedules[role]: _schedule(plan, role, ids) for role in plan.roles},
        pagerduty_escalation_policy={policies[chain.id]: _policy(plan, chain, schedules) for chain in chains},
    )
    entries = [EscalationEntry(escalation=chain.id, called=policies[chain.id]) for chain in chains]
    document: dict[str, object] = {
        "terraform": PROVIDER,
        "resource": resources.model_dump(mode="json", exclude_none=True),
    }
    return {**terraform_file(document), **index_file(plan, SYSTEM, schedules=schedules, escalations=entries)}


def read(files: Mapping[str, bytes]) -> Reading:
    """What the resources say; raises InputError with the place of each fault."""
    index = read_index(files)
    resources = read_json(content_of(files, FILE), Main, name=FILE).resource
    turns: list[Turn] = []
    fallbacks: list[tuple[str, str]] = []
    for name, schedule in resources.pagerduty_schedulev2.items():
        role = index.role(name)
        for event in schedule.rotation.event:
            person = _person(event)
            if event.recurrence == [DAILY]:
                fallbacks.append((role, person))
            else:
                turns.append(Turn(role, event.start_time, event.end_time, person))
    chains = (_read_chain(name, one, index) for name, one in resources.pagerduty_escalation_policy.items())
    return Reading(CONTACT, tuple(sorted(turns)), tuple(sorted(fallbacks)), tuple(chains))


def _schedule(plan: PagingPlan, role: str, ids: Mapping[str, str]) -> Schedule:
    name = name_within(plan.team, role, most=LONGEST_NAME, system=CONTACT)
    events = list(_events(plan, covered_turns(plan, role), role, ids))
    return Schedule(name=literal(name), rotation=Rotation(event=events))


def _events(plan: PagingPlan, turns: tuple[Keyed, ...], role: str, ids: Mapping[str, str]) -> Iterator[Event]:
    for keyed in turns:
        turn = keyed.turn
        name = f"{turn.start:%Y-%m-%d %H:%M} {plan.name_of.get(turn.person, turn.person)}"
        yield Event(
            name=literal(shortened(name, LONGEST_NAME)),
            start_time=turn.start,
            end_time=turn.end,
            effective_since=turn.start,
            effective_until=turn.end,
            recurrence=[ONCE],
            assignment_strategy=_strategy(ids[turn.person]),
        )
    after = max([plan.end, plan.since, *(keyed.turn.end for keyed in turns)])
    yield Event(
        name="after the roster: the fallback",
        start_time=after,
        end_time=after + DAY,
        effective_since=after,
        recurrence=[DAILY],
        assignment_strategy=_strategy(ids[plan.fallback]),
    )


def _strategy(id: str) -> Strategy:
    return Strategy(member=[Member(user_id=literal(id))])


def _policy(plan: PagingPlan, chain: ReadChain, schedules: Mapping[str, str]) -> Policy:
    rules = [
        Rule(
            escalation_delay_in_minutes=step.wait_minutes,
            target=[
                RuleTarget(type="schedule_reference", id=reference(_SCHEDULE, schedules[target]))
                if kind == "role"
                else RuleTarget(type="user_reference", id=literal(target))
                for kind, target in step.targets
            ],
        )
        for step in chain.steps
    ]
    name = name_within(plan.team, chain.id, most=LONGEST_NAME, system=CONTACT)
    return Policy(name=literal(name), num_loops=chain.repeat or 0, rule=rules)


def _person(event: Event) -> str:
    """Whom the event pages; raises InputError where it is not effective for the whole of its span alone."""
    until = None if event.recurrence == [DAILY] else event.end_time
    members = event.assignment_strategy.member
    if len(members) != 1 or (event.effective_since, event.effective_until) != (event.start_time, until):
        message = f"event `{event.name}` is not one person's over the span that it is effective"
        raise InputError([Fault(FILE, 0, 0, message, "export again")])
    return text_of(members[0].user_id)


def _read_chain(name: str, policy: Policy, index: Index) -> ReadChain:
    steps = tuple(
        ReadStep(
            tuple(_read_target(target, index) for target in rule.target), rule.escalation_delay_in_minutes
        )
        for rule in policy.rule
    )
    return ReadChain(index.escalation(name).escalation, steps, policy.num_loops)


def _read_target(target: RuleTarget, index: Index) -> tuple[Literal["role", "person"], str]:
    if target.type == "schedule_reference":
        return "role", index.role(referred(target.id, _SCHEDULE))
    return "person", text_of(target.id)
