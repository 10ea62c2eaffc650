"""`rota cover`: candidates for a shift by pain and by price, the others with the rule in their way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

AGENTS = (
    "{id: ana, name: Ana Kola, contract: full}",
    "{id: bo, name: Bo Lind, contract: full}",
    "{id: cy, name: Cy Hay, contract: full, requests: [{off: 2027-03-09}]}",
    "{id: di, name: Di Marku, contract: full}",
)
SHIFTS = (
    '{id: early, start: "06:00", end: "14:00", days: [mon, tue]}',
    '{id: late, start: "14:00", end: "22:00", days: [mon, tue]}',
)
RULES = (
    "{kind: min_rest, hours: 11}",
    "{kind: headcount, least: 1}",
    "{kind: requests, weight: 10}",
)
SUNDAY = "2027-03-07T18:00:00Z"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Ana early, Bo late on both days; Cy and Di are off, Cy on wish."""
    folder = write_workspace(tmp_path, {"team.yaml": team_text(agents=AGENTS, shifts=SHIFTS, rules=RULES)})
    days = ("2027-03-08", "2027-03-09")
    write_roster(
        folder, *[(who, f"{what}@{day}") for day in days for who, what in (("ana", "early"), ("bo", "late"))]
    )
    return folder


def test_candidates_are_ranked_and_the_others_told_why(rota: Command, desk: Path) -> None:
    told = rota("cover", "early@2027-03-09", "--in", desk, "--for", "ana", "--now", SUNDAY)

    assert (told.code, told.err) == (0, "")
    assert told.out == (
        f"early of Tue 09 Mar, 06:00-14:00, as in {desk}/out/roster.json, nothing is published: Ana Kola\n"
        "\n"
        "2 agents could take it:\n"
        "  Di Marku  no more; day off\n"
        "  Cy Hay    10 more; day off\n"
        "                  +10  requests  +1 request\n"
        "\n"
        "1 agent cannot:\n"
        "  Bo Lind   rests 8 h between late ending Mon 08 Mar 22:00 and early starting Tue 09 Mar 06:00, "
        "11 h are required (and 1 more)  [min_rest]\n"
    )


def test_a_template_alone_is_its_next_shift(rota: Command, desk: Path) -> None:
    told = rota("cover", "early", desk, "--at", "2027-03-08T12:00:00Z", "--json")
    document = json.loads(told.out)

    assert document["shift"] == "early@2027-03-09"
    assert document["there"] == ["ana"]
    assert [(one["agent"], one["cost"], one["points"]) for one in document["candidates"]] == [
        ("di", 0, 13),
        ("cy", 10, 13),
        ("bo", None, None),
    ]


def test_which_date_a_template_alone_is_taken_for_is_said(rota: Command, desk: Path) -> None:
    told = rota("cover", "early", desk, "--at", "2027-03-08T12:00:00Z")
    assert told.out.splitlines()[0] == "`early` is taken for `early@2027-03-09`, the next to start"
    named = rota("cover", "early@2027-03-09", desk, "--at", "2027-03-08T12:00:00Z")
    assert named.out.splitlines() == told.out.splitlines()[1:]


@pytest.mark.parametrize(
    ("given", "message", "help_text"),
    [
        (
            "night@2027-03-09",
            "there is no shift `night@2027-03-09`",
            "on 2027-03-09 there are early, late",
        ),
        (
            "late@2027-03-29",
            "there is no shift `late@2027-03-29`",
            "write it as `late@2027-03-08`; they start from 2027-03-08 to 2027-03-09",
        ),
        (
            "lat",
            "there is no shift `lat`",
            "did you mean `late`? as in `early@2027-03-08`, from 2027-03-08 to 2027-03-09",
        ),
        (
            "xyz",
            "there is no shift `xyz`",
            "there are early, late; as in `early@2027-03-08`, from 2027-03-08 to 2027-03-09",
        ),
        ("early", "no `early` starts later than Wed 10 Mar", "the last is `early@2027-03-09`"),
    ],
)
def test_a_shift_that_is_not_known_is_said(
    rota: Command, desk: Path, given: str, message: str, help_text: str
) -> None:
    told = rota("cover", given, desk, "--at", "2027-03-10T12:00:00Z")
    assert (told.code, told.err) == (2, f"error: {message}\nhelp: {help_text}\n")
