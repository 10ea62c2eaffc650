"""A notice as the JSON of a Slack message: `text` for notifications, `blocks` for the window.

docs.slack.dev/messaging/formatting-message-text: &, < and > are written as entities, so that no name
becomes a link or a mention; docs.slack.dev/reference/block-kit/blocks/section-block: a text has at most
3000 characters, a message at most 50 blocks.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from exports.notice_text import change_line, footer, shift_line, subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.notice import Notice

MOST_CHARACTERS, MOST_SECTIONS = 3000, 48


def write(notice: Notice, *, channel: str = "") -> bytes:
    """The message as UTF-8 JSON, to a user's or a channel's id where one is given."""
    lines = [change_line(one, notice) for one in notice.told]
    lines += [shift_line(one, notice) for one in notice.new]
    sections = list(_sections([_escaped(line) for line in lines]))[:MOST_SECTIONS]
    document = {
        **({"channel": channel} if channel else {}),
        "text": _escaped(subject(notice)),
        "blocks": [_section(f"*{_escaped(subject(notice))}*"), *map(_section, sections), _context(notice)],
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _sections(lines: Sequence[str]) -> Iterator[str]:
    """The lines in as few texts as Slack's limit allows."""
    held = ""
    for line in lines:
        longer = f"{held}\n• {line}" if held else f"• {line}"
        if len(longer) > MOST_CHARACTERS:
            yield held
            longer = f"• {line}"[:MOST_CHARACTERS]
        held = longer
    yield held


def _section(text: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _context(notice: Notice) -> dict[str, object]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": _escaped(footer(notice))}]}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
