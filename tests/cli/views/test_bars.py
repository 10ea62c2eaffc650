from __future__ import annotations

from rota.cli.views.bars import bar, columns


def test_a_bar_counts_covered_then_missing_then_beyond() -> None:
    assert bar(wanted=4, missing=1, there=5) == "███░++"
    assert bar(wanted=0, missing=0, there=2) == "++"
    assert bar(wanted=0, missing=0, there=0) == ""


def test_a_bar_that_stands_for_several_agents_a_sign_hides_nobody() -> None:
    assert bar(wanted=1, missing=0, there=1, agents_a_sign=4) == "█"
    assert bar(wanted=8, missing=4, there=4, agents_a_sign=4) == "█░"


def test_columns_stand_on_an_axis_of_hours() -> None:
    wanted = [1.0] * 24 + [2.0] * 24
    missing = [0.0] * 24 + [1.0] * 24
    assert list(columns(wanted, missing, [1.0] * 48, lines=12)) == [
        "   2                         ░░░░░░░░░░░░░░░░░░░░░░░░",
        "   1 ████████████████████████████████████████████████",
        "     00    03    06    09    12    15    18    21",
    ]


def test_high_columns_are_scaled_to_the_lines_there_are() -> None:
    drawn = list(columns([9.0] * 48, [0.0] * 48, [9.0] * 48, lines=3))
    assert [line[:8] for line in drawn] == ["   9 ███", "   6 ███", "   3 ███", "     00 "]
