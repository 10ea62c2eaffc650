"""block_length: the law, and blocks of nights counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, costs, daily, found, leave, messages, on, person, team

from constraints.block_length import BlockLength
from rota.localtime import DAY

ANA = person("Ana")
NIGHTS = daily("night", MONDAY, 8)
EARLIES = daily("early", MONDAY, 8)
RULES = st.builds(
    BlockLength,
    least=st.integers(1, 3),
    most=st.sampled_from([None, 3, 4]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


def nights(least: int | None = 2, most: int | None = 4, weight: int | None = None) -> BlockLength:
    return BlockLength(least=least, most=most, weight=weight, shifts=("night",))


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(
    ("count", "cost"), [(0, []), (1, [5]), (2, []), (3, []), (4, []), (5, [5]), (6, [10])]
)
def test_nights_come_in_blocks_of_two_to_four(count: int, cost: list[int]) -> None:
    problem = team((ANA,), NIGHTS, days=8)
    assert costs(nights(weight=5), problem, on(ANA, *NIGHTS[1 : 1 + count])) == cost
    assert len(found(nights(), problem, on(ANA, *NIGHTS[1 : 1 + count]))) == len(cost)


def test_other_shifts_end_a_block_like_a_day_off() -> None:
    problem = team((ANA,), (*NIGHTS, *EARLIES), days=8)
    assert messages(nights(), problem, on(ANA, EARLIES[1], NIGHTS[2], EARLIES[3])) == [
        "Ana has 1 day of night alone on Wed 10 Mar, at least 2 in a row are required"
    ]
    assert found(nights(), problem, on(ANA, *EARLIES)) == []


def test_all_templates_named_make_one_sort() -> None:
    problem = team((ANA,), (*NIGHTS, *EARLIES), days=8)
    mixed = on(ANA, NIGHTS[2], EARLIES[3])
    assert found(BlockLength(least=2, shifts=("night", "early")), problem, mixed) == []
    assert len(found(BlockLength(least=2, shifts=("early",)), problem, mixed)) == 1


def test_the_greatest_length_is_told_with_the_block() -> None:
    assert messages(nights(most=4), team((ANA,), NIGHTS, days=8), on(ANA, *NIGHTS[3:])) == [
        "Ana has 5 days of night in a row from Thu 11 Mar to Mon 15 Mar, at most 4 are allowed"
    ]


def test_a_block_goes_on_from_before_the_horizon() -> None:
    past = daily("night", MONDAY - 3 * DAY, 3)
    known = team((ANA,), (*past, *NIGHTS), past=on(ANA, *past[1:]))
    assert costs(nights(3, 4, weight=1), known, on(ANA)) == [1]
    assert costs(nights(3, 4, weight=1), known, on(ANA, *NIGHTS[:2])) == []
    assert costs(nights(3, 4, weight=1), known, on(ANA, *NIGHTS[:3])) == [1]


def test_what_history_did_is_nobodys_fault_now() -> None:
    past = daily("night", MONDAY - 5 * DAY, 5)
    problem = team((ANA,), (*past, *NIGHTS), past=on(ANA, *past[:4]))
    assert found(nights(2, 3), problem, on(ANA)) == []
    five = team((ANA,), (*past, *NIGHTS), past=on(ANA, *past))
    assert found(nights(2, 3), five, on(ANA)) == []
    assert costs(nights(2, 3, weight=1), five, on(ANA, NIGHTS[0])) == [1]


@pytest.mark.parametrize("night", [0, 7])
def test_a_block_at_a_border_is_never_too_short(night: int) -> None:
    assert found(nights(3), team((ANA,), NIGHTS, days=8), on(ANA, NIGHTS[night])) == []


def test_a_block_that_leave_cuts_is_never_too_short() -> None:
    problem = team((ANA,), NIGHTS, days=8, absences=(leave(ANA, MONDAY + 3 * DAY, 1),))
    assert found(nights(3), problem, on(ANA, NIGHTS[2])) == []
    assert len(found(nights(3), problem, on(ANA, NIGHTS[1]))) == 1


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert nights().explain() == "everybody: at least 2 and at most 4 days of night in a row"
    assert BlockLength(most=3).explain() == "everybody: at most 3 days of duty in a row"


@pytest.mark.parametrize("bounds", [{}, {"least": 3, "most": 2}])
def test_no_bound_and_bounds_the_wrong_way_round_are_refused(bounds: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="`least`"):
        BlockLength(**bounds)


def test_without_a_least_length_one_day_is_a_block() -> None:
    nights = daily("night", MONDAY, 7)
    problem = team((ANA,), nights)
    assert found(BlockLength(most=2), problem, on(ANA, nights[3])) == []
    assert len(found(BlockLength(most=2), problem, on(ANA, *nights[2:5]))) == 1


def test_a_single_day_may_be_the_one_too_many() -> None:
    nights = daily("night", MONDAY - 2 * DAY, 3)
    problem = team((ANA,), nights, days=1, past=on(ANA, *nights[:2]))
    assert len(found(BlockLength(most=2), problem, on(ANA, nights[2]))) == 1
    assert found(BlockLength(most=2), problem, frozenset()) == []


def test_a_block_of_two_days_is_told_with_both() -> None:
    nights = daily("night", MONDAY, 7)
    assert messages(BlockLength(least=3), team((ANA,), nights), on(ANA, *nights[2:4])) == [
        "Ana has 2 days of duty in a row from Wed 10 Mar to Thu 11 Mar, at least 3 in a row are required"
    ]
