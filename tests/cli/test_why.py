"""`rota why` and `rota why-not`: what they say of a small team, counted by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

AGENTS = (
    "{id: ana, name: Ana Kola, contract: full, requests: [{off: 2027-03-09}]}",
    "{id: bo, name: Bo Lind, contract: full, requests: [{off: 2027-03-09, weight: 3}]}",
    "{id: cy, name: Cy Hay, contract: full}",
)
SHIFTS = (
    '{id: late, start: "14:00", end: "22:00", days: [mon]}',
    '{id: early, start: "06:00", end: "14:00", days: [tue]}',
)
RULES = (
    "{kind: availability}",
    "{kind: min_rest, hours: 11}",
    "{kind: headcount, least: 1, most: 1}",
    "{kind: requests, weight: 10}",
)
AWAY = "agent,first_day,last_day\ncy,2027-03-09,2027-03-09\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Bo late on Monday, Ana early on Tuesday, though she asked to be off; Cy is away."""
    files = {
        "team.yaml": team_text(agents=AGENTS, shifts=SHIFTS, rules=RULES),
        "availability/absences.csv": AWAY,
    }
    write_roster(
        write_workspace(tmp_path, files), ("bo", "late@2027-03-08"), ("ana", "early@2027-03-09"), cost=10
    )
    return tmp_path


def test_a_shift_is_explained_by_who_else_could_and_the_next_best_roster(rota: Command, desk: Path) -> None:
    told = rota("why", "ana", "2027-03-09", "--in", desk)

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(
        "Ana Kola has early of Tue 09 Mar, 06:00-14:00\n"
        "\n"
        # Bo's wish weighs three times Ana's; Bo rests only if another is late, and Cy or Ana can be.
        "the next best roster without it costs 20 more; proved: no roster is cheaper\n"
        "      +20  requests  +2 requests: Bo Lind asked to be off duty on Tue 09 Mar, which is not so\n"
        "  in it\n"
    )
    assert "    Bo Lind has early of Tue 09 Mar instead of late of Mon 08 Mar\n" in told.out
    assert told.out.endswith(
        "\n"
        "in Ana Kola's place, with nothing else changed:\n"
        "  nobody   cannot: early of Tue 09 Mar 06:00 has 0 of everybody, 1 is needed\n"
        "  Bo Lind  cannot: rests 8 h between late ending Mon 08 Mar 22:00 and early starting Tue 09 Mar "
        "06:00, 11 h are required\n"
        "  Cy Hay   cannot: is not available for 8 h of early on Tue 09 Mar 06:00\n"
        "\n"
    )


def test_what_costs_nothing_is_said_to_cost_nothing(rota: Command, desk: Path) -> None:
    told = rota("why", "bo", "2027-03-08", "--in", desk)
    assert "the next best roster without it costs no more; proved: no roster is cheaper\n" in told.out
    assert "    Cy Hay has late of Mon 08 Mar\n" in told.out
    assert "  Cy Hay    no more\n" in told.out


def test_the_explanation_as_json_has_every_figure(rota: Command, desk: Path) -> None:
    told = rota("why", "ana", "2027-03-09", "--in", desk, "--json")
    document = json.loads(told.out)
    assert (document["format"], document["agent"]) == ("rota-why/1", "ana")
    (shift,) = document["shifts"]
    assert shift["shift"] == "early@2027-03-09"
    assert shift["next_best"]["price"] == 20
    assert shift["next_best"]["proved_days"] is None
    assert {"agent": "bo", "shift": "early@2027-03-09"} in shift["next_best"]["put_on"]
    assert [(one["agent"], one["cost"]) for one in shift["alternatives"]] == [
        (None, None),
        ("bo", None),
        ("cy", None),
    ]


def test_a_shift_that_cannot_be_is_told_with_its_chain_and_ways_out(rota: Command, desk: Path) -> None:
    told = rota("why-not", "cy", "2027-03-09", "early", "--in", desk)
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "Cy Hay on early of Tue 09 Mar, 06:00-14:00: cannot be\n"
        "what clashes: availability\n"
        "  because Cy Hay is away from Tue 09 Mar 00:00 to Wed 10 Mar 00:00\n"
        "\n"
        "ways out, the least first; with each of them a roster was found that keeps every hard rule:\n"
        "  1. Cy Hay comes in for early of Tue 09 Mar 06:00: 8 h of leave are given up\n"
        "  2. `availability` becomes a wish: give it a `weight`, or leave it out\n"
        "\n"
    )


