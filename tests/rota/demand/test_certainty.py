from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import exp

import pytest

from rota.demand.carried import keeps, service_of
from rota.demand.certainty import certainties, most_contacts
from rota.demand.opening import Opening
from rota.demand.staffing import staffed
from rota.demand.target import LiveTarget
from rota.forecast.gamma import rate_quantile
from rota.forecast.volume import Volume

HALF_HOUR = timedelta(minutes=30)
NINE = datetime(2027, 3, 8, 9, tzinfo=UTC)
PLAIN = LiveTarget(handle_seconds=180, max_occupancy=1.0)


def volume(contacts: float, *, spread: float = 0.0, at: datetime = NINE) -> Volume:
    return Volume(at, at + HALF_HOUR, "phone", contacts, (), spread)


@pytest.mark.parametrize("agents", [1, 2, 14, 60])
@pytest.mark.parametrize(
    "target", [PLAIN, LiveTarget(handle_seconds=240, patience_seconds=300, shrinkage=0.2)]
)
def test_agents_keep_to_the_target_up_to_the_most_contacts_and_no_further(
    agents: int, target: LiveTarget
) -> None:
    most = most_contacts(agents, target, seconds=1800)
    at_work = int(agents * (1 - target.shrinkage) + 1e-9)
    promise = replace(target, max_occupancy=1.0)
    below, above = (
        at_work and keeps(service_of(most * share * target.handle_seconds / 1800, at_work, target), promise)
        for share in (1 - 1e-6, 1 + 1e-6)
    )
    assert (below, above) == ((True, False) if at_work else (0, 0))
    assert (most > 0) == (at_work > 0)


def test_fourteen_agents_are_promised_to_a_hundred_calls_and_carry_a_few_more() -> None:
    assert 100 < most_contacts(14, PLAIN, seconds=1800) < most_contacts(15, PLAIN, seconds=1800)


def test_without_spread_chance_alone_decides() -> None:
    # One agent carries up to 2.1 calls of 180 s in half an hour at 80 % within 20 s (A = 0.2136): so two.
    entries = list(staffed([volume(1.0)], PLAIN, Opening(None)))
    assert [entry.agents for entry in entries] == [1]
    assert certainties(entries, PLAIN) == pytest.approx([exp(-1) * (1 + 1 + 1 / 2)])


def test_a_wider_spread_makes_it_less_sure_and_a_higher_level_more() -> None:
    def sure(spread: float, level: float | None) -> float:
        target = LiveTarget(handle_seconds=180, max_occupancy=1.0, staff_on=level, minimum=13)
        return certainties(list(staffed([volume(80, spread=spread)], target, Opening(None))), target)[0]

    assert sure(0.5, None) < sure(0.1, None) < sure(0.1, 0.99)


def test_whole_agents_make_it_surer_than_the_quantile_and_in_a_busy_interval_hardly() -> None:
    def beyond(contacts: float) -> float:
        target = LiveTarget(handle_seconds=180, max_occupancy=1.0, staff_on=0.8, dispersion=0.2)
        entries = list(staffed([volume(contacts, spread=0.2)], target, Opening(None)))
        assert entries[0].rate == rate_quantile(contacts, spread=0.2, level=0.8)
        return certainties(entries, target)[0] - 0.8

    assert beyond(1) > 0.1
    assert abs(beyond(3000)) < 0.02


def test_each_interval_has_its_own_spread() -> None:
    later = volume(80, spread=0.5, at=NINE + HALF_HOUR)
    entries = list(staffed([volume(80, spread=0.1), later], PLAIN, Opening(None)))
    alone = [certainties([entry], PLAIN)[0] for entry in entries]
    assert list(certainties(entries, PLAIN)) == alone
    assert alone[0] != alone[1]


def test_an_interval_without_contacts_is_certain() -> None:
    entries = list(staffed([volume(0.0)], PLAIN, Opening(None)))
    assert certainties(entries, PLAIN) == (1.0,)
