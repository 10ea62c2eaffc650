"""Do the tests of the rules notice a defect? Plants one at a time and asks the rule's own tests.

    python tests/benchmarks/mutate.py                   every rule, and what rules share
    python tests/benchmarks/mutate.py min_rest runs     these

Defects: a comparison off by one (`<=` for `<`) or turned round, a number one more, a sign turned, `min`
for `max`, `and` for `or`, a `not` left out; a window that stops one early (the last round of a loop, the
last number of a range, the last of a slice left out); the first agent or the last left out. Ranges of
fields and steps of `loosens` are left as they are: the reference and the documents on infeasible teams
hold them. So is `stage`, which says in which order rules are stated, and the size of a cache.

Works on a copy of the tree for each module. What the law draws is recorded once, before any defect is
planted, and the law is then held on the very same problems and rosters, first of all on those where the
defect changes what a rule encodes or finds; on the others the law holds as it did. Where the law notices
nothing, the examples counted by hand are asked. A defect that lives is printed with its line. Some change
nothing that anybody could see: they stand in judged.toml with the reason. The run ends with 0 where all
others were noticed, and with 1 where one lives that is not judged, or one is judged that is noticed by now
or no longer there.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import multiprocessing
import os
import re
import resource
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

# Imported once, before the processes that run the tests are forked.
import hypothesis.extra
import numpy as np
import pydantic
import pytest
from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rota.constraint import Constraint
    from rota.encoding import Encoding
    from rota.problem import Cell, Problem

    Change = Callable[[ast.AST], None]

ROOT = Path(__file__).parents[2]
JUDGED = Path(__file__).with_name("judged.toml")
PARTS = ("rota", "constraints", "exports", "tests", "examples", "pyproject.toml")
BASES = (
    "runs",
    "blocks",
    "hours",
    "burden_units",
    "burden",
    "free_time",
    "day_line",
    "entries",
    "shift_rule",
    "owed",
    "price_step",
)
"""Modules that rules share; the tests of every rule that uses one are asked about it."""
SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
PRELOADED = (hypothesis.extra, np, pydantic, cp_model)
SECONDS = 120
"""CPU seconds that tests may take over one defect: one that makes them go on for ever has been noticed."""
AT_ONCE = 2
LAW = "the_law_holds"
"""What the names of tests hold that hold a rule to the law on what is drawn."""


@dataclass(frozen=True)
class Alive:
    """A defect that nothing noticed: what it is, and the line it was planted in."""

    module: str
    defect: str
    code: str


@dataclass(frozen=True)
class Drawn:
    """A rule, a problem and a roster that the law was held on, and what the rule made of them then."""

    rule: Constraint
    problem: Problem
    cells: frozenset[Cell]
    outcome: object


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    names = parser.parse_args().names
    names = names or [*(path.stem for path in sorted((ROOT / "constraints").glob("[a-z]*.py"))), *BASES]
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(AT_ONCE, mp_context=forked) as executor:
        found = list(executor.map(tried, names))
    planted, lived = sum(one[0] for one in found), [alive for one in found for alive in one[1]]
    known = [alive for alive in judged() if alive.module in names]
    left, stale = Counter(lived) - Counter(known), Counter(known) - Counter(lived)
    same = len(lived) - left.total()
    print(f"{planted} defects planted in {len(names)} modules, {planted - len(lived)} noticed")
    print(f"{left.total()} live; {same} more are judged to change nothing that anybody could see")
    for alive in stale.elements():
        print(f"judged, but noticed or not there: {alive.module}: {alive.defect}\n      {alive.code}")
    return 1 if left or stale else 0


def judged() -> list[Alive]:
    """The defects that are judged to change nothing, each as often as its line has it."""
    with JUDGED.open("rb") as file:
        entries = tomllib.load(file)["judged"]
    return [
        Alive(entry["module"], defect, entry["code"])
        for entry in entries
        if entry["because"]
        for defect in entry["defects"]
    ]


def tried(name: str) -> tuple[int, list[Alive]]:
    """Plant every defect in one module, in a copy of the tree; how many there are, and which lived."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        for part in PARTS:
            source = ROOT / part
            shutil.copytree(source, copy / part) if source.is_dir() else shutil.copy2(source, copy / part)
        path = copy / ("rota" if name in BASES else "constraints") / f"{name}.py"
        rules = [name] if name not in BASES else users(copy, name)
        load_all(copy)
        drawn = recorded(copy, rules)
        if not noticed_nothing(copy, name, rules, drawn):
            raise SystemExit(f"{name}: the tests fail before any defect is planted")
        died, lived, known = 0, list[Alive](), Counter(judged())
        lines = path.read_text("utf-8").splitlines()
        for line, what, text in defects(path.read_text("utf-8")):
            path.write_text(text, "utf-8")
            if noticed_nothing(copy, name, rules, drawn):
                alive = Alive(name, what, lines[line - 1].strip())
                lived.append(alive)
                verdict = "is judged to change nothing" if alive in known else "lives"
                print(f"  {name}.py:{line} {verdict}: {what}\n      {alive.code}", flush=True)
            else:
                died += 1
    print(f"{name}: {died} of {died + len(lived)} defects noticed", flush=True)
    return died + len(lived), lived


