"""The programs whose readers check our files: a test is skipped without one, unless ROTA_REAL=1 forbids it.

.ci/run installs what .ci/apt-packages.txt lists and sets ROTA_REAL, so that nothing is skipped there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent


def program(name: str) -> str:
    """The path of a program; where it is missing, the test is skipped, or fails under ROTA_REAL=1."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None and os.environ.get("ROTA_REAL") == "1":
        pytest.fail(f"`{name}` is not installed, and ROTA_REAL=1 allows no test to be skipped")
    if found is None:
        pytest.skip(f"`{name}` is not installed")
    return found


def node_package(name: str) -> Path:
    """The folder of a package for Node.js, which .ci/run puts into .node."""
    found = REPOSITORY / ".node" / "node_modules" / name
    return found if found.is_dir() else Path(program(name))


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a program says, without a shell."""
    return subprocess.run(
        [str(word) for word in words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
