"""Wrong workspaces as documents: each folder is one, with the message that reading it must produce."""

from __future__ import annotations

from pathlib import Path

import pytest

from rota.errors import InputError, render
from rota.load.workspace import load_workspace

ERRORS = Path(__file__).parent / "errors"


@pytest.mark.parametrize("name", sorted(folder.name for folder in ERRORS.iterdir()))
def test_a_wrong_workspace_is_refused_with_this_message(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ERRORS / name)

    with pytest.raises(InputError) as caught:
        load_workspace(Path())

    message = "\n\n".join(render(fault) for fault in caught.value.faults) + "\n"
    assert message == Path("message.txt").read_text("utf-8")
