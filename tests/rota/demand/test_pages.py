from __future__ import annotations

from math import comb

import pytest

from rota.demand.erlang import erlang_b
from rota.demand.pages import greatest_mean, more_than


@pytest.mark.parametrize(
    ("mean", "expected"), [(0.0, 0.0), (0.6, 0.023), (1.2, 0.120), (2, 0.323), (3, 0.577)]
)
def test_more_than_two_independent_pages_are_this_likely(mean: float, expected: float) -> None:
    # the Poisson distribution, in any table
    assert more_than(2, mean=mean) == pytest.approx(expected, abs=6e-4)


def test_clustered_pages_are_negative_binomial() -> None:
    # size 3 and probability 1/2, so mean 3 and variance 6: by hand from binomial coefficients
    at_most = sum(comb(count + 2, count) * 0.5 ** (count + 3) for count in range(5))
    assert more_than(4, mean=3, variance_ratio=2) == pytest.approx(1 - at_most, rel=1e-12)
    assert more_than(2, mean=1.47, variance_ratio=2.6) > more_than(2, mean=1.47)


def test_a_variance_ratio_near_one_is_near_poisson() -> None:
    assert more_than(2, mean=2, variance_ratio=1 + 1e-9) == pytest.approx(more_than(2, mean=2), abs=1e-6)


@pytest.mark.parametrize(("chance", "expected"), [(0.05, 0.817), (0.2, 1.535)])
def test_a_shift_bears_this_many_pages(chance: float, expected: float) -> None:
    found = greatest_mean(2, chance=chance)
    assert found == pytest.approx(expected, abs=1e-3)
    assert more_than(2, mean=found) == pytest.approx(chance, rel=1e-9)


@pytest.mark.parametrize(("mean", "ratio"), [(-1.0, 1.0), (1.0, 0.5)])
def test_what_no_pages_can_be_is_refused(mean: float, ratio: float) -> None:
    with pytest.raises(ValueError, match="no pages of mean"):
        more_than(2, mean=mean, variance_ratio=ratio)


@pytest.mark.parametrize(("load", "primary", "both"), [(0.25, 0.20, 0.024), (0.5, 0.333, 0.077)])
def test_who_is_paged_is_busy_already_so_often(load: float, primary: float, both: float) -> None:
    # Erlang B: one on call is busy, or two are
    assert (erlang_b(load, 1), erlang_b(load, 2)) == pytest.approx((primary, both), abs=6e-4)
