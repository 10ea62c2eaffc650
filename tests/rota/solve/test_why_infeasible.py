"""Every planted infeasibility: the clashes named are true, smallest and apart, and the ways out lead out."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import pytest
from ortools.sat.python import cp_model
from small import MONDAY, person, shift, team

from constraints.headcount import Headcount
from rota.constraint import Constraint
from rota.encoding import encode
from rota.errors import OurBug
from rota.explain.change import Setting
from rota.explain.clash import Reason
from rota.load.workspace import load_workspace
from rota.solve.engine import solve
from rota.solve.limits import Limits
from rota.solve.lower import Lowered
from rota.solve.outcome import Infeasible, Solved
from rota.solve.why_infeasible import Impossible, Possible, why_infeasible
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem

INFEASIBLE = Path(__file__).parents[2] / "infeasible"
NAMES = sorted(folder.name for folder in INFEASIBLE.iterdir())
ONE = Limits(seconds=20, workers=1)


@cache
def setting_of(name: str) -> Setting:
    workspace = load_workspace(INFEASIBLE / name)
    return Setting(workspace.problem, workspace.rules)


@cache
def said_of(name: str) -> Impossible:
    said = why_infeasible(setting_of(name), seconds=20)
    assert isinstance(said, Impossible)
    return said


def can_be_kept(setting: Setting, reasons: Collection[Reason]) -> bool:
    """Whether some roster keeps these requirements: all other rows are thrown away, and CP-SAT asked."""
    encoding = encode(setting.problem, setting.hard)
    if any(Reason(rule, place) in reasons for rule, place in encoding.broken):
        return False
    encoding.rows = [row for row in encoding.rows if not row.rule or Reason(row.rule, row.place) in reasons]
    solver = cp_model.CpSolver()
    status = solver.solve(Lowered(encoding).model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE)
    return status != cp_model.INFEASIBLE


def test_thirty_kinds_of_trouble_are_planted() -> None:
    assert len(NAMES) >= 30
    assert all(isinstance(solve(*setting_of(name), limits=ONE), Infeasible) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_no_roster_keeps_a_clash_and_one_keeps_it_without_any_single_reason(name: str) -> None:
    setting, said = setting_of(name), said_of(name)
    assert said.all_told
    for clash in said.clashes:
        reasons = set(clash.reasons)
        assert clash.smallest
        assert not can_be_kept(setting, reasons)
        assert all(can_be_kept(setting, reasons - {reason}) for reason in reasons)


@pytest.mark.parametrize("name", NAMES)
def test_clashes_share_no_reason_and_without_them_all_the_rest_can_be_kept(name: str) -> None:
    setting, said = setting_of(name), said_of(name)
    told = [set(clash.reasons) for clash in said.clashes]
    assert all(one.isdisjoint(other) for one, other in combinations(told, 2))
    encoding = encode(setting.problem, setting.hard)
    every = {Reason(row.rule, row.place) for row in encoding.rows if row.rule}
    every |= {Reason(rule, place) for rule, place in encoding.broken}
    assert can_be_kept(setting, every.difference(*told))


@pytest.mark.parametrize("name", NAMES)
def test_each_way_out_leads_to_a_roster(name: str) -> None:
    setting, said = setting_of(name), said_of(name)
    assert said.ways
    for way in said.ways:
        after = setting
        for change in way.changes:
            after = change.apply(after)
        outcome = solve(after.problem, after.rules, limits=ONE)
        assert isinstance(outcome, Solved), [change.text(setting) for change in way.changes]
        assert verify(after.problem, after.rules, outcome.cells).lawful
        assert verify(after.problem, after.rules, way.cells).lawful


@pytest.mark.parametrize("name", NAMES)
def test_no_way_out_changes_more_than_it_has_to(name: str) -> None:
    setting, said = setting_of(name), said_of(name)
    for way in said.ways:
        for left_out in way.changes:
            after = setting
            for change in way.changes:
                after = after if change == left_out else change.apply(after)
            assert isinstance(solve(after.problem, after.rules, limits=ONE), Infeasible)


def test_a_cell_that_is_held_is_part_of_the_question() -> None:
    setting = setting_of("ruled_out_and_needed")
    after = setting._replace(rules=setting.rules[1:])
    held = {("ana", "early@2027-03-08"): False}
    assert isinstance(why_infeasible(after, seconds=5), Possible)
    said = why_infeasible(after, seconds=5, held=held)
    assert isinstance(said, Impossible)
    assert [clash.rules for clash in said.clashes] == [("headcount",)]


class Forbidding(Constraint):
    """Forbids every shift and finds nothing wrong with any."""

    unit: ClassVar[str] = "shifts"
    kind: Literal["forbidding"] = "forbidding"

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        for agent in problem.agents:
            for one in problem.shifts:
                encoding.require(self, encoding.works(agent, one), at_most=0)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        return ()

    def explain(self) -> str:
        return "what is forbidden is not what is found"


def test_a_clash_that_the_verifier_does_not_find_is_a_bug_of_ours() -> None:
    setting = Setting(team((person("Ana"),), (shift("early", MONDAY),)), (Headcount(least=1), Forbidding()))
    with pytest.raises(OurBug, match="the solver calls `forbidding` broken where the verifier does not"):
        why_infeasible(setting, seconds=5)
