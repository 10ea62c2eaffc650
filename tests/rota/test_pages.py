"""Chances of many pages: the Poisson figures of tables, the negative binomial against its own moments."""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.pages import PARTS, chance_above, most_expected


@pytest.mark.parametrize(("mean", "chance"), [(0.6, 0.0231), (1.2, 0.1205), (2.0, 0.3233), (3.0, 0.5768)])
def test_counts_that_do_not_cluster_are_poisson(mean: float, chance: float) -> None:
    assert chance_above(mean, 2, 1.0) == pytest.approx(chance, abs=1e-4)


@pytest.mark.parametrize(("chance", "hundredths"), [(0.05, 81), (0.2, 153)])
def test_the_most_that_may_be_expected_is_where_the_chance_is_met(chance: float, hundredths: int) -> None:
    assert most_expected(2, chance, 1.0) == hundredths


def test_a_cluster_of_twice_the_mean_is_geometric() -> None:
    # With variance twice the mean and mean 1 the size is 1: chances halve from one count to the next.
    assert [chance_above(1.0, count, 2.0) for count in range(4)] == pytest.approx([0.5, 0.25, 0.125, 0.0625])


@given(st.floats(0.1, 4), st.floats(1.01, 4))
def test_the_chances_have_the_mean_and_the_variance_that_were_asked(mean: float, spread: float) -> None:
    above = [1 - exp(-1e9), *(chance_above(mean, count, spread) for count in range(400))]
    chances = [above[count] - above[count + 1] for count in range(400)]
    assert sum(count * chance for count, chance in enumerate(chances)) == pytest.approx(mean, rel=1e-4)
    second = sum(count * count * chance for count, chance in enumerate(chances))
    assert second - mean * mean == pytest.approx(spread * mean, rel=1e-3)


@given(st.floats(0.05, 4), st.integers(0, 5))
def test_a_spread_close_to_one_is_close_to_poisson(mean: float, count: int) -> None:
    assert chance_above(mean, count, 1.0001) == pytest.approx(chance_above(mean, count, 1.0), abs=1e-3)


@given(st.integers(0, 4), st.sampled_from([0.01, 0.05, 0.2, 0.5]), st.sampled_from([1.0, 1.5, 2.6]))
def test_the_most_is_the_last_hundredth_that_keeps_the_chance(
    count: int, chance: float, spread: float
) -> None:
    most = most_expected(count, chance, spread)
    assert (
        chance_above(most / PARTS, count, spread) <= chance < chance_above((most + 1) / PARTS, count, spread)
    )


def test_where_nothing_is_expected_nothing_comes() -> None:
    assert chance_above(0.0, 0, 2.0) == 0.0
