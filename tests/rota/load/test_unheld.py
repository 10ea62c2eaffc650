from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_workspace

from rota.load.unheld import unheld
from rota.load.workspace import load_workspace

if TYPE_CHECKING:
    from pathlib import Path

EARLY, LATE = '{id: early, start: "06:00", end: "14:00"}', '{id: late, start: "14:00", end: "22:00"}'
DAY = '{id: day, start: "09:00", end: "17:00", days: [mon, tue, wed, thu, fri]}'
SATURDAY = '{id: saturday, start: "09:00", end: "09:30", days: [sat]}'
CALL = '{id: call, start: "20:00", end: "08:00", kind: on_call}'
NEITHER = (
    "contracts have hours, but without a rule `max_hours` or `min_hours` nobody is held to them: "
    "one agent may get all shifts, another none"
)
NO_CAP = "without a rule `max_hours`, agents may get more than the hours of their contracts"
NO_FLOOR = "without a rule `min_hours`, agents may get none of the hours of their contracts"
CAP, FLOOR = "{kind: max_hours, contract_share: 1}", "{kind: min_hours, contract_share: 1, weight: 1}"
HOURS = "{kind: fair_share, burden: hours, kinds: [work]}"


def found(folder: Path, shifts: list[str], *rules: str) -> list[str]:
    write_workspace(folder, {"team.yaml": team_text(shifts=shifts, rules=rules)})
    workspace = load_workspace(folder)
    return list(unheld(workspace.problem, workspace.rules))


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ((), [NEITHER]),
        (("{kind: max_hours, id: daily, hours: 8, per: day}",), [NEITHER]),
        (("{kind: max_hours, kinds: [on_call], hours: 48}",), [NEITHER]),
        (("{kind: fair_share, burden: nights}",), [NEITHER]),
        (("{kind: fair_share, burden: shifts, shifts: [early]}",), [NEITHER]),
        ((CAP,), [NO_FLOOR]),
        (("{kind: average_hours}",), [NO_FLOOR]),
        (("{kind: overtime}",), [NO_FLOOR]),
        (("{kind: shift_count, most: 5}",), [NO_FLOOR]),
        ((FLOOR,), [NO_CAP]),
        (("{kind: shift_count, least: 5}",), [NO_CAP]),
        ((CAP, FLOOR), []),
        ((HOURS,), []),
        (("{kind: balance, burden: shifts}",), []),
    ],
)
def test_hours_of_contracts_that_no_rule_holds_are_remarked(
    tmp_path: Path, rules: tuple[str, ...], said: list[str]
) -> None:
    assert found(tmp_path, [EARLY], *rules) == said


def test_where_all_shifts_are_no_more_than_a_contract_nobody_needs_be_held(tmp_path: Path) -> None:
    """Five days of 8 h are the 40 h of the contract; half an hour on Saturday is above it."""
    assert found(tmp_path, [DAY]) == []
    assert found(tmp_path, [DAY, SATURDAY]) == [NEITHER]


def test_standing_by_is_held_to_no_contract_and_to_no_rest(tmp_path: Path) -> None:
    assert found(tmp_path, [CALL]) == []


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("{kind: requests}", "as soon as `early` ends"),
        ("{kind: min_rest, hours: 1}", ""),
        ("{kind: min_rest_in_24h}", ""),
        ("{kind: forbidden_succession, after: [late], not_next_day: [early]}", ""),
    ],
)
def test_rest_that_no_rule_asks_for_is_remarked(tmp_path: Path, kept: str, said: str) -> None:
    text = f"without a rule `min_rest` an agent may begin `late` {said}, Mon 08 Mar 14:00"
    assert found(tmp_path, [EARLY, LATE], CAP, FLOOR, kept) == ([text] if said else [])


@pytest.mark.parametrize(("start", "said"), [("00:59", "10 h 59 min"), ("01:00", "")])
def test_the_shortest_rest_is_told_where_it_is_below_eleven_hours(
    tmp_path: Path, start: str, said: str
) -> None:
    monday = '{id: monday, start: "06:00", end: "14:00", dates: [2027-03-08]}'
    dawn = f'{{id: dawn, start: "{start}", end: "03:00", dates: [2027-03-09]}}'
    text = (
        f"without a rule `min_rest` an agent may begin `dawn` {said} after `monday` ends, Tue 09 Mar {start}"
    )
    assert found(tmp_path, [monday, dawn]) == ([text] if said else [])


def test_shifts_at_once_that_no_rule_keeps_apart_are_remarked(tmp_path: Path) -> None:
    two = [EARLY, '{id: second, start: "13:00", end: "14:00", kind: on_call}']
    text = "without a rule `one_at_a_time` an agent may be on `early` and `second` at once, Mon 08 Mar 13:00"
    held = (CAP, FLOOR)
    assert found(tmp_path, two, *held) == [text]
    assert found(tmp_path, two, *held, "{kind: min_rest}") == [text]
    assert found(tmp_path, two, *held, "{kind: min_rest, kinds: [work, on_call]}") == []
    assert found(tmp_path, two, *held, "{kind: one_at_a_time, kinds: [work]}") == []
