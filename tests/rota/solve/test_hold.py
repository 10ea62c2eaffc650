from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from rota.solve.hold import Counter, interruptible

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def interruptible_process() -> Iterator[None]:
    """Ctrl-C as a terminal has it, whoever started the tests: what runs in the background may ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible_process")
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


def test_where_work_is_counted_only_work_passes_the_time() -> None:
    with interruptible(10.0, counted=True) as hold:
        part, below = hold.part(3.0), hold.below()
        assert (hold.left, part.left, below.left) == (10.0, 3.0, 10.0)
        below.clock.spend(2.5)
        assert (hold.left, part.left, below.left) == (7.5, 0.5, 7.5)
        below.clock.spend(1.0)
        assert (hold.left, part.left) == (6.5, 0.0)


def test_work_adds_up_to_the_same_in_any_order() -> None:
    amounts = [0.1, 1e-5, 1e6, 0.7, 3e-6]
    one, other = Counter(), Counter()
    for amount in amounts:
        one.spend(amount)
    for amount in reversed(amounts):
        other.spend(amount)
    assert one.now() == other.now() > 1e6
