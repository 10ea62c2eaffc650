from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from graphql import build_schema, graphql_sync
from hypothesis import given, settings
from paging_plans import HOSTILE, at, by_minute, example, plans, said_by_minute, turn

from exports.goalert import ESCALATIONS, MOST_SHIFTS, SCHEDULES, SHORTEST, read, write
from exports.goalert_policy import policy_name
from rota.errors import InputError
from rota.paging.escalation import Escalation, Step, Target
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan

SYSTEM = "goalert"

# The fields of target/goalert's graphql2/schema.graphql that are used, and what they have to hold.
SCHEMA = build_schema("""
scalar ISOTimestamp
scalar StringMap
type Query { version: String }
type Mutation {
  setTemporarySchedule(input: SetTemporaryScheduleInput!): Boolean!
  createEscalationPolicy(input: CreateEscalationPolicyInput!): EscalationPolicy
  updateEscalationPolicy(input: UpdateEscalationPolicyInput!): Boolean!
  createEscalationPolicyStep(input: CreateEscalationPolicyStepInput!): EscalationPolicyStep
}
type EscalationPolicy { id: ID! name: String! }
type EscalationPolicyStep { id: ID! }
input SetTemporaryScheduleInput {
  scheduleID: ID!
  clearStart: ISOTimestamp
  clearEnd: ISOTimestamp
  start: ISOTimestamp!
  end: ISOTimestamp!
  shifts: [SetScheduleShiftInput!]!
}
input SetScheduleShiftInput { userID: ID! start: ISOTimestamp! end: ISOTimestamp! }
input CreateEscalationPolicyInput {
  name: String!
  description: String
  repeat: Int
  steps: [CreateEscalationPolicyStepInput!]
}
input UpdateEscalationPolicyInput { id: ID! name: String description: String repeat: Int stepIDs: [String!] }
input CreateEscalationPolicyStepInput {
  escalationPolicyID: ID
  delayMinutes: Int!
  actions: [DestinationInput!]
}
input DestinationInput { type: String! args: StringMap }
""")


