from __future__ import annotations

from rota.report.plot import PlotDay, Step, plot_of, runs


def test_equal_neighbours_are_one_rectangle_and_nothing_is_none() -> None:
    steps = [Step(1, 0), Step(1, 0), Step(2, 1), Step(0, 0)]
    plot = plot_of("title", "alt", steps, [PlotDay(0, "Mo 8", 0)])
    assert [plot.wanted, plot.missing, plot.there, plot.top] == [
        "M30 74V40H575V74ZM575 74V6H847.5V74Z",
        "M575 40V6H847.5V40Z",
        "",
        "2",
    ]


def test_people_on_duty_are_a_line_and_raise_the_top() -> None:
    plot = plot_of("title", "alt", [Step(1, 0, 4), Step(1, 0, 2)], [PlotDay(0, "Sa 13", 5)])
    assert [plot.there, plot.top, plot.ticks[0].weekend] == ["M30 6H575V40H1120", "4", True]


def test_days_too_narrow_for_a_label_keep_that_of_monday() -> None:
    days = [PlotDay(index, f"d{index}", index % 7) for index in range(70)]
    ticks = plot_of("title", "alt", [Step(0, 0)] * 70, days).ticks
    assert [tick.label for tick in ticks[:8]] == ["d0", "", "", "", "", "", "", "d7"]


def test_runs_tell_where_they_begin_and_end() -> None:
    assert [*runs("aab"), *runs("")] == [("a", 0, 2), ("b", 2, 3)]
