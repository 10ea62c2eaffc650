from __future__ import annotations

import pytest
from teams import document_of, team_of, team_text

from rota.errors import render
from rota.load.doubts import doubts


def found(shift: str) -> list[str]:
    text = team_text(shifts=[shift])
    return [render(doubt, word="note") for doubt in doubts(document_of(text), team_of(text))]


def test_a_shift_that_ends_before_it_starts_and_lasts_long_is_shown_where_it_stands() -> None:
    assert found('{id: late, start: "14:00", end: "08:00"}') == [
        "note: shift `late` lasts 18 h, from 14:00 to 08:00 of the next day\n"
        "  --> team.yaml:10:37\n"
        "   |\n"
        '10 |   - {id: late, start: "14:00", end: "08:00"}\n'
        "   |                                     ^^^^^^^\n"
        "help: where this is meant, say `length_days: 1`; standing by at home is `kind: on_call`"
    ]


@pytest.mark.parametrize(
    ("times", "hours"),
    [
        ('start: "14:00", end: "06:00"', ""),
        ('start: "14:00", end: "06:01"', "16 h 1 min"),
        ('start: "00:00", end: "24:00"', "24 h"),
        ('start: "08:00", end: "08:00"', "24 h"),
        ('start: "08:00", end: "08:00", length_days: 1', ""),
        ('start: "08:00", end: "08:00", kind: on_call', ""),
        ('start: "08:00", end: "08:00", kind: training', "24 h"),
        ('start: "08:00", end: "23:59"', ""),
    ],
)
def test_beyond_two_shifts_on_end_one_asks(times: str, hours: str) -> None:
    said = [text.partition(",")[0] for text in found(f"{{id: late, {times}}}")]
    assert said == ([f"note: shift `late` lasts {hours}"] if hours else [])
