from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from paging_plans import HOSTILE, names

from exports.terraform import FILE, literal, reference, referred, terraform_file, text_of
from rota.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

TERRAFORM = shutil.which("terraform")
TEXTS = (
    *HOSTILE,
    "$${x}",
    "$$${x}",
    "%%{ if true }",
    "$",
    "a$",
    "%",
    "$%{",
    "%${",
    "{${",
    "$${",
    "\ufeff\ufeff${x}",
)


@given(text=names())
def test_a_text_is_read_back_from_its_literal(text: str) -> None:
    assert text_of(literal(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_are_read_back_from_their_literals(text: str) -> None:
    assert text_of(literal(text)) == text


@pytest.mark.skipif(TERRAFORM is None, reason="needs the program terraform")
def test_terraform_itself_takes_a_literal_for_the_text(tmp_path: Path) -> None:
    document: dict[str, object] = {"output": {"texts": {"value": [literal(text) for text in TEXTS]}}}
    (tmp_path / FILE).write_bytes(terraform_file(document)[FILE])
    quiet = {"CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": "/dev/null", "PATH": "/usr/bin:/bin"}

    for command in (["init"], ["apply", "-auto-approve"], ["output", "-json", "texts"]):
        done = subprocess.run(
            [str(TERRAFORM), *command], cwd=tmp_path, env=quiet, capture_output=True, check=True
        )

    assert json.loads(done.stdout) == list(TEXTS)


def test_an_expression_is_not_read_as_a_text() -> None:
    with pytest.raises(InputError, match="is an expression, where a text should be"):
        text_of("${var.secret}")


def test_a_reference_is_read_back_and_nothing_else_is_taken_for_one() -> None:
    assert referred(reference("pagerduty_schedulev2", "primary_1f"), "pagerduty_schedulev2") == "primary_1f"
    for other in ("primary", "${pagerduty_user.ana.id}", "${pagerduty_schedulev2.ana.name}"):
        with pytest.raises(InputError, match="is no reference to a `pagerduty_schedulev2`"):
            referred(other, "pagerduty_schedulev2")
