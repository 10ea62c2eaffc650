from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, law, problems, rosters
from small import MONDAY, costs, daily, found, messages, on, person, shift, team

from constraints.fair_share import FairShare
from constraints.max_expected_pages import MaxExpectedPages
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.pages import ExpectedPages

ANA, BO = person("Ana"), person("Bo")
NIGHTS = daily("night", MONDAY, 7, "20:00", "08:00", kind="on_call")
DAYS = daily("day", MONDAY, 7, "08:00", "20:00", kind="on_call")
RULE = MaxExpectedPages()


def paged(problem, spread: float = 1.0, **hundredths: int):
    """The problem with so many pages expected of each shift of a template."""
    pages = tuple(
        sorted(
            ExpectedPages(shift.id, hundredths[shift.template])
            for shift in problem.timeline
            if shift.template in hundredths
        )
    )
    return replace(problem, pages=pages, pages_spread=spread)


@st.composite
def page_rules(draw):
    return MaxExpectedPages(
        pages=draw(st.sampled_from([0, 1, 1.5, 2])),
        chance=draw(st.sampled_from([None, None, 0.05, 0.3])),
        per=draw(st.sampled_from(["shift", "day", "week"])),
        who=draw(WHO),
        weight=draw(WEIGHT),
        kinds=draw(KINDS),
        shifts=draw(NAMED),
    )


@st.composite
def paged_problems(draw, **more: object):
    problem = draw(problems(**more))
    amounts = st.sampled_from([0, 50, 100, 150, 200, 201])
    pages = tuple(sorted(ExpectedPages(shift.id, draw(amounts)) for shift in problem.timeline))
    return replace(problem, pages=pages, pages_spread=draw(st.sampled_from([1.0, 2.6])))


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    problem = data.draw(paged_problems(most_days=10))
    law(data.draw(page_rules()), problem, data.draw(rosters(problem)))


@settings(max_examples=80)
@given(st.data())
def test_the_law_holds_of_shared_pages(data: st.DataObject) -> None:
    problem = data.draw(paged_problems(most_days=4))
    law(FairShare(burden="pages", weight=3), problem, data.draw(rosters(problem)))


@pytest.mark.parametrize(("hundredths", "cost"), [(199, []), (200, []), (201, [None])])
def test_two_pages_expected_of_a_shift_are_allowed(hundredths: int, cost: list[None]) -> None:
    problem = paged(team((ANA, BO), NIGHTS), night=hundredths)
    assert costs(RULE, problem, on(ANA, NIGHTS[0])) == cost


def test_too_much_is_told_with_both_numbers() -> None:
    problem = paged(team((ANA, BO), NIGHTS), night=250)
    assert found(RULE, problem, on(ANA, NIGHTS[0])) == [
        Violation(
            "max_expected_pages",
            Place("ana"),
            50,
            "hundredths of a page",
            None,
            "Ana can expect 2.5 pages on Mon 08 Mar, 2 are allowed",
        )
    ]


def test_shifts_of_a_day_and_of_a_week_add_up() -> None:
    problem = paged(team((ANA, BO), (*NIGHTS, *DAYS)), night=50, day=150)
    both = on(ANA, DAYS[0], NIGHTS[0], DAYS[1])
    assert costs(RULE, problem, both) == []
    assert costs(MaxExpectedPages(pages=1.5, per="day", weight=2), problem, both) == [100]
    assert messages(MaxExpectedPages(pages=3, per="week"), problem, both) == [
        "Ana can expect 3.5 pages from Mon 08 Mar to Sun 14 Mar, 3 are allowed"
    ]
    assert costs(MaxExpectedPages(pages=3, per="week"), problem, on(ANA, DAYS[0]) | on(BO, DAYS[1])) == []


