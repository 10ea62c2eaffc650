"""The verifier's cost and findings are those of the staff scheduling benchmark, roster by roster.

Set ROTA_BENCHMARKS to a folder with nrp24/InstanceN.txt to hold the published instances to it as well.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nrp24 import day_of, worked, write_workspace
from nrp24_format import Cover, Employee, Instance, ShiftRequest, ShiftType, read_instance
from nrp24_score import broken, cost

from rota.load.workspace import Workspace, load_workspace
from rota.solve.engine import solve
from rota.solve.limits import Limits
from rota.solve.outcome import Solved
from rota.verify import verify

TEXT = """# A small one of our own.
SECTION_HORIZON
14

SECTION_SHIFTS
# ShiftID, Length in mins, Shifts which cannot follow this shift
E,480,
L,540,E
N,600,E|L

SECTION_STAFF
A,E=14|L=14|N=0,4800,1440,4,2,2,1
B,E=3|L=14|N=14,6000,960,5,1,3,2
C,E=14|L=14|N=2,4800,0,3,2,1,0

SECTION_DAYS_OFF
A,3,4
C,13

SECTION_SHIFT_ON_REQUESTS
A,0,E,2
B,1,N,3

SECTION_SHIFT_OFF_REQUESTS
C,2,L,1

SECTION_COVER
0,E,2,100,1
1,N,1,100,1
2,L,0,7,5
"""
WHAT = {
    "one_at_a_time": "one shift a day",
    "forbidden_succession": "forbidden next",
    "shift_count": "max shifts",
    "max_hours": "max minutes",
    "min_hours": "min minutes",
    "availability": "day off",
    "max_weekends": "max weekends",
    "max_consecutive_days": "max days in a row",
    "min_consecutive_days": "min days in a row",
    "min_consecutive_days_off": "min days off in a row",
}
"""What the scorer calls the rules of the workspace."""
PUBLISHED = sorted(Path(os.environ.get("ROTA_BENCHMARKS", "no-such-folder")).glob("nrp24/Instance*.txt"))


def test_the_format_is_read_whole() -> None:
    assert read_instance(TEXT) == Instance(
        days=14,
        shifts=(
            ShiftType("E", 480, ()),
            ShiftType("L", 540, ("E",)),
            ShiftType("N", 600, ("E", "L")),
        ),
        staff=(
            Employee("A", {"E": 14, "L": 14, "N": 0}, 4800, 1440, 4, 2, 2, 1, frozenset({3, 4})),
            Employee("B", {"E": 3, "L": 14, "N": 14}, 6000, 960, 5, 1, 3, 2),
            Employee("C", {"E": 14, "L": 14, "N": 2}, 4800, 0, 3, 2, 1, 0, frozenset({13})),
        ),
        on_requests=(ShiftRequest("A", 0, "E", 2), ShiftRequest("B", 1, "N", 3)),
        off_requests=(ShiftRequest("C", 2, "L", 1),),
        cover=(Cover(0, "E", 2, 100, 1), Cover(1, "N", 1, 100, 1), Cover(2, "L", 0, 7, 5)),
    )


def test_carriage_returns_change_nothing() -> None:
    assert read_instance(TEXT.replace("\n", "\r\n")) == read_instance(TEXT)


def loaded(instance: Instance, folder: Path) -> Workspace:
    write_workspace(instance, folder)
    return load_workspace(folder)


def hold(instance: Instance, workspace: Workspace, cells: frozenset[tuple[str, str]]) -> None:
    """What the verifier finds is what the format says: the cost, and who breaks which rule."""
    verdict = verify(workspace.problem, workspace.rules, cells)
    kinds = {rule.name: rule.kind for rule in workspace.rules}
    roster = worked(cells)
    assert verdict.cost == cost(instance, roster)
    assert {(one.place.agent, WHAT[kinds[one.rule]]) for one in verdict.hard} == broken(instance, roster)


def cells_of(**lines: str) -> frozenset[tuple[str, str]]:
    """Rosters as lines of letters, a day each; a dot is a day off."""
    return frozenset(
        (employee, f"{letter}@{day_of(day)}")
        for employee, line in lines.items()
        for day, letter in enumerate(line)
        if letter != "."
    )


@pytest.mark.parametrize(
    ("lines", "points", "what"),
    [
        ({}, 2 + 3 + 200 + 100, {("A", "min minutes"), ("B", "min minutes")}),
        ({"A": "EE.....EE.....", "B": ".NN..........."}, 100, set()),
        ({"A": "EELL....EE....", "B": "ENN..........."}, 5, {("A", "day off")}),
        ({"A": "EE.....EE.....", "B": ".NL..........."}, 100 + 5, {("B", "forbidden next")}),
        ({"A": "EE.....EEEEE..", "B": "NN............"}, 100, {("A", "max days in a row")}),
    ],
)
def test_rosters_scored_by_hand_are_what_both_say(
    tmp_path: Path, lines: dict[str, str], points: int, what: set[tuple[str, str]]
) -> None:
    instance = read_instance(TEXT)
    cells = cells_of(**lines)
    hold(instance, loaded(instance, tmp_path), cells)
    assert (cost(instance, worked(cells)), broken(instance, worked(cells))) == (points, what)


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    """Small instances whose limits random rosters meet and miss."""
    ids = ("E", "L", "N")[: draw(st.integers(1, 3))]
    days = 7 * draw(st.integers(1, 2))
    shifts = tuple(
        ShiftType(name, draw(st.sampled_from([480, 600, 720])), tuple(draw(st.sets(st.sampled_from(ids)))))
        for name in ids
    )
    staff = tuple(
        Employee(
            name,
            {shift: draw(st.sampled_from([0, 2, days])) for shift in ids},
            draw(st.sampled_from([1440, 2880, 4320])),
            draw(st.sampled_from([0, 960, 1440])),
            draw(st.integers(1, 4)),
            draw(st.integers(1, 3)),
            draw(st.integers(1, 3)),
            draw(st.integers(0, 2)),
            frozenset(draw(st.sets(st.integers(0, days - 1), max_size=2))),
        )
        for name in ("A", "NO", "C")
    )
    wish = st.builds(
        ShiftRequest,
        st.sampled_from(["A", "NO", "C"]),
        st.integers(0, days - 1),
        st.sampled_from(ids),
        st.integers(0, 3),
    )
    cover = [
        Cover(day, shift, draw(st.integers(0, 2)), draw(st.sampled_from([100, 3])), draw(st.integers(0, 2)))
        for day in range(days)
        for shift in ids
    ]
    on, off = draw(st.lists(wish, max_size=5)), draw(st.lists(wish, max_size=5))
    return Instance(days, shifts, staff, tuple(on), tuple(off), tuple(cover))


def random_cells(instance: Instance, random: Random) -> frozenset[tuple[str, str]]:
    """Blocks of days with one shift a day, and now and then another."""
    cells: set[tuple[str, str]] = set()
    for employee in instance.staff:
        day = random.randrange(4)
        while day < instance.days:
            for _ in range(random.randint(1, 4)):
                if day < instance.days:
                    shift = random.choice(instance.shifts).id
                    cells.add((employee.id, f"{shift}@{day_of(day)}"))
                day += random.random() < 0.98
            day += random.randint(1, 3)
    return frozenset(cells)


@settings(max_examples=60)
@given(instance=instances(), seed=st.integers(0, 2**32 - 1))
def test_random_rosters_of_random_instances_are_scored_alike(
    tmp_path_factory: pytest.TempPathFactory, instance: Instance, seed: int
) -> None:
    workspace = loaded(instance, tmp_path_factory.mktemp("nrp"))
    random = Random(seed)
    hold(instance, workspace, frozenset())
    for _ in range(15):
        hold(instance, workspace, random_cells(instance, random))


def test_the_roster_found_costs_what_the_format_says(tmp_path: Path) -> None:
    instance = read_instance(TEXT)
    workspace = loaded(instance, tmp_path)
    outcome = solve(workspace.problem, workspace.rules, limits=Limits(seconds=20, workers=1))
    assert isinstance(outcome, Solved)
    assert broken(instance, worked(outcome.cells)) == set()
    assert cost(instance, worked(outcome.cells)) == outcome.cost


@pytest.mark.skipif(not PUBLISHED, reason="ROTA_BENCHMARKS names no folder with the published instances")
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_published_instances_are_scored_alike(tmp_path: Path, path: Path) -> None:
    instance = read_instance(path.read_text(encoding="utf-8"))
    workspace = loaded(instance, tmp_path)
    random = Random(1)
    hold(instance, workspace, frozenset())
    for _ in range(3):
        hold(instance, workspace, random_cells(instance, random))
    if path.stem == "Instance1":
        assert verify(workspace.problem, workspace.rules, frozenset()).cost == 7137
