from __future__ import annotations

import numpy as np
import pytest

from rota.forecast.counts import count_quantiles, count_shares

LEVELS = (0.05, 0.5, 0.8, 0.95)


@pytest.mark.parametrize(
    ("mean", "spread", "expected"),
    [
        # scipy 1.17: scipy.stats.nbinom.ppf(level, 1 / spread**2, 1 / (1 + mean * spread**2)), poisson.ppf
        (0.3, 0.5, [0, 0, 1, 1]),
        (5, 0.3, [1, 5, 7, 10]),
        (400, 0.2, [274, 395, 467, 544]),
        (3000, 0.05, [2742, 2997, 3134, 3267]),
        (7, 0.0, [3, 7, 9, 12]),
        (900, 0.0, [851, 900, 925, 950]),
        (0.0, 0.3, [0, 0, 0, 0]),
    ],
)
def test_quantiles_are_as_scipy_computes(mean: float, spread: float, expected: list[int]) -> None:
    assert count_quantiles(np.array([mean]), spread, LEVELS)[:, 0].tolist() == expected


def test_each_mean_has_its_own() -> None:
    both = count_quantiles(np.array([7.0, 900.0, 7.0]), 0.0, (0.8,))
    assert both.tolist() == [[9.0, 925.0, 9.0]]


@pytest.mark.parametrize(
    ("mean", "spread", "most", "expected"),
    [
        # scipy 1.17: scipy.stats.nbinom.cdf(most, 1 / spread**2, 1 / (1 + mean * spread**2)), poisson.cdf
        (0.3, 0.5, 0, 0.7488005297763748),
        (5, 0.3, 7.9, 0.8310401569661325),
        (400, 0.2, 420, 0.6221309464599596),
        (7, 0.0, 9, 0.8304959372),
        (0.0, 0.3, 0, 1.0),
        (5, 0.3, 10_000, 1.0),
        (5, 0.3, -1, 0.0),
    ],
)
def test_shares_are_as_scipy_computes(mean: float, spread: float, most: float, expected: float) -> None:
    assert count_shares(np.array([mean]), spread, np.array([most])) == pytest.approx([expected], abs=1e-6)


def test_rows_of_shares_are_worked_out_mean_by_mean() -> None:
    means, most = np.array([7.0, 0.0, 3.0]), np.array([[9.0, 0.0, 2.0], [12.0, 5.0, 3.0]])
    single = [[count_shares(means[[place]], 0.2, row[[place]])[0] for place in range(3)] for row in most]
    assert count_shares(means, 0.2, most).tolist() == single