def test_luck_is_limited_by_the_spread_of_the_counts() -> None:
    rule = MaxExpectedPages(pages=2, chance=0.05)
    calm = paged(team((ANA, BO), NIGHTS), night=81)
    assert costs(rule, calm, on(ANA, NIGHTS[0])) == []
    assert messages(rule, replace(calm, pages_spread=2.6), on(ANA, NIGHTS[0])) == [
        "Ana can expect 0.81 pages on Mon 08 Mar, more than 2 with a chance of 10%, 0.44 are allowed"
    ]


def test_what_history_has_paged_already_is_no_fault_of_the_roster() -> None:
    sunday = daily("night", MONDAY - DAY, 1, "20:00", "08:00", kind="on_call")
    problem = paged(team((ANA, BO), (*sunday, *NIGHTS), past=on(ANA, *sunday)), night=250)
    assert found(RULE, problem, frozenset()) == []


def test_pages_are_shared_by_what_is_expected_and_not_by_shifts() -> None:
    problem = paged(team((ANA, BO), (*NIGHTS, *DAYS)), night=100, day=300)
    rule = FairShare(burden="pages")
    assert costs(rule, problem, on(ANA, DAYS[0]) | on(BO, *NIGHTS[:3])) == []
    assert messages(rule, problem, on(ANA, *DAYS[:2]) | on(BO, *NIGHTS[:2])) == [
        "Ana carries 6 of 8 pages, 4.0 would be fair",
        "Bo carries 2 of 8 pages, 4.0 would be fair",
    ]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert RULE.explain() == "everybody: at most 2 pages expected a shift"
    assert MaxExpectedPages(pages=2, chance=0.05, per="week").explain() == (
        "everybody: more than 2 pages a week with a chance of at most 5%"
    )


def test_the_reason_names_the_days_of_the_shifts_that_expect_too_many() -> None:
    dawn = shift("dawn", MONDAY + 7 * DAY, "04:00", "10:00")
    problem = paged(team((ANA,), (*NIGHTS, dawn), days=8), night=100)
    week = Place("ana", start=NIGHTS[0].start, end=NIGHTS[6].end)
    rule = MaxExpectedPages(per="week")
    said = "Ana may expect at most 2 pages"
    assert rule.because(problem, week) == f"{said} from Mon 08 Mar to Sun 14 Mar"
    night = Place("ana", start=NIGHTS[1].start, end=NIGHTS[1].end)
    assert rule.because(problem, night) == f"{said} on Tue 09 Mar"
    last = Place("ana", start=dawn.start, end=dawn.end)
    assert rule.because(problem, last) == f"{said} on Mon 15 Mar"
    assert rule.because(problem, Place("ana", start=NIGHTS[1].start)) == ""
    assert rule.because(problem, Place("ana", end=NIGHTS[1].end)) == ""


def test_a_shift_that_expects_nothing_adds_nothing() -> None:
    earlies = daily("early", MONDAY, 7)
    problem = paged(team((ANA,), (*NIGHTS, *earlies)), night=100)
    rule = MaxExpectedPages(per="week", weight=1)
    assert costs(rule, problem, on(ANA, *NIGHTS[:2], *earlies[3:])) == []
    assert costs(rule, problem, on(ANA, *NIGHTS[:3], *earlies[3:])) == [100]


def test_history_allows_what_it_expected_and_no_more() -> None:
    early = shift("early", MONDAY)
    problem = team((ANA,), (early, *NIGHTS), first=MONDAY + 3 * DAY, past=on(ANA, early, *NIGHTS[:3]))
    problem = replace(problem, pages=tuple(sorted(ExpectedPages(one.id, 100) for one in NIGHTS[:3])))
    problem = replace(problem, pages=(*problem.pages, ExpectedPages(NIGHTS[3].id, 1)))
    # Three pages are behind Ana, more than the two of a week: another hundredth is too many.
    assert costs(MaxExpectedPages(per="week", weight=1), problem, on(ANA, NIGHTS[3])) == [1]
    assert costs(MaxExpectedPages(per="week", weight=1), problem, on(ANA, NIGHTS[4])) == []
