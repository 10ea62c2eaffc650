from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
import typer.main
from commands import REPOSITORY, ran, started
from teams import team_text, write_workspace

from rota.cli.main import MOST_FAULTS, app
from rota.errors import OurBug, RotaError

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

COMMANDS = sorted(typer.main.get_command(app).commands)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_workspace(tmp_path / "help desk", {"team.yaml": team_text()})


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make reading a workspace fail."""

    def fail(folder: Path) -> None:
        raise error

    monkeypatch.setattr("rota.load.workspace.load_workspace", fail)


def test_help_names_every_command(rota: Command) -> None:
    told = rota("--help")
    assert (told.code, told.err) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name} " not in told.out] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_by_both_names(rota: Command, command: str) -> None:
    told = rota(command, "-h")
    assert (told.code, told.err) == (0, "")
    assert f"Usage: rota {command}" in told.out
    assert rota(command, "--help") == told


def test_the_version_is_that_of_the_package(rota: Command) -> None:
    told = rota("--version")
    assert (told.code, told.out) == (0, f"rota {version('rota-roster')}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["plna"],
        ["plan", "--time-limt", "3"],
        ["plan", "--time-limit", "0"],
        ["plan", "--time-limit", "nan"],
        ["plan", "--gap", "1.5"],
        ["plan", "--workers", "0"],
        ["init"],
        ["init", "x", "--template", "y"],
        ["export", "--format", "pdf"],
        ["demand", "--by", "week"],
    ],
)
def test_a_command_that_does_not_exist_is_bad_input(rota: Command, arguments: list[str]) -> None:
    assert rota(*arguments).code == 2


def test_input_errors_are_drawn_and_counted(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": "team: Help desk\nzone: Europe/Berln\n"})
    told = rota("check", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(
        f"error: missing key `agents`\n --> {folder}/team.yaml:1:1\n  |\n1 | team: Help desk\n  | ^\n\n"
    )
    assert told.err.endswith("\nhelp: did you mean `Europe/Berlin`?\n\n5 errors\n")


def test_a_single_error_is_counted_in_the_singular(rota: Command, tmp_path: Path) -> None:
    told = rota("check", tmp_path)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        f"error: there is no team.yaml in {tmp_path}\n --> {tmp_path}/team.yaml\n"
        f"help: make a workspace with `rota init {tmp_path}`\n"
    )


def test_errors_without_end_are_counted_only(rota: Command, folder: Path) -> None:
    rows = "".join(f"nobody{number},early,2027-03-07\n" for number in range(MOST_FAULTS + 7))
    write_workspace(folder, {"history.csv": f"agent,shift,day\n{rows}"})
    told = rota("check", folder)
    assert told.err.count("error: ") == MOST_FAULTS
    assert told.err.endswith("\n\n57 errors, the first 50 are shown\n")


def test_an_error_of_ours_without_a_place_is_one_line(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, RotaError("the moon is full"))
    told = rota("check", folder)
    assert (told.code, told.err) == (2, "error: the moon is full\n")


def test_a_bug_of_ours_says_so(rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, OurBug("two and two are five"))
    told = rota("check", folder)
    assert (told.code, told.out) == (101, "")
    assert told.err == (
        "error: a bug in rota: two and two are five\nhelp: please report it with the workspace\n"
    )


def test_what_nobody_thought_of_is_a_bug_with_its_trace(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, ZeroDivisionError("division by zero"))
    told = rota("check", folder)
    assert told.code == 101
    assert told.err.startswith("Traceback (most recent call last):\n")
    assert told.err.endswith(
        "ZeroDivisionError: division by zero\n"
        "error: a bug in rota\nhelp: please report the lines above with the workspace\n"
    )


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (PermissionError(13, "Permission denied", "team.yaml"), "permission denied: `team.yaml`"),
        (OSError(28, "No space left on device"), "no space left on device"),
        (IsADirectoryError(21, "Is a directory", ".a.1", None, "a"), "is a directory: `a`"),
        (OSError("strange"), "strange"),
    ],
)
def test_what_the_system_refuses_is_one_line(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, text: str
) -> None:
    failing(monkeypatch, error)
    told = rota("check", folder)
    assert (told.code, told.out, told.err) == (2, "", f"error: {text}\n")


def test_a_file_that_may_not_be_read_is_named(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The superuser may read anything, so the system's answer is played.
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    told = rota("check", folder)
    assert (told.code, told.err) == (2, f"error: permission denied: `{folder}/team.yaml`\n")


def test_ctrl_c_ends_it_without_a_word(rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, KeyboardInterrupt())
    told = rota("check", folder)
    assert (told.code, told.out, told.err) == (130, "", "")


def test_the_workspace_is_this_folder_where_none_is_named(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert rota("check").out.startswith("Help desk: 2 agents, 7 shifts, Mon 08 Mar 2027 to Sun 14 Mar 2027")
    monkeypatch.chdir(folder.parent)
    assert rota("check").err.startswith("error: there is no team.yaml in .\n --> team.yaml\n")


def test_to_check_a_workspace_no_solver_is_imported(folder: Path) -> None:
    code = (
        "import sys\nfrom rota.cli.main import app\n"
        f"app(['check', {str(folder)!r}], standalone_mode=False)\n"
        "print('ortools' in sys.modules)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize(
    "check_command", [["check", "{folder}"], ["schema"], ["--help"]], ids=["check", "schema", "help"]
)
def test_a_pipe_that_is_closed_early_ends_it_without_a_trace(folder: Path, check_command: list[str]) -> None:
    process = started(*(word.format(folder=folder) for word in check_command))
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    errors = process.stderr.read()
    process.wait(timeout=60)
    process.stderr.close()
    assert errors == ""


@pytest.mark.parametrize("looks", [{"NO_COLOR": "1"}, {}, {"TERM": "dumb"}])
def test_a_pipe_gets_no_escape_codes(folder: Path, looks: dict[str, str]) -> None:
    told = ran("check", folder, **looks)
    assert told.code == 0
    assert "\x1b" not in told.out + told.err


def test_a_name_that_the_terminal_cannot_write_is_no_failure(tmp_path: Path) -> None:
    folder = write_workspace(
        tmp_path / "Büro ☎", {"team.yaml": team_text(rules=["{kind: min_rest, id: 'Öde'}"])}
    )
    told = ran("check", folder, PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (told.code, told.err) == (0, "")
    assert "  must    ?de: everybody: at least 11 h of rest between two shifts\n" in told.out


@pytest.mark.parametrize(
    ("words", "position", "offered"),
    [("rota pl", "1", ["plan"]), ("rota init x --template fi", "4", ["first-hire"])],
)
def test_a_shell_completes_commands_and_values(words: str, position: str, offered: list[str]) -> None:
    told = ran(_ROTA_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=position)
    assert (told.code, told.out.split(), told.err) == (0, offered, "")


def test_the_script_for_completion_can_be_piped() -> None:
    told = ran(_ROTA_COMPLETE="source_bash")
    assert (told.code, told.err) == (0, "")
    assert "complete -o default -F _rota_completion rota\n" in told.out
