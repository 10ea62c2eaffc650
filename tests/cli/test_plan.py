from __future__ import annotations

import os
import re
import shutil
import signal
from typing import TYPE_CHECKING

import pytest
from commands import REPOSITORY, ran, started
from teams import team_text, write_workspace

from exports import json
from rota.load.workspace import load_workspace
from rota.solve.giving_up import GivenUp
from rota.solve.hold import interruptible
from rota.solve.outcome import Infeasible, Solved, TimedOut
from rota.solve.why_infeasible import Impossible
from rota.verify import Verdict

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from commands import Command

AGENTS = [
    "{id: ana, name: Ana Kola, contract: full, requests: [{off: 2027-03-09}]}",
    "{id: bo, name: Bo Lind, contract: full, requests: [{off: 2027-03-09, weight: 2}]}",
    "{id: cy, name: Cy Hay, contract: full, requests: [{off: 2027-03-09, weight: 3}]}",
]
SHIFTS = ['{id: early, start: "06:00", end: "14:00"}', '{id: late, start: "14:00", end: "22:00"}']
RULES = [
    "{kind: one_at_a_time}",
    "{kind: min_rest, hours: 11}",
    "{kind: headcount, least: 1, most: 1}",
    "{kind: max_consecutive_days, days: 5}",
    "{kind: max_hours, hours: 48}",
    "{kind: min_hours, hours: 8}",
    "{kind: requests, weight: 10}",
]
OLD = b"an old roster"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two of three must work on the Tuesday on which all would be off: the cheapest roster costs 30."""
    text = team_text(agents=AGENTS, shifts=SHIFTS, rules=RULES)
    return write_workspace(tmp_path / "help desk", {"team.yaml": text})


@pytest.fixture
def week(desk: Path) -> Path:
    """A week of it, which still takes a while."""
    team = desk / "team.yaml"
    team.write_text(team.read_text("utf-8").replace("weeks: 4", "weeks: 1"), "utf-8")
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The help desk of the examples, which takes minutes to plan."""
    return shutil.copytree(
        REPOSITORY / "examples" / "helpdesk-24x7", tmp_path / "desk", ignore=shutil.ignore_patterns("out")
    )


def with_old(folder: Path) -> Path:
    """The path of the roster, where an old one is lying."""
    write_workspace(folder, {"out/roster.json": OLD.decode()})
    return folder / "out" / "roster.json"


def outcome_is(monkeypatch: pytest.MonkeyPatch, outcome: Solved | Infeasible | TimedOut) -> None:
    monkeypatch.setattr("rota.solve.engine.solve", lambda *_, **__: outcome)


def test_the_best_roster_is_found_proved_verified_and_written(rota: Command, folder: Path) -> None:
    told = rota("plan", folder)

    assert told.code == 0
    assert told.out.startswith("╭─ Help desk ─")
    assert "│ proved optimal" in told.out
    assert "│ cost 30, bound 30, gap 0" in told.out
    assert told.out.endswith(f"\nwritten: {folder}/out/roster.json\n")
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["roster.json"]
    assert rota("verify", folder).code == 0


def test_the_roster_tells_what_it_was_made_of(rota: Command, folder: Path) -> None:
    assert rota("plan", folder, "--seed", "7", "--workers", "1").code == 0

    roster = json.read((folder / "out" / "roster.json").read_bytes())
    workspace = load_workspace(folder)
    assert [roster.team, roster.zone, roster.start, roster.end] == [
        "Help desk",
        "Europe/Berlin",
        workspace.problem.start,
        workspace.problem.end,
    ]
    assert [(member.id, member.name) for member in roster.members] == [
        ("ana", "Ana Kola"),
        ("bo", "Bo Lind"),
        ("cy", "Cy Hay"),
    ]
    assert roster.shifts == workspace.problem.shifts
    proof = roster.proof
    assert [proof.status, proof.cost, proof.bound, proof.seed] == ["optimal", 30, 30, 7]
    assert proof.inputs == workspace.inputs


def test_a_search_in_a_pipe_is_followed_by_lines(rota: Command, folder: Path) -> None:
    lines = rota("plan", folder).err.splitlines()
    known = re.compile(r" +\d+\.\d s  (no roster yet, bound [\d,]+|cost [\d,]+, bound [\d,]+, gap [\d.]+%)")
    assert lines
    assert [line for line in lines if not known.fullmatch(line)] == []


@pytest.mark.parametrize("workers", [1, 3])
def test_what_is_reproducible_gives_equal_bytes(rota: Command, folder: Path, workers: int) -> None:
    written = []
    for _ in range(2):
        assert rota("plan", folder, "--reproducible", "--workers", workers, "--time-limit", "5").code == 0
        written.append((folder / "out" / "roster.json").read_bytes())
    assert written[0] == written[1]
    roster = json.read(written[0])
    assert [roster.made_at, roster.proof.seconds] == [roster.start, 0.0]


