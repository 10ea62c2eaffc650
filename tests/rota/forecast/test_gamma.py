from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.forecast.gamma import gamma_share, rate_quantile


@pytest.mark.parametrize(
    ("mean", "spread", "level", "expected"),
    [
        # scipy 1.17, scipy.stats.gamma.ppf(level, 1 / spread**2, scale=mean * spread**2)
        (10, 0.3, 0.8, 12.398502108806303),
        (3, 0.05, 0.9, 3.1937670664256226),
        (7, 1.5, 0.2, 0.32525010847406305),
        (5, 0.002, 0.975, 5.019618576020289),
        (5, 4, 0.5, 0.0007204508343374926),
    ],
)
def test_quantiles_are_as_scipy_computes(mean: float, spread: float, level: float, expected: float) -> None:
    assert rate_quantile(mean, spread=spread, level=level) == pytest.approx(expected, rel=1e-9)


def test_without_spread_or_contacts_the_mean_is_certain() -> None:
    assert (rate_quantile(7, spread=0, level=0.9), rate_quantile(0, spread=0.3, level=0.9)) == (7, 0)


@given(reach=st.floats(0.001, 50))
def test_a_shape_of_one_is_exponential(reach: float) -> None:
    assert gamma_share(1, reach) == pytest.approx(1 - exp(-reach), rel=1e-10)


@given(spread=st.floats(0.01, 2), level=st.floats(0.01, 0.98))
def test_a_higher_level_is_a_higher_rate(spread: float, level: float) -> None:
    assert rate_quantile(5, spread=spread, level=level) < rate_quantile(5, spread=spread, level=level + 0.01)
