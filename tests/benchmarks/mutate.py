"""Do the tests of the rules notice a defect? Plants one at a time and runs the rule's own tests.

    python tests/benchmarks/mutate.py                   every rule, and what rules share
    python tests/benchmarks/mutate.py min_rest runs     these

Works on copies of the tree, two at once, and asks the examples counted by hand first and the law only
where these notice nothing. Defects: a comparison off by one (`<=` for `<`) or turned round, a number one
more, a sign turned, `min` for `max`, `and` for `or`, a `not` left out, the first agent left out. Ranges of
fields and steps of `loosens` are left as they are: the reference and the documents on infeasible teams
hold them. One that lives is printed with its line; some of these change nothing that anybody could see,
and are then listed in README.md with the reason.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import multiprocessing
import os
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
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
    from collections.abc import Callable, Iterator

    Change = Callable[[ast.AST], None]

ROOT = Path(__file__).parents[2]
PARTS = ("rota", "constraints", "exports", "tests", "examples", "pyproject.toml")
BASES = {
    "runs": "max_consecutive_days max_consecutive_nights",
    "blocks": "min_consecutive_days min_consecutive_days_off block_length",
    "hours": "max_hours min_hours",
    "burden_units": "fair_share",
    "burden": "fair_share",
    "free_time": "weekly_rest min_rest_in_24h",
    "day_line": "complete_weekends rest_after_nights",
    "entries": "fixed forbidden",
    "shift_rule": "max_hours headcount presence",
}
"""Modules that rules share, and the rules whose tests are asked about them."""
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
SECONDS = {"not law": 60, "law": 240}
"""The tests asked, in this order, and how long they may take: one that never ends has noticed."""
AT_ONCE = 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    names = parser.parse_args().names
    names = names or [*BASES, *(path.stem for path in sorted((ROOT / "constraints").glob("[a-z]*.py")))]
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(AT_ONCE, mp_context=forked) as executor:
        found = list(executor.map(tried, names))
    planted, lived = sum(one[0] for one in found), sum(one[1] for one in found)
    print(f"{planted} defects planted in {len(names)} modules, {planted - lived} noticed")
    return 1 if lived else 0


def tried(name: str) -> tuple[int, int]:
    """Plant every defect in one module, in a copy of the tree; how many there are, and how many lived."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        for part in PARTS:
            source = ROOT / part
            shutil.copytree(source, copy / part) if source.is_dir() else shutil.copy2(source, copy / part)
        path = copy / ("rota" if name in BASES else "constraints") / f"{name}.py"
        tests = BASES.get(name, name).split()
        load_all(copy)
        if not noticed_nothing(copy, tests):
            raise SystemExit(f"{name}: the tests fail before any defect is planted")
        died, lived = 0, 0
        for line, what, text in defects(path.read_text("utf-8")):
            path.write_text(text, "utf-8")
            if noticed_nothing(copy, tests):
                lived += 1
                print(f"  {name}.py:{line} lives: {what}", flush=True)
            else:
                died += 1
    print(f"{name}: {died} of {died + lived} defects noticed", flush=True)
    return died + lived, lived


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


def noticed_nothing(copy: Path, tests: list[str]) -> bool:
    """Whether all tests pass, the quick ones first."""
    return all(passes(copy, tests, which, seconds) for which, seconds in SECONDS.items())


def passes(copy: Path, tests: list[str], which: str, seconds: int) -> bool:
    """Run some of the tests in a process of their own."""
    process = multiprocessing.get_context("fork").Process(target=run_tests, args=(copy, tests, which))
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode == 0


def run_tests(copy: Path, tests: list[str], which: str) -> None:
    """Run pytest in the copy, with the rules and what they share read again; never return."""
    for name in [*(f"rota.{base}" for base in BASES), *(f"constraints.{rule}" for rule in tests)]:
        sys.modules.pop(name, None)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin", "-k", which]
    options += ["--hypothesis-profile=first", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    os._exit(int(pytest.main([*options, *(f"tests/constraints/test_{rule}.py" for rule in tests)])))


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
            yield getattr(place, "lineno", 0), what, ast.unparse(changed)


def left_alone(place: ast.AST) -> Iterator[ast.AST]:
    """What is held by tests of its own: the texts of messages, the ranges of fields, `loosens`."""
    if isinstance(place, ast.JoinedStr):
        yield place
    elif isinstance(place, ast.AnnAssign):
        yield place.annotation
        if ast.unparse(place.target) == "loosens":
            yield place


def changes(place: ast.AST) -> Iterator[tuple[str, Change]]:
    """The defects that can be planted in one place."""
    if isinstance(place, ast.Compare):
        for index, operator in enumerate(place.ops):
            if type(operator) in SWAPPED:
                other = SWAPPED[type(operator)].__name__
                yield f"{ast.unparse(place)}, {other}", partial(swap_comparison, index=index)
    elif isinstance(place, ast.BoolOp):
        yield ast.unparse(place), swap_bool
    elif isinstance(place, ast.UnaryOp) and isinstance(place.op, ast.Not):
        yield ast.unparse(place), drop_not
    elif isinstance(place, ast.BinOp) and isinstance(place.op, (ast.Add, ast.Sub)):
        yield ast.unparse(place), swap_sign
    elif isinstance(place, ast.Constant) and type(place.value) is int:
        yield f"{place.value} + 1", more
    elif isinstance(place, ast.Call) and ast.unparse(place) == "self.whom(problem)":
        yield "the first agent left out", fewer_agents
    elif isinstance(place, ast.Call) and ast.unparse(place.func) in ("min", "max"):
        yield ast.unparse(place), swap_ends


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
    if isinstance(place, ast.BinOp):
        place.op = ast.Sub() if isinstance(place.op, ast.Add) else ast.Add()


def more(place: ast.AST) -> None:
    if isinstance(place, ast.Constant) and isinstance(place.value, int):
        place.value += 1


def fewer_agents(place: ast.AST) -> None:
    if isinstance(place, ast.Call):
        place.func = ast.parse("(lambda found: found[1:])", mode="eval").body
        place.args = [ast.parse("self.whom(problem)", mode="eval").body]


if __name__ == "__main__":
    sys.exit(main())
