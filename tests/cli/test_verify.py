from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commands import Command

AGENTS = [
    "{id: ana, name: Ana Kola, contract: full, requests: [{off: 2027-03-09, weight: 2}]}",
    "{id: bo, name: Bo Lind, contract: full}",
]
SHIFTS = [
    '{id: early, start: "06:00", end: "14:00", days: [mon, tue]}',
    '{id: late, start: "14:00", end: "22:00", days: [mon, tue]}',
]
RULES = [
    "{kind: one_at_a_time}",
    "{kind: min_rest, hours: 11}",
    "{kind: headcount, least: 1}",
    "{kind: requests, weight: 10}",
]
TEAM = team_text(agents=AGENTS, shifts=SHIFTS, rules=RULES)
CHANGED = "help: the workspace has changed since the roster was made: plan again, or take the change back\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ana works early and Bo late, on Monday and on Tuesday, on which Ana would rather be off."""
    folder = write_workspace(tmp_path / "desk", {"team.yaml": TEAM})
    write_roster(
        folder,
        ("ana", "early@2027-03-08"),
        ("bo", "late@2027-03-08"),
        ("ana", "early@2027-03-09"),
        ("bo", "late@2027-03-09"),
        cost=20,
    )
    return folder


@pytest.fixture
def edit(folder: Path) -> Callable[[Callable[[dict], None]], Path]:
    """Change the roster as somebody would with an editor."""

    def change(how: Callable[[dict], None]) -> Path:
        path = folder / "out" / "roster.json"
        content = json.loads(path.read_text("utf-8"))
        how(content)
        path.write_text(json.dumps(content, indent=2), "utf-8")
        return path

    return change


def rewrite(folder: Path, old: str, new: str) -> None:
    """Change the team after the roster was made."""
    assert old in TEAM
    write_workspace(folder, {"team.yaml": TEAM.replace(old, new)})


def test_a_lawful_roster_passes_with_what_it_costs(rota: Command, folder: Path) -> None:
    told = rota("verify", folder)
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "all 3 hard rules kept, cost 20\n\n"
        "should  requests: 1 finding, cost 20\n"
        "  Ana Kola asked to be off duty on Tue 09 Mar, which is not so (cost 20)\n"
    )


def test_an_assignment_taken_out_leaves_a_hole(rota: Command, folder: Path, edit) -> None:
    edit(lambda roster: roster["assignments"].remove({"agent": "bo", "shift": "late@2027-03-09"}))
    told = rota("verify", folder)
    assert (told.code, told.err) == (1, "")
    assert told.out.startswith(
        "2 of 3 hard rules kept, cost 20\n\n"
        "must  headcount: 1 violation\n"
        "  late of Tue 09 Mar 14:00 has 0 of everybody, 1 is needed\n\n"
    )


def test_an_assignment_put_in_takes_the_rest(rota: Command, folder: Path, edit) -> None:
    edit(lambda roster: roster["assignments"].append({"agent": "ana", "shift": "late@2027-03-08"}))
    told = rota("verify", folder)
    assert (told.code, told.err) == (1, "")
    assert "2 of 3 hard rules kept, cost 20\n" in told.out
    assert "must  min_rest: 2 violations\n" in told.out
    assert "Ana Kola rests 8 h between" in told.out


def test_a_swap_by_hand_is_told_its_price(rota: Command, folder: Path, edit) -> None:
    def swap(roster: dict) -> None:
        for entry in roster["assignments"]:
            entry["agent"] = {"ana": "bo", "bo": "ana"}[entry["agent"]]
        roster["assignments"] = [
            entry for entry in roster["assignments"] if entry != {"agent": "ana", "shift": "late@2027-03-09"}
        ] + [{"agent": "bo", "shift": "late@2027-03-09"}]

    edit(swap)
    told = rota("verify", folder)
    assert told.code == 1
    assert told.out.endswith("\nthe roster says that it costs 20, it costs 0\n")


def test_a_cost_that_is_not_the_roster_s_is_told(rota: Command, folder: Path, edit) -> None:
    edit(lambda roster: roster["proof"].update(cost=50))
    told = rota("verify", folder)
    assert told.code == 0
    assert told.out.endswith("\nthe roster says that it costs 50, it costs 20\n")


