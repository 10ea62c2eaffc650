"""Feeds as files in a folder that any web server can serve: what is there for each link, and what no longer.

The folder's names are the secret, so it is never to be listed; the server gives the tags and dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.feeds.addresses import feed_path, file_name
from rota.feeds.rendering import rendered, tombstone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from rota.feeds.published import State
    from rota.store.feed_tokens import Link


def static_paths(state: State, link: Link) -> tuple[str, str]:
    """Where a link's feed lies below the folder, and that of its shifts on call alone."""
    name = file_name(link.subject, state.team)
    paths = (feed_path(link.folder, name), feed_path(link.folder, name, on_call=True))
    return paths[0].removeprefix("/"), paths[1].removeprefix("/")


def static_files(state: State, links: Iterable[Link], now: datetime) -> dict[str, bytes]:
    """The folder's files by path with forward slashes; a link that is gone has none."""
    found: dict[str, bytes] = {}
    for link in links:
        everything, on_call = static_paths(state, link)
        match link.state(now):
            case "live":
                found[everything] = rendered(state, link, on_call=False).content()
                found[on_call] = rendered(state, link, on_call=True).content()
            case "ended":
                found[everything] = found[on_call] = tombstone(state, link)
            case "gone":
                pass
    return found
