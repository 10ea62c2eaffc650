"""Where subproblems are solved: in processes of this machine, or on a cluster that is there already."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

CONNECT_SECONDS = "10s"
HOW_TO = "install it with `pip install 'rota-roster[cluster]'`"


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """So many processes of this machine."""
    # Spawned: a forked child may inherit a lock that a solver's thread holds.
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        yield pool


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """A Dask cluster; raises InputError where Dask is not installed or nobody answers at the address."""
    try:
        from distributed import Client
    except ImportError as error:
        raise InputError([Fault("", 0, 0, "a cluster needs the package `distributed`", HOW_TO)]) from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS)  # type: ignore[no-untyped-call]  # it ships no types
    except (OSError, ValueError) as error:
        raise InputError([Fault("", 0, 0, f"no cluster answers at `{address}`: {error}")]) from error
    with client:
        yield client.get_executor()  # type: ignore[no-untyped-call]  # it ships no types
