from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from rota.cli.views.proof_view import proof_panel, status_text
from rota.roster import Assignment, Proof

if TYPE_CHECKING:
    from rota.cli.views.showing import Showing

PROOF = Proof("feasible", cost=103, bound=100, seed=1, workers=8, seconds=60.0, version="0.1.0")


@pytest.mark.parametrize(
    ("proof", "text"),
    [
        (replace(PROOF, status="optimal", bound=103), "proved optimal"),
        (replace(PROOF, status="unproved"), "edited by hand, not proved"),
        (PROOF, "at most 3.0 % above the best possible"),
        (replace(PROOF, cost=10_001, bound=10_000), "at most 0.1 % above the best possible"),
        (replace(PROOF, cost=250), "at most 2.5 times the best possible"),
        (replace(PROOF, cost=19_999, bound=10_000), "at most 100.0 % above the best possible"),
        (replace(PROOF, bound=0), "found within the limits; how far from the best is not known"),
    ],
)
def test_the_proof_is_told_in_plain_words(proof: Proof, text: str) -> None:
    assert status_text(proof) == text


def test_the_panel_tells_cost_rules_and_where_it_is_tightest(spring: Showing, text_of) -> None:
    text = text_of(proof_panel(spring.roster, spring.verdict, spring.rules), columns=80)
    assert [line[2:-2].rstrip() for line in text.splitlines()] == [
        " Bank help desk ────────────────────────────────────────────────────────────",
        "at most 11.2 % above the best possible",
        "cost 71,630, bound 64,467, gap 7,163 (10.0 % of the cost)",
        "hard rules kept: 3 of 3",
        "seed 7, 2 workers, 1.5 s, rota 0.1.0",
        "",
        "  cost  rule        which says",
        "70,320  coverage    the load of every queue is covered; an agent-minute",
        "                    missing costs 4, one too many 1",
        " 1,300  fair_share  everybody: nights shared in proportion to contract and",
        "                    presence",
        "    10  requests    everybody: requests are met where they can be, 10 points",
        "                    each",
        "",
        "tightest",
        "  `phone-de` has 0 of 3 agents at Tue 23 Mar 14:00 (cost 720)",
        "  Cem Öz carries 6 of 7 nights, 1.1 would be fair (cost 1,000)",
        "  Bo Lind asked to be off duty on Fri 26 Mar, which is not so (cost 10)",
        "─" * 76,
    ]


def test_a_cost_that_the_verifier_does_not_find_is_not_passed_over(spring: Showing, text_of) -> None:
    claimed = replace(spring.roster, proof=replace(spring.roster.proof, cost=5, bound=5, status="optimal"))
    text = text_of(proof_panel(claimed, spring.verdict, spring.rules), columns=100)
    assert "the verifier finds a cost of 71,630: the roster or its inputs have changed" in text


def test_a_broken_hard_rule_is_counted(spring: Showing, text_of) -> None:
    more = (*spring.roster.assignments, Assignment("night@2027-03-22", "bo"))
    broken = replace(spring, roster=replace(spring.roster, assignments=tuple(sorted(more))))
    text = text_of(proof_panel(broken.roster, broken.verdict, broken.rules), columns=100)
    assert "hard rules kept: 2 of 3" in text
    assert "2 violations of hard rules, `rota verify` lists them" in text
