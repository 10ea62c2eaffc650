from __future__ import annotations

import numpy as np
import pytest

from rota.simulate.band import Band, Ratios, student


@pytest.mark.parametrize(("freedom", "expected"), [(4, 2.776), (9, 2.262), (29, 2.045), (99, 1.984)])
def test_bands_are_as_wide_as_tables_of_student_say(freedom: int, expected: float) -> None:
    assert student(freedom) == pytest.approx(expected, abs=1e-2)


def test_a_share_is_the_ratio_of_sums_with_the_error_of_the_ratio_estimator() -> None:
    ratios = Ratios(2)
    pairs = [(8, 10), (4, 4), (6, 10), (9, 12), (3, 4)]
    for y, x in pairs:
        ratios.add(np.array([y, 0.0]), np.array([x, 0.0]))
    share = 30 / 40
    squares = sum((y - share * x) ** 2 for y, x in pairs)
    error = (squares / 4 / 5) ** 0.5 / 8
    expected = Band(share, share - student(4) * error, share + student(4) * error)
    assert ratios.band(0) == expected == ratios.band(-1)
    assert ratios.band(0, most=0.8) == Band(share, expected.low, 0.8)
    assert ratios.band(1) is None
    assert ratios.mean(0) == 6


def test_few_replications_have_no_band() -> None:
    ratios = Ratios(1)
    ratios.add(np.array([1.0]), np.array([2.0]))
    assert ratios.band(0) == Band(0.5, None, None)


def test_nineteen_of_twenty_bands_hold_the_true_mean() -> None:
    random = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        ratios = Ratios(1)
        for _ in range(12):
            x = random.poisson(30)
            ratios.add(np.array([float(random.binomial(x, 0.7))]), np.array([float(x)]))
        band = ratios.band(0)
        assert band is not None
        assert band.low is not None
        assert band.high is not None
        held += band.low <= 0.7 <= band.high
    assert held / 400 == pytest.approx(0.95, abs=0.03)
