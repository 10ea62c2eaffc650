"""The present moment: from the clock, or from an option, so that a command can be replayed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from rota.errors import Fault, InputError

Now = Annotated[
    str,
    typer.Option(
        help="An instant such as 2027-03-08T05:00:00Z to take for now, for replays.",
        show_default="the clock's",
    ),
]


def now_of(text: str) -> datetime:
    """The instant given, or the clock's, in UTC and whole seconds; raises InputError for any other text."""
    from exports.instant import instant_of

    if not text:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return instant_of(text).replace(microsecond=0)
    except ValueError as error:
        raise InputError([Fault("", 0, 0, f"`--now` is `{text}`, it {error}")]) from None
