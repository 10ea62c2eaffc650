"""The README and the reference page say what the program does."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main

from rota.cli.main import app
from rota.cli.notes import note_texts
from rota.load.workspace import load_workspace

if TYPE_CHECKING:
    from types import ModuleType

REPOSITORY = Path(__file__).parent.parent
README = (REPOSITORY / "README.md").read_text("utf-8")
COMMANDS = typer.main.get_command(app).commands
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def reference() -> ModuleType:
    """docs/make_reference.py, which is no part of a package."""
    specification = importlib.util.spec_from_file_location(
        "make_reference", REPOSITORY / "docs" / "make_reference.py"
    )
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def invocations() -> list[list[str]]:
    """What the README says one may type, without comments: the words after `rota`."""
    lines = [line for _, block in BLOCKS for line in block.splitlines() if line.startswith("$ rota ")]
    inline = [f"$ {text}" for text in re.findall(r"`(rota [^`]+)`", README)]
    return [shlex.split(line, comments=True)[2:] for line in [*lines, *inline]]


def command(words: list[str]):
    """The command that the words name; of a group, the one within it."""
    found = COMMANDS[words[0]]
    return getattr(found, "commands", {}).get(words[1], found) if len(words) > 1 else found


def test_the_reference_is_what_the_program_says() -> None:
    assert (REPOSITORY / "docs" / "reference.md").read_text("utf-8") == reference().page()


def test_the_readme_shows_every_command() -> None:
    shown = {words[0] for words in invocations()}
    assert COMMANDS.keys() - shown == set()


def test_every_command_that_the_readme_shows_exists() -> None:
    shown = {words[0] for words in invocations()}
    assert {name for name in shown if not name.startswith("-")} - COMMANDS.keys() == set()


def test_every_option_that_the_readme_shows_exists() -> None:
    wrong = [
        (words[0], word)
        for words in invocations()
        for word in words[1:]
        if word.startswith("-") and not any(word in parameter.opts for parameter in command(words).params)
    ]
    assert wrong == []


@pytest.mark.parametrize("text", [block for language, block in BLOCKS if language == "yaml"])
def test_a_workspace_in_the_readme_can_be_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "team.yaml").write_text(text, "utf-8")
    workspace = load_workspace(tmp_path)
    assert workspace.problem.shifts
    assert list(note_texts(workspace)) == []


def test_links_within_the_repository_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (REPOSITORY / link).exists()] == []
