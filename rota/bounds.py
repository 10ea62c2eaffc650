"""A least and a most of the same thing: at least one of them, and the right way round."""

from __future__ import annotations

from rota.errors import HelpedError


def hold_bounds(least: int | None, most: int | None) -> None:
    """Raise ValueError where neither is given, or where no number lies between them."""
    if least is None and most is None:
        raise ValueError("give `least` or `most`")
    if least is not None and most is not None and least > most:
        message = f"`least` is {least}, more than `most`, {most}"
        raise HelpedError(message, "`most` is the greater of the two; leave one of them out for no bound")
