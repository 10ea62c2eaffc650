from __future__ import annotations

import numpy as np
import pytest

from rota.simulate.draw import Drawn, contacts, generator, held, there
from rota.simulate.scenario import Expected, HandOver, Held, Server, Stream


def stream(*expected: Expected, share: float = 0.0) -> Stream:
    return Stream("phone", 1, True, (60,), expected, hand_over=HandOver(0, share, 0) if share else None)


def counts(one: Stream, replications: int) -> np.ndarray:
    return np.array(
        [
            [sum(entry.start <= drawn.arrives < entry.end for drawn in found) for entry in one.expected]
            for found in (contacts(one, generator(1, number, 0)) for number in range(replications))
        ]
    )


def test_the_same_place_draws_the_same_and_another_differs() -> None:
    one = stream(Expected(0, 1800, 5))
    assert contacts(one, generator(1, 2, 3)) == contacts(one, generator(1, 2, 3))
    others = [contacts(one, generator(*place)) for place in ((2, 2, 3), (1, 3, 3), (1, 2, 4))]
    assert all(other != contacts(one, generator(1, 2, 3)) for other in others)


def test_contacts_come_in_order_within_their_intervals() -> None:
    found = contacts(
        stream(Expected(0, 1800, 40), Expected(1800, 3600, 0), Expected(3600, 5400, 4)), generator(1, 0, 0)
    )
    assert found == sorted(found, key=lambda drawn: drawn.arrives)
    assert all(drawn.arrives < 1800 or 3600 <= drawn.arrives < 5400 for drawn in found)


def test_nothing_expected_is_nothing_drawn() -> None:
    assert (
        contacts(stream(), generator(1, 0, 0))
        == contacts(stream(Expected(0, 9, 0)), generator(1, 0, 0))
        == []
    )


def test_a_known_rate_gives_poisson_counts() -> None:
    found = counts(stream(Expected(0, 1800, 20)), 2000)
    assert (found.mean(), found.var()) == (pytest.approx(20, rel=0.02), pytest.approx(20, rel=0.1))


def test_an_uncertain_rate_gives_negative_binomial_counts() -> None:
    # variance 20 + (0.5 x 20)^2
    found = counts(stream(Expected(0, 1800, 20, spread=0.5)), 4000)
    assert (found.mean(), found.var()) == (pytest.approx(20, rel=0.03), pytest.approx(120, rel=0.1))


def test_a_day_shares_its_mood_and_another_day_has_its_own() -> None:
    day = [Expected(1800 * index, 1800 * index + 1800, 100, 0.4, 0.4, index // 2) for index in range(4)]
    found = np.corrcoef(counts(stream(*day), 800).T)
    # 1600 of the variance of 1700 is the day's
    assert found[0, 1] == pytest.approx(1600 / 1700, abs=0.03)
    assert found[0, 2] == pytest.approx(0, abs=0.1)


def test_a_share_is_handed_over() -> None:
    found = contacts(stream(Expected(0, 1800, 4000), share=0.1), generator(1, 0, 0))
    assert sum(drawn.hands_over for drawn in found) == pytest.approx(400, rel=0.15)
    assert np.mean([drawn.work for drawn in found]) == pytest.approx(1, rel=0.1)
    assert isinstance(found[0], Drawn)


def test_shrinkage_takes_its_share_of_the_hours_there() -> None:
    whole = tuple((3600.0 * 24 * day, 3600.0 * 24 * day + 28_900) for day in range(200))
    assert there(Server("ana", 1, (0,), whole), generator(1, 0, 0)) == whole
    left = there(Server("ana", 1, (0,), whole, away=0.25), generator(1, 0, 0))
    assert sum(end - start for start, end in left) / (200 * 28_900) == pytest.approx(0.75, abs=0.02)
    assert all(start < end for start, end in left)


def test_what_waits_is_drawn_contact_by_contact_and_by_seed() -> None:
    mail = Stream(
        "mail",
        1,
        False,
        (600,),
        (),
        deadline_seconds=3600,
        held=(Held(-60.0, 2, 900.0), Held(-5.0, 1, 3600.0)),
    )
    first = held(mail, generator(1, 0, 7))
    assert [(drawn.arrives, left) for drawn, left in first] == [(-60.0, 900.0)] * 2 + [(-5.0, 3600.0)]
    assert first == held(mail, generator(1, 0, 7))
    assert len({drawn.work for drawn, _ in first}) == 3
