"""Opsgenie by its REST interface: an override of each turn, and the escalations.

Its Terraform provider has no overrides (github.com/opsgenie/terraform-provider-opsgenie/issues/57), and
takes rotations on half hours alone. An override has an `alias`, a key of ours that is unique in its
schedule (docs.opsgenie.com/docs/schedule-override-api): the same turn has the same alias in every
export. A schedule has one person at a time; holes are overrides that name the fallback. A rule's delay
is at most 1440 minutes, an escalation's name has at most 100 characters (docs.opsgenie.com, escalation
interface). Atlassian ends Opsgenie on 5 April 2027; `jsm` is what follows it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from exports.delayed_rules import DelayedRule, Repeat, chain_of, last_wait_of, repeat_of, rules_of
from exports.pager_addresses import addresses_in
from exports.pager_calls import Call, calls_file, known_escalation, path_of, read_calls, schedule_in
from exports.pager_chains import chains_of
from exports.pager_index import EscalationEntry, index_file, read_index
from exports.pager_names import name_within
from exports.paging_model import Moment, Record
from exports.paging_turns import covered_turns
from rota.errors import Fault, InputError
from rota.paging.reading import Reading
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exports.pager_index import Index
    from rota.paging.plan import PagingPlan
    from rota.paging.reading import ReadChain

SYSTEM = "opsgenie"
OVERRIDES = "overrides.jsonl"
ESCALATIONS = "escalations.jsonl"
LONGEST_NAME = 100
LONGEST_DELAY_MINUTES = 1440


class Recipient(Record):
    """A user by name, which is an e-mail address, or by id; or a schedule by id."""

    type: Literal["schedule", "user"]
    id: str | None = None
    username: str | None = None


class Override(Record):
    """Who has the schedule over [startDate, endDate)."""

    alias: str
    user: Recipient
    startDate: Moment
    endDate: Moment


class Delay(Record):
    """From the beginning of the alert."""

    timeAmount: int
    timeUnit: Literal["minutes"] = "minutes"


class Rule(Record):
    """Whom an alert goes to that nobody has acknowledged by then."""

    condition: Literal["if-not-acked"] = "if-not-acked"
    notifyType: Literal["default"] = "default"
    delay: Delay
    recipient: Recipient


class Escalation(Record):
    """The body of `POST /v2/escalations` and of `PATCH /v2/escalations/{id}`."""

    name: str
    rules: list[Rule]
    repeat: Repeat | None = None


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`overrides.jsonl`, `escalations.jsonl` and `index.json`.

    Raises InputError for agents without an id, roles without a schedule, and values over a limit.
    """
    ids, schedules = addresses_in(plan, SYSTEM)
    chains = chains_of(plan, ids)
    _require_short_delays(chains)
    names = {one.id: name_within(plan.team, one.id, most=LONGEST_NAME, system=SYSTEM) for one in chains}
    entries = [
        EscalationEntry(escalation=one.id, called=names[one.id], last_wait_minutes=last_wait_of(one))
        for one in chains
    ]
    return {
        OVERRIDES: calls_file(_override_calls(plan, ids, schedules)),
        ESCALATIONS: calls_file(_escalation_call(plan, one, names[one.id], schedules) for one in chains),
        **index_file(plan, SYSTEM, schedules=schedules, escalations=entries),
    }


def read(files: Mapping[str, bytes]) -> Reading:
    """What the calls say; raises InputError with the place of each fault."""
    index = read_index(files)
    turns = [
        Turn(
            index.role(schedule_in(call.path)),
            call.body.startDate,
            call.body.endDate,
            _person(call.body.user),
        )
        for call in read_calls(files, OVERRIDES, Call[Override])
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


def _require_short_delays(chains: tuple[ReadChain, ...]) -> None:
    faults = [
        Fault("", 0, 0, message, f"opsgenie allows {LONGEST_DELAY_MINUTES} minutes at most")
        for chain in chains
        if (delay := max((rule.delay_minutes for rule in rules_of(chain)), default=0)) > LONGEST_DELAY_MINUTES
        for message in (f"the last step of escalation `{chain.id}` comes after {delay} minutes",)
    ]
    if faults:
        raise InputError(faults)


def _override_calls(
    plan: PagingPlan, ids: Mapping[str, str], schedules: Mapping[str, str]
) -> Iterator[Call[Override]]:
    for role in plan.roles:
        path = path_of("v2", "schedules", schedules[role], "overrides")
        for keyed in covered_turns(plan, role):
            override = Override(
                alias=f"rota-{hashlib.sha256(keyed.key.encode()).hexdigest()[:16]}",
                user=_user(ids[keyed.turn.person]),
                startDate=keyed.turn.start,
                endDate=keyed.turn.end,
            )
            yield Call[Override](method="POST", path=path, body=override)


def _escalation_call(
    plan: PagingPlan, chain: ReadChain, name: str, schedules: Mapping[str, str]
) -> Call[Escalation]:
    rules = [
        Rule(
            delay=Delay(timeAmount=rule.delay_minutes),
            recipient=Recipient(type="schedule", id=schedules[rule.target])
            if rule.kind == "role"
            else _user(rule.target),
        )
        for rule in rules_of(chain)
    ]
    body = Escalation(name=name, rules=rules, repeat=repeat_of(chain))
    known = known_escalation(plan, SYSTEM, chain.id)
    if known:
        return Call[Escalation](method="PATCH", path=path_of("v2", "escalations", known), body=body)
    return Call[Escalation](method="POST", path=path_of("v2", "escalations"), body=body)


def _user(id: str) -> Recipient:
    return Recipient(type="user", username=id) if "@" in id else Recipient(type="user", id=id)


def _person(user: Recipient) -> str:
    return user.username or user.id or ""


def _delayed(rule: Rule, index: Index) -> DelayedRule:
    if rule.recipient.type == "schedule":
        return DelayedRule(rule.delay.timeAmount, "role", index.role(rule.recipient.id or ""))
    return DelayedRule(rule.delay.timeAmount, "person", _person(rule.recipient))
