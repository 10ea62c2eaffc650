from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from duties import AGENTS, RULES, SHIFTS, WORKED
from teams import team_text, write_roster, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = team_text(agents=AGENTS, shifts=SHIFTS, more=RULES)
    folder = write_workspace(
        tmp_path, {"team.yaml": text, "history.csv": "agent,shift,day\nbo,night1,2027-03-07\n"}
    )
    write_roster(folder, *WORKED)
    return folder


def test_handoffs_are_told_on_both_clocks_with_what_is_done(rota: Command, folder: Path) -> None:
    told = rota("handoffs", folder, "--zone", "Europe/Berlin", "--agent", "bo", "--since", "2027-03-14")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        "Sun 14 Mar 08:00 (16:00 in Tokyo)",
        '  primary  =cmd|"x"  to Ana Kola  until 20:00, then =cmd|"x"',
        "Sun 14 Mar 20:00 (Mon 04:00 in Tokyo)",
        '  primary  Ana Kola  to =cmd|"x"  until Mon 08:00',
        "2 handoffs, times of Europe/Berlin",
        "checklist: open incidents",
        "both are there for 15 min",
        "reminded: 60 min before",
        "open alerts follow the role",
    ]


def test_what_is_too_long_for_the_terminal_is_two_lines(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rota.cli.console._columns", lambda: 40)
    told = rota("handoffs", folder, "--zone", "Europe/Berlin", "--agent", "bo", "--since", "2027-03-14")
    assert told.out.splitlines()[:6] == [
        "Sun 14 Mar 08:00 (16:00 in Tokyo)",
        '  primary  =cmd|"x"  to Ana Kola',
        '           until 20:00, then =cmd|"x"',
        "Sun 14 Mar 20:00 (Mon 04:00 in Tokyo)",
        '  primary  Ana Kola  to =cmd|"x"',
        "           until Mon 08:00",
    ]


def test_without_roles_nothing_is_handed_over(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path / "shop", {"team.yaml": team_text()})
    write_roster(folder)
    assert rota("handoffs", folder).out == "no handoffs: no shift has a `role`\n"


def test_the_first_is_taken_from_who_was_on_before(rota: Command, folder: Path) -> None:
    found = json.loads(rota("handoffs", folder, "--json").out)
    assert (found["format"], found["team"], len(found["handoffs"])) == ("rota-handoffs/1", "Help desk", 25)
    first = next(one for one in found["handoffs"] if one["role"] == "primary")
    assert (first["at_utc"], first["giver"], first["taker"]) == ("2027-03-08T07:00:00Z", "bo", "ana")


def test_csv_and_markdown_hold_no_formula_and_no_markup(rota: Command, folder: Path) -> None:
    table = rota("handoffs", folder, "--csv", "--since", "2027-03-14T20:00+01:00").out
    assert table.splitlines()[1].endswith(
        '15,follow,2027-03-14T18:00:00Z,open incidents,"Ana Kola to =cmd|""x"""'
    )
    assert ',"\'=cmd|""x""",' in table
    page = rota("handoffs", folder, "--markdown", "--since", "2027-03-14T20:00+01:00").out
    assert page.splitlines() == [
        "# Handoffs of Help desk",
        "",
        '## 2027-03-15T04:00+09:00: primary, Ana Kola to \\=cmd\\|"x"',
        "",
        "- at 2027-03-14T19:00:00Z, for the giver 2027-03-14T20:00+01:00",
        "- until 2027-03-15T07:00:00Z",
        "- both are there for 15 minutes",
        '- Ana Kola to =cmd\\|"x"',
        "- [ ] open incidents",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--csv", "--json"), "error: two forms are asked for\nhelp: choose one\n"),
        (("--agent", "zed"), "error: the roster has no agent `zed`\nhelp: known: ana, bo, cem\n"),
    ],
)
def test_what_cannot_be_asked_is_said(
    rota: Command, folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    told = rota("handoffs", folder, *arguments)
    assert (told.code, told.err.startswith(message)) == (2, True)
