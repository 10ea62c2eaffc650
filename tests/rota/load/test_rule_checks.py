"""Rules whose rows of days are longer than what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_workspace

from rota.errors import InputError
from rota.load.workspace import load_workspace

if TYPE_CHECKING:
    from pathlib import Path

HISTORY = "agent,shift,day\nana,early,2027-03-01\n"


@pytest.mark.parametrize("days", [1, 7])
def test_a_window_as_long_as_the_horizon_may_be(tmp_path: Path, days: int) -> None:
    text = team_text(rules=[f"{{kind: max_consecutive_days, days: {days}}}"])
    assert len(load_workspace(write_workspace(tmp_path, {"team.yaml": text})).rules) == 1


@pytest.mark.parametrize(("days", "refused"), [(14, False), (15, True)])
def test_history_makes_room_for_a_longer_window(tmp_path: Path, days: int, refused: bool) -> None:
    text = team_text(rules=[f"{{kind: max_consecutive_nights, nights: {days}}}"])
    folder = write_workspace(tmp_path, {"team.yaml": text, "history.csv": HISTORY})
    if not refused:
        assert len(load_workspace(folder).rules) == 1
        return
    with pytest.raises(InputError) as caught:
        load_workspace(folder)
    assert [fault.message for fault in caught.value.faults] == [
        "rule `max_consecutive_nights` is about 15 days in a row, and horizon and history have 14"
    ]


def test_only_the_bound_given_is_a_window(tmp_path: Path) -> None:
    text = team_text(rules=["{kind: block_length, shifts: [early], least: 2}"])
    assert len(load_workspace(write_workspace(tmp_path, {"team.yaml": text})).rules) == 1
