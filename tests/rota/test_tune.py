from __future__ import annotations

from constraints.coverage import Coverage
from constraints.fair_share import FairShare
from constraints.min_hours import MinHours
from constraints.min_rest import MinRest
from constraints.requests import Requests
from rota.tune import DIRECTIONS, PRESENT, Reweighed, changes_of, reweighed

RULES = (
    MinRest(hours=11),
    Coverage(weight=4, over=1, prices={"phone": 6}),
    Requests(weight=200_000),
    FairShare(burden="nights", weight=100),
    MinHours(contract_share=0.9, weight=10),
)
DIRECTION = {direction.name: direction for direction in DIRECTIONS}


def test_a_direction_raises_the_prices_of_its_rules_and_leaves_the_others() -> None:
    after = reweighed(RULES, DIRECTION["covered"])
    assert after[1] == Coverage(weight=32, over=1, prices={"phone": 48})
    assert (after[0], *after[2:]) == (RULES[0], *RULES[2:])


def test_cheaper_makes_surplus_dearer_and_owed_hours_less_pressing() -> None:
    assert changes_of(RULES, DIRECTION["cheaper"]) == (
        Reweighed("coverage", "over", 1, 8),
        Reweighed("min_hours", "weight", 10, 1),
    )


def test_a_weight_stays_within_what_a_rule_takes() -> None:
    assert changes_of(RULES, DIRECTION["wishes"]) == (Reweighed("requests", "weight", 200_000, 1_000_000),)


def test_musts_and_the_present_weights_never_change() -> None:
    musts = (MinRest(hours=11), MinHours(contract_share=0.9))
    assert [changes_of(musts, direction) for direction in DIRECTIONS] == [()] * len(DIRECTIONS)
    assert reweighed(RULES, PRESENT) == RULES
