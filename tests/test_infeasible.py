"""Teams that no roster can serve, as documents: each folder is one, with what `rota plan` must say of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Command

INFEASIBLE = Path(__file__).parent / "infeasible"


@pytest.mark.parametrize("name", sorted(folder.name for folder in INFEASIBLE.iterdir()))
def test_a_team_without_a_roster_is_told_why(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(INFEASIBLE / name)

    told = Command(monkeypatch, capsys)("plan", "--reproducible")

    assert (told.code, told.out) == (1, "")
    assert told.err == Path("message.txt").read_text("utf-8")
    assert not Path("out").exists()
