from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from commands import Command

PHONE = "{id: phone, channel: phone, handle_seconds: 240}"
FRENCH = "{id: phone-fr, channel: phone, skills: {french: 2}, handle_seconds: 240, minimum: 1}"
COVERED = "{kind: coverage}"
HELD = (
    "{kind: headcount, least: 1}",
    "{kind: max_hours, contract_share: 1}",
    "{kind: min_hours, contract_share: 0.5, weight: 1}",
    "{kind: min_rest}",
)
"""Rules that leave none of the gaps open that are remarked on without anything given."""
AROUND = (
    '{id: early, start: "06:00", end: "14:00"}',
    '{id: late, start: "14:00", end: "22:00"}',
    '{id: night, start: "22:00", end: "06:00"}',
)


def notes(rota: Command, folder: Path, **files: str) -> list[str]:
    """What `rota check` remarks on a workspace without a fault; its people may be too few."""
    told = rota("check", write_workspace(folder, files))
    assert told.code < 2
    assert told.err == ""
    return [line.removeprefix("note: ") for line in told.out.splitlines() if line.startswith("note: ")]


def held_text(*rules: str, **sections: Sequence[str]) -> str:
    """A team.yaml with these rules besides."""
    return team_text(rules=[*HELD, *rules], **sections)


def test_a_workspace_is_said_in_words(rota: Command, tmp_path: Path) -> None:
    rules = [
        "{kind: one_at_a_time}",
        "{kind: headcount, id: two, least: 2, shifts: [early]}",
        "{kind: fair_share, burden: shifts}",
    ]
    told = rota("check", write_workspace(tmp_path, {"team.yaml": team_text(weeks=2, rules=rules)}))
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "Help desk: 2 agents, 14 shifts, Mon 08 Mar 2027 to Sun 21 Mar 2027 (Europe/Berlin)\n"
        "  must    one_at_a_time: everybody: one shift at a time\n"
        "  must    two: at least 2 of everybody on early\n"
        "  should  fair_share: everybody: shifts shared in proportion to contract and presence\n"
        "1 file read, no error\n"
    )


def test_the_last_day_is_right_over_a_clock_change(rota: Command, tmp_path: Path) -> None:
    for start, last in (("2027-03-22", "Sun 28 Mar"), ("2027-10-25", "Sun 31 Oct")):
        told = rota("check", write_workspace(tmp_path, {"team.yaml": team_text(start=start)}))
        assert f" to {last} 2027 (Europe/Berlin)\n" in told.out


def test_every_file_read_is_counted(rota: Command, tmp_path: Path) -> None:
    files = {
        "team.yaml": team_text(rules=["{kind: availability}"]),
        "history.csv": "agent,shift,day\n",
        "availability/bo.csv": "first_day,last_day\n2027-03-10,2027-03-10\n",
    }
    assert rota("check", write_workspace(tmp_path, files)).out.endswith("\n3 files read, no error\n")


def test_a_long_rule_is_wrapped_under_itself(
    rota: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text(rules=["{kind: fair_share, burden: nights}"])})
    monkeypatch.setattr("rota.cli.console._columns", lambda: 40)
    assert rota("check", folder).out.splitlines()[1:4] == [
        "  should  fair_share: everybody: nights",
        "          shared in proportion to",
        "          contract and presence",
    ]


def test_nothing_is_written(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text()})
    rota("check", folder)
    assert [path.name for path in folder.iterdir()] == ["team.yaml"]


def test_absences_that_no_rule_keeps_to_are_remarked(rota: Command, tmp_path: Path) -> None:
    leave = {"availability/bo.csv": "first_day,last_day\n2027-03-10,2027-03-10\n"}
    remark = "absences are given, but without a rule `availability` nobody keeps to them"
    assert notes(rota, tmp_path, **{"team.yaml": held_text(), **leave}) == [remark]
    assert notes(rota, tmp_path, **{"team.yaml": held_text("{kind: availability}")}) == []


def test_hours_that_no_rule_keeps_to_are_remarked(rota: Command, tmp_path: Path) -> None:
    agent = '{id: bo, name: Bo, contract: full, available: [{from: "08:00", to: "16:00"}]}'
    remark = "absences are given, but without a rule `availability` nobody keeps to them"
    assert notes(rota, tmp_path, **{"team.yaml": held_text(agents=[agent])}) == [remark]