def users(copy: Path, base: str) -> list[str]:
    """The rules that use a shared module, by way of another one or not; of `shift_rule`, three of them."""
    using, found = {base}, set[str]()
    texts = {path.stem: path.read_text("utf-8") for path in (copy / "constraints").glob("[a-z]*.py")}
    if base == "shift_rule":
        return ["headcount", "max_hours", "presence"]
    shared = {other: (copy / "rota" / f"{other}.py").read_text("utf-8") for other in BASES}
    for _ in BASES:
        using |= {other for other, text in shared.items() if any(imports(text, one) for one in using)}
        found = {rule for rule, text in texts.items() if any(imports(text, one) for one in using)}
    return sorted(found)


def imports(text: str, module: str) -> bool:
    """Whether a module needs this one of `rota` while it runs, and not only for its types."""
    return re.search(rf"^from rota\.{module} import", text, re.MULTILINE) is not None


def load_all(copy: Path) -> None:
    """Import what the tests use from this copy, so that a forked process need not."""
    for name in [name for name in sys.modules if name.split(".")[0] in PARTS]:
        del sys.modules[name]
    os.chdir(copy)
    ours = [place for place in sys.path if not (Path(place or ".") / "constraints").is_dir()]
    sys.path[:] = [str(copy), *ours]
    # Defects planted within one second may have the same size: bytecode would be mistaken for the last one's.
    sys.dont_write_bytecode = True
    importlib.invalidate_caches()
    for name in ("constraints", "rota.load.workspace", "rota.verify", "rota.solve.lower"):
        importlib.import_module(name)


def recorded(copy: Path, rules: Sequence[str]) -> list[Drawn]:
    """Everything that the law is held on in the tests of these rules."""
    sys.path.insert(0, str(copy / "tests"))
    law = importlib.import_module("law")
    found: list[tuple[Constraint, Problem, frozenset[Cell]]] = []
    law.law = lambda *drawn: found.append(drawn)
    said = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        run_pytest(LAW, rules)
    finally:
        os.dup2(said, 1)
        sys.path.remove(str(copy / "tests"))
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None)).startswith(str(copy / "tests")):
            del sys.modules[name]
    return [Drawn(*drawn, outcome(*drawn)) for drawn in found]


def outcome(rule: Constraint, problem: Problem, cells: frozenset[Cell]) -> object:
    """What a rule finds in a roster, and how it encodes the problem: where equal, the law cannot differ."""
    from constraints.one_at_a_time import OneAtATime
    from rota.encoding import encode
    from rota.verify import verify

    every = {(agent.id, shift.id): False for agent in problem.agents for shift in problem.shifts}
    fixed = every | dict.fromkeys(cells, True)
    verdict = verify(problem, [rule], cells)
    encodings = (
        encode(problem, [rule], fixed=fixed),
        encode(problem, [rule]),
        encode(problem, [rule, OneAtATime()], tight=True),
    )
    return (len(verdict.hard) > 0, verdict.cost, *map(stated, encodings))


