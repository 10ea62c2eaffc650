"""The verifier's cost and verdict are those of the on-call rostering model, roster by roster.

Set ROTA_BENCHMARKS to a folder with oncall/*.dzn to hold the published instances to it as well.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oncall import agent, date_of, template_of, write_workspace
from oncall_format import OnCall, read_oncall
from oncall_score import broken, cost

from rota.load.workspace import Workspace, load_workspace
from rota.solve.engine import solve
from rota.solve.limits import Limits
from rota.solve.outcome import Solved
from rota.verify import verify

TEXT = """num_staff = 3;   % a small one of our own
work_load = [100, 50, 80];
num_days = 8;	% was 23
unavailable = [
    {1, 4, 20},
    {},
    {6}
];
fixed = [
    {2, 3},
    {},
    {8, 9}
];
weekend_offset = 2;
adj_days_str = 2;
wed_before_weekend_str = 3;
"""
PUBLISHED = sorted(Path(os.environ.get("ROTA_BENCHMARKS", "no-such-folder")).glob("oncall/*.dzn"))


def test_the_format_is_read_whole_and_days_beyond_the_last_are_left_out() -> None:
    instance = read_oncall(TEXT)
    assert instance == OnCall(
        days=8,
        weekend_offset=2,
        adjacent_price=2,
        wednesday_price=3,
        work_load=(100, 50, 80),
        unavailable=(frozenset({1, 4}), frozenset(), frozenset({6})),
        fixed=(frozenset({2, 3}), frozenset(), frozenset({8})),
    )
    assert instance.weekends == (3, 8)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(ValueError, match="'work_load' is missing"):
        read_oncall(TEXT.replace("work_load", "workload"))


def loaded(instance: OnCall, folder: Path) -> Workspace:
    write_workspace(instance, folder)
    return load_workspace(folder)


def hold(instance: OnCall, workspace: Workspace, people: list[int]) -> None:
    """The verifier's cost is the model's, and a roster is lawful for both or for neither."""
    roster = dict(enumerate(people, start=1))
    cells = frozenset(
        (agent(person), f"{template_of(instance, day)}@{date_of(day)}") for day, person in roster.items()
    )
    verdict = verify(workspace.problem, workspace.rules, cells)
    assert verdict.cost == cost(instance, roster)
    assert verdict.lawful == (not broken(instance, roster)), (verdict.hard, broken(instance, roster))


@pytest.mark.parametrize(
    ("people", "points", "what"),
    [
        # Weekends on days 3 and 8. In turn: days running, Wednesdays, week days apart, weekends apart.
        # Counts 3, 2, 1 at loads 100, 50, 80: 50, 140 and 110 hundredths apart.
        ("10010202", 2 + 3 + 2 + 1, {"unavailable", "weekend and day beside it"}),
        # Two pairs of days; counts 2, 3, 1: 200, 60 and 190. Day 4 is not fixed, so nothing is waived.
        ("20010112", 4 + 0 + 2 + 1, {"weekend and day beside it"}),
        # Counts 2, 2, 2: 100, 40 and 60.
        ("21021002", 2 + 0 + 1 + 1, {"fixed"}),
    ],
)
def test_rosters_scored_by_hand_are_what_both_say(
    tmp_path: Path, people: str, points: int, what: set[str]
) -> None:
    instance = read_oncall(TEXT)
    roster = [int(person) for person in people]
    hold(instance, loaded(instance, tmp_path), roster)
    scored = dict(enumerate(roster, start=1))
    assert (cost(instance, scored), broken(instance, scored)) == (points, what)


@st.composite
def instances(draw: st.DrawFn) -> OnCall:
    """Small instances with many fixed days, so that what is waived there is met."""
    people, days = draw(st.integers(2, 4)), draw(st.integers(6, 14))
    owner = draw(st.lists(st.integers(-people, people - 1), min_size=days, max_size=days))
    # Whoever has a fixed day often has the next one too.
    for day in range(1, days):
        if owner[day - 1] >= 0 and draw(st.booleans()):
            owner[day] = owner[day - 1]
    fixed = [frozenset(day for day, who in enumerate(owner, 1) if who == person) for person in range(people)]
    away = [draw(st.frozensets(st.integers(1, days), max_size=2)) - fixed[person] for person in range(people)]
    return OnCall(
        days=days,
        weekend_offset=draw(st.integers(0, 4)),
        adjacent_price=draw(st.integers(0, 3)),
        wednesday_price=draw(st.integers(0, 3)),
        work_load=tuple(draw(st.lists(st.sampled_from([100, 75, 50, 10]), min_size=people, max_size=people))),
        unavailable=tuple(away),
        fixed=tuple(fixed),
    )


def random_roster(instance: OnCall, random: Random) -> list[int]:
    """Fixed days mostly as they are fixed; the others as they come, runs now and then."""
    found: list[int] = []
    for day in range(1, instance.days + 1):
        fixed = [person for person in instance.people if day in instance.fixed[person]]
        if fixed and random.random() < 0.99:
            found.append(fixed[0])
        elif found and random.random() < 0.15:
            found.append(found[-1])
        else:
            free = [person for person in instance.people if day not in instance.unavailable[person]]
            other = [person for person in free if not found or person != found[-1]]
            found.append(random.choice(other or list(instance.people)))
    return found


@settings(max_examples=80)
@given(instance=instances(), seed=st.integers(0, 2**32 - 1))
def test_random_rosters_of_random_instances_are_scored_alike(
    tmp_path_factory: pytest.TempPathFactory, instance: OnCall, seed: int
) -> None:
    workspace = loaded(instance, tmp_path_factory.mktemp("oncall"))
    random = Random(seed)
    for _ in range(25):
        hold(instance, workspace, random_roster(instance, random))


def test_the_roster_found_costs_what_the_model_says(tmp_path: Path) -> None:
    instance = read_oncall(TEXT.replace("{2, 3}", "{2}"))
    workspace = loaded(instance, tmp_path)
    outcome = solve(workspace.problem, workspace.rules, limits=Limits(seconds=20, workers=1))
    assert isinstance(outcome, Solved)
    people = {shift.rpartition("@")[2]: int(person[1:]) - 1 for person, shift in outcome.cells}
    roster = {day: people[date_of(day)] for day in range(1, instance.days + 1)}
    assert broken(instance, roster) == set()
    assert cost(instance, roster) == outcome.cost


@pytest.mark.skipif(not PUBLISHED, reason="ROTA_BENCHMARKS names no folder with the published instances")
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_published_instances_are_scored_alike(tmp_path: Path, path: Path) -> None:
    instance = read_oncall(path.read_text(encoding="utf-8"))
    workspace = loaded(instance, tmp_path)
    random = Random(1)
    for _ in range(50):
        hold(instance, workspace, random_roster(instance, random))
