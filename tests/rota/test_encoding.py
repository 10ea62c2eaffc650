"""The encoding: what is constant folds away, what is charged is what the expression says."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import objective
from small import MONDAY, daily, on, person, shift, team

from constraints.headcount import Headcount
from rota.constraint import Place
from rota.encoding import NOWHERE, SHARED, Encoding, Linear, Price, Row, encode, total
from rota.localtime import DAY

ANA, BO = person("Ana"), person("Bo")
NIGHT_BEFORE = shift("night", MONDAY - DAY)
DAYS = daily("early", MONDAY, 2)
FIRST, SECOND = DAYS
PROBLEM = team((ANA, BO), (NIGHT_BEFORE, *DAYS), past=on(ANA, NIGHT_BEFORE))
RULE = Headcount(id="heads", least=1)
PLACE = Place(shift=FIRST.id)


def terms(expression: Linear) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    return (expression.variables, expression.coefficients, expression.constant)


def test_a_cell_is_a_variable_where_it_is_free_and_a_constant_where_it_is_not() -> None:
    encoding = Encoding(PROBLEM, fixed={("bo", FIRST.id): True, ("bo", SECOND.id): False})
    assert terms(encoding.works(ANA, FIRST)) == ((0,), (1,), 0)
    assert terms(encoding.works(ANA, SECOND)) == ((1,), (1,), 0)
    assert terms(encoding.works(BO, FIRST)) == ((), (), 1)
    assert terms(encoding.works(BO, SECOND)) == ((), (), 0)
    assert terms(encoding.works(ANA, NIGHT_BEFORE)) == ((), (), 1)
    assert terms(encoding.works(BO, NIGHT_BEFORE)) == ((), (), 0)


def test_variables_stand_for_cells_agent_by_agent() -> None:
    encoding = Encoding(PROBLEM)
    extra = encoding.define_integer(0, 3)
    cells = [encoding.cell_of(variable) for variable in range(5)]
    assert cells == [
        ("ana", FIRST.id),
        ("ana", SECOND.id),
        ("bo", FIRST.id),
        ("bo", SECOND.id),
        None,
    ]
    assert extra.variables == (4,)
    assert encoding.owner == [0, 0, 1, 1, SHARED]


def test_cells_worked_are_the_free_ones_that_are_one_and_the_fixed_ones() -> None:
    encoding = Encoding(PROBLEM, fixed={("ana", FIRST.id): True, ("bo", FIRST.id): False})
    values = {0: 0, 1: 1, 2: 1, 3: 0}
    assert encoding.cells_of(values) == {("ana", FIRST.id), ("ana", SECOND.id)}


def test_cells_are_counted_off_where_there_are_more_shifts_than_agents() -> None:
    shifts = daily("early", MONDAY, 3)
    encoding = Encoding(team((ANA, BO), shifts))
    assert encoding.define_integer(0, 9).variables == (6,)
    assert encoding.cell_of(5) == ("bo", shifts[2].id)
    assert encoding.cell_of(6) is None
    assert encoding.cells_of({2: 1, 3: 1, 4: 0, 6: 5}) == {("ana", shifts[2].id), ("bo", shifts[0].id)}
    assert SHARED not in encoding.owner[:6]


def test_sums_of_expressions_are_expressions() -> None:
    one, two = Linear((0,), (1,), 5), Linear((0, 3), (2, -1))
    assert terms(total([one, two, Linear(constant=-2)])) == ((0, 0, 3), (1, 2, -1), 3)
    assert terms(one + two - 1) == ((0, 0, 3), (1, 2, -1), 4)
    assert terms(-one * 2) == ((0,), (-2,), -10)
    assert terms(total([])) == ((), (), 0)


def test_a_row_that_always_holds_is_kept_nowhere() -> None:
    encoding = Encoding(PROBLEM)
    both = encoding.works(ANA, FIRST) + encoding.works(BO, FIRST)
    encoding.require(RULE, both, at_most=2)
    encoding.require(RULE, both, at_least=0, at_most=2)
    encoding.require(RULE, Linear(constant=3), at_least=3, at_most=3)
    assert (encoding.rows, encoding.broken) == ([], [])


def test_a_row_knows_its_rule_its_variables_and_its_place() -> None:
    encoding = Encoding(PROBLEM)
    both = encoding.works(ANA, FIRST) + encoding.works(BO, FIRST) + encoding.works(ANA, FIRST)
    encoding.require(RULE, both + 4, at_least=5, at_most=6, place=PLACE)
    assert encoding.rows == [Row("heads", (0, 2), (2, 1), 1, 2, PLACE)]


def test_terms_that_cancel_out_leave_the_row() -> None:
    encoding = Encoding(PROBLEM)
    ana = encoding.works(ANA, FIRST)
    encoding.require(RULE, ana - ana, at_most=0)
    encoding.require(RULE, ana - ana + encoding.works(BO, FIRST), at_most=0)
    assert encoding.rows == [Row("heads", (2,), (1,), None, 0, NOWHERE)]


def test_a_constant_row_that_is_false_is_named_with_its_place() -> None:
    encoding = Encoding(PROBLEM, fixed={("ana", FIRST.id): False, ("bo", FIRST.id): False})
    RULE.encode(PROBLEM, encoding)
    place = Place(shift=FIRST.id, start=FIRST.start, end=FIRST.end)
    assert encoding.broken == [("heads", place)]
    assert [row.rule for row in encoding.rows] == ["heads"]
    assert objective(encoding) is None


def test_a_soft_limit_charges_below_and_above() -> None:
    rule = Headcount(least=1, most=1, weight=5)
    for held, cost in ((0, 5), (1, 0), (2, 5)):
        fixed = {(agent.id, FIRST.id): index < held for index, agent in enumerate((ANA, BO))}
        encoding = Encoding(PROBLEM, fixed=fixed)
        encoding.limit(rule, encoding.count(ANA, [FIRST]) + encoding.works(BO, FIRST), at_least=1, at_most=1)
        assert (encoding.offset, encoding.rows, encoding.prices) == (cost, [], [])


@pytest.mark.parametrize(("constant", "offset"), [(3, 21), (0, 0), (-3, 0)])
def test_a_constant_is_charged_at_once(constant: int, offset: int) -> None:
    encoding = Encoding(PROBLEM)
    encoding.penalize(RULE, Linear(constant=constant), weight=7)
    assert (encoding.offset, encoding.prices, encoding.rows) == (offset, [], [])


def test_one_variable_that_cannot_be_negative_is_priced_as_it_is() -> None:
    encoding = Encoding(PROBLEM)
    encoding.penalize(RULE, encoding.works(ANA, SECOND) * 3 + 2, weight=7)
    assert (encoding.offset, encoding.prices, encoding.rows) == (14, [Price("heads", 1, 21)], [])


def test_one_variable_that_can_be_below_zero_is_priced_by_what_is_above() -> None:
    for value in (0, 1):
        encoding = held((value, 0, 0, 0))
        encoding.penalize(RULE, encoding.works(ANA, FIRST) * 3 - 1, weight=7)
        assert objective(encoding) == 14 * value


def test_an_expression_that_is_never_above_zero_costs_nothing() -> None:
    encoding = Encoding(PROBLEM)
    encoding.penalize(RULE, encoding.works(ANA, FIRST) + encoding.works(BO, FIRST) - 2, weight=7)
    encoding.penalize(RULE, -encoding.works(ANA, FIRST), weight=7)
    assert (encoding.offset, encoding.prices, encoding.rows) == (0, [], [])


EXPRESSIONS = st.tuples(
    st.lists(st.tuples(st.integers(0, 3), st.integers(-3, 3)), max_size=4), st.integers(-4, 4)
)


@settings(max_examples=60)
@given(drawn=EXPRESSIONS, weight=st.integers(1, 9))
def test_a_penalty_is_what_the_expression_has_above_zero(drawn, weight: int) -> None:
    parts, constant = drawn
    for values in product((0, 1), repeat=4):
        worth = constant + sum(coefficient * values[variable] for variable, coefficient in parts)
        encoding = held(values)
        encoding.penalize(RULE, expression_of(parts, constant), weight=weight)
        assert objective(encoding) == weight * max(0, worth)


@settings(max_examples=40)
@given(drawn=EXPRESSIONS, weight=st.integers(1, 9))
def test_a_charge_is_the_expression_whatever_its_sign(drawn, weight: int) -> None:
    parts, constant = drawn
    for values in product((0, 1), repeat=4):
        worth = constant + sum(coefficient * values[variable] for variable, coefficient in parts)
        encoding = held(values)
        encoding.charge(RULE, expression_of(parts, constant), weight=weight)
        assert objective(encoding) == weight * worth


def held(values: tuple[int, ...]) -> Encoding:
    """An encoding whose four cells are held at these values."""
    encoding = Encoding(PROBLEM)
    cells = [(agent, day) for agent in (ANA, BO) for day in DAYS]
    for (agent, day), value in zip(cells, values, strict=True):
        encoding.fix(agent, day, works=bool(value))
    return encoding


def expression_of(parts: list[tuple[int, int]], constant: int) -> Linear:
    return total([Linear((variable,), (coefficient,)) for variable, coefficient in parts]) + constant


def test_whether_any_is_worked_folds_what_is_known() -> None:
    encoding = Encoding(PROBLEM, fixed={("bo", FIRST.id): True, ("bo", SECOND.id): False})
    free, yes, no = (encoding.works(*cell) for cell in ((ANA, FIRST), (BO, FIRST), (BO, SECOND)))
    assert terms(encoding.define_any([])) == ((), (), 0)
    assert terms(encoding.define_any([no])) == ((), (), 0)
    assert terms(encoding.define_any([no, free, yes])) == ((), (), 1)
    assert terms(encoding.define_any([no, free, free])) == terms(free)
    assert len(encoding.low) == encoding.cell_count
    assert encoding.rows == []


def test_equal_questions_share_one_variable_in_any_order() -> None:
    encoding = Encoding(PROBLEM)
    one, two, three = (encoding.works(*cell) for cell in ((ANA, FIRST), (ANA, SECOND), (BO, FIRST)))
    asked = encoding.define_any([one, two])
    rows = len(encoding.rows)
    assert encoding.define_any([two, Linear(), one, two]) is asked
    assert len(encoding.rows) == rows
    assert encoding.define_any([one, three]) is not asked
    assert [encoding.owner[variable] for variable in (4, 5)] == [0, SHARED]


@pytest.mark.parametrize("values", list(product((0, 1), repeat=3)))
def test_whether_any_is_worked_is_one_exactly_where_one_is(values: tuple[int, int, int]) -> None:
    for weight in (1, -1):
        encoding = held((*values, 0))
        asked = encoding.define_any(Linear((variable,), (1,)) for variable in range(3))
        encoding.charge(RULE, asked, weight=weight)
        assert objective(encoding) == weight * max(values)


def test_a_question_about_the_opposite_is_another_question() -> None:
    encoding = Encoding(PROBLEM)
    one, two = encoding.works(ANA, FIRST), encoding.works(ANA, SECOND)
    off = -one + 1
    assert encoding.define_any([one, two]) is not encoding.define_any([off, two])
    assert encoding.define_any([off, two]) is not encoding.define_any([one, two])
    for values in product((0, 1), repeat=2):
        encoding = held((*values, 0, 0))
        encoding.charge(RULE, encoding.define_any([off, two]), weight=1)
        assert objective(encoding) == max(1 - values[0], values[1])


def test_whether_any_question_is_answered_yes_may_be_asked_of_questions() -> None:
    for values in product((0, 1), repeat=4):
        encoding = held(values)
        ana = encoding.define_any(encoding.works(ANA, day) for day in DAYS)
        bo = encoding.define_any(encoding.works(BO, day) for day in DAYS)
        encoding.charge(RULE, encoding.define_any([ana, bo]), weight=1)
        assert objective(encoding) == max(values)


def test_a_sum_of_one_needs_no_variable_and_one_of_two_has_its_bounds() -> None:
    encoding = Encoding(PROBLEM)
    ana, bo = encoding.works(ANA, FIRST), encoding.works(BO, FIRST)
    assert terms(encoding.define_sum([ana * 3, Linear(constant=2)])) == ((0,), (3,), 2)
    assert terms(encoding.define_sum([])) == ((), (), 0)
    found = encoding.define_sum([ana * 3, -bo, Linear(constant=2)])
    assert terms(found) == ((4,), (1,), 0)
    assert (encoding.low[4], encoding.high[4], encoding.owner[4]) == (1, 5, SHARED)
    assert encoding.rows == [Row("", (4, 0, 2), (1, -3, 1), 2, 2, NOWHERE)]


def test_a_wholly_fixed_problem_needs_no_row() -> None:
    fixed = {(agent.id, day.id): agent is ANA for agent in (ANA, BO) for day in DAYS}
    encoding = encode(PROBLEM, [Headcount(least=1), Headcount(least=2, weight=4)], fixed=fixed)
    assert (encoding.rows, encoding.prices, encoding.broken, encoding.offset) == ([], [], [], 8)


def test_what_an_agent_works_is_counted_weighed_and_asked_about_with_what_is_known() -> None:
    encoding = Encoding(PROBLEM, fixed={("ana", FIRST.id): True, ("bo", FIRST.id): False})
    week = (NIGHT_BEFORE, FIRST, SECOND)
    assert terms(encoding.count(ANA, week)) == ((1,), (1,), 2)
    assert terms(encoding.count(BO, week)) == ((3,), (1,), 0)
    weights = [(NIGHT_BEFORE, 5), (FIRST, 3), (SECOND, -2)]
    assert terms(encoding.weigh(ANA, weights)) == ((1,), (-2,), 8)
    assert terms(encoding.weigh(BO, weights)) == ((3,), (-2,), 0)
    assert terms(encoding.works_any(ANA, week)) == ((), (), 1)
    assert terms(encoding.works_any(BO, week)) == ((3,), (1,), 0)
    assert terms(encoding.works_any(BO, [FIRST])) == ((), (), 0)


def test_cells_that_a_tight_encoding_has_settled_are_known_too() -> None:
    encoding = Encoding(PROBLEM, tight=True)
    encoding.require(RULE, encoding.works(ANA, FIRST), at_least=1)
    encoding.require(RULE, encoding.works(BO, FIRST), at_most=0)
    assert terms(encoding.count(ANA, DAYS)) == ((1,), (1,), 1)
    assert terms(encoding.works_any(ANA, DAYS)) == ((), (), 1)
    assert terms(encoding.count(BO, DAYS)) == ((3,), (1,), 0)


def test_whether_an_agent_works_any_is_the_question_asked_of_the_cells() -> None:
    encoding = Encoding(PROBLEM)
    asked = encoding.works_any(ANA, DAYS)
    assert encoding.define_any(encoding.works(ANA, day) for day in reversed(DAYS)) is asked
    assert encoding.works_any(BO, DAYS) is not asked


def test_a_sum_stands_for_the_question_only_where_one_row_excludes_all_from_each_other() -> None:
    days = daily("early", MONDAY, 3)
    encoding = Encoding(team((ANA,), days), tight=True)
    for pair in (days[:2], days[1:]):
        encoding.require(RULE, encoding.count(ANA, pair), at_most=1)
    assert terms(encoding.any_of(ANA, days[:2])) == ((0, 1), (1, 1), 0)
    assert terms(encoding.any_of(ANA, days[1:])) == ((1, 2), (1, 1), 0)
    assert encoding.any_of(ANA, days).variables == (3,)
    assert terms(encoding.any_of(ANA, days[:1])) == ((0,), (1,), 0)
    fixed = Encoding(team((ANA,), days), fixed={("ana", days[2].id): True}, tight=True)
    fixed.require(RULE, fixed.count(ANA, days[:2]), at_most=1)
    assert terms(fixed.any_of(ANA, days)) == ((), (), 1)


def test_a_sum_reaches_no_further_than_what_excludes_each_other_allows() -> None:
    days = daily("early", MONDAY, 4)
    encoding = Encoding(team((ANA,), days), tight=True)
    loose = Encoding(team((ANA,), days))
    for one in (encoding, loose):
        for pair in (days[:2], days[1:3]):
            one.require(RULE, one.count(ANA, pair), at_most=1)
    weights = list(zip(days, (3, 5, -2, -4), strict=True))
    for one, bounds in ((encoding, (-6, 5)), (loose, (-6, 8))):
        (found,) = one.define_sum([one.weigh(ANA, weights)]).variables
        assert (one.low[found], one.high[found]) == bounds


def test_a_row_that_a_larger_one_says_already_is_left_out_where_the_encoding_is_tight() -> None:
    days = daily("early", MONDAY, 4)
    encoding = Encoding(team((ANA,), days), tight=True)
    encoding.require(RULE, encoding.count(ANA, days[:2]), at_most=1)
    encoding.require(RULE, encoding.count(ANA, days[1:3]), at_least=1, at_most=1)
    encoding.require(RULE, encoding.count(ANA, days[:3]), at_most=1)
    encoding.require(RULE, encoding.count(ANA, days[2:]), at_most=1)
    encoding.require(RULE, encoding.count(ANA, days[2:]), at_most=1)
    encoding.drop_repeated()
    assert [row.variables for row in encoding.rows] == [(1, 2), (0, 1, 2), (2, 3)]
    assert encoding.rows[0].low == 1