def test_requests_that_no_rule_looks_at_are_remarked(rota: Command, tmp_path: Path) -> None:
    agents = ["{id: bo, name: Bo, contract: full, requests: [{off: 2027-03-10}]}"]
    remark = "requests are given, but without a rule `requests` nobody looks at them"
    assert notes(rota, tmp_path, **{"team.yaml": held_text(agents=agents)}) == [remark]
    assert notes(rota, tmp_path, **{"team.yaml": held_text("{kind: requests}", agents=agents)}) == []


def test_load_that_no_rule_looks_at_is_remarked(rota: Command, tmp_path: Path) -> None:
    remark = "queues need agents, but without a rule `coverage` or `presence` nobody looks at them"
    assert notes(rota, tmp_path, **{"team.yaml": held_text(queues=[PHONE])}) == [remark]
    for rule in (COVERED, "{kind: presence, queue: phone}"):
        assert notes(rota, tmp_path, **{"team.yaml": held_text(rule, queues=[PHONE], shifts=AROUND)}) == []


def test_minutes_on_which_no_shift_runs_are_told(rota: Command, tmp_path: Path) -> None:
    text = team_text(rules=["{kind: presence}"])
    told = rota("check", write_workspace(tmp_path, {"team.yaml": text}))
    assert (told.code, told.out.splitlines()[-2]) == (
        1,
        "clash: `presence`: no roster can keep it: no shift runs from Mon 08 Mar 14:00 to Tue 09 Mar 06:00, "
        "when 1 of everybody should be there",
    )


@pytest.mark.parametrize("asked", ["tier: 2", "skills: {german: 1}"])
def test_what_a_shift_asks_for_in_vain_is_remarked(rota: Command, tmp_path: Path, asked: str) -> None:
    shifts = [f'{{id: early, start: "06:00", end: "14:00", {asked}}}']
    remark = "shifts ask for a tier or skills, but without a rule `qualified` anybody may work them"
    assert notes(rota, tmp_path, **{"team.yaml": held_text(shifts=shifts)}) == [remark]
    assert notes(rota, tmp_path, **{"team.yaml": held_text("{kind: qualified}", shifts=shifts)}) == []


def test_a_queue_that_nobody_can_serve_is_remarked(rota: Command, tmp_path: Path) -> None:
    text = held_text(COVERED, queues=[FRENCH], shifts=AROUND)
    assert notes(rota, tmp_path, **{"team.yaml": text}) == [
        "no agent has the tier and the skills to serve queue `phone-fr`"
    ]


def test_a_forecast_of_another_month_is_remarked(rota: Command, tmp_path: Path) -> None:
    text = held_text(COVERED, queues=[PHONE], shifts=AROUND)
    row = "start,queue,contacts\n{0}T08:00,phone,3\n{0}T08:30,phone,4\n"
    remark = "forecast.csv expects no contacts for queue `phone` within the horizon"
    for day, expected in (
        ("2027-03-07", [remark]),
        ("2027-03-08", []),
        ("2027-03-14", []),
        ("2027-03-15", [remark]),
    ):
        assert notes(rota, tmp_path, **{"team.yaml": text, "forecast.csv": row.format(day)}) == expected


def test_headcounts_that_no_rule_looks_at_are_remarked(rota: Command, tmp_path: Path) -> None:
    wanted = {"headcount.csv": "shift,day,agents\nearly,2027-03-08,2\n"}
    remark = "headcounts are given, but without a rule `staffing` nobody looks at them"
    assert notes(rota, tmp_path, **{"team.yaml": held_text(), **wanted}) == [remark]
    assert notes(rota, tmp_path, **{"team.yaml": held_text("{kind: staffing}")}) == []


