"""An integer program made of a CP-SAT model says what CP-SAT says of it."""

from __future__ import annotations

from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from rota.errors import OurBug
from rota.solve.hold import Hold
from rota.solve.program import Program

LITERALS = 5
SHAPES = ("clause", "clique", "one", "implies", "linear")


def built(data: st.DataObject) -> cp_model.CpModel:
    """A small model with a row of every shape that there is."""
    model = cp_model.CpModel()
    literals = [model.new_bool_var("") for _ in range(LITERALS)]
    number = model.new_int_var(-2, 4, "")
    sided = [each for literal in literals for each in (literal, ~literal)]
    some = st.lists(st.sampled_from(range(len(sided))), min_size=1, max_size=3, unique=True)
    for shape in data.draw(st.lists(st.sampled_from(SHAPES), max_size=5)):
        chosen = [sided[index] for index in data.draw(some)]
        if shape == "clause":
            model.add_bool_or(chosen)
        elif shape == "clique":
            model.add_at_most_one(chosen)
        elif shape == "one":
            model.add_exactly_one(chosen)
        elif shape == "implies":
            model.add_implication(chosen[0], chosen[-1])
        else:
            factors = [data.draw(st.integers(-3, 3)) for _ in chosen]
            total = sum(factor * one for factor, one in zip(factors, chosen, strict=True))
            model.add_linear_constraint(total + number, data.draw(st.integers(-3, 1)), 3)
    prices = [data.draw(st.integers(-4, 4)) for _ in literals]
    model.minimize(
        sum(price * (1 - one) for price, one in zip(prices, literals, strict=True)) + 2 * number + 7
    )
    return model


@settings(max_examples=60)
@given(data=st.data())
def test_its_least_is_that_of_the_model(data: st.DataObject) -> None:
    model = built(data)
    solver = cp_model.CpSolver()
    status = solver.solve(model)
    program, hold = Program(model), Hold(monotonic() + 10)

    relaxed, found = program.relaxed(hold), program.solved(hold)

    assert found.impossible == (status == cp_model.INFEASIBLE)
    if status == cp_model.OPTIMAL:
        assert (found.optimal, round(found.bound, 6)) == (True, solver.objective_value)
        assert relaxed.bound <= solver.objective_value + 1e-6
        held = model.clone()
        for index, value in enumerate(found.values):
            held.add(held.get_int_var_from_proto_index(index) == round(value))
        assert solver.solve(held) == cp_model.OPTIMAL
        assert solver.objective_value == pytest.approx(found.bound)


def test_what_is_held_is_held_for_one_search() -> None:
    model = cp_model.CpModel()
    first, second = model.new_bool_var(""), model.new_bool_var("")
    model.add_exactly_one(first, second)
    model.minimize(first + 3 * second)
    program, hold = Program(model), Hold(monotonic() + 10)

    assert program.solved(hold, held={0: 0}).values == (0, 1)
    assert program.solved(hold, held={0: 0, 1: 0}).impossible
    assert program.solved(hold, begin=(0, 1)).values == (1, 0)


def test_a_row_under_a_condition_is_no_row_of_a_program() -> None:
    model = cp_model.CpModel()
    first, second = model.new_bool_var(""), model.new_int_var(0, 5, "")
    model.add(second >= 3).only_enforce_if(first)

    with pytest.raises(OurBug):
        Program(model)
