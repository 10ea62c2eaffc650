from __future__ import annotations

from typing import get_args

import pytest
from teams import document_of, team_text

from constraints import Rule
from rota.load.document import validate
from rota.load.team import ShiftPart, TeamPart
from rota.load.team_checks import NAMING_FIELDS, shift_minutes, team_faults


def faults(text: str) -> list[tuple[str, str]]:
    """What is said of a team, and what to do about it."""
    document = document_of(text)
    return [(fault.message, fault.help) for fault in team_faults(document, validate(document, TeamPart))]


def agent(more: str = "", *, id: str = "ana") -> str:
    return f"{{id: {id}, name: Ana, contract: full{more}}}"


def test_a_team_whose_names_are_all_known_has_no_fault() -> None:
    text = team_text(
        agents=[
            agent(", skills: {german: 3}, tags: [new], requests: [{off: 2027-03-09, shift: early}]"),
            agent(", tier: 2", id="bo"),
        ],
        queues=["{id: phone, channel: phone, skills: {german: 1}, handle_seconds: 240}"],
        shifts=['{id: early, start: "06:00", end: "14:00", skills: {german: 1}}'],
        rules=[
            "{kind: headcount, least: 1, shifts: [early], who: {ids: [ana], tags: [new], tiers: [1, 2], "
            "contracts: [full], skills: [german]}}",
            "{kind: presence, queue: phone}",
            "{kind: coverage, queues: [phone], prices: {phone: 3}}",
        ],
    )
    assert faults(text) == []


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ({"agents": [agent(), agent()]}, "a second agent is called `ana`, first on line 7"),
        (
            {"contracts": ["{id: full, hours_per_week: 40}", "{id: full, hours_per_week: 20}"]},
            "a second contract is called `full`, first on line 5",
        ),
        (
            {"queues": ["{id: q, channel: phone, handle_seconds: 1}"] * 2},
            "a second queue is called `q`, first on line 10",
        ),
        (
            {
                "shifts": [
                    '{id: early, start: "06:00", end: "14:00"}',
                    '{id: early, start: "07:00", end: "14:00"}',
                ]
            },
            "a second shift is called `early`, first on line 10",
        ),
    ],
)
def test_an_id_is_given_once(sections: dict[str, list[str]], message: str) -> None:
    assert faults(team_text(**sections)) == [(message, "")]


def test_rules_of_one_kind_need_ids() -> None:
    rules = [
        "{kind: headcount, least: 1}",
        "{kind: headcount, most: 2}",
        "{kind: headcount, id: two, least: 2}",
    ]
    assert faults(team_text(rules=rules)) == [
        (
            "a second rule is called `headcount`, first on line 12",
            "give each rule of one kind an `id` of its own",
        )
    ]


@pytest.mark.parametrize(
    ("id", "other"),
    [("team", "the team's calendar"), ("Absences", "the list `absences.csv`"), ("Bo", "agent `bo`")],
)
def test_ids_name_files_that_no_file_system_confuses(id: str, other: str) -> None:
    text = team_text(agents=[agent(id="bo"), agent(id=id)])
    message = f"the files of agent `{id}` would be named as those of {other}"
    assert faults(text) == [(message, "choose another id")]


@pytest.mark.parametrize(
    ("entry", "message", "help_text"),
    [
        ("contract: ful", "agent `ana` has unknown contract `ful`", "did you mean `full`?"),
        (
            "contract: full, skills: {spanish: 1}",
            "agent `ana` has unknown skill `spanish`",
            "known: french, german",
        ),
        (
            "contract: full, requests: [{off: 2027-03-09}, {on: 2027-03-10, shift: erly}]",
            "agent `ana` has unknown shift `erly`",
            "did you mean `early`?",
        ),
    ],
)
def test_what_an_agent_names_is_known(entry: str, message: str, help_text: str) -> None:
    assert faults(team_text(agents=[f"{{id: ana, name: Ana, {entry}}}"])) == [(message, help_text)]


