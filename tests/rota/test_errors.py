from __future__ import annotations

from rota.errors import LONGEST_LINE, Fault, render


def test_of_a_long_line_the_part_around_the_fault_is_shown() -> None:
    line = "a" * 1000 + "WRONG" + "b" * 1000
    lines = render(Fault("roster.json", 1, 1001, "no", "mend it", line, 5)).splitlines()
    assert lines[3] == f"1 | ...{'a' * 60}WRONG{'b' * (LONGEST_LINE - 65)}..."
    assert lines[4].index("^") == lines[3].index("WRONG")
    assert lines[4].count("^") == 5


def test_at_the_ends_of_a_long_line_nothing_is_left_out_there() -> None:
    line = "x" * 300
    assert render(Fault("f", 1, 1, "no", "", line, 300)).splitlines()[3:] == [
        f"1 | {'x' * LONGEST_LINE}...",
        f"  | {'^' * LONGEST_LINE}",
    ]
    assert render(Fault("f", 1, 300, "no", "", line)).splitlines()[3:] == [
        f"1 | ...{'x' * 61}",
        f"  | {' ' * 63}^",
    ]


def test_a_line_that_fits_is_shown_whole() -> None:
    line = "y" * LONGEST_LINE
    assert render(Fault("f", 1, LONGEST_LINE, "no", "", line)).splitlines()[3] == f"1 | {line}"
