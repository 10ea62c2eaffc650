"""What one roster costs more than another: rule by rule, counted by hand."""

from __future__ import annotations

from small import MONDAY, on, person, shift, team

from constraints.headcount import Headcount
from constraints.max_hours import MaxHours
from constraints.one_at_a_time import OneAtATime
from rota.explain.alternatives import alternatives
from rota.explain.change import Setting
from rota.explain.price import Difference, differences, new_breaches
from rota.localtime import DAY
from rota.verify import verify

ANA, BO = person("Ana"), person("Bo")
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)
DAWN = shift("early", MONDAY + DAY)
PROBLEM = team((ANA, BO), (EARLY, LATE, DAWN))
RULES = (Headcount(least=1, weight=50), MaxHours(hours=12, weight=2), OneAtATime())


def test_each_rule_is_told_with_its_units_and_the_dearest_new_finding() -> None:
    before = verify(PROBLEM, RULES, on(ANA, EARLY) | on(BO, LATE))
    after = verify(PROBLEM, RULES, on(ANA, EARLY, LATE, DAWN))
    # Ana has 24 h where 12 are allowed: 720 minutes at 2; the third shift is no longer empty.
    assert differences(RULES, before, after) == (
        Difference(
            "max_hours",
            1440,
            720,
            "minutes",
            "Ana works 24 h from Mon 08 Mar to Sun 14 Mar, 12 h are allowed",
        ),
        Difference("headcount", -50, -1, "agents", ""),
    )
    assert [one.units_text for one in differences(RULES, before, after)] == ["+12 h", "-1 agent"]


def test_load_missing_and_agents_beyond_the_load_are_told_apart() -> None:
    one = Difference("coverage", 480, 120, "agent-minutes", "")
    assert one.units_text == "+2 h of agents' time"
    beyond = Difference("coverage", -360, -360, "agent-minutes", "", surplus=True)
    assert beyond.units_text == "-6 h of agents' time beyond the load"


def test_of_breaches_only_new_ones_are_told() -> None:
    long = shift("long", MONDAY, "12:00", "20:00")
    problem = team((ANA, BO), (EARLY, LATE, long))
    before = verify(problem, RULES, on(ANA, EARLY, long))
    after = verify(problem, RULES, on(ANA, EARLY, long) | on(BO, LATE, long))
    assert [one.message for one in new_breaches(before, after)] == [
        "Bo is on long and late at the same time, Mon 08 Mar 14:00"
    ]


def test_those_who_could_come_first_by_price_and_then_those_who_could_not() -> None:
    cells = on(ANA, EARLY) | on(BO, LATE)
    found = alternatives(Setting(PROBLEM, RULES), cells, EARLY, instead_of=ANA)
    # Bo would have 16 h, four too many; without anybody the shift is empty.
    assert [(one.agent and one.agent.id, one.cost) for one in found] == [(None, 50), ("bo", 480)]
    assert all(one.possible for one in found)
