"""presence: the law, and minutes without anybody counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import AUTUMN, MONDAY, SPRING, at, costs, found, messages, on, person, shift, team

from constraints.presence import Presence
from rota.constraint import Place, Selection, Violation
from rota.holiday import Holiday
from rota.localtime import DAY
from rota.queue import Queue
from rota.when import When

ANA, BO = person("Ana", skills={"german": 2}), person("Bo", skills={"french": 1})
NIGHT_BEFORE = shift("night", MONDAY - DAY)
EARLY, LATE, NIGHT = (shift(name, MONDAY) for name in ("early", "late", "night"))
ROUND_THE_CLOCK = (NIGHT_BEFORE, EARLY, LATE, NIGHT)
ALL_OF_IT = on(ANA, EARLY, LATE, NIGHT)

RULES = st.builds(
    Presence,
    queue=st.sampled_from(["", "", "de", "deep"]),
    agents=st.integers(1, 2),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=400)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, load=True, most_days=4)


def test_a_day_filled_to_its_ends_lacks_nobody() -> None:
    problem = team((ANA,), ROUND_THE_CLOCK, days=1, past=on(ANA, NIGHT_BEFORE))
    assert found(Presence(), problem, ALL_OF_IT) == []


@pytest.mark.parametrize(
    ("ends", "begins", "cost"),
    [("22:01", "22:00", []), ("22:00", "22:00", []), ("21:59", "22:00", [7]), ("22:00", "22:10", [70])],
)
def test_each_minute_between_two_shifts_counts(ends: str, begins: str, cost: list[int]) -> None:
    late, night = shift("late", MONDAY, "14:00", ends), shift("night", MONDAY, begins, "06:00")
    problem = team((ANA, BO), (NIGHT_BEFORE, EARLY, late, night), days=1, past=on(ANA, NIGHT_BEFORE))
    cells = on(ANA, EARLY, late) | on(BO, night)
    assert costs(Presence(weight=7), problem, cells) == cost
    assert len(found(Presence(), problem, cells)) == len(cost)


def test_a_gap_is_told_with_its_span_and_who_is_there() -> None:
    problem = team((ANA, BO), ROUND_THE_CLOCK, days=1, past=on(ANA, NIGHT_BEFORE) | on(BO, NIGHT_BEFORE))
    assert found(Presence(agents=2), problem, ALL_OF_IT | on(BO, EARLY, LATE)) == [
        Violation(
            "presence",
            Place(start=at(MONDAY, "22:00"), end=at(MONDAY + DAY, "00:00")),
            120,
            "agent-minutes",
            None,
            "from Mon 08 Mar 22:00 to Tue 09 Mar 00:00 there is 1 of everybody, 2 needed",
        )
    ]


def test_two_missing_agents_are_missed_twice() -> None:
    problem = team((ANA, BO), ROUND_THE_CLOCK, days=1, past=on(ANA, NIGHT_BEFORE) | on(BO, NIGHT_BEFORE))
    assert costs(Presence(agents=2, weight=1), problem, on(ANA, EARLY, LATE) | on(BO, EARLY, LATE)) == [240]


def test_hours_that_history_left_empty_are_missed() -> None:
    problem = team((ANA,), ROUND_THE_CLOCK, days=1)
    assert messages(Presence(), problem, ALL_OF_IT) == [
        "from Mon 08 Mar 00:00 to Mon 08 Mar 06:00 there are 0 of everybody, 1 needed"
    ]


def test_without_any_history_the_rule_begins_with_the_first_shift() -> None:
    problem = team((ANA,), (EARLY, LATE, NIGHT), days=1)
    assert found(Presence(), problem, ALL_OF_IT) == []
    assert messages(Presence(), problem, on(ANA, LATE, NIGHT)) == [
        "from Mon 08 Mar 06:00 to Mon 08 Mar 14:00 there are 0 of everybody, 1 needed"
    ]


def test_without_any_shift_the_whole_horizon_is_missed() -> None:
    assert costs(Presence(weight=1), team((ANA,), (), days=1), frozenset()) == [1440]


def test_nobody_is_needed_after_the_horizon() -> None:
    evening = shift("night", MONDAY, "22:00", "00:00")
    problem = team((ANA,), (NIGHT_BEFORE, EARLY, LATE, evening), days=1, past=on(ANA, NIGHT_BEFORE))
    assert found(Presence(), problem, on(ANA, EARLY, LATE, evening)) == []


@pytest.mark.parametrize(("sunday", "minutes"), [(SPRING, 300), (AUTUMN, 420)])
def test_an_empty_night_over_a_change_of_clocks_lasts_what_it_lasts(sunday, minutes: int) -> None:
    night = shift("night", sunday - DAY)
    day = shift("day", sunday, "06:00", "00:00")
    problem = team((ANA,), (night, day), first=sunday, days=1)
    assert costs(Presence(weight=1), problem, on(ANA, day)) == [minutes]


def test_only_who_can_serve_the_queue_counts() -> None:
    german = Queue("de", "phone", (("german", 2),))
    problem = team((ANA, BO), (EARLY,), days=1, queues=(german,))
    rule = Presence(queue="de", weight=1)
    # From 06:00 on, as there is no history: eight hours and the ten behind them, or the ten alone.
    assert costs(rule, problem, on(BO, EARLY)) == [1080]
    assert messages(rule, problem, on(ANA, EARLY)) == [
        "from Mon 08 Mar 14:00 to Tue 09 Mar 00:00 there are 0 of everybody for `de`, 1 needed"
    ]


def test_one_person_is_the_presence_of_two_queues() -> None:
    queues = (Queue("de", "phone", (("german", 1),)), Queue("mail", "mail"))
    problem = team((ANA,), ROUND_THE_CLOCK, days=1, past=on(ANA, NIGHT_BEFORE), queues=queues)
    assert found(Presence(queue="de"), problem, ALL_OF_IT) == []
    assert found(Presence(queue="mail"), problem, ALL_OF_IT) == []


def test_standing_by_is_presence_and_training_is_none() -> None:
    call = shift("call", MONDAY, "00:00", "12:00", kind="on_call")
    class_room = shift("class", MONDAY, "12:00", "00:00", kind="training")
    problem = team((ANA,), (call, class_room), days=1)
    assert costs(Presence(weight=1), problem, on(ANA, call, class_room)) == [720]
    assert costs(Presence(weight=1, kinds=("training",)), problem, on(ANA, call, class_room)) == []
    assert costs(Presence(weight=1, kinds=("work",)), problem, on(ANA, call, class_room)) == [1440]


def test_only_the_agents_named_count() -> None:
    rule = Presence(who=Selection(ids=("bo",)), weight=1)
    day = shift("day", MONDAY, "00:00", "12:00")
    assert costs(rule, team((ANA, BO), (day,), days=1), on(ANA, day)) == [1440]
    assert costs(rule, team((ANA, BO), (day,), days=1), on(BO, day)) == [720]


def test_minutes_are_asked_for_on_the_dates_named_whoever_covers_them() -> None:
    problem = team((ANA,), ROUND_THE_CLOCK, days=3, past=on(ANA, NIGHT_BEFORE))
    rule = Presence(when=When(days=("tue",)), weight=1)
    # Monday's night is there until 06:00 on Tuesday; of Wednesday nothing is asked.
    assert costs(rule, problem, ALL_OF_IT) == [18 * 60]
    assert costs(Presence(when=When(days=("mon", "wed")), weight=1), problem, ALL_OF_IT) == [24 * 60]


def test_days_in_a_row_are_one_gap_and_days_apart_are_two() -> None:
    problem = team((ANA,), (), days=3)
    assert costs(Presence(when=When(days=("mon", "tue")), weight=1), problem, frozenset()) == [2880]
    assert costs(Presence(when=When(days=("mon", "wed")), weight=1), problem, frozenset()) == [1440, 1440]


def test_a_holiday_of_the_team_needs_no_presence_where_the_rule_leaves_it_out() -> None:
    holidays = (Holiday(MONDAY + DAY, "Women's Day"), Holiday(MONDAY + 2 * DAY, "a day before", "eve"))
    problem = team((ANA,), (), days=3, holidays=holidays)
    assert costs(Presence(when=When(holidays=False), weight=1), problem, frozenset()) == [1440, 1440]
    assert costs(Presence(when=When(holidays=True), weight=1), problem, frozenset()) == [1440]
    assert costs(Presence(when=When(eves=True), weight=1), problem, frozenset()) == [1440]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Presence().explain() == "at every minute at least 1 of everybody on duty"
    assert (
        Presence(agents=2, queue="de").explain() == "at every minute at least 2 of everybody for `de` on duty"
    )
    assert Presence(when=When(days=("sat", "sun"))).explain() == (
        "at every minute at least 1 of everybody on duty (on Sat, Sun)"
    )


def test_the_reason_tells_who_counts_or_that_no_shift_runs() -> None:
    problem = team((ANA, BO), (NIGHT_BEFORE, EARLY, LATE), days=1, past=on(ANA, NIGHT_BEFORE))
    rule = Presence(agents=2)

    def reason(first: str, last: str) -> str:
        return rule.because(problem, Place(start=at(MONDAY, first), end=at(MONDAY, last)))

    span = "from Mon 08 Mar 06:00 to Mon 08 Mar 14:00"
    assert reason("06:00", "14:00") == f"{span} 2 of everybody are needed, the team has 2"
    assert reason("23:00", "23:30") == (
        "no shift runs from Mon 08 Mar 23:00 to Mon 08 Mar 23:30, when 2 of everybody should be there"
    )
    assert reason("00:00", "06:00") == (
        "from Mon 08 Mar 00:00 to Mon 08 Mar 06:00 2 of everybody should be there, "
        "and what runs then began before the horizon"
    )
    last = "from Mon 08 Mar 14:00 to Mon 08 Mar 22:00"
    assert reason("14:00", "22:00") == f"{last} 2 of everybody are needed, the team has 2"
    assert rule.because(problem, Place(start=at(MONDAY, "06:00"))) == ""
    assert rule.because(problem, Place(end=at(MONDAY, "06:00"))) == ""


def test_the_reason_is_not_history_where_a_shift_to_be_filled_runs_too() -> None:
    dawn = shift("dawn", MONDAY, "00:00", "06:00")
    problem = team((ANA, BO), (NIGHT_BEFORE, dawn), days=1, past=on(ANA, NIGHT_BEFORE))
    assert Presence(agents=2).because(problem, Place(start=dawn.start, end=dawn.end)) == (
        "from Mon 08 Mar 00:00 to Mon 08 Mar 06:00 2 of everybody are needed, the team has 2"
    )
