from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rota.store.database import connected

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty rota.db."""
    with connected(tmp_path / "rota.db") as connection:
        yield connection
