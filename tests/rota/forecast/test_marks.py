from __future__ import annotations

from datetime import date

from rota.forecast.marks import Mark, marks_for, marks_of
from rota.holiday import Holiday

CHRISTMAS = [Holiday(date(2026, 12, 25), "Christmas Day"), Holiday(date(2026, 12, 26), "Boxing Day")]


def test_a_holiday_has_an_eve_and_a_day_after() -> None:
    assert marks_of(CHRISTMAS) == (
        Mark(date(2026, 12, 24), "eve", note="eve of Christmas Day"),
        Mark(date(2026, 12, 25), "reduced", note="Christmas Day"),
        Mark(date(2026, 12, 26), "reduced", note="Boxing Day"),
        Mark(date(2026, 12, 27), "after", note="day after Boxing Day"),
    )


def test_the_leads_own_mark_replaces_the_calendars() -> None:
    own = [Mark(date(2026, 12, 25), "closed"), Mark(date(2026, 12, 27), "normal")]
    assert [(mark.day.day, mark.group) for mark in marks_of(CHRISTMAS, own)] == [
        (24, "eve"),
        (25, "closed"),
        (26, "reduced"),
        (27, "normal"),
    ]


def test_a_mark_for_one_queue_leaves_the_others_as_they_are() -> None:
    marks = marks_of(CHRISTMAS, [Mark(date(2026, 12, 25), "normal", "phone")])
    assert [day.day for day in marks_for("phone", marks)] == [24, 26, 27]
    assert [day.day for day in marks_for("chat", marks)] == [24, 25, 26, 27]
