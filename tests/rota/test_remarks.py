"""Remarks on rules: what can never bind, what nobody can keep, and nothing that is not so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WHO, problems, rosters
from small import MONDAY, daily, leave, person, shift, team

from constraints.availability import Availability
from constraints.fixed import Fixed
from constraints.forbidden import Forbidden
from constraints.headcount import Headcount
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.max_hours import MaxHours
from constraints.min_hours import MinHours
from constraints.min_rest import MinRest
from constraints.one_at_a_time import OneAtATime
from constraints.qualified import Qualified
from constraints.requests import Requests
from constraints.shift_count import ShiftCount
from constraints.staffing import Staffing
from rota.constraint import Selection
from rota.entries import Entry
from rota.localtime import DAY
from rota.problem import Wanted
from rota.remarks import Remark, remarks_on
from rota.verify import verify

ANA, BO = person("Ana", skills={"german": 2}), person("Bo")
DAYS = daily("early", MONDAY, 7)
SMALL = team((ANA, BO), DAYS)


def said(problem, *rules) -> list[tuple[tuple[str, ...], str]]:
    return [(remark.rules, remark.text) for remark in remarks_on(problem, rules)]


def test_rules_that_make_sense_are_not_remarked_on() -> None:
    rules = (Headcount(least=1), MaxConsecutiveDays(days=5), MaxHours(hours=40), MinHours(hours=8))
    assert remarks_on(SMALL, rules) == ()


def test_a_run_as_long_as_the_horizon_can_never_be_too_long() -> None:
    text = "can never bind: no roster of this horizon could break it"
    assert remarks_on(SMALL, (MaxConsecutiveDays(days=7),)) == (
        Remark(("max_consecutive_days",), text, clash=False),
    )
    assert remarks_on(SMALL, (MaxConsecutiveDays(days=6),)) == ()


def test_a_rule_about_nobody_or_about_no_shift_says_so() -> None:
    nobody = MaxHours(hours=8, who=Selection(tags=("newcomer",)))
    nothing = Headcount(id="nights", least=1, shifts=("night",))
    assert said(SMALL, nobody, nothing) == [
        (("max_hours",), "can never bind: it selects no agent"),
        (("nights",), "can never bind: it selects no shift"),
    ]


def test_a_wish_that_nobody_has_never_costs() -> None:
    assert said(SMALL, Requests()) == [
        (("requests",), "can never bind: no roster of this horizon could break it")
    ]


def test_a_price_that_nobody_can_change_is_told() -> None:
    problem = team((ANA,), DAYS, wanted=(Wanted(DAYS[0].id, 3, 50, 0),))
    rule = Staffing(who=Selection(tags=("none",)))
    assert said(problem, rule) == [
        (("staffing",), "can never bind: it selects no agent, and costs 150 always")
    ]


def test_more_heads_than_people_are_impossible() -> None:
    assert remarks_on(team((ANA, BO), DAYS[:1]), (Headcount(least=3),)) == (
        Remark(
            ("headcount",),
            "no roster can keep it: at least 3 asked for on early@2027-03-08, at most 2 possible",
            clash=True,
        ),
    )


def test_people_whom_a_shift_does_not_take_are_not_counted() -> None:
    german = shift("early", MONDAY, skills=(("german", 1),))
    assert said(team((ANA, BO), (german,)), Qualified(), Headcount(least=2)) == [
        (
            ("headcount",),
            "no roster can keep it: at least 2 asked for on early@2027-03-08, at most 1 possible",
        )
    ]
    assert said(team((ANA, BO), (german,)), Headcount(least=2)) == []


def test_heads_wanted_of_nobody_are_told_as_the_rule_tells_them() -> None:
    rule = Headcount(least=1, who=Selection(tags=("senior",)))
    assert said(team((ANA, BO), DAYS[:1]), rule) == [
        (
            ("headcount",),
            "no roster can keep it: early of Mon 08 Mar 06:00 needs 1 of agents with tag senior, "
            "nobody counts",
        )
    ]


def test_people_who_are_all_away_are_not_counted() -> None:
    away = team((ANA, BO), DAYS[:1], absences=(leave(ANA, MONDAY, 1), leave(BO, MONDAY, 1)))
    assert said(away, Availability(), Headcount(least=1)) == [
        (
            ("headcount",),
            "no roster can keep it: whoever could is barred by another rule on early@2027-03-08",
        )
    ]


def test_more_hours_at_the_least_than_at_the_most_clash() -> None:
    rules = (MinHours(hours=40, per="horizon"), MaxHours(hours=30, per="horizon"))
    assert said(SMALL, *rules) == [
        (
            ("min_hours", "max_hours"),
            "no roster can keep both for Ana: min_hours asks for more than max_hours allows",
        )
    ]
    assert said(SMALL, MinHours(hours=24, per="horizon"), MaxHours(hours=30, per="horizon")) == []


def test_hours_that_no_whole_shifts_fill_clash_with_a_count_of_shifts() -> None:
    rules = (MinHours(hours=33, per="horizon"), ShiftCount(most=4, per="horizon"))
    assert [names for names, _ in said(SMALL, *rules)] == [("min_hours", "shift_count")]


def test_heads_wanted_by_a_file_clash_with_a_limit_on_them() -> None:
    problem = team((ANA, BO), DAYS, wanted=(Wanted(DAYS[0].id, 2),))
    assert said(problem, Staffing(), Headcount(most=1)) == [
        (
            ("staffing", "headcount"),
            "no roster can keep both on early@2027-03-08: staffing asks for more than headcount allows",
        )
    ]


if TYPE_CHECKING:
    from rota.entries import EntryRule
    from rota.problem import Problem

RULES = st.lists(
    st.one_of(
        st.builds(Headcount, least=st.integers(0, 3), kinds=KINDS, shifts=NAMED, who=WHO),
        st.builds(Headcount, id=st.just("most"), most=st.integers(0, 2), kinds=KINDS, shifts=NAMED),
        st.builds(MaxConsecutiveDays, days=st.integers(1, 8), who=WHO),
        st.builds(MaxHours, hours=st.sampled_from([4, 8, 40, 400]), per=st.sampled_from(["week", "horizon"])),
        st.builds(MinHours, hours=st.sampled_from([8, 40]), per=st.just("horizon"), who=WHO),
        st.builds(Qualified),
        st.builds(Availability),
        st.builds(OneAtATime),
        st.builds(MinRest, hours=st.sampled_from([8, 11, 16]), who=WHO),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda rule: rule.name,
)


def entries(problem: Problem) -> st.SearchStrategy[EntryRule]:
    """Rules that settle, or forbid, a few of the problem's cells."""
    one = st.builds(
        lambda agent, shift: Entry(agent=agent.id, shift=shift.template, day=shift.day),
        st.sampled_from(problem.agents),
        st.sampled_from(problem.shifts),
    )
    few = st.lists(one, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(Fixed, entries=few), st.builds(Forbidden, entries=few))


