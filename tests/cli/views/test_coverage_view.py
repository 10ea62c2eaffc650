from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len

from constraints.coverage import Coverage, Deferred
from rota.cli.views.coverage_days import Covered, coverage_by_day, together
from rota.cli.views.coverage_view import coverage_summary, coverage_view, waiting_text
from rota.cli.views.half_hours import findings, groups_of, half_hours
from rota.localtime import DAY, midnight, minutes_between
from rota.queue import Queue, Work

if TYPE_CHECKING:
    from rota.cli.views.showing import Showing


HOUR = timedelta(hours=1)


def lines_of(view: object, text_of, columns: int = 80) -> list[str]:
    return [line.rstrip() for line in text_of(view, columns=columns).splitlines()]


def test_the_summary_says_how_much_is_covered_and_what_is_worst(spring: Showing, text_of) -> None:
    assert lines_of(coverage_summary(spring), text_of) == [
        "coverage: 389 of 675 agent-hours wanted (57.6 %), 286 missing, 28 over",
        "missing by queue: phone-de 280 h, mail 6 h",
        "worst: Tue 23 Mar 14:00-15:00, phone-de has 0 of 3",
    ]


def test_work_that_may_wait_is_missing_at_no_moment_and_told_with_what_is_late(spring: Showing) -> None:
    start = spring.problem.start
    # Due before any interval ends, so that nobody can do it.
    work = Work(start, start + HOUR, "mail", 90, start + HOUR / 2)
    live = tuple(one for one in spring.problem.demand if one.queue != "mail")
    problem = replace(spring.problem, demand=live, work=(work,))
    showing = replace(spring, problem=problem, rules=(Coverage(deferred=Deferred(late=2)),))
    assert waiting_text(showing) == "done by whoever is spare: mail 1 h 30 min, 1 h 30 min of it late"
    assert "mail" not in {queue for queue, _, _ in findings(showing)}


def test_a_day_adds_up_what_is_wanted_there_and_missing(spring: Showing) -> None:
    # Sunday 28 March has 23 hours: one for mail in each, and one for phone in ten.
    sunday = coverage_by_day(spring)[date(2027, 3, 28)]
    assert (sunday.wanted, sunday.missing, sunday.over, sunday.covered) == (33 * 60, 600, 0, 23 * 60)
    assert sunday.worst
    assert (sunday.worst.missing, sunday.worst.wanted, sunday.worst.queue) == (1, 1, "phone-de")


def test_what_days_lack_is_what_the_verifier_says(month: Showing) -> None:
    found = [violation for violation in month.verdict.soft if violation.rule == "coverage"]
    whole = together(coverage_by_day(month).values())
    assert whole.missing == sum(one.shortfall for one in found if one.place.queue)
    assert whole.over == sum(one.shortfall for one in found if not one.place.queue)
    assert whole.wanted == sum(
        demand.agents * minutes_between(demand.start, demand.end) for demand in month.problem.demand
    )


def test_half_hours_balance_there_is_wanted_less_missing_plus_over(month: Showing) -> None:
    day = date(2027, 3, 28)
    halves = half_hours(month, midnight(day, "Europe/Berlin"), midnight(day + DAY, "Europe/Berlin"))
    there = sum(sum(half.on_duty.values()) for half in halves) * 30
    wanted = sum(sum(half.wanted.values()) - sum(half.missing.values()) for half in halves) * 30
    assert len(halves) == 46
    assert there - wanted == coverage_by_day(month)[day].over


def test_the_view_tells_each_day_and_a_mean_day(spring: Showing, text_of) -> None:
    lines = lines_of(coverage_view(spring, width=80), text_of)
    assert lines[:3] == [
        "agent-hours  wanted  covered  missing  over  worst interval",
        "Mon 22 Mar       54       28       26     6  08:00-09:00, phone-de has 1 of 3",
        "Tue 23 Mar       54       30       24     2  14:00-15:00, phone-de has 0 of 3",
    ]
    assert lines[7] == "Sun 28 Mar       33       23       10     -  08:00-09:00, phone-de has 0 of 1"
    assert lines[17] == "14 days         675      389      286    28  57.6 % covered"
    assert lines[19:] == [
        "mean weekday, all queues",
        "   4                 ░░░░░░░░░░░░░░░░░░░░",
        "   3                 ░░░░░░░░░░░░░░░░░░░░",
        "   2             ++++████████████░░░░░░░░",
        "   1 ████████████████████████████████████████████████",
        "     00    03    06    09    12    15    18    21",
        "",
        "mean weekend day, all queues",
        "   2                 ░░░░░░░░░░░░░░░░░░░░",
        "   1 ████████████████████████████████████████████████",
        "     00    03    06    09    12    15    18    21",
        "",
        "█ on duty and wanted   ░ wanted and missing   + on duty beyond what is wanted",
    ]


def test_a_wide_terminal_sets_the_pictures_side_by_side(month: Showing, text_of) -> None:
    lines = lines_of(coverage_view(month, width=200), text_of, columns=200)
    assert [line.split() for line in lines if line.startswith("mean")] == [
        ["mean", "weekday,", "all", "queues", "mean", "weekend", "day,", "all", "queues"]
    ]
    assert max(map(cell_len, lines_of(coverage_view(month, width=80), text_of))) <= 80


def test_without_a_coverage_rule_nothing_is_claimed(spring: Showing, text_of) -> None:
    bare = replace(spring, rules=())
    said = ["no coverage rule: what the load misses is not measured"]
    assert lines_of(coverage_summary(bare), text_of) == said
    assert lines_of(coverage_view(bare, width=80), text_of) == said


def test_queues_that_a_rule_does_not_name_are_told_apart(spring: Showing, text_of) -> None:
    part = replace(spring, rules=(Coverage(queues=("mail",)),))
    lines = lines_of(coverage_summary(part), text_of)
    assert lines[0].startswith("coverage: 329 of 335 agent-hours wanted (98.2 %), 6 missing, ")
    assert lines[-1] == "in no coverage rule: phone-de"


def test_queues_are_a_group_where_somebody_serves_both(spring: Showing) -> None:
    lonely = Queue("cards", "phone", (("cards", 1),))
    problem = replace(spring.problem, queues=(lonely, *spring.problem.queues))
    queues = frozenset(queue.id for queue in problem.queues)
    assert groups_of(problem, queues) == (("cards",), ("mail", "phone-de"))


def test_where_nothing_is_wanted_all_is_covered() -> None:
    assert Covered().share == 1.0
    assert together([]) == Covered()
