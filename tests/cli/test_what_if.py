"""`rota what-if`: a desk with changes in thought, beside the desk of today, counted by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

from rota.cli.what_if_column import Column

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

AGENTS = (
    "{id: ana, name: Ana Kola, contract: full, skills: {german: 3}, requests: [{off: 2027-03-09}]}",
    "{id: bo, name: Bo Lind, contract: full, skills: {german: 3}}",
)
CONTRACTS = ("{id: full, hours_per_week: 40}", "{id: half, hours_per_week: 20}")
SHIFTS = ('{id: early, start: "06:00", end: "14:00", days: [mon, tue, wed]}',)
RULES = (
    "{kind: availability}",
    "{kind: one_at_a_time}",
    "{kind: max_hours, hours: 40, per: week}",
    "{kind: headcount, least: 1, most: 1}",
    "{kind: requests, weight: 10}",
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Bo works Monday to Wednesday; Ana asked to be off on Tuesday."""
    text = team_text(agents=AGENTS, contracts=CONTRACTS, shifts=SHIFTS, rules=RULES)
    folder = write_workspace(tmp_path, {"team.yaml": text})
    write_roster(folder, *[("bo", f"early@2027-03-{day:02}") for day in (8, 9, 10)])
    return folder


def rosters(rota: Command, desk: Path, *changes: str) -> list[dict[str, object]]:
    words = [word for change in changes for word in ("--change", change)]
    told = rota("what-if", desk, *words, "--time-limit", 20, "--json")
    assert (told.code, told.err) == (0, "")
    document = json.loads(told.out)
    assert document["changes"] == list(changes)
    return document["rosters"]


def test_a_leaver_costs_what_the_other_has_to_give_up(rota: Command, desk: Path) -> None:
    today, anew, after = rosters(rota, desk, "leaver=bo")

    assert (today["cost"], today["bound"]) == (0, None)
    assert (anew["cost"], anew["bound"], anew["otherwise"]) == (0, 0, 0)
    # Ana works the three days, also that which she asked to have off; Bo's three are gone.
    assert (after["cost"], after["bound"], after["rules"]) == (10, 10, {"requests": 10})
    assert (after["entries"], after["otherwise"]) == (3, 6)


def test_an_absence_moves_what_it_has_to(rota: Command, desk: Path) -> None:
    assert rosters(rota, desk, "absent bo 2027-03-10")[2]["otherwise"] == 2


def test_a_rule_can_be_changed_or_left_out(rota: Command, desk: Path) -> None:
    assert rosters(rota, desk, "leaver=bo", "rule requests weight=3")[2]["cost"] == 3
    assert rosters(rota, desk, "leaver=bo", "rule requests off")[2]["cost"] == 0
    assert rosters(rota, desk, "rule max_hours hours=16")[2]["cost"] == 0


def test_changes_add_up(rota: Command, desk: Path) -> None:
    after = rosters(rota, desk, "hire=1 like ana", "leaver=bo", "contract ana=half", "skill ana french=2")[2]
    assert after["cost"] == 0


def test_what_cannot_be_is_explained(rota: Command, desk: Path) -> None:
    told = rota(
        "what-if", desk, "--change", "leaver=bo", "--change", "rule max_hours hours=16", "--time-limit", 20
    )

    assert told.code == 1
    assert told.out == ""
    assert told.err.startswith(
        "error: with the change: no roster keeps every hard rule\nwhat clashes: headcount, max_hours\n"
    )


def test_both_sides_are_shown_in_a_table(rota: Command, desk: Path) -> None:
    told = rota("what-if", desk, "--change", "leaver=bo", "--time-limit", 20)

    assert told.code == 0
    assert told.out.startswith("what if: leaver=bo\n\n")
    assert "today, planned anew  with the change\n" in told.out
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert "cost 0 0 10" in lines
    assert "proof - optimal optimal" in lines
    assert lines[lines.index("cost 0 0 10") + 1] == "requests 0 0 10"
    # Ana works Bo's three days.
    assert told.out.splitlines()[-1] == "with the change: cost 10 more; other shifts for 2 agents"


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        (7, "a longer search may save up to 3 of this cost (--time-limit)"),
        (3, "how much of that is the change's and not the search's is not known: give more --time-limit"),
    ],
)
def test_what_a_longer_search_might_save_is_said(
    rota: Command, desk: Path, monkeypatch: pytest.MonkeyPatch, bound: int, said: str
) -> None:
    monkeypatch.setattr(
        "rota.cli.what_if.Column",
        lambda *given: Column(*given[:3], None if given[3] is None else bound),
    )
    told = rota("what-if", desk, "--change", "leaver=bo", "--time-limit", 20)

    assert told.code == 0
    assert told.out.splitlines()[-1] == said


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("leaver=anna", "there is no agent `anna`"),
        ("contract ana=hal", "there is no contract `hal`"),
        ("skill ana klingon=2", "there is no skill `klingon`"),
        ("load phone=+20%", "there is no queue `phone`"),
        ("rule max_hour hours=2", "there is no rule `max_hour`"),
        ("rule max_hours hours=many", "rule `max_hours` cannot have `hours=many`"),
        ("absent ana tomorrow", "`tomorrow` is no span of days"),
        ("more coffee", "`more coffee` is no change that is known"),
        ("load=+20", "`load=+20` is no share of the load\nhelp: write it in percent, as in `load=+20%`\n"),
        (
            "load phone=20%",
            "`load phone=20%` is no share of the load\nhelp: write it in percent, as in `load phone=+20%`\n",
        ),
    ],
)
def test_a_change_that_is_not_known_is_said(rota: Command, desk: Path, change: str, message: str) -> None:
    told = rota("what-if", desk, "--change", change)
    assert told.code == 2
    assert told.err.startswith(f"error: {message}")