def test_what_queues_and_shifts_ask_for_is_a_skill() -> None:
    text = team_text(
        skills="[]",
        queues=["{id: phone, channel: phone, skills: {germn: 1}, handle_seconds: 240}"],
        shifts=['{id: early, start: "06:00", end: "14:00", skills: {germn: 1}}'],
    )
    assert faults(text) == [
        ("queue `phone` has unknown skill `germn`", "known: none"),
        ("shift `early` has unknown skill `germn`", "known: none"),
    ]


@pytest.mark.parametrize(
    ("rule", "message", "help_text"),
    [
        ("kind: headcount, least: 1, shifts: [erly]", "unknown shift `erly`", "did you mean `early`?"),
        ("kind: headcount, least: 1, who: {ids: [anna]}", "unknown agent `anna`", "did you mean `ana`?"),
        ("kind: headcount, least: 1, who: {tags: [nwe]}", "unknown tag `nwe`", "did you mean `new`?"),
        ("kind: headcount, least: 1, who: {tiers: [3]}", "unknown tier `3`", "known: 1"),
        ("kind: headcount, least: 1, who: {contracts: [x]}", "unknown contract `x`", "known: full"),
        (
            "kind: headcount, least: 1, who: {skills: [germn]}",
            "unknown skill `germn`",
            "did you mean `german`?",
        ),
        ("kind: presence, queue: phon", "unknown queue `phon`", "did you mean `phone`?"),
        ("kind: coverage, queues: [phon]", "unknown queue `phon`", "did you mean `phone`?"),
        ("kind: coverage, prices: {phon: 3}", "unknown queue `phon`", "did you mean `phone`?"),
    ],
)
def test_what_a_rule_names_is_known(rule: str, message: str, help_text: str) -> None:
    queues = ["{id: phone, channel: phone, handle_seconds: 240}"]
    text = team_text(agents=[agent(", tags: [new]")], queues=queues, rules=[f"{{{rule}}}"])
    kind = rule.split(",")[0].removeprefix("kind: ")
    assert faults(text) == [(f"rule `{kind}` has {message}", help_text)]


def test_no_rule_has_a_list_of_names_that_nobody_checks() -> None:
    kinds = get_args(get_args(Rule)[0])
    lists = {
        name
        for kind in kinds
        for name, field in kind.model_fields.items()
        if field.annotation == tuple[str, ...]
    }
    assert lists - NAMING_FIELDS.keys() == set()


@pytest.mark.parametrize(
    ("clocks", "minutes"),
    [
        ('start: "06:00", end: "14:00"', 480),
        ('start: "22:00", end: "06:00"', 480),
        ('start: "20:00", end: "24:00"', 240),
        ('start: "00:00", end: "23:59"', 1439),
        ('start: "08:30", end: "08:00"', 1410),
    ],
)
def test_a_shift_lasts_what_the_clock_says(clocks: str, minutes: int) -> None:
    document = document_of(f"id: one\n{clocks.replace(', ', chr(10))}\n")
    assert shift_minutes(validate(document, ShiftPart)) == minutes


def test_a_shift_that_ends_as_it_starts_has_no_length() -> None:
    assert faults(team_text(shifts=['{id: day, start: "08:00", end: "08:00"}'])) == [
        (
            "shift `day` has no length: it starts and ends at 08:00",
            "for a whole day give it `length_days: 1`, or make two shifts of 12 hours",
        )
    ]


@pytest.mark.parametrize(("minutes", "known"), [(239, []), (240, [240]), (241, [241])])
def test_a_break_is_shorter_than_its_shift(minutes: int, known: list[int]) -> None:
    shift = f'{{id: short, start: "22:00", end: "02:00", break_minutes: {minutes}}}'
    assert faults(team_text(shifts=[shift])) == [
        (f"shift `short` lasts 240 minutes, its break {one}", "") for one in known
    ]
