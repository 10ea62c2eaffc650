"""Exports for pagers: proved before they are written, and again as they lie in the workspace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import beeper
import pytest
from duties import AGENTS, RULES, SHIFTS, WORKED
from teams import team_text, write_roster, write_workspace

from exports import pagers

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

ALL = ("--since", "2027-03-08")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pagers, "PAGERS", (beeper,))
    text = team_text(agents=AGENTS, shifts=SHIFTS, more=RULES)
    folder = write_workspace(
        tmp_path, {"team.yaml": text, "history.csv": "agent,shift,day\nbo,night1,2027-03-07\n"}
    )
    write_roster(folder, *WORKED)
    return folder


def written(folder: Path) -> list[str]:
    place = folder / "out" / "paging"
    return sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())


def test_a_pager_s_files_are_written_and_what_falls_to_the_fallback_is_told(
    rota: Command, folder: Path
) -> None:
    told = rota("export", folder, "--format", "beeper", *ALL)
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        f"beeper {folder}/out/paging/beeper, 3 files\n"
        "note: nobody is on as secondary for 96 h (first Mon 08 Mar 00:00): Cem, the fallback, is paged\n"
    )
    assert written(folder) == [
        "beeper/.written",
        "beeper/fallback.json",
        "beeper/turns/primary.json",
        "beeper/turns/secondary.json",
    ]


def test_every_pager_that_the_team_names_is_written(rota: Command, folder: Path) -> None:
    assert rota("export", folder, "--pagers", *ALL).code == 0
    assert rota("verify", folder, "--paging", *ALL).out.splitlines()[1:] == [
        "",
        "beeper: no gap in 10,080 minutes, Mon 08 Mar 00:00 to Mon 15 Mar 00:00: "
        "every page reaches whom the roster says",
        "note: nobody is on as secondary for 96 h (first Mon 08 Mar 00:00): Cem, the fallback, is paged",
    ]


def test_nothing_of_the_past_is_written(rota: Command, folder: Path) -> None:
    rota("export", folder, "--format", "beeper", "--since", "2027-03-14T09:00Z")
    turns = json.loads((folder / "out" / "paging" / "beeper" / "turns" / "primary.json").read_bytes())
    assert [turn[:2] for turn in turns] == [
        ["2027-03-14T09:00:00+00:00", "2027-03-14T19:00:00+00:00"],
        ["2027-03-14T19:00:00+00:00", "2027-03-15T07:00:00+00:00"],
    ]


def test_files_of_an_earlier_export_go_and_those_of_others_stay(rota: Command, folder: Path) -> None:
    rota("export", folder, "--format", "beeper", *ALL)
    place = folder / "out" / "paging" / "beeper"
    (place / "terraform.tfstate").write_text("{}")
    (place / "turns" / "shadow.json").write_text("[]")
    (place / ".written").write_text((place / ".written").read_text() + "turns/shadow.json\n")
    assert rota("export", folder, "--format", "beeper", *ALL).code == 0
    assert written(folder) == [
        "beeper/.written",
        "beeper/fallback.json",
        "beeper/terraform.tfstate",
        "beeper/turns/primary.json",
        "beeper/turns/secondary.json",
    ]
    assert rota("verify", folder, "--paging", *ALL).code == 0


def test_files_without_a_list_are_nobody_s_to_delete(rota: Command, folder: Path) -> None:
    other = folder / "out" / "paging" / "beeper" / "terraform.tfstate"
    other.parent.mkdir(parents=True)
    other.write_text("{}")
    rota("export", folder, "--format", "beeper", *ALL)
    assert other.read_text() == "{}"


def test_a_turn_that_was_changed_in_the_export_is_a_gap_with_minute_role_and_cause(
    rota: Command, folder: Path
) -> None:
    rota("export", folder, "--format", "beeper", *ALL)
    path = folder / "out" / "paging" / "beeper" / "turns" / "primary.json"
    path.write_text(path.read_text().replace("2027-03-10T07:00:00+00:00", "2027-03-10T07:01:00+00:00", 1))
    told = rota("verify", folder, "--paging", *ALL)
    assert told.code == 1
    assert told.out.splitlines()[2] == (
        "beeper: primary, Wed 10 Mar 08:00 to Wed 10 Mar 08:01 (1 min): "
        "`B1` and `B2` are paged, `B1` by the roster"
    )


def test_a_roster_that_pages_one_person_twice_is_not_exported(rota: Command, folder: Path) -> None:
    write_roster(folder, *WORKED, ("ana", "day2@2027-03-14"))
    told = rota("export", folder, "--format", "beeper", *ALL)
    assert (told.code, told.err) == (
        2,
        "error: beeper: standard, Sun 14 Mar 08:00 to Sun 14 Mar 20:00 (12 h): "
        "`B1` is paged by two of its steps\n",
    )
    assert written(folder) == []


def test_agents_without_an_id_are_named(rota: Command, folder: Path) -> None:
    text = (folder / "team.yaml").read_text().replace(", contacts: {beeper: B2}", "")
    (folder / "team.yaml").write_text(text)
    told = rota("export", folder, "--format", "beeper")
    assert told.err == ("error: agent `bo` has no id for beeper\nhelp: add `beeper` to its `contacts`\n")


def test_a_pager_that_there_is_not_is_refused(rota: Command, folder: Path) -> None:
    told = rota("export", folder, "--format", "beaper")
    assert told.err.startswith("error: unknown format `beaper`\nhelp: did you mean `beeper`?\n")
    told = rota("export", folder, "--format", "xlsx")
    assert (told.code, told.err) == (
        2,
        "error: unknown format `xlsx`\n"
        "help: hours and pay as a sheet: `rota report --payroll FILE.xlsx`, or FILE.csv\n",
    )
    (folder / "out" / "paging" / "fax").mkdir(parents=True)
    told = rota("verify", folder, "--paging")
    assert (told.code, told.err.splitlines()[:2]) == (
        2,
        ["error: unknown format `fax`", "help: known: beeper"],
    )


def test_without_an_export_there_is_nothing_to_prove(rota: Command, folder: Path) -> None:
    told = rota("verify", folder, "--paging")
    assert (told.code, told.err.splitlines()[0]) == (2, "error: there is no export for a pager yet")


def test_names_of_formats_are_one_each() -> None:
    names = [pager.SYSTEM for pager in pagers.PAGERS]
    assert len({*names, "ics", "csv", "json"}) == len(names) + 3
