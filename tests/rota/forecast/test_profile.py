from __future__ import annotations

import numpy as np
import pytest

from rota.forecast.profile import profile_of


def test_an_older_week_weighs_nine_tenths_of_the_next() -> None:
    weeks = np.concatenate([np.full((1, 7, 4), 10.0), np.full((1, 7, 4), 20.0)])
    assert profile_of(weeks).week == pytest.approx(np.full((7, 4), (0.9 * 10 + 20) / 1.9))


def test_an_unknown_slot_does_not_count_as_zero() -> None:
    weeks = np.full((3, 7, 4), 8.0)
    weeks[2, 3] = np.nan
    assert profile_of(weeks).week == pytest.approx(np.full((7, 4), 8.0))


def test_a_slot_that_no_week_knows_is_taken_from_the_other_days() -> None:
    weeks = np.full((3, 7, 4), 8.0)
    weeks[:, 3] = np.nan
    profile = profile_of(weeks)
    assert profile.week == pytest.approx(np.full((7, 4), 8.0))
    assert profile.seen.all(axis=1).tolist() == [True, True, True, False, True, True, True]


def test_a_shape_that_every_week_has_keeps_its_edges() -> None:
    day = np.array([0.0] * 16 + [50.0] * 20 + [0.0] * 12)
    assert profile_of(np.tile(day, (8, 7, 1))).week == pytest.approx(np.tile(day, (7, 1)))


def test_chance_is_smoothed_away() -> None:
    truth = 2 + np.sin(np.arange(48) / 48 * 2 * np.pi)
    counts = np.random.default_rng(5).poisson(truth, (6, 7, 48)).astype(float)
    error = np.abs(profile_of(counts).week - truth).mean()
    assert error < 0.75 * np.abs(counts.mean(axis=0) - truth).mean()


def test_nothing_is_smoothed_into_closed_hours() -> None:
    counts = np.random.default_rng(5).poisson(1.0, (8, 7, 48)).astype(float)
    counts[:, :, :16] = 0
    assert not profile_of(counts).week[:, :16].any()
