"""Jira Service Management by its operations interface: an override of each turn, and the escalations.

An override names responder, span and the rotations that it overrides, and needs all of them; so each
role has a schedule and, in it, the one rotation of the fallback. One person at a time has a schedule;
holes are overrides that name the fallback (developer.atlassian.com/cloud/jira/service-desk-ops/rest/v2,
schedule overrides and escalations). Names of escalations are kept to Opsgenie's 100 characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from exports.delayed_rules import DelayedRule, Repeat, chain_of, last_wait_of, repeat_of, rules_of
from exports.pager_addresses import addresses_in
from exports.pager_calls import Call, calls_file, known_escalation, path_of, read_calls, schedule_in
from exports.pager_chains import chains_of
from exports.pager_index import EscalationEntry, index_file, read_index
from exports.pager_names import name_within
from exports.paging_model import Moment, Record
from exports.paging_turns import covered_turns
from rota.errors import Fault
from rota.paging.reading import Reading
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exports.pager_index import Index
    from rota.paging.plan import PagingPlan
    from rota.paging.reading import ReadChain

SYSTEM = "jsm"
OVERRIDES = "overrides.jsonl"
ESCALATIONS = "escalations.jsonl"
LONGEST_NAME = 100


class Responder(Record):
    """A user by account id."""

    type: Literal["user"] = "user"
    id: str


class Override(Record):
    """Who has these rotations over [startDate, endDate)."""

    responder: Responder
    startDate: Moment
    endDate: Moment
    rotationIds: list[str]


class Recipient(Record):
    """A schedule by id, or a user by account id."""

    type: Literal["schedule", "user"]
    id: str


class Rule(Record):
    """Whom an alert goes to that nobody has acknowledged `delay` minutes after it began."""

    condition: Literal["if-not-acked"] = "if-not-acked"
    notifyType: Literal["default"] = "default"
    delay: int
    recipient: Recipient


class Escalation(Record):
    """The body of `POST /v1/teams/{id}/escalations` and of `PATCH` for one of them."""

    name: str
    rules: list[Rule]
    enabled: Literal[True] = True
    repeat: Repeat | None = None


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`overrides.jsonl`, `escalations.jsonl` and `index.json`.

    Raises InputError for agents without an id, roles without a schedule or a rotation, a missing team.
    """
    settings = dict(plan.system(SYSTEM).settings)
    ids, schedules = addresses_in(plan, SYSTEM, _missing(plan, settings))
    chains = chains_of(plan, ids)
    names = {one.id: name_within(plan.team, one.id, most=LONGEST_NAME, system=SYSTEM) for one in chains}
    entries = [
        EscalationEntry(escalation=one.id, called=names[one.id], last_wait_minutes=last_wait_of(one))
        for one in chains
    ]
    return {
        OVERRIDES: calls_file(_override_calls(plan, ids, schedules, settings)),
        ESCALATIONS: calls_file(
            _escalation_call(plan, one, names[one.id], schedules, settings["team"]) for one in chains
        ),
        **index_file(plan, SYSTEM, schedules=schedules, escalations=entries),
    }


def read(files: Mapping[str, bytes]) -> Reading:
    """What the calls say; raises InputError with the place of each fault."""
    index = read_index(files)
    turns = [
        Turn(index.role(schedule_in(call.path)), one.startDate, one.endDate, one.responder.id)
        for call in read_calls(files, OVERRIDES, Call[Override])
        for one in (call.body,)
    ]
    chains = [
        chain_of(
            index.escalation(call.body.name),
            [_delayed(rule, index) for rule in call.body.rules],
            call.body.repeat,
        )
        for call in read_calls(files, ESCALATIONS, Call[Escalation])
    ]
    return Reading(SYSTEM, tuple(sorted(turns)), chains=tuple(chains))


def _missing(plan: PagingPlan, settings: Mapping[str, str]) -> list[Fault]:
    """A fault for each setting that is not there."""
    where = f"`paging: systems: {SYSTEM}: settings`"
    faults = [
        Fault(
            "",
            0,
            0,
            f"role `{role}` has no rotation in {SYSTEM}",
            f"add `rotation.{role}: <id of the fallback's rotation in its schedule>` to {where}",
        )
        for role in plan.roles
        if not settings.get(f"rotation.{role}")
    ]
    if plan.escalations and not settings.get("team"):
        message = f"no team has the escalations in {SYSTEM}"
        faults.append(Fault("", 0, 0, message, f"add `team: <id of the team there>` to {where}"))
    return faults


def _override_calls(
    plan: PagingPlan, ids: Mapping[str, str], schedules: Mapping[str, str], settings: Mapping[str, str]
) -> Iterator[Call[Override]]:
    for role in plan.roles:
        path = path_of("v1", "schedules", schedules[role], "overrides")
        for keyed in covered_turns(plan, role):
            override = Override(
                responder=Responder(id=ids[keyed.turn.person]),
                startDate=keyed.turn.start,
                endDate=keyed.turn.end,
                rotationIds=[settings[f"rotation.{role}"]],
            )
            yield Call[Override](method="POST", path=path, body=override)


def _escalation_call(
    plan: PagingPlan, chain: ReadChain, name: str, schedules: Mapping[str, str], team: str
) -> Call[Escalation]:
    rules = [
        Rule(
            delay=rule.delay_minutes,
            recipient=Recipient(type="schedule", id=schedules[rule.target])
            if rule.kind == "role"
            else Recipient(type="user", id=rule.target),
        )
        for rule in rules_of(chain)
    ]
    body = Escalation(name=name, rules=rules, repeat=repeat_of(chain))
    known = known_escalation(plan, SYSTEM, chain.id)
    path = path_of("v1", "teams", team, "escalations", *([known] if known else []))
    return Call[Escalation](method="PATCH" if known else "POST", path=path, body=body)


def _delayed(rule: Rule, index: Index) -> DelayedRule:
    if rule.recipient.type == "schedule":
        return DelayedRule(rule.delay, "role", index.role(rule.recipient.id))
    return DelayedRule(rule.delay, "person", rule.recipient.id)
