from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desks import Desk, desk_roster
from rosters import BEFORE

from rota.store.database import connected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Desk]:
    """A desk that has published nothing."""
    with connected(tmp_path / "rota.db") as store:
        yield Desk(store)


@pytest.fixture
def desk(bare: Desk) -> Desk:
    """A desk that has published a week."""
    bare.publish(desk_roster(), 0, BEFORE)
    return bare
