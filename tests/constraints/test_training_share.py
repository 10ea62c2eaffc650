"""training_share: the law, and minutes of training counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, costs, daily, found, messages, on, person, shift, team

from constraints.training_share import TrainingShare
from rota.constraint import Place, Selection, Violation

ANA, BO = person("Ana"), person("Bo")
EARLY = daily("early", MONDAY, 7)
LESSON, COURSE = (
    shift("lesson", MONDAY, "15:00", "17:00", kind="training"),
    shift("course", MONDAY, "09:00", "17:30", kind="training", break_minutes=30),
)
CALL = shift("call", MONDAY, "20:00", "23:00", kind="on_call")
PROBLEM = team((ANA, BO), (*EARLY, LESSON, COURSE, CALL))

RULES = st.builds(TrainingShare, hours=st.sampled_from([0.5, 8, 10, 40]), weight=WEIGHT, who=WHO) | st.builds(
    TrainingShare, share=st.sampled_from([0.05, 0.33, 0.5, 0.9]), weight=WEIGHT, who=WHO
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(("hours", "cost"), [(1.5, []), (2, []), (2.5, [30])])
def test_hours_of_training_are_due_whatever_is_worked(hours: float, cost: list[int]) -> None:
    rule = TrainingShare(hours=hours, weight=1, who=Selection(ids=("ana",)))
    assert costs(rule, PROBLEM, on(ANA, LESSON, *EARLY)) == cost
    hard = TrainingShare(hours=hours, who=Selection(ids=("ana",)))
    assert len(found(hard, PROBLEM, on(ANA, LESSON))) == len(cost)


@pytest.mark.parametrize(("days", "cost"), [(0, []), (1, []), (2, [96]), (3, [192])])
def test_a_fifth_of_the_time_is_training(days: int, cost: list[int]) -> None:
    # With a lesson of 120 minutes, of 2, 10, 18 and 26 h: 24, 120, 216 and 312 minutes.
    rule = TrainingShare(share=0.2, weight=1)
    assert costs(rule, PROBLEM, on(ANA, LESSON, *EARLY[1 : days + 1])) == cost


def test_missing_training_is_told_in_hours() -> None:
    assert found(TrainingShare(hours=10, weight=2), PROBLEM, on(ANA, COURSE) | on(BO, COURSE, LESSON)) == [
        Violation(
            "training_share", Place("ana"), 120, "minutes", 240, "Ana has 8 h of training, 10 h are due"
        )
    ]


def test_a_started_minute_counts_whole() -> None:
    # A third, as 0.33, of 480 minutes is 158.4.
    assert costs(TrainingShare(share=0.33, weight=1), PROBLEM, on(ANA, EARLY[0])) == [159]


def test_standing_by_is_no_time_worked() -> None:
    assert messages(TrainingShare(share=0.5), PROBLEM, on(ANA, CALL)) == []


@pytest.mark.parametrize("limits", [{}, {"hours": 4, "share": 0.1}])
def test_one_limit_is_given_and_only_one(limits: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match="give either `hours` or `share`"):
        TrainingShare(**limits)


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert TrainingShare(hours=4).explain() == "everybody: at least 4 h of training over the horizon"
    assert TrainingShare(share=0.05).explain() == (
        "everybody: at least 5% of the time worked spent on training over the horizon"
    )


@pytest.mark.parametrize(("ends", "violations"), [("08:00", 0), ("08:01", 1)])
def test_half_a_minute_of_training_missing_breaks_a_must(ends: str, violations: int) -> None:
    job = shift("job", MONDAY, "06:00", ends)
    problem = team((ANA,), (job, LESSON))
    assert len(found(TrainingShare(share=0.5), problem, on(ANA, job, LESSON))) == violations