@settings(max_examples=200)
@given(st.data())
def test_no_roster_proves_a_remark_wrong(data: st.DataObject) -> None:
    problem = data.draw(problems(most_agents=3, most_days=4))
    rules = [*data.draw(RULES), *data.draw(st.lists(entries(problem), max_size=2, unique_by=type))]
    remarks = remarks_on(problem, rules)
    idle = {name for remark in remarks if not remark.clash for name in remark.rules}
    clash = any(remark.clash for remark in remarks)
    everybody = frozenset((agent.id, one.id) for agent in problem.agents for one in problem.shifts)
    for cells in (frozenset(), everybody, data.draw(rosters(problem)), data.draw(rosters(problem))):
        verdict = verify(problem, rules, cells)
        assert not idle & {violation.rule for violation in verdict.hard}
        assert not (clash and verdict.lawful)


EARLY_AND_LATE = team((ANA, BO), (*DAYS, *daily("late", MONDAY, 7)))


def settled(*entries: tuple[str, str, int]) -> tuple[Entry, ...]:
    return tuple(Entry(agent=who, shift=what, day=MONDAY + DAY * day) for who, what, day in entries)


def test_what_is_settled_clashes_with_each_rule_that_cannot_have_it() -> None:
    fixed = Fixed(entries=settled(("ana", "late", 0), ("ana", "early", 1), ("bo", "early", 5)))
    rules = (
        MinRest(hours=9),
        MinRest(id="eight", hours=8),
        Forbidden(entries=settled(("ana", "late", 0))),
        ShiftCount(most=0, per="horizon", who=Selection(ids=("bo",))),
    )
    assert said(EARLY_AND_LATE, fixed, *rules) == [
        (
            ("fixed", "min_rest"),
            "no roster can keep both for Ana on early@2027-03-09: min_rest rules out what fixed asks for",
        ),
        (
            ("fixed", "forbidden"),
            "no roster can keep both for Ana on late@2027-03-08: forbidden rules out what fixed asks for",
        ),
        (
            ("fixed", "shift_count"),
            "no roster can keep both for Bo: shift_count rules out what fixed asks for",
        ),
    ]


def test_what_two_rules_settle_is_held_against_others_one_by_one() -> None:
    one = Fixed(id="one", entries=settled(("ana", "late", 0)))
    two = Fixed(id="two", entries=settled(("ana", "early", 1)))
    # Together they leave too short a rest, which takes a search over three rules to see.
    assert said(EARLY_AND_LATE, one, two, MinRest()) == []


def test_what_is_settled_while_away_clashes_with_the_absence() -> None:
    away = replace(EARLY_AND_LATE, absences=(leave(ANA, MONDAY, 1),))
    fixed = Fixed(entries=settled(("ana", "late", 0)))
    assert [names for names, _ in said(away, fixed, Availability())] == [("fixed", "availability")]


def test_history_alone_binds_nothing() -> None:
    rules = (MaxConsecutiveDays(days=6),)
    shifts = daily("early", MONDAY - (DAYS[1].day - DAYS[0].day), 7)
    short = team((ANA,), shifts, days=6, past=frozenset({("ana", shifts[0].id)}))
    assert remarks_on(short, rules) == ()
    assert [remark.clash for remark in remarks_on(replace(short, past=frozenset()), rules)] == [False]
