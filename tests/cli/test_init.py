from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from commands import REPOSITORY

from rota.cli.init import Template

if TYPE_CHECKING:
    from commands import Command

QUICK = [Template.FIRST_HIRE, Template.ONCALL, Template.SUN]
EXAMPLES = REPOSITORY / "examples"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_every_example_is_a_template() -> None:
    assert sorted(Template) == sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())


@pytest.mark.parametrize("template", list(Template))
def test_every_template_passes_the_check_without_a_remark(
    rota: Command, tmp_path: Path, template: Template
) -> None:
    folder = tmp_path / template
    made = rota("init", folder, "--template", template)
    assert (made.code, made.err) == (0, "")
    assert made.out.endswith(f"next: rota check {folder}, then rota plan {folder}\n")
    assert made.out.count("made ") == len(files(folder))
    told = rota("check", folder)
    assert (told.code, told.err, "note:" in told.out) == (0, "", False)


@pytest.mark.parametrize("template", QUICK)
def test_a_quick_template_plans_at_once(rota: Command, tmp_path: Path, template: Template) -> None:
    folder = tmp_path / template
    rota("init", folder, "--template", template)
    told = rota("plan", folder, "--gap", "0.5", "--time-limit", "30")
    assert told.code == 0
    assert rota("verify", folder).code == 0


def test_the_help_desk_comes_with_its_load_and_without_what_was_made_of_it(
    rota: Command, tmp_path: Path
) -> None:
    rota("init", tmp_path / "desk", "--template", "helpdesk-24x7")
    assert files(tmp_path / "desk") == [
        "FORECAST.md",
        "availability/absences.csv",
        "availability/dario.ics",
        "availability/jack.ics",
        "forecast.csv",
        "history.csv",
        "team.yaml",
    ]


def test_without_a_template_it_is_the_smallest(rota: Command, tmp_path: Path) -> None:
    rota("init", tmp_path / "shop")
    assert (tmp_path / "shop" / "team.yaml").read_bytes() == (
        EXAMPLES / "first-hire" / "team.yaml"
    ).read_bytes()


def test_nothing_is_ever_overwritten(rota: Command, tmp_path: Path) -> None:
    (tmp_path / "forecast.csv").write_text("mine")
    told = rota("init", tmp_path, "--template", "helpdesk-24x7")
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        f"error: the file exists already\n --> {tmp_path}/forecast.csv\nhelp: choose an empty folder\n"
    )
    assert files(tmp_path) == ["forecast.csv"]
    assert (tmp_path / "forecast.csv").read_text() == "mine"


def test_what_is_in_the_folder_besides_is_left_alone(rota: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert rota("init", tmp_path).code == 0
    assert files(tmp_path) == ["notes.txt", "team.yaml"]


@pytest.mark.parametrize("inside", ["", "shop"])
def test_a_file_where_the_folder_goes_is_named(rota: Command, tmp_path: Path, inside: str) -> None:
    (tmp_path / "taken").write_text("mine")
    told = rota("init", tmp_path / "taken" / inside)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        f"error: a file is in the place of a folder\n --> {tmp_path}/taken\nhelp: move it away\n"
    )


def test_the_next_commands_can_be_pasted(rota: Command, tmp_path: Path) -> None:
    folder = tmp_path / "Büro ☎"
    told = rota("init", folder)
    assert told.out.splitlines()[-1] == f"next: rota check '{folder}', then rota plan '{folder}'"


def test_a_wheel_carries_the_templates_within(
    rota: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "rota"
    (package / "templates" / "first-hire" / "out").mkdir(parents=True)
    (package / "templates" / "first-hire" / "team.yaml").write_text("team: Within\n")
    (package / "templates" / "first-hire" / "out" / "roster.json").write_text("{}")
    monkeypatch.setattr("importlib.resources.files", lambda _: package)
    rota("init", tmp_path / "shop")
    assert files(tmp_path / "shop") == ["team.yaml"]
    assert Path(tmp_path / "shop" / "team.yaml").read_text() == "team: Within\n"
