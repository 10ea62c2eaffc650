"""What the parts of the project may import and say, seen in fresh interpreters and in the files' text."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp

REPOSITORY = Path(__file__).parent.parent

# Written in pieces, so that this file does not hold what it looks for.
HOSTS = [
    r"pypi\." + "org",
    "python" + "hosted",
    r"registry\." + "npmjs",
    r"deb\." + "debian",
    "--index" + "-url",
    "--find" + "-links",
]
MACHINES = ["/" + "work/", "/tmp/" + r"w\b", "/" + "root/", r"/\.py" + "env/"]

WITHOUT_ORTOOLS = """
import importlib, pkgutil, sys
sys.modules["ortools"] = None
import constraints, rota.verify
for module in pkgutil.iter_modules(constraints.__path__, "constraints."):
    importlib.import_module(module.name)
print(*sorted(name for name in sys.modules if name.startswith("constraints.")))
"""


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    finished = subprocess.run(
        [sys.executable, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr
    return finished


def own_texts() -> dict[str, str]:
    """The text of every file that is, or is about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [REPOSITORY / name for name in listed.stdout.split("\0") if name]
    return {
        str(path.relative_to(REPOSITORY)): path.read_text(encoding="utf-8", errors="replace")
        for path in paths
        if path.is_file()
    }


def lines_that_say(patterns: list[str]) -> list[str]:
    pattern = re.compile("|".join(patterns))
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in own_texts().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_help_imports_neither_the_solver_nor_the_calendars() -> None:
    told = run_python("-X", "importtime", "-m", "rota.cli.main", "--help")
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.stderr.splitlines()}
    assert "Usage" in told.stdout
    assert "typer" in imported
    slow = {
        "ortools",
        "icalendar",
        "recurring_ical_events",
        "holidays",
        "jinja2",
        "starlette",
        "uvicorn",
        "segno",
    }
    assert imported & slow == set()


def test_the_verifier_and_every_rule_import_where_ortools_cannot_be_imported() -> None:
    files = sorted((REPOSITORY / "constraints").glob("*.py"))
    rules = [f"constraints.{file.stem}" for file in files if file.stem != "__init__"]
    assert run_python("-c", WITHOUT_ORTOOLS).stdout.split() == rules


def test_the_package_itself_holds_nothing_but_its_docstring() -> None:
    body = ast.parse((REPOSITORY / "rota" / "__init__.py").read_text(encoding="utf-8")).body
    assert [type(statement) for statement in body] == [ast.Expr]


def test_every_module_of_the_package_has_a_layer() -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [
        contract for contract in settings["tool"]["importlinter"]["contracts"] if contract["id"] == "layers"
    ]
    layered = set(re.findall(r"rota\.(\w+)", " ".join(contract["layers"])))
    files = [*(REPOSITORY / "rota").glob("*.py"), *(REPOSITORY / "rota").glob("*/__init__.py")]
    modules = {file.parent.name if file.stem == "__init__" else file.stem for file in files} - {"rota"}
    assert modules - layered == set()


def test_no_module_needs_itself_in_a_circle_but_the_rule_and_its_encoding() -> None:
    graph = grimp.build_graph("rota", "constraints", "exports")
    circled = {
        module
        for module in graph.modules
        if graph.find_upstream_modules(module) & graph.find_downstream_modules(module)
    }
    assert circled == {"rota.constraint", "rota.encoding"}


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert lines_that_say(HOSTS) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_that_say(MACHINES) == []
