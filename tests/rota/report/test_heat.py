from __future__ import annotations

from rota.report.heat import HeatCell, Level, heat_map, look_at


def test_a_level_is_kept_at_what_is_asked_and_near_up_to_ten_points_below() -> None:
    assert [look_at(level, 0.8) for level in (0.8, 0.79, 0.7, 0.69)] == ["kept", "near", "near", "below"]


def test_neighbours_that_look_the_same_join_but_not_across_a_hole() -> None:
    levels = [Level(0, 30, 0.9, "a"), Level(30, 60, 0.85, "b"), Level(120, 150, 0.9, "c")]
    drawn = heat_map("phone", "alt", 0.8, {"Mon 8 Mar": levels})
    assert drawn.cells == (HeatCell(70, 16, 20, "kept", ""), HeatCell(110, 16, 10, "kept", ""))


def test_what_is_below_says_so() -> None:
    drawn = heat_map("phone", "alt", 0.8, {"Mon 8 Mar": [], "Tue 9 Mar": [Level(0, 60, 0.5, "00:00: 50 %")]})
    assert drawn.cells == (HeatCell(70, 28, 20, "below", "00:00: 50 %"),)