@pytest.mark.parametrize(
    ("field", "value", "message", "help_text"),
    [
        ("agent", "anna", "unknown member `anna` in an assignment", "did you mean `ana`?"),
        (
            "shift",
            "early@2027-03-10",
            "unknown shift `early@2027-03-10` in an assignment",
            "did you mean `early@2027-03-09`?",
        ),
    ],
)
def test_an_assignment_that_names_nothing_is_shown_in_the_file(
    rota: Command, folder: Path, edit, field: str, value: str, message: str, help_text: str
) -> None:
    path = edit(lambda roster: roster["assignments"][0].update({field: value}))
    told = rota("verify", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"error: {message}\n --> {path}:")
    assert told.err.endswith(f"help: {help_text}\n")


def test_an_agent_whom_only_the_roster_knows_is_refused(rota: Command, folder: Path, edit) -> None:
    def invent(roster: dict) -> None:
        roster["members"].append({"id": "cy", "name": "Cy", "zone": "UTC"})
        roster["assignments"][0]["agent"] = "cy"

    path = edit(invent)
    told = rota("verify", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err == (f"error: the workspace has no agent `cy`\n --> {path}\n{CHANGED}")


def test_a_shift_that_was_moved_is_refused(rota: Command, folder: Path, edit) -> None:
    path = edit(lambda roster: roster["shifts"][0].update(start="2027-03-08T04:00:00Z"))
    told = rota("verify", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        "error: shift `early@2027-03-08` differs: `start` is Mon 08 Mar 05:00 in the roster, "
        "Mon 08 Mar 06:00 in the workspace\n"
        f" --> {path}\n{CHANGED}"
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: early", "id: morning", "the workspace has no shifts `early@2027-03-08` and 1 more of its kind"),
        (
            'end: "14:00", days: [mon, tue]',
            'end: "14:00", days: [tue]',
            "the workspace has no shift `early@2027-03-08`",
        ),
        (
            'start: "06:00", end: "14:00"',
            'start: "06:00", end: "14:00", break_minutes: 30',
            "shifts `early@2027-03-08` and 1 more of its kind differ: `break_minutes` is 0 in the roster, "
            "30 in the workspace",
        ),
        ("id: bo", "id: bob", "the workspace has no agent `bo`"),
        (
            "2027-03-08, weeks: 1",
            "2027-03-15, weeks: 2",
            "the roster is of 2027-03-08 to 2027-03-14 (Europe/Berlin), "
            "the workspace of 2027-03-15 to 2027-03-28 (Europe/Berlin)",
        ),
    ],
)
def test_a_roster_of_an_older_workspace_is_refused(
    rota: Command, folder: Path, old: str, new: str, message: str
) -> None:
    rewrite(folder, old, new)
    told = rota("verify", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err == (f"error: {message}\n --> {folder}/out/roster.json\n{CHANGED}")


def test_rules_may_change_and_the_changed_files_are_named(rota: Command, folder: Path) -> None:
    rewrite(folder, "weight: 10", "weight: 15")
    write_workspace(folder, {"history.csv": "agent,shift,day\n"})
    told = rota("verify", folder)
    assert told.code == 0
    assert told.out.endswith(
        "\nthe roster says that it costs 20, it costs 30\n"
        "changed since the roster was made: history.csv, team.yaml\n"
    )


def test_another_roster_file_can_be_named(rota: Command, folder: Path, tmp_path: Path) -> None:
    other = (folder / "out" / "roster.json").rename(tmp_path / "other.json")
    assert rota("verify", folder, "--roster", other).code == 0
    told = rota("verify", folder)
    assert (told.code, told.err) == (
        2,
        f"error: there is no roster yet\n --> {folder}/out/roster.json\n"
        f"help: make one with `rota plan {folder}`\n",
    )


def test_a_roster_file_that_is_not_there_is_named(rota: Command, folder: Path) -> None:
    told = rota("verify", folder, "--roster", folder / "none.json")
    assert (told.code, told.err) == (
        2,
        f"error: there is no such file\n --> {folder}/none.json\n",
    )


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "rota-roster-9"}', "<html>"])
def test_what_is_no_roster_is_refused(rota: Command, folder: Path, content: str) -> None:
    path = folder / "out" / "roster.json"
    path.write_text(content, "utf-8")
    told = rota("verify", folder)
    assert (told.code, told.out) == (2, "")
    assert f" --> {path}" in told.err


def test_verifying_writes_nothing(rota: Command, folder: Path) -> None:
    before = (folder / "out" / "roster.json").read_bytes()
    rota("verify", folder)
    assert (folder / "out" / "roster.json").read_bytes() == before
    assert [path.name for path in (folder / "out").iterdir()] == ["roster.json"]