@pytest.mark.parametrize(
    ("zones", "sites"),
    [
        (["Europe/Berlin"] * 7, ["7 people live in Europe/Berlin: {} 8 people at a single site"]),
        (["Europe/Berlin"] * 8, []),
        (
            ["Asia/Manila"] + ["Europe/Berlin"] * 6,
            ["1 person lives in Asia/Manila: {} 6 people at each of two sites"],
        ),
        (["Asia/Manila"] * 6 + ["Europe/Berlin"] * 6, []),
        (["Asia/Manila", "Europe/Berlin", "America/Denver"], []),
    ],
)
def test_a_rotation_of_few_people_is_noted(
    rota: Command, tmp_path: Path, zones: list[str], sites: list[str]
) -> None:
    agents = [f"{{id: a{place}, name: A, contract: full, zone: {zone}}}" for place, zone in enumerate(zones)]
    shifts = ['{id: call, start: "09:00", end: "09:00", length_days: 7, days: [mon], kind: on_call}']
    text = team_text(agents=agents, shifts=shifts, rules=HELD[:1])
    asks = "for a primary and a secondary around the clock pack `sre-on-call` asks for"
    found = notes(rota, tmp_path, **{"team.yaml": text + "packs: [sre-on-call]\n"})
    assert found == [site.format(asks) for site in sites]
    assert notes(rota, tmp_path, **{"team.yaml": text}) == []


FIXED = """{kind: fixed, entries: [{agent: ana, shift: late, day: 2027-03-09},
    {agent: ana, shift: early, day: 2027-03-10}]}"""
TWO_SHIFTS = ('{id: early, start: "06:00", end: "14:00"}', '{id: late, start: "14:00", end: "22:00"}')


def test_settled_entries_without_the_rest_between_them_are_told(rota: Command, tmp_path: Path) -> None:
    text = team_text(shifts=TWO_SHIFTS, rules=[FIXED, "{kind: min_rest, hours: 11}"])
    told = rota("check", write_workspace(tmp_path, {"team.yaml": text}))
    assert (told.code, told.err) == (1, "")
    assert told.out.splitlines()[-2:] == [
        "clash: `fixed` and `min_rest`: no roster can keep both for Ana Kola on early@2027-03-10: "
        "min_rest rules out what fixed asks for",
        "1 file read, no error, 1 clash of rules",
    ]
    rules = rota("rules", "--in", str(tmp_path))
    assert rules.code == 1
    assert "no roster can keep both for Ana Kola on early@2027-03-10" in " ".join(rules.out.split())


def test_settled_entries_with_rest_enough_are_fine(rota: Command, tmp_path: Path) -> None:
    text = team_text(shifts=TWO_SHIFTS, rules=[FIXED, "{kind: min_rest, hours: 8}"])
    assert rota("check", write_workspace(tmp_path, {"team.yaml": text})).code == 0


def test_a_least_over_a_most_of_another_rule_is_told(rota: Command, tmp_path: Path) -> None:
    rules = ["{kind: min_hours, hours: 40, per: horizon}", "{kind: max_hours, hours: 30, per: horizon}"]
    told = rota("check", write_workspace(tmp_path, {"team.yaml": team_text(rules=rules)}))
    assert (told.code, told.out.splitlines()[-1]) == (1, "1 file read, no error, 1 clash of rules")
    assert "`min_hours` and `max_hours`: no roster can keep both for Ana Kola" in told.out


def test_wishes_that_cannot_all_be_met_are_no_clash(rota: Command, tmp_path: Path) -> None:
    soft = FIXED.replace("kind: fixed,", "kind: fixed, weight: 5,")
    text = team_text(shifts=TWO_SHIFTS, rules=[soft, "{kind: min_rest, hours: 11}"])
    assert rota("check", write_workspace(tmp_path, {"team.yaml": text})).code == 0


def test_a_workspace_too_large_to_look_for_clashes_says_so(rota: Command, tmp_path: Path) -> None:
    """Of 240 agents and 420 shifts; the clash of the two rules is there and is not looked for."""
    agents = tuple(f"{{id: a{number}, name: A{number}, contract: full}}" for number in range(240))
    rules = ("{kind: headcount, least: 2}", "{kind: headcount, id: few, most: 1}")
    text = team_text(weeks=20, agents=agents, shifts=AROUND, rules=rules)
    told = rota("check", write_workspace(tmp_path, {"team.yaml": text}))
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[-2:] == [
        f"note: whether rules clash was not looked for in so many shifts: `rota rules --in {tmp_path}`",
        "1 file read, no error",
    ]
