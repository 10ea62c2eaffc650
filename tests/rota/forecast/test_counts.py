from __future__ import annotations

import numpy as np
import pytest

from rota.forecast.counts import count_quantiles

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
