"""Changes as values: what each makes of a setting, and how it is told."""

from __future__ import annotations

from small import MONDAY, at, leave, person, shift, team

from constraints.fixed import Fixed
from constraints.headcount import Headcount
from constraints.min_rest import MinRest
from rota.entries import Entry
from rota.explain.change import ComesIn, Hired, Learns, Loosened, Setting, TakenBack, Wished, effort
from rota.localtime import DAY

ANA, BO = person("Ana", skills={"german": 1}), person("Bo")
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)
AWAY = leave(BO, MONDAY, 2)
ENTRIES = tuple(Entry(agent="ana", shift=name, day=MONDAY) for name in ("early", "late"))
RULES = (MinRest(hours=11), Headcount(least=2, most=3), Fixed(entries=ENTRIES))
SETTING = Setting(team((ANA, BO), (EARLY, LATE), absences=(AWAY,)), RULES)


def test_who_comes_in_is_away_before_and_after_the_shift() -> None:
    change = ComesIn("bo", LATE, leave=True, minutes=480)
    spans = [(one.start, one.end) for one in change.apply(SETTING).problem.absences]
    assert spans == [
        (AWAY.start, at(MONDAY, "14:00")),
        (at(MONDAY, "22:00"), at(MONDAY + 2 * DAY, "00:00")),
    ]
    assert change.text(SETTING) == "Bo comes in for late of Mon 08 Mar 14:00: 8 h of leave are given up"


def test_an_entry_taken_back_leaves_the_others_and_the_last_takes_the_rule_with_it() -> None:
    first, second = (TakenBack("fixed", entry) for entry in ENTRIES)
    once = first.apply(SETTING)
    assert [rule.name for rule in once.rules] == ["min_rest", "headcount", "fixed"]
    assert once.rules[2] == Fixed(entries=ENTRIES[1:])
    assert [rule.name for rule in second.apply(once).rules] == ["min_rest", "headcount"]
    assert first.text(SETTING) == "`fixed` leaves out the entry of Ana on early of Mon 08 Mar 06:00"


def test_a_limit_is_moved_in_one_rule_alone() -> None:
    change = Loosened("headcount", "least", 2, 1, 1)
    assert change.apply(SETTING).rules == (RULES[0], Headcount(least=1, most=3), RULES[2])
    assert change.text(SETTING) == "`headcount` has `least: 1` instead of 2"


def test_training_adds_levels_tiers_and_tags() -> None:
    change = Learns("ana", (("french", 2), ("german", 3)), tier=2, tags=("senior",), levels=4)
    ana = change.apply(SETTING).problem.agent_of["ana"]
    assert (ana.skills, ana.tier, ana.tags) == ((("french", 2), ("german", 3)), 2, ("senior",))
    assert change.text(SETTING) == (
        "Ana learns `french` to level 2 (has none) and learns `german` to level 3 (has 1) "
        "and moves up to tier 2 (is in 1) and becomes `senior`"
    )


def test_people_hired_are_like_the_one_described_and_never_away() -> None:
    change = Hired(2, ANA)
    after = change.apply(SETTING).problem
    assert [agent.id for agent in after.agents] == ["ana", "bo", "new-1", "new-2"]
    assert after.agent_of["new-1"].skills == ANA.skills
    assert "new-1" not in after.absences_of
    assert change.text(SETTING) == "2 more agents of contract `40h` (40 h a week), with `german` 1"


def test_a_wish_is_no_rule_of_the_question_any_more() -> None:
    assert [rule.name for rule in Wished("min_rest").apply(SETTING).rules] == ["headcount", "fixed"]


def test_what_a_talk_settles_comes_before_rules_people_and_wishes() -> None:
    entry, wish = TakenBack("fixed", ENTRIES[0]), Wished("headcount")
    ways = [
        (wish,),
        (Hired(1, ANA),),
        (Learns("bo", (("german", 1),), levels=1),),
        (Loosened("min_rest", "hours", 11, 9, 4),),
        (Loosened("min_rest", "hours", 11, 10, 2),),
        (ComesIn("bo", LATE, leave=True, minutes=480),),
        (entry, entry),
        (entry,),
    ]
    assert sorted(ways, key=effort) == ways[::-1]