def stated(encoding: Encoding) -> tuple[object, ...]:
    rows = [(row.variables, row.coefficients, row.low, row.high) for row in encoding.rows]
    prices = [(price.variable, price.weight) for price in encoding.prices]
    return rows, prices, encoding.offset, encoding.low, encoding.high, len(encoding.broken)


def noticed_nothing(copy: Path, name: str, rules: Sequence[str], drawn: Sequence[Drawn]) -> bool:
    """Whether the law holds and all examples pass, asked in a process of its own."""
    process = multiprocessing.get_context("fork").Process(target=ask, args=(copy, name, rules, drawn))
    process.start()
    process.join()
    return process.exitcode == 0


def ask(copy: Path, name: str, rules: Sequence[str], drawn: Sequence[Drawn]) -> None:
    """Read the rules and what they share again, hold the law, run the examples; never return."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for module in [*(f"rota.{base}" for base in BASES), *(f"constraints.{rule}" for rule in rules)]:
        sys.modules.pop(module, None)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.path.insert(0, str(copy / "tests"))
    hold_law(drawn)
    more = [f"tests/rota/test_{name}.py"] if (copy / f"tests/rota/test_{name}.py").exists() else []
    os._exit(run_pytest(f"not {LAW}", rules, *more))


def hold_law(drawn: Sequence[Drawn]) -> None:
    """Hold the rules as they are now to the law, wherever they say something else than before."""
    law = importlib.import_module("law").law
    for one in drawn:
        kind = getattr(importlib.import_module(type(one.rule).__module__), type(one.rule).__name__)
        rule = kind.model_validate(one.rule.model_dump(by_alias=True))
        if outcome(rule, one.problem, one.cells) != one.outcome:
            law(rule, one.problem, one.cells)


def run_pytest(which: str, rules: Sequence[str], *more: str) -> int:
    """Run some of the tests of these rules in this process."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin", "-k", which]
    options += ["--hypothesis-profile=first", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*options, *(f"tests/constraints/test_{rule}.py" for rule in rules), *more]))