def test_a_shift_that_could_be_is_told_with_its_price(rota: Command, desk: Path) -> None:
    told = rota("why-not", "bo", "2027-03-09", "--in", desk)
    assert told.out.startswith(
        "Bo Lind on early of Tue 09 Mar, 06:00-14:00: could be\n"
        "the next best roster with it costs 20 more; proved: no roster is cheaper\n"
    )


def test_a_shift_that_the_agent_has_is_left_to_why(rota: Command, desk: Path) -> None:
    told = rota("why-not", "ana", "2027-03-09", "--in", desk)
    assert told.out == (
        "Ana Kola on early of Tue 09 Mar, 06:00-14:00: is on it; `rota why ana 2027-03-09` says why\n\n"
    )


def test_without_a_roster_it_is_said_what_can_be(rota: Command, desk: Path) -> None:
    (desk / "out" / "roster.json").unlink()
    told = rota("why-not", "bo", "2027-03-09", "--in", desk, "--json")
    assert json.loads(told.out)["shifts"] == [{"shift": "early@2027-03-09", "answer": "possible"}]
    text = rota("why-not", "bo", "2027-03-09", "--in", desk)
    assert text.out.endswith(
        "could be; what it costs is said where there is a roster, made by `rota plan`\n\n"
    )


def test_json_of_what_cannot_be_has_the_reasons(rota: Command, desk: Path) -> None:
    told = rota("why-not", "cy", "2027-03-09", "--in", desk, "--json")
    (shift,) = json.loads(told.out)["shifts"]
    assert shift["answer"] == "impossible"
    assert shift["clashes"] == [
        {
            "rules": ["availability"],
            "reasons": [
                {
                    "rule": "availability",
                    "text": "Cy Hay is away from Tue 09 Mar 00:00 to Wed 10 Mar 00:00",
                    "times": 1,
                }
            ],
            "smallest": True,
            "times": 1,
            "places": "Tue 09 Mar 06:00",
        }
    ]


def test_without_an_agent_a_team_that_can_be_served_clashes_with_nothing(rota: Command, desk: Path) -> None:
    told = rota("why-not", "--in", desk)
    assert (told.code, told.out) == (0, "nothing clashes: a roster keeps every hard rule\n")


def test_without_an_agent_a_team_that_cannot_be_served_is_told_why(rota: Command, tmp_path: Path) -> None:
    write_workspace(tmp_path, {"team.yaml": team_text(rules=["{kind: headcount, least: 3}"])})
    told = rota("why-not", "--in", tmp_path)
    document = json.loads(rota("why-not", "--in", tmp_path, "--json").out)["infeasible"]
    assert told.code == 1
    assert told.out.startswith(
        "what clashes: headcount\n"
        "  because early of Mon 08 Mar 06:00 needs 3 of everybody, the team has 2\n"
        "  likewise in 7 clashes: "
    )
    assert document["clashes"][0]["times"] == 7
    assert document["ways_out"][0] == [{"kind": "limit", "text": "`headcount` has `least: 2` instead of 3"}]


def test_what_is_asked_wrongly_is_answered_with_what_there_is(rota: Command, desk: Path) -> None:
    said = {
        arguments: rota(*arguments, "--in", desk).err.splitlines()[:2]
        for arguments in (
            ("why", "cy", "2027-03-09"),
            ("why", "an", "2027-03-09"),
            ("why-not", "ana"),
            ("why-not", "ana", "soon"),
            ("why-not", "ana", "2027-03-12"),
            ("why-not", "ana", "2027-03-09", "night"),
        )
    }
    assert list(said.values()) == [
        ["error: Cy Hay has no shift on 2027-03-09", "help: `rota why-not cy 2027-03-09` says why not"],
        ["error: there is no agent `an`", "help: did you mean `ana`?"],
        ["error: give a date after the agent", "help: as in `rota why-not ana 2027-03-28`"],
        ["error: `soon` is not a date", "help: shifts start from 2027-03-08 to 2027-03-09"],
        ["error: no shift starts on 2027-03-12", "help: shifts start from 2027-03-08 to 2027-03-09"],
        ["error: no shift `night` starts on 2027-03-09", "help: there are early"],
    ]


def test_a_roster_that_breaks_a_hard_rule_is_explained_by_verify_first(rota: Command, desk: Path) -> None:
    write_roster(desk, ("bo", "late@2027-03-08"), ("bo", "early@2027-03-09"))
    told = rota("why", "bo", "2027-03-09", "--in", desk)
    assert told.code == 2
    assert "error: the roster breaks a hard rule: Bo Lind rests 8 h between late" in told.err
