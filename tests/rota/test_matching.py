"""Sharing out a crowd, against all ways in which it can be shared out."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rota.matching import unserved

QUEUES = ("a", "b", "c")
WANTED = st.tuples(*(st.integers(0, 3) for _ in QUEUES))
CROWD = st.lists(st.frozensets(st.sampled_from(QUEUES)), max_size=5)
PRICES = st.tuples(*(st.integers(1, 5) for _ in QUEUES))


def counted(crowd: list[frozenset[str]]) -> dict[frozenset[str], int]:
    return {skills: crowd.count(skills) for skills in crowd}


def ways(crowd: list[frozenset[str]], wanted: dict[str, int]) -> list[dict[str, int]]:
    """What each queue lacks, for every way of sending each agent to a queue or nowhere."""
    return [
        {queue: max(0, agents - sent.count(queue)) for queue, agents in wanted.items()}
        for sent in product(*((*sorted(skills), "") for skills in crowd))
    ]


@settings(max_examples=300)
@given(wanted=WANTED, crowd=CROWD, prices=PRICES)
def test_no_way_of_sharing_out_lacks_less_or_costs_less(wanted, crowd, prices) -> None:
    price = dict(zip(QUEUES, prices, strict=True))
    needs = dict(zip(QUEUES, wanted, strict=True))
    order = sorted(needs.items(), key=lambda item: (-price[item[0]], item[0]))
    missing = unserved(order, counted(crowd))
    every = ways(crowd, needs)
    lacks = {queue: missing.get(queue, 0) for queue in QUEUES}
    assert lacks in every
    assert sum(lacks.values()) == min(sum(way.values()) for way in every)
    assert cost(lacks, price) == min(cost(way, price) for way in every)


LETTERS = "abcd"
LARGE_WANTED = st.tuples(*(st.integers(0, 5) for _ in LETTERS))
LARGE_CROWD = st.dictionaries(
    st.frozensets(st.sampled_from(LETTERS), min_size=1), st.integers(0, 4), max_size=6
)


def deficiency(wanted: dict[str, int], crowd: dict[frozenset[str], int]) -> int:
    """What must stay unserved: the largest shortfall of any set of queues (Ore 1955)."""
    return max(
        sum(wanted[queue] for queue in queues)
        - sum(agents for skills, agents in crowd.items() if not skills.isdisjoint(queues))
        for size in range(len(wanted) + 1)
        for queues in combinations(wanted, size)
    )


@settings(max_examples=800)
@given(wanted=LARGE_WANTED, crowd=LARGE_CROWD)
def test_the_first_queues_together_lack_no_more_than_they_must(wanted, crowd) -> None:
    order = list(zip(LETTERS, wanted, strict=True))
    missing = unserved(order, crowd)
    for length in range(len(order) + 1):
        ahead = dict(order[:length])
        assert sum(missing.get(queue, 0) for queue in ahead) == deficiency(ahead, crowd)


def cost(lacks: dict[str, int], price: dict[str, int]) -> int:
    return sum(price[queue] * agents for queue, agents in lacks.items())


@settings(max_examples=200)
@given(wanted=WANTED, crowd=CROWD)
def test_an_earlier_queue_gets_all_that_it_could_get_alone(wanted, crowd) -> None:
    order = list(zip(QUEUES, wanted, strict=True))
    missing = unserved(order, counted(crowd))
    for length in range(len(order)):
        ahead = unserved(order[: length + 1], counted(crowd))
        assert {queue: missing.get(queue, 0) for queue, _ in order[: length + 1]} == {
            queue: ahead.get(queue, 0) for queue, _ in order[: length + 1]
        }


@pytest.mark.parametrize(
    ("wanted", "missing"),
    [([("dear", 1), ("cheap", 1)], {"cheap": 1}), ([("cheap", 1), ("dear", 1)], {"dear": 1})],
)
def test_who_can_do_both_is_sent_to_the_first(wanted, missing) -> None:
    assert unserved(wanted, {frozenset({"dear", "cheap"}): 1}) == missing


def test_who_was_sent_to_the_first_is_moved_on_where_another_can_take_over() -> None:
    crowd = {frozenset({"a", "b"}): 1, frozenset({"a"}): 1}
    assert unserved([("a", 1), ("b", 1)], crowd) == {}


def test_a_chain_of_moves_is_found() -> None:
    crowd = {
        frozenset({"a", "b"}): 1,
        frozenset({"b", "c"}): 1,
        frozenset({"c", "d"}): 1,
        frozenset({"d"}): 1,
    }
    assert unserved([("b", 1), ("c", 1), ("d", 1), ("a", 1)], crowd) == {}


def test_a_queue_that_nobody_serves_lacks_everybody_and_none_wanted_lacks_none() -> None:
    assert unserved([("a", 2), ("b", 0)], {frozenset({"b"}): 3, frozenset(): 2}) == {"a": 2}
    assert unserved([], {frozenset({"b"}): 3}) == {}
    assert unserved([("a", 1)], {}) == {"a": 1}


def test_the_crowd_given_is_left_as_it_was() -> None:
    crowd = {frozenset({"a"}): 2}
    unserved([("a", 1)], crowd)
    assert crowd == {frozenset({"a"}): 2}