def defects(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, description and the whole text of the module, for each defect."""
    tree = ast.parse(text)
    left = {id(part) for place in ast.walk(tree) for whole in left_alone(place) for part in ast.walk(whole)}
    for number, place in enumerate(ast.walk(tree)):
        if id(place) in left:
            continue
        for what, change in changes(place):
            changed = deepcopy(tree)
            change(list(ast.walk(changed))[number])
            yield line_of(place), what, ast.unparse(changed)


def line_of(place: ast.AST) -> int:
    """The line of a node, or of what it loops over."""
    inner = place.iter if isinstance(place, ast.comprehension) else place
    return int(getattr(inner, "lineno", 0))


def left_alone(place: ast.AST) -> Iterator[ast.AST]:
    """What is held by tests of its own: texts of messages, ranges of fields, `loosens`; and caches."""
    if (
        isinstance(place, ast.JoinedStr)
        or (isinstance(place, ast.Subscript) and ast.unparse(place.value) == "Annotated")
        or (isinstance(place, ast.Call) and ast.unparse(place.func) == "lru_cache")
    ):
        yield place
    elif isinstance(place, ast.AnnAssign):
        yield place.annotation
        if ast.unparse(place.target) in ("loosens", "stage"):
            yield place


def changes(place: ast.AST) -> Iterator[tuple[str, Change]]:
    """The defects that can be planted in one place."""
    if isinstance(place, ast.Compare):
        for index in range(len(place.ops)):
            yield from changes_of_comparison(place, index)
    elif isinstance(place, ast.BoolOp):
        yield ast.unparse(place), swap_bool
    elif isinstance(place, ast.UnaryOp) and isinstance(place.op, ast.Not):
        yield ast.unparse(place), drop_not
    elif isinstance(place, (ast.BinOp, ast.AugAssign)) and isinstance(place.op, (ast.Add, ast.Sub)):
        yield ast.unparse(place), swap_sign
    elif isinstance(place, ast.Constant) and type(place.value) is int:
        yield f"{place.value} + 1", more
    elif isinstance(place, ast.Call):
        yield from changes_of_call(place)
    elif isinstance(place, ast.Slice) and place.upper:
        yield f"[{ast.unparse(place)}] stops one early", one_early
    elif isinstance(place, (ast.For, ast.comprehension)) and worth_cutting(place.iter):
        yield f"loop over {ast.unparse(place.iter)} stops one early", loop_one_early


def changes_of_comparison(place: ast.Compare, index: int) -> Iterator[tuple[str, Change]]:
    """The defect that can be planted in one of its operators, where there is one."""
    other = SWAPPED.get(type(place.ops[index]))
    if other:
        yield f"{ast.unparse(place)}, {other.__name__}", partial(swap_comparison, index=index)


def changes_of_call(place: ast.Call) -> Iterator[tuple[str, Change]]:
    """The defects that can be planted in a call."""
    if ast.unparse(place) == "self.whom(problem)":
        yield "the first agent left out", partial(fewer_agents, kept="1:")
        yield "the last agent left out", partial(fewer_agents, kept=":-1")
    elif ast.unparse(place.func) in ("min", "max"):
        yield ast.unparse(place), swap_ends
    elif ast.unparse(place.func) == "range":
        yield f"{ast.unparse(place)} stops one early", one_early


def worth_cutting(iterated: ast.expr) -> bool:
    """Whether a loop is not over agents or a range, which have defects of their own."""
    text = ast.unparse(iterated)
    return text != "self.whom(problem)" and not text.startswith("range(")


def swap_comparison(place: ast.AST, *, index: int) -> None:
    if isinstance(place, ast.Compare):
        place.ops[index] = SWAPPED[type(place.ops[index])]()


def swap_ends(place: ast.AST) -> None:
    if isinstance(place, ast.Call) and isinstance(place.func, ast.Name):
        place.func.id = "min" if place.func.id == "max" else "max"


def swap_bool(place: ast.AST) -> None:
    if isinstance(place, ast.BoolOp):
        place.op = ast.Or() if isinstance(place.op, ast.And) else ast.And()


def drop_not(place: ast.AST) -> None:
    if isinstance(place, ast.UnaryOp):
        place.op, place.operand = ast.Not(), ast.UnaryOp(ast.Not(), place.operand)


def swap_sign(place: ast.AST) -> None:
    if isinstance(place, (ast.BinOp, ast.AugAssign)):
        place.op = ast.Sub() if isinstance(place.op, ast.Add) else ast.Add()


def more(place: ast.AST) -> None:
    if isinstance(place, ast.Constant) and isinstance(place.value, int):
        place.value += 1


def fewer_agents(place: ast.AST, *, kept: str) -> None:
    if isinstance(place, ast.Call):
        place.func = ast.parse(f"(lambda found: found[{kept}])", mode="eval").body
        place.args = [ast.parse("self.whom(problem)", mode="eval").body]


def one_early(place: ast.AST) -> None:
    if isinstance(place, ast.Slice) and place.upper:
        place.upper = ast.BinOp(place.upper, ast.Sub(), ast.Constant(1))
    elif isinstance(place, ast.Call):
        stop = min(1, len(place.args) - 1)
        place.args[stop] = ast.BinOp(place.args[stop], ast.Sub(), ast.Constant(1))


def loop_one_early(place: ast.AST) -> None:
    if isinstance(place, (ast.For, ast.comprehension)):
        place.iter = ast.parse(f"list({ast.unparse(place.iter)})[:-1]", mode="eval").body


if __name__ == "__main__":
    sys.exit(main())
