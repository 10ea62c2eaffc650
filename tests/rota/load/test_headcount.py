"""headcount.csv as values; its faults are documents in tests/errors/wrong_headcount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teams import team_text, write_workspace

from rota.load.workspace import load_workspace
from rota.problem import Wanted

if TYPE_CHECKING:
    from pathlib import Path


def wanted(folder: Path, text: str) -> tuple[Wanted, ...]:
    """What the workspace of the tests wants with this headcount.csv."""
    write_workspace(folder, {"team.yaml": team_text(rules=["{kind: staffing}"]), "headcount.csv": text})
    return load_workspace(folder).problem.wanted


def test_rows_become_wishes_in_the_order_of_the_shifts(tmp_path: Path) -> None:
    text = "shift,day,agents,under,over\nearly,2027-03-10,3,100,1\nearly,2027-03-08,2,,0\n"
    assert wanted(tmp_path, text) == (
        Wanted("early@2027-03-08", 2, None, 0),
        Wanted("early@2027-03-10", 3, 100, 1),
    )


def test_prices_may_be_left_out(tmp_path: Path) -> None:
    assert wanted(tmp_path, "day;agents;shift\n2027-03-08;2;early\n") == (Wanted("early@2027-03-08", 2),)


def test_days_outside_the_horizon_are_left_out(tmp_path: Path) -> None:
    text = "shift,day,agents\nearly,2027-03-07,1\nearly,2027-03-14,1\nearly,2027-03-15,1\n"
    assert wanted(tmp_path, text) == (Wanted("early@2027-03-14", 1),)


def test_without_the_file_nothing_is_wanted_and_with_it_its_hash_is_kept(tmp_path: Path) -> None:
    assert load_workspace(write_workspace(tmp_path / "a", {"team.yaml": team_text()})).problem.wanted == ()
    files = {"team.yaml": team_text(), "headcount.csv": "shift,day,agents\n"}
    inputs = load_workspace(write_workspace(tmp_path / "b", files)).inputs
    assert [name for name, _ in inputs] == ["headcount.csv", "team.yaml"]
