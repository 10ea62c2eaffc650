"""What is said where a search ends without a roster and without a proof that there is none."""

from __future__ import annotations


def unfound_text(seconds: float, *, stopped: bool) -> str:
    """The message, for a search that its time or a Ctrl-C has ended."""
    if stopped:
        return (
            f"error: stopped after {seconds:.0f} s, before a first roster was found\n"
            "help: Ctrl-C keeps the best roster once there is one: wait for a `cost` to show\n"
        )
    return (
        f"error: no roster was found in {seconds:.0f} s, nor a proof that there is none\n"
        "help: give more time with --time-limit\n"
    )
