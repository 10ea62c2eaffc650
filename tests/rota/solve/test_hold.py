from __future__ import annotations

import signal

import pytest

from rota.solve.hold import interruptible


def test_ctrl_c_raises_the_hand_inside_and_those_around_it() -> None:
    with interruptible(60.0) as around:
        with interruptible(60.0) as inside:
            signal.raise_signal(signal.SIGINT)
            assert (inside.left, around.left) == (0.0, 0.0)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_a_hand_that_was_not_raised_leaves_the_one_around_it_in_force() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruptible(60.0) as around:
        with interruptible(60.0):
            pass
        assert not around.raised.is_set()
        signal.raise_signal(signal.SIGINT)
        assert around.raised.is_set()
    assert signal.getsignal(signal.SIGINT) is before