class GoAlert:
    """Takes requests as GoAlert does, by its schema, and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, object]]] = []

    def take(self, line: str) -> None:
        request = json.loads(line)
        answer = graphql_sync(SCHEMA, request["query"], root_value=self, variable_values=request["variables"])
        assert answer.errors is None

    def setTemporarySchedule(self, _info: object, input: dict[str, object]) -> bool:
        self.told.append(("setTemporarySchedule", input))
        return True

    def createEscalationPolicy(self, _info: object, input: dict[str, object]) -> dict[str, object]:
        self.told.append(("createEscalationPolicy", input))
        return {"id": "POLICY", "name": input["name"]}

    def updateEscalationPolicy(self, _info: object, input: dict[str, object]) -> bool:
        self.told.append(("updateEscalationPolicy", input))
        return True

    def createEscalationPolicyStep(self, _info: object, input: dict[str, object]) -> dict[str, object]:
        self.told.append(("createEscalationPolicyStep", input))
        return {"id": "STEP"}


def told(plan: PagingPlan, file: str) -> list[tuple[str, dict[str, object]]]:
    server = GoAlert()
    for line in write(plan)[file].decode().split("\n"):
        if line:
            server.take(line)
    return server.told


def inputs(plan: PagingPlan) -> list[dict[str, object]]:
    return [input for _, input in told(plan, SCHEDULES)]


def instant(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)


@given(plan=plans(SYSTEM))
@settings(max_examples=60)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    reading = read(write(plan))

    assert said_by_minute(reading, plan) == by_minute(plan, plan.ids_in(SYSTEM))


@given(plan=plans(SYSTEM))
@settings(max_examples=60)
def test_goalerts_rules_for_a_temporary_schedule_are_kept(plan: PagingPlan) -> None:
    for input in inputs(plan):
        start, end = instant(input["start"]), instant(input["end"])
        shifts = [(instant(one["start"]), instant(one["end"])) for one in input["shifts"]]
        assert 1 <= len(shifts) <= MOST_SHIFTS
        assert all(start <= begins < ends <= end for begins, ends in shifts)
        assert (shifts[0][0], shifts[-1][1]) == (start, end)
        assert all(ends == begins for (_, ends), (begins, _) in pairwise(shifts))
        assert (input["clearStart"], input["clearEnd"]) == (input["start"], input["end"])
        assert start.second == end.second == 0


def test_a_roster_is_no_overrides_since_a_schedule_holds_but_35_of_these() -> None:
    turns = tuple(turn("primary", "ana", at(1, hour), at(1, hour + 1)) for hour in range(60))
    plan = example(SYSTEM, turns=turns, start=at(1, 0), end=at(1, 60), since=at(1, 0))

    assert {name for name, _ in told(plan, SCHEDULES)} == {"setTemporarySchedule"}
    assert len(inputs(plan)[0]["shifts"]) == 60


def test_a_gap_in_the_list_pages_nobody_so_a_hole_is_a_shift_of_the_fallbacks() -> None:
    (primary, _) = inputs(example(SYSTEM))

    assert primary["shifts"][2] == {
        "userID": "dev@goalert",
        "start": "2027-03-28T06:00:00Z",
        "end": "2027-03-28T08:00:00Z",
    }


def test_there_is_a_temporary_schedule_for_each_week_and_a_shift_over_the_edge_is_in_both() -> None:
    night = turn("primary", "ana", at(28, 20), at(29, 6))
    plan = example(
        SYSTEM, turns=(night,), start=at(27, 0), end=at(30, 0), since=at(27, 0), roles=("primary",)
    )
    plan = replace(plan, escalations=())

    assert [(one["start"], one["end"], len(one["shifts"])) for one in inputs(plan)] == [
        ("2027-03-27T00:00:00Z", "2027-03-29T00:00:00Z", 2),
        ("2027-03-29T00:00:00Z", "2027-03-30T00:00:00Z", 2),
    ]
    assert said_by_minute(read(write(plan)), plan) == by_minute(plan, plan.ids_in(SYSTEM))


def test_a_week_of_more_than_150_shifts_is_split() -> None:
    short = timedelta(minutes=30)
    turns = tuple(
        turn(
            "primary",
            "ana" if number % 2 else "bo",
            at(1, 0) + short * number,
            at(1, 0) + short * (number + 1),
        )
        for number in range(336)
    )
    plan = example(SYSTEM, turns=turns, start=at(1, 0), end=at(8, 0), since=at(1, 0), roles=("primary",))
    plan = replace(plan, escalations=())

    assert [len(one["shifts"]) for one in inputs(plan)] == [150, 150, 36]


def test_no_schedule_ends_within_five_minutes_since_goalert_would_refuse_it() -> None:
    since = at(29, 0) - timedelta(minutes=4)
    night = turn("primary", "ana", at(28, 20), at(29, 6))
    plan = example(SYSTEM, turns=(night,), start=at(27, 0), end=at(29, 6), since=since, roles=("primary",))

    spans = [(instant(one["start"]), instant(one["end"])) for one in inputs(replace(plan, escalations=()))]

    assert spans == [(since, at(29, 6))]
    assert all(end - since >= SHORTEST for _, end in spans)


def test_seconds_are_cut_since_goalert_counts_minutes() -> None:
    since = at(27, 9) + timedelta(seconds=42)

    assert inputs(example(SYSTEM, since=since))[0]["start"] == "2027-03-27T09:00:00Z"


def test_policies_are_taken_by_the_schema_and_read_back() -> None:
    plan = example(SYSTEM)

    assert [name for name, _ in told(plan, ESCALATIONS)] == ["createEscalationPolicy"] * 2
    assert told(plan, ESCALATIONS)[0][1] == {
        "name": "Bank help desk light",
        "description": "rota: light",
        "repeat": 0,
        "steps": [
            {
                "delayMinutes": 30,
                "actions": [
                    {"type": "builtin-schedule", "args": {"schedule_id": "SCHED1"}},
                    {"type": "builtin-user", "args": {"user_id": "cem@goalert"}},
                ],
            },
            {"delayMinutes": 15, "actions": [{"type": "builtin-user", "args": {"user_id": "dev@goalert"}}]},
        ],
    }
    assert read(write(plan)).chains[0] == ReadChain(
        "light",
        (
            ReadStep((("role", "primary"), ("person", "cem@goalert")), 30),
            ReadStep((("person", "dev@goalert"),), 15),
        ),
    )


def test_a_policy_whose_id_is_known_is_changed_in_place() -> None:
    plan = example(SYSTEM)
    system = replace(plan.systems[0], settings=(("escalation_policy.standard", "POLICY1"),))
    known = replace(plan, systems=(system,))

    assert [name for name, _ in told(known, ESCALATIONS)] == [
        "createEscalationPolicy",
        "updateEscalationPolicy",
        *["createEscalationPolicyStep"] * 3,
    ]
    assert read(write(known)).chains == read(write(plan)).chains


@pytest.mark.parametrize(
    ("change", "message", "help"),
    [
        ({"repeat": 6}, "escalation `standard` is repeated 6 times", "goalert allows `repeat: 5` at most"),
        (
            {"steps": (Step((Target("agent", "dev"),), 9001),)},
            "escalation `standard` waits 9001 minutes after step 1",
            "goalert allows 9000 minutes at most",
        ),
        (
            {"steps": (Step((Target("agent", "dev"),) * 21, 5),)},
            "escalation `standard` pages 21 at once in step 1",
            "goalert allows 20 at most",
        ),
    ],
)
def test_what_goalert_does_not_allow_is_refused(change: dict[str, object], message: str, help: str) -> None:
    escalation = replace(Escalation("standard", (Step((Target("agent", "dev"),), 5),)), **change)

    with pytest.raises(InputError) as caught:
        write(example(SYSTEM, escalations=(escalation,)))

    (fault,) = caught.value.faults
    assert (fault.message, fault.help) == (message, help)


@pytest.mark.parametrize("name", [*HOSTILE, "", "1st line", "Bänk"])
def test_a_policys_name_is_one_that_goalert_takes(name: str) -> None:
    for made in (policy_name(name, "standard"), policy_name("Bank", name)):
        assert 2 <= len(made) <= 64
        assert made.isascii()
        assert made[0].isalpha()
        assert made[-1] != " "
        assert all(sign.isalnum() or sign in " -_'" for sign in made)


def test_names_that_are_cut_stay_different() -> None:
    assert policy_name("x" * 300, "a") != policy_name("x" * 300, "b")


def test_a_change_of_one_week_is_one_line() -> None:
    turns = tuple(turn("primary", "ana", at(day, 0), at(day + 1, 0)) for day in range(1, 29))
    plan = example(SYSTEM, turns=turns, start=at(1, 0), end=at(29, 0), since=at(1, 0))
    changed = replace(plan, turns=(*turns[:10], replace(turns[10], person="bo"), *turns[11:]))
    before, after = (write(one)[SCHEDULES].splitlines() for one in (plan, changed))

    assert [one == other for one, other in zip(before, after, strict=True)].count(False) == 1
