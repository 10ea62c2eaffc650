"""Do the tests of the rules notice a defect? Plants one at a time and runs the rule's own tests.

    python tests/benchmarks/mutate.py                   every rule
    python tests/benchmarks/mutate.py min_rest runs     these

Works on a copy of the tree. Defects: a comparison off by one (`<=` for `<`) or turned round, a number
one more or one less, a sign turned, `and` for `or`, a `not` left out, the first agent left out. One that
lives is printed with its line; some of these change nothing that anybody could see, and are then listed
in README.md with the reason.
"""

from __future__ import annotations

import argparse
import ast
import shutil
import subprocess
import sys
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
SECONDS = 180


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    names = given.names or [path.stem for path in sorted((ROOT / "constraints").glob("[a-z]*.py"))]
    lived = 0
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        for part in PARTS:
            source = ROOT / part
            shutil.copytree(source, copy / part) if source.is_dir() else shutil.copy(source, copy / part)
        for name in names:
            lived += tried(copy, name)
    return 1 if lived else 0


def tried(copy: Path, name: str) -> int:
    """Plant every defect in one module; how many lived."""
    path = copy / ("rota" if name in BASES else "constraints") / f"{name}.py"
    tests = [f"tests/constraints/test_{rule}.py" for rule in BASES.get(name, name).split()]
    whole = path.read_text("utf-8")
    if not noticed_nothing(copy, tests):
        raise SystemExit(f"{name}: the tests fail before any defect is planted")
    died, lived = 0, 0
    for line, what, text in defects(whole):
        path.write_text(text, "utf-8")
        if noticed_nothing(copy, tests):
            lived += 1
            print(f"  {name}.py:{line} lives: {what}", flush=True)
        else:
            died += 1
    path.write_text(whole, "utf-8")
    print(f"{name}: {died} of {died + lived} defects noticed", flush=True)
    return lived


def noticed_nothing(copy: Path, tests: list[str]) -> bool:
    """Whether all tests pass; one that never ends has noticed."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    try:
        return (
            subprocess.run(command, cwd=copy, capture_output=True, timeout=SECONDS, check=False).returncode
            == 0
        )
    except subprocess.TimeoutExpired:
        return False


def defects(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, description and the whole text of the module, for each defect."""
    tree = ast.parse(text)
    places = list(ast.walk(tree))
    told = {id(part) for place in places if isinstance(place, ast.JoinedStr) for part in ast.walk(place)}
    for number, place in enumerate(places):
        if id(place) in told:
            continue  # what a message says is held by its own tests
        for what, change in changes(place):
            changed = deepcopy(tree)
            change(list(ast.walk(changed))[number])
            yield getattr(place, "lineno", 0), what, ast.unparse(changed)


def changes(place: ast.AST) -> Iterator[tuple[str, Change]]:
    """The defects that can be planted in one place."""
    if isinstance(place, ast.Compare) and type(place.ops[0]) in SWAPPED:
        yield ast.unparse(place), swap_comparison
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


if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[ast.AST], None]


def swap_comparison(place: ast.AST) -> None:
    if isinstance(place, ast.Compare):
        place.ops[0] = SWAPPED[type(place.ops[0])]()


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
