"""coverage: the law, and agent-minutes counted by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import WHO, hold, law
from pydantic import ValidationError
from small import MONDAY, SPRING, at, costs, found, messages, on, person, shift, team

from constraints.coverage import Coverage, Deferred
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY
from rota.price_step import PriceStep
from rota.queue import Demand, Queue, Work

if TYPE_CHECKING:
    from rota.problem import Cell, Problem

GERMAN, FRENCH = Queue("de", "phone", (("german", 1),)), Queue("fr", "phone", (("french", 1),))
QUEUES = (GERMAN, FRENCH)
ANA, BO = person("Ana", skills={"german": 1}), person("Bo", skills={"french": 1})
CEM = person("Cem", skills={"french": 1, "german": 1})
DEA = person("Dea", skills={"french": 1, "german": 1})
HOUR = timedelta(hours=1)
EARLY = shift("early", MONDAY)
OVER_STEPS = (PriceStep(beyond=1, times=3), PriceStep(beyond=2, times=10))

RULES = st.builds(
    Coverage,
    weight=st.integers(1, 5),
    over=st.integers(1, 2),
    over_steps=st.sampled_from([(), OVER_STEPS[:1], OVER_STEPS[1:], OVER_STEPS]),
    queues=st.sampled_from([(), (), ("de", "fr"), ("deep",), ("any", "de", "fr")]),
    prices=st.sampled_from([{}, {"de": 9}, {"fr": 2, "de": 3}, {"any": 1, "deep": 9}]),
    steps=st.sampled_from(
        [
            (),
            (),
            (PriceStep(beyond=1, times=3),),
            (PriceStep(beyond=1, times=2), PriceStep(beyond=2, times=5)),
        ]
    ),
    who=WHO,
) | st.builds(Coverage, weight=st.integers(1, 5), over=st.just(0), who=WHO)


DEFERRED = st.builds(
    Coverage,
    weight=st.integers(3, 5),
    over=st.integers(0, 2),
    queues=st.sampled_from([(), (), (), ("de", "fr"), ("any", "de", "fr")]),
    prices=st.sampled_from([{}, {"de": 9}, {"fr": 3, "de": 4}]),
    steps=st.sampled_from([(), (PriceStep(beyond=1, times=3),)]),
    deferred=st.builds(Deferred, late=st.integers(1, 3)),
    who=WHO,
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds_where_work_may_wait(data: st.DataObject) -> None:
    hold(data, DEFERRED, load=True, most_agents=5, most_days=3)


@st.composite
def busy_mornings(draw) -> tuple[Problem, frozenset[Cell]]:
    """Four agents, most of them there; callers and work that may wait in the same few hours."""
    sorts = st.sampled_from([{"german": 1}, {"french": 1}, {"french": 1, "german": 1}, {"polish": 1}, {}])
    people = tuple(person(name, skills=draw(sorts)) for name in ("Ana", "Bo", "Cem", "Dea"))
    queues = (*QUEUES, Queue("mail", "mail"), Queue("mail-de", "mail", (("german", 1),)))
    half = shift("half", MONDAY, "06:00", "08:00")
    demand, works = [], []
    for queue in draw(st.sampled_from([(), ("mail",), ("mail", "mail-de")])):
        due = at(MONDAY, draw(st.sampled_from(["07:00", "08:00"])))
        minutes = draw(st.sampled_from([30, 60, 150]))
        works.append(
            Work(at(MONDAY, "00:00") - 60 * HOUR, at(MONDAY, "00:00"), queue, minutes, due, open=False)
        )
    for hour in range(6, 10):
        start, end = at(MONDAY, f"{hour:02}:00"), at(MONDAY, f"{hour + 1:02}:00")
        for queue in ("de", "fr"):
            demand.append(Demand(start, end, queue, draw(st.integers(0, 2))))
        for queue in ("mail", "mail-de", "fr"):
            minutes, later = draw(st.sampled_from([0, 30, 60, 90])), draw(st.sampled_from([0, 1, 1, 2]))
            last = max([end + later * HOUR, *(one.due for one in works if one.queue == queue and one.due)])
            works.append(Work(start, end, queue, minutes, last, draw(st.sampled_from([True, True, False]))))
    problem = team(people, (EARLY, half), queues=queues, demand=tuple(demand), work=tuple(works))
    there = draw(st.lists(st.sampled_from(people), unique=True))
    return problem, frozenset().union(
        *(on(one, draw(st.sampled_from([EARLY, EARLY, half]))) for one in there)
    )


@settings(max_examples=150)
@given(DEFERRED, busy_mornings())
def test_the_law_holds_where_callers_and_work_meet(
    rule: Coverage, morning: tuple[Problem, frozenset[Cell]]
) -> None:
    law(rule.model_copy(update={"who": Selection()}), *morning)


@settings(max_examples=500)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, load=True, most_agents=5, most_days=3)


def wanted(queue: str, agents: int, begins: str = "06:00", ends: str = "07:00", day=MONDAY) -> Demand:
    return Demand(at(day, begins), at(day, ends), queue, agents)


def desk(*demand: Demand, people=(ANA, BO, CEM), shifts=(EARLY,), **more):
    return team(people, shifts, queues=QUEUES, demand=demand, **more)


@pytest.mark.parametrize(("agents", "cost"), [(0, [120]), (1, [60]), (2, []), (3, [240]), (4, [480])])
def test_missing_minutes_cost_four_and_idle_ones_one(agents: int, cost: list[int]) -> None:
    assert costs(Coverage(), desk(wanted("de", agents)), on(ANA, EARLY) | on(CEM, EARLY)) == cost


@pytest.mark.parametrize(("agents", "cost"), [(2, []), (3, [240]), (4, [240 + 720]), (5, [240 + 720 + 2400])])
def test_agents_missing_beyond_a_step_cost_more(agents: int, cost: list[int]) -> None:
    rule = Coverage(steps=(PriceStep(beyond=1, times=3), PriceStep(beyond=2, times=10)))
    assert costs(rule, desk(wanted("de", agents)), on(ANA, EARLY) | on(CEM, EARLY)) == cost


def test_with_steps_two_queues_lack_one_each_rather_than_one_of_them_two() -> None:
    problem = desk(wanted("de", 2), wanted("fr", 2), people=(CEM, DEA))
    cells = on(CEM, EARLY) | on(DEA, EARLY)
    # Both can serve either: two missing in one queue would cost 60 x (4 + 12).
    assert costs(Coverage(steps=(PriceStep(beyond=1, times=3),)), problem, cells) == [240, 240]
    assert sum(costs(Coverage(), problem, cells)) == 480


@pytest.mark.parametrize(
    ("there", "cost"), [(1, []), (2, [2 * 60]), (3, [2 * 60 * 4]), (4, [2 * 60 * 14]), (5, [2 * 60 * 24])]
)
def test_agents_to_spare_beyond_a_step_cost_more(there: int, cost: list[int]) -> None:
    people = tuple(person(f"German {number}", skills={"german": 1}) for number in range(5))
    cells = frozenset().union(*(on(agent, EARLY) for agent in people[:there]))
    problem = desk(wanted("de", 1), people=people)
    assert costs(Coverage(over=2, over_steps=OVER_STEPS), problem, cells) == cost


def test_who_cannot_serve_what_is_missing_is_to_spare_at_the_price_of_the_step() -> None:
    french = tuple(person(f"French {number}", skills={"french": 1}) for number in range(3))
    cells = frozenset().union(*(on(agent, EARLY) for agent in french))
    # One German caller is lost at 4 a minute; of three French agents the third is beyond two.
    assert costs(
        Coverage(over_steps=OVER_STEPS), desk(wanted("de", 1), wanted("fr", 0), people=french), cells
    ) == [240, 60 * (1 + 3 + 10)]


def test_steps_of_those_to_spare_need_a_price_and_no_work_that_may_wait() -> None:
    with pytest.raises(ValidationError, match="`over_steps` raise a price, and `over` is 0"):
        Coverage(over=0, over_steps=OVER_STEPS)
    with pytest.raises(ValidationError, match="`over_steps` do not go with `deferred`"):
        Coverage(over_steps=OVER_STEPS, deferred=Deferred(late=1))
    with pytest.raises(ValidationError, match="`beyond` and `times` rise from each of `over_steps`"):
        Coverage(over_steps=OVER_STEPS[::-1])


def test_steps_of_those_to_spare_are_said_in_the_sentence() -> None:
    assert (
        Coverage(over_steps=OVER_STEPS)
        .explain()
        .endswith("one too many 1, 3 times that beyond 1, 10 times that beyond 2")
    )


def test_steps_rise() -> None:
    with pytest.raises(ValidationError, match="`beyond` and `times` rise"):
        Coverage(steps=(PriceStep(beyond=2, times=3), PriceStep(beyond=1, times=5)))


def test_a_missing_agent_is_told_with_queue_and_time() -> None:
    assert found(Coverage(), desk(wanted("de", 2)), on(ANA, EARLY)) == [
        Violation(
            "coverage",
            Place(queue="de", start=at(MONDAY, "06:00"), end=at(MONDAY, "07:00")),
            60,
            "agent-minutes",
            240,
            "`de` has 1 of 2 agents at Mon 08 Mar 06:00",
        )
    ]


def test_an_idle_agent_is_told_with_the_time() -> None:
    assert found(Coverage(over=2), desk(wanted("de", 0)), on(ANA, EARLY)) == [
        Violation(
            "coverage",
            Place(start=at(MONDAY, "06:00"), end=at(MONDAY, "07:00")),
            60,
            "agent-minutes",
            120,
            "1 agent more than the load needs at Mon 08 Mar 06:00",
        )
    ]
    assert found(Coverage(over=0), desk(wanted("de", 0)), on(ANA, EARLY)) == []
    assert messages(Coverage(), desk(wanted("de", 0)), on(ANA, EARLY) | on(BO, EARLY)) == [
        "2 agents more than the load needs at Mon 08 Mar 06:00"
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "cost"),
    [("06:00", "07:00", []), ("05:00", "08:00", []), ("06:01", "07:00", [240]), ("06:00", "06:59", [240])],
)
def test_an_interval_is_covered_from_its_start_to_its_end(begins: str, ends: str, cost: list[int]) -> None:
    one = shift("one", MONDAY, begins, ends)
    assert costs(Coverage(), desk(wanted("de", 1), shifts=(one,)), on(ANA, one)) == cost


def test_two_shifts_that_meet_within_an_interval_cover_it_not() -> None:
    one, two = shift("one", MONDAY, "05:00", "06:30"), shift("two", MONDAY, "06:30", "08:00")
    assert costs(Coverage(), desk(wanted("de", 1), shifts=(one, two)), on(ANA, one, two)) == [240]


def test_one_of_two_languages_is_sent_where_nobody_else_can_go() -> None:
    problem = desk(wanted("de", 1), wanted("fr", 1))
    assert found(Coverage(), problem, on(ANA, EARLY) | on(CEM, EARLY)) == []
    assert found(Coverage(), problem, on(BO, EARLY) | on(CEM, EARLY)) == []
    assert costs(Coverage(), problem, on(CEM, EARLY)) == [240]


def test_an_agent_of_the_wrong_language_helps_nobody_and_is_idle() -> None:
    assert messages(Coverage(), desk(wanted("de", 1)), on(BO, EARLY)) == [
        "`de` has 0 of 1 agents at Mon 08 Mar 06:00",
        "1 agent more than the load needs at Mon 08 Mar 06:00",
    ]


def test_the_dear_queue_is_served_first() -> None:
    problem = desk(wanted("de", 1), wanted("fr", 1))
    assert messages(Coverage(prices={"fr": 9}), problem, on(CEM, EARLY)) == [
        "`de` has 0 of 1 agents at Mon 08 Mar 06:00"
    ]
    assert costs(Coverage(prices={"fr": 9}), problem, on(CEM, EARLY)) == [240]
    assert costs(Coverage(prices={"de": 9}), problem, on(CEM, EARLY)) == [240]
    assert costs(Coverage(prices={"de": 9}), problem, on(ANA, EARLY)) == [240]
    assert costs(Coverage(prices={"de": 9}), problem, on(BO, EARLY)) == [540]


def test_of_queues_that_cost_the_same_the_first_by_name_is_served_first() -> None:
    problem = desk(wanted("de", 2), wanted("fr", 1))
    assert messages(Coverage(), problem, on(CEM, EARLY)) == [
        "`de` has 1 of 2 agents at Mon 08 Mar 06:00",
        "`fr` has 0 of 1 agents at Mon 08 Mar 06:00",
    ]


def test_queues_linked_only_through_another_queue_share_their_agents_too() -> None:
    # Three wanted and two there: one of either pair of languages, and nobody to spare.
    queues = tuple(Queue(name, "phone", ((name, 1),)) for name in "abc")
    one, two = person("One", skills={"a": 1, "b": 1}), person("Two", skills={"b": 1, "c": 1})
    idle = person("Idle", skills={"a": 1})
    demand = tuple(wanted(name, 1) for name in "abc")
    problem = team((one, two, idle), (EARLY,), queues=queues, demand=demand)
    both = on(one, EARLY) | on(two, EARLY)
    assert costs(Coverage(), problem, both) == [240]
    assert found(Coverage(), problem, both | on(idle, EARLY)) == []


def test_only_the_queues_named_are_looked_at() -> None:
    problem = desk(wanted("de", 1), wanted("fr", 1))
    assert costs(Coverage(queues=("fr",)), problem, frozenset()) == [240]
    assert found(Coverage(queues=("de",)), problem, on(ANA, EARLY) | on(BO, EARLY)) == []


def test_only_the_agents_named_cover() -> None:
    rule = Coverage(who=Selection(ids=("cem",)))
    assert costs(rule, desk(wanted("de", 1)), on(ANA, EARLY)) == [240]
    assert costs(rule, desk(wanted("de", 1)), on(ANA, EARLY) | on(CEM, EARLY)) == []


@pytest.mark.parametrize("kind", ["on_call", "training"])
def test_who_stands_by_or_learns_covers_nothing(kind: str) -> None:
    other = shift("other", MONDAY, "06:00", "14:00", kind=kind)
    assert costs(Coverage(), desk(wanted("de", 1), shifts=(other,)), on(ANA, other)) == [240]


def test_a_shift_from_before_the_horizon_covers() -> None:
    night = shift("night", MONDAY - DAY)
    demand = wanted("de", 1, "05:00", "06:00")
    assert found(Coverage(), desk(demand, shifts=(night,), past=on(ANA, night)), frozenset()) == []
    assert costs(Coverage(), desk(demand, shifts=(night,)), frozenset()) == [240]


def test_the_last_minute_of_the_horizon_is_covered_by_the_last_night() -> None:
    sunday = MONDAY + 6 * DAY
    night = shift("night", sunday)
    demand = Demand(at(sunday, "23:30"), at(sunday + DAY, "00:00"), "de", 1)
    assert found(Coverage(), desk(demand, shifts=(night,)), on(ANA, night)) == []
    assert costs(Coverage(), desk(demand, shifts=(night,)), frozenset()) == [120]


def test_an_interval_over_the_spring_change_is_as_long_as_it_lasts() -> None:
    night = shift("night", SPRING - DAY)
    demand = wanted("de", 1, "01:00", "04:00", SPRING)
    problem = desk(demand, shifts=(night,), first=SPRING - DAY)
    assert costs(Coverage(weight=1), problem, frozenset()) == [120]
    assert found(Coverage(weight=1), problem, on(ANA, night)) == []


def test_intervals_without_demand_cost_nothing_however_many_are_there() -> None:
    assert found(Coverage(), desk(), on(ANA, EARLY) | on(BO, EARLY)) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Coverage().explain() == (
        "the load of every queue is covered; an agent-minute missing costs 4, one too many 1"
    )
    assert Coverage(queues=("de", "fr"), prices={"fr": 9, "de": 8}, over=0).explain() == (
        "the load of `de`, `fr` is covered; an agent-minute missing costs 4 (8 on `de`, 9 on `fr`), "
        "one too many 0"
    )


MAIL = Queue("mail", "mail")
LATE = Coverage(over=0, deferred=Deferred(late=2))


def work(begins: str, ends: str, minutes: int, due: str = "", *, queue: str = "mail", **more) -> Work:
    return Work(
        at(MONDAY, begins), at(MONDAY, ends), queue, minutes, at(MONDAY, due) if due else None, **more
    )


def mailroom(*works: Work, people=(ANA,), demand=(), shifts=(EARLY,)):
    return team(people, shifts, queues=(*QUEUES, MAIL), demand=demand, work=works)


HOURS = [work(f"{hour:02}:00", f"{hour + 1:02}:00", 0, "20:00") for hour in range(7, 15)]


@pytest.mark.parametrize(("minutes", "cost"), [(119, []), (120, []), (121, [2])])
def test_two_hours_before_the_deadline_hold_120_minutes(minutes: int, cost: list[int]) -> None:
    problem = mailroom(work("06:00", "07:00", minutes, "08:00"), *HOURS)
    assert costs(LATE, problem, on(ANA, EARLY)) == cost


@pytest.mark.parametrize(("due", "late"), [("07:59", 60), ("08:00", 0), ("08:01", 0), ("09:00", 0)])
def test_an_interval_counts_that_ends_by_the_deadline(due: str, late: int) -> None:
    problem = mailroom(work("06:00", "07:00", 120, due), *HOURS)
    assert sum(costs(LATE, problem, on(ANA, EARLY))) == 2 * late


def test_what_is_late_is_told_with_queue_arrival_and_deadline() -> None:
    problem = mailroom(work("06:00", "07:00", 150, "08:00"), *HOURS)
    assert found(LATE, problem, on(ANA, EARLY)) == [
        Violation(
            "coverage",
            Place(queue="mail", start=at(MONDAY, "06:00"), end=at(MONDAY, "08:00")),
            30,
            "agent-minutes",
            60,
            "30 min of `mail` from Mon 08 Mar 06:00 to 07:00 are not done by Mon 08 Mar 08:00",
        )
    ]


def test_what_waits_from_before_comes_first_and_is_told_from_when_it_arrived() -> None:
    waiting = Work(
        at(MONDAY, "00:00") - 60 * HOUR, at(MONDAY, "00:00"), "mail", 90, at(MONDAY, "07:00"), open=False
    )
    problem = mailroom(waiting, work("06:00", "07:00", 60, "08:00"), *HOURS)
    assert [one.message for one in found(LATE, problem, on(ANA, EARLY))] == [
        "30 min of `mail` from Fri 05 Mar 12:00 to Mon 08 Mar 00:00 are not done by Mon 08 Mar 07:00"
    ]
    assert costs(LATE, problem, on(ANA, EARLY)) == [60]


def test_callers_come_first_and_work_is_done_by_who_is_spare() -> None:
    arrives = work("06:00", "07:00", 60, "07:00")
    problem = mailroom(arrives, people=(ANA, CEM), demand=(wanted("de", 1),))
    assert costs(LATE, problem, on(ANA, EARLY)) == [120]
    assert found(LATE, problem, on(ANA, EARLY) | on(CEM, EARLY)) == []
    both = mailroom(arrives, people=(ANA, CEM), demand=(wanted("de", 2),))
    assert costs(LATE, both, on(ANA, EARLY) | on(CEM, EARLY)) == [120]
    three = mailroom(arrives, people=(ANA, CEM), demand=(wanted("de", 3),))
    assert costs(LATE, three, on(ANA, EARLY) | on(CEM, EARLY)) == [120, 240]


def test_one_of_two_languages_takes_the_call_so_that_the_other_can_write() -> None:
    # Only German is written, and either of Ana and Cem writes it; Bo can take the French call, or Cem can.
    arrives = work("06:00", "07:00", 60, "07:00", queue="de")
    problem = mailroom(arrives, people=(ANA, BO, CEM), demand=(wanted("fr", 1),))
    assert found(LATE, problem, on(ANA, EARLY) | on(CEM, EARLY)) == []
    assert found(LATE, problem, on(BO, EARLY) | on(CEM, EARLY)) == []
    assert costs(LATE, problem, on(CEM, EARLY)) == [120]


def test_work_waits_while_its_queue_is_closed() -> None:
    closed = work("06:00", "07:00", 60, "08:00", open=False)
    assert found(LATE, mailroom(closed, *HOURS), on(ANA, EARLY)) == []
    shut = [work("07:00", "08:00", 0, "20:00", open=False), *HOURS[1:]]
    assert costs(LATE, mailroom(closed, *shut), on(ANA, EARLY)) == [120]


def test_what_is_due_after_the_horizon_may_stay_undone() -> None:
    assert found(LATE, mailroom(work("06:00", "07:00", 600)), frozenset()) == []


def test_who_is_not_needed_live_is_idle_only_when_nothing_waits() -> None:
    problem = mailroom(work("06:00", "07:00", 45), *HOURS[:1])
    assert messages(Coverage(deferred=Deferred(late=2)), problem, on(ANA, EARLY)) == [
        "0.2 agents more than the load needs at Mon 08 Mar 06:00",
        "1 agent more than the load needs at Mon 08 Mar 07:00",
    ]


def test_without_deferred_nobody_looks_at_work_that_may_wait() -> None:
    assert found(Coverage(), mailroom(work("06:00", "07:00", 600, "07:00")), on(ANA, EARLY)) == []


def test_a_minute_late_costs_no_more_than_a_live_minute_missing() -> None:
    with pytest.raises(ValidationError, match="`late` is 3, a live agent-minute costs 2"):
        Coverage(weight=4, prices={"de": 2}, deferred=Deferred(late=3))


def test_the_rule_says_who_does_the_work_that_may_wait() -> None:
    assert LATE.explain() == (
        "the load of every queue is covered; an agent-minute missing costs 4, one too many 0; "
        "mail and tickets are done by whoever is spare, an agent-minute late costs 2"
    )


def test_what_arrived_in_several_intervals_is_told_from_the_first_to_the_last() -> None:
    arrivals = (work("06:00", "07:00", 200, "08:00"), work("07:00", "08:00", 80, "08:00"))
    problem = mailroom(*arrivals, *HOURS[1:])
    assert found(LATE, problem, on(ANA, EARLY)) == [
        Violation(
            "coverage",
            Place(queue="mail", start=at(MONDAY, "06:00"), end=at(MONDAY, "08:00")),
            160,
            "agent-minutes",
            320,
            "2 h 40 min of `mail` from Mon 08 Mar 06:00 to 08:00 are not done by Mon 08 Mar 08:00",
        )
    ]


def test_work_of_queues_that_the_rule_does_not_name_is_left_alone() -> None:
    problem = mailroom(work("06:00", "07:00", 150, "08:00"), *HOURS)
    assert costs(LATE.model_copy(update={"queues": ("mail",)}), problem, on(ANA, EARLY)) == [60]
    assert costs(LATE.model_copy(update={"queues": ("de",)}), problem, on(ANA, EARLY)) == []


@pytest.mark.parametrize("step", [PriceStep(beyond=1, times=5), PriceStep(beyond=2, times=3)])
def test_a_step_that_does_not_rise_is_refused(step: PriceStep) -> None:
    with pytest.raises(ValidationError, match="`beyond` and `times` rise"):
        Coverage(steps=(PriceStep(beyond=1, times=3), step))


def test_steps_are_said_in_the_sentence_one_by_one() -> None:
    rule = Coverage(steps=(PriceStep(beyond=1, times=3), PriceStep(beyond=2, times=5)))
    assert rule.explain() == (
        "the load of every queue is covered; an agent-minute missing costs 4, 3 times that beyond 1, "
        "5 times that beyond 2, one too many 1"
    )


def test_what_is_due_later_is_what_is_told_as_late() -> None:
    works = (
        work("06:00", "07:00", 300, "10:00"),
        work("07:00", "08:00", 100, "09:00", queue="post"),
        work("08:00", "09:00", 0, "20:00", queue="post"),
        *HOURS,
    )
    queues = (*QUEUES, MAIL, Queue("post", "mail"))
    problem = team((ANA,), (EARLY,), queues=queues, work=works)
    # Until ten there are 240 minutes for 400; the post is due first and done from seven to nine.
    assert messages(LATE, problem, on(ANA, EARLY)) == [
        "2 h 40 min of `mail` from Mon 08 Mar 06:00 to 07:00 are not done by Mon 08 Mar 10:00"
    ]
