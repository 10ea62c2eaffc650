"""The server: uvicorn, told to keep secrets and to wait for nobody.

Nothing of a request is logged. A client that takes long over the head of its request is cut off, one that
takes long over reading an answer is waited for, and neither holds up anybody else; a head has a limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

    from rota.feeds.app import App

HEAD_BYTES = 16 << 10
HEAD_SECONDS = 10.0
IDLE_SECONDS = 15
CLOSING_SECONDS = 5


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 that closes a connection whose next request does not arrive whole within HEAD_SECONDS."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait on only while a request's head is under way."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._forget()
        elif self._limit is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._forget()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._limit = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _forget(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None


def server_of(app: App) -> uvicorn.Server:
    """A server of the app; `run` serves on the sockets that it is given until it is told to stop."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=ImpatientProtocol,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            proxy_headers=False,
            h11_max_incomplete_event_size=HEAD_BYTES,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=CLOSING_SECONDS,
        )
    )