def test_a_roster_that_is_good_enough_ends_the_search(rota: Command, folder: Path) -> None:
    assert rota("plan", folder, "--gap", "1").code == 0
    roster = json.read((folder / "out" / "roster.json").read_bytes())
    assert roster.proof.bound <= roster.proof.cost
    assert rota("verify", folder).code == 0


def test_a_roster_that_is_not_proved_is_called_feasible(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rota("plan", folder)
    cells = json.read((folder / "out" / "roster.json").read_bytes()).cells
    outcome_is(monkeypatch, Solved(cells, cost=30, bound=20, seconds=1.26, workers=2))

    told = rota("plan", folder)

    proof = json.read((folder / "out" / "roster.json").read_bytes()).proof
    assert told.code == 0
    assert [proof.status, proof.cost, proof.bound, proof.seconds] == ["feasible", 30, 20, 1.3]


def test_an_impossible_team_leaves_the_old_roster(rota: Command, folder: Path) -> None:
    text = team_text(agents=AGENTS, rules=["{kind: headcount, least: 4}"])
    path = with_old(write_workspace(folder, {"team.yaml": text}))

    told = rota("plan", folder)

    assert (told.code, told.out) == (1, "")
    assert told.err.startswith(
        "note: requests are given, but without a rule `requests` nobody looks at them\n"
    )
    assert "what clashes: headcount\n" in told.err
    assert path.read_bytes() == OLD


def test_clashes_that_were_not_found_in_time_are_not_invented(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome_is(monkeypatch, Infeasible(seconds=30.0))
    nothing = Impossible((), (), all_told=False)
    monkeypatch.setattr("rota.solve.why_infeasible.why_infeasible", lambda *_, **__: nothing)
    monkeypatch.setattr("rota.solve.giving_up.give_up", lambda *_, **__: GivenUp((), least=False))
    told = rota("plan", folder)
    assert (told.code, told.out, told.err) == (
        1,
        "",
        "error: no roster keeps every hard rule\nhelp: which rules clash was not found in time\n",
    )


def test_without_a_clash_in_time_it_is_told_what_gives_way_the_least(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workspace(folder, {"team.yaml": team_text(agents=AGENTS, rules=["{kind: headcount, least: 4}"])})
    nothing = Impossible((), (), all_told=False)
    monkeypatch.setattr("rota.solve.why_infeasible.why_infeasible", lambda *_, **__: nothing)
    told = rota("plan", folder)
    assert told.code == 1
    assert (
        "error: no roster keeps every hard rule\n"
        "the one that gives up the least still breaks:\n"
        "\n"
        "  headcount (at least 4 of everybody on every shift)\n"
        "    - early of Mon 08 Mar 06:00 has 3 of everybody, 4 are needed\n"
    ) in told.err
    assert told.err.endswith("    - and 1 more\n")


def test_an_explanation_that_finds_a_roster_is_a_bug_of_ours(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome_is(monkeypatch, Infeasible(seconds=30.0))
    told = rota("plan", folder)
    assert told.code == 101
    assert "the search finds no roster, the explanation of why there is none finds one" in told.err


def test_time_without_a_roster_is_no_proof(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_old(folder)
    outcome_is(monkeypatch, TimedOut(seconds=59.7))
    told = rota("plan", folder)
    assert (told.code, told.out, told.err) == (
        3,
        "",
        "error: no roster was found in 60 s, nor a proof that there is none\n"
        "help: give more time with --time-limit\n",
    )
    assert path.read_bytes() == OLD


def test_ctrl_c_before_the_first_roster_is_told_as_such(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impatient(*_: object, **__: object) -> TimedOut:
        with interruptible(60.0) as hold:
            signal.raise_signal(signal.SIGINT)
        return TimedOut(seconds=3.2 if hold.raised.is_set() else 60.0)

    path = with_old(folder)
    monkeypatch.setattr("rota.solve.engine.solve", impatient)
    told = rota("plan", folder)
    assert (told.code, told.out, told.err) == (
        3,
        "",
        "error: stopped after 3 s, before a first roster was found\n"
        "help: Ctrl-C keeps the best roster once there is one: wait for a `cost` to show\n",
    )
    assert path.read_bytes() == OLD


def test_a_blink_is_too_short_for_a_week(rota: Command, week: Path) -> None:
    told = rota("plan", week, "--time-limit", "0.1")
    assert (told.code, told.out) == (3, "")
    assert "error: no roster was found in " in told.err


def test_a_solver_that_states_another_cost_than_the_verifier_is_a_bug(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_old(folder)
    monkeypatch.setattr("rota.cli.planned.verify", lambda *_: Verdict((), ()))
    told = rota("plan", folder)
    assert (told.code, told.out) == (101, "")
    assert told.err.endswith(
        "error: a bug in rota: the roster as written costs 0 with 0 hard violations\n"
        "help: please report it with the workspace\n"
    )
    assert path.read_bytes() == OLD


def test_a_solver_that_breaks_a_rule_is_a_bug(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_old(folder)
    outcome_is(monkeypatch, Solved(frozenset(), cost=0, bound=0, seconds=0.1, workers=1))
    told = rota("plan", folder)
    assert (told.code, told.out) == (101, "")
    # 14 shifts without anybody, and three people without their hours.
    assert "error: a bug in rota: the roster as written costs 0 with 17 hard violations\n" in told.err
    assert path.read_bytes() == OLD


def test_a_roster_that_cannot_be_read_back_is_a_bug(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_old(folder)
    monkeypatch.setattr("exports.json.write", lambda _: b"{")
    told = rota("plan", folder)
    assert told.code == 101
    assert "error: a bug in rota: the roster as written cannot be read: broken JSON: " in told.err
    assert path.read_bytes() == OLD


@pytest.mark.parametrize(
    ("blocking", "place", "message"),
    [
        ("out", "out", "a file is in the place of a folder"),
        ("out/roster.json/x", "out/roster.json", "a folder is in the place of the file `roster.json`"),
    ],
)
def test_where_nothing_can_be_written_nothing_is_searched(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, blocking: str, place: str, message: str
) -> None:
    write_workspace(folder, {blocking: ""})
    monkeypatch.setattr("rota.solve.engine.solve", None)
    told = rota("plan", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err == (f"error: {message}\n --> {folder}/{place}\nhelp: move it away\n")


def test_a_folder_that_may_not_be_written_is_named_before_the_search(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The superuser may write anywhere, so the system's answer is played.
    monkeypatch.setattr("os.access", lambda path, mode: not (path == folder and mode & os.W_OK))
    monkeypatch.setattr("rota.solve.engine.solve", None)
    told = rota("plan", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        f"error: nothing can be written in this folder\n --> {folder}\nhelp: check its permissions\n"
    )


def test_a_disk_that_is_full_leaves_the_old_roster_whole(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_old(folder)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    told = rota("plan", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err.endswith(f"error: no space left on device: `{path}`\n")
    assert path.read_bytes() == OLD
    assert [entry.name for entry in path.parent.iterdir()] == ["roster.json"]


def test_a_folder_of_any_name_is_planned(tmp_path: Path) -> None:
    text = team_text(agents=AGENTS, shifts=SHIFTS, rules=RULES)
    folder = write_workspace(tmp_path / "Büro ☎ 'eins'", {"team.yaml": text})
    told = ran("plan", folder)
    assert (told.code, told.out.splitlines()[-1]) == (0, f"written: {folder}/out/roster.json")
    assert "\x1b" not in told.out + told.err


def first_line(process: subprocess.Popen[str], part: str) -> None:
    """Read on until the search says this."""
    assert process.stderr is not None
    assert any(part in line for line in process.stderr)


def test_ctrl_c_keeps_the_best_roster_so_far(rota: Command, desk: Path) -> None:
    process = started("plan", desk, "--time-limit", "300")
    first_line(process, "cost ")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)

    assert (process.returncode, "Traceback" in err) == (0, False)
    assert out.endswith(f"written: {desk}/out/roster.json\n")
    told = rota("verify", desk)
    assert told.code == 0
    assert told.out.startswith("all 13 hard rules kept, cost ")


def test_a_kill_in_the_search_leaves_the_old_roster(week: Path) -> None:
    path = with_old(week)
    process = started("plan", week, "--time-limit", "300")
    first_line(process, " s  ")
    process.kill()
    process.communicate(timeout=60)

    assert process.returncode == -signal.SIGKILL
    assert path.read_bytes() == OLD
    assert [entry.name for entry in path.parent.iterdir()] == ["roster.json"]


def test_who_reads_along_may_leave(folder: Path) -> None:
    text = team_text(agents=AGENTS, shifts=SHIFTS, rules=["{kind: headcount, least: 1}"])
    write_workspace(folder, {"team.yaml": text})  # there is something to note
    process = started("plan", folder)
    assert process.stderr is not None
    process.stderr.close()
    assert process.stdout is not None
    out = process.stdout.read()
    process.stdout.close()
    assert (process.wait(timeout=60), out.splitlines()[-1]) == (0, f"written: {folder}/out/roster.json")
