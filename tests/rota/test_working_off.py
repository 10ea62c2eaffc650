"""Work done by a crowd: greatest flows counted by hand, and against a cut over all sets of pieces."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from rota.working_off import Piece, WorkingOff

A, B, BOTH = frozenset("a"), frozenset("b"), frozenset("ab")


def undone(free: list[dict[frozenset[str], int]], *pieces: Piece) -> list[int]:
    return WorkingOff(free, pieces).undone


def test_a_piece_is_done_at_its_moments_only() -> None:
    assert undone([{A: 10}, {A: 10}, {A: 10}], Piece("a", 25, (0, 1))) == [5]


def test_an_earlier_piece_is_moved_to_other_agents_for_a_later_one() -> None:
    assert undone([{BOTH: 10, A: 10}], Piece("a", 10, (0,)), Piece("b", 10, (0,))) == [0, 0]


def test_an_earlier_piece_is_moved_to_another_moment_for_a_later_one() -> None:
    flow = WorkingOff([{A: 10}, {A: 10}], [Piece("a", 10, (0, 1)), Piece("a", 10, (0,))])
    assert flow.undone == [0, 0]
    assert flow.free == [{A: 0}, {A: 0}]
    assert flow.served(1) == {0: 10, 1: 0}


def test_an_earlier_piece_loses_nothing_for_a_later_one() -> None:
    assert undone([{BOTH: 10}], Piece("a", 8, (0,)), Piece("b", 8, (0,))) == [0, 6]
    assert undone([{BOTH: 10}], Piece("b", 8, (0,)), Piece("a", 8, (0,))) == [0, 6]


CROWD = st.dictionaries(st.sampled_from([A, B, BOTH]), st.integers(0, 4))
PIECE = st.builds(
    Piece,
    st.sampled_from("ab"),
    st.integers(0, 6),
    st.sets(st.integers(0, 2)).map(lambda moments: tuple(sorted(moments))),
)


@given(st.lists(CROWD, min_size=3, max_size=3), st.lists(PIECE, max_size=5))
def test_each_piece_gets_what_the_narrowest_cut_leaves(
    free: list[dict[frozenset[str], int]], pieces: list[Piece]
) -> None:
    """By the deficiency form of Hall's theorem, over all sets of the pieces up to each."""
    lacking = [0]
    for count in range(1, len(pieces) + 1):
        sets = [chosen for size in range(count + 1) for chosen in combinations(pieces[:count], size)]
        lacking.append(max(sum(piece.minutes for piece in chosen) - reach(free, chosen) for chosen in sets))
    assert undone(free, *pieces) == [after - before for before, after in pairwise(lacking)]


def reach(free: list[dict[frozenset[str], int]], chosen: tuple[Piece, ...]) -> int:
    return sum(
        minutes
        for moment, crowd in enumerate(free)
        for skills, minutes in crowd.items()
        if any(piece.queue in skills and moment in piece.moments for piece in chosen)
    )
