"""What can go wrong: one root, so that the command line catches it in one place."""

from __future__ import annotations

from dataclasses import dataclass


class RotaError(Exception):
    """The root of every error that `rota` raises on purpose."""


class OurBug(RotaError):
    """A state that correct code cannot reach: the solver and the verifier disagree, say."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with the input, where it is, and what to do about it.

    `line` and `column` count from 1 (0: the fault has no line); `width` is the number of characters
    to underline; `excerpt` is the source line as it stands in the file.
    """

    path: str
    line: int
    column: int
    message: str
    help: str = ""
    excerpt: str = ""
    width: int = 1


class InputError(RotaError):
    """The input cannot be used; carries every fault found, sorted by place."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("; ".join(fault.message for fault in self.faults))


class HelpedError(ValueError):
    """A validator's message together with what to do about it."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


def render(fault: Fault, *, word: str = "error") -> str:
    """Draw a fault as text: message, place, the line with a mark under it, help."""
    lines = [f"{word}: {fault.message}"]
    margin = " " * max(len(str(fault.line)), 1)
    if fault.path:
        place = f":{fault.line}:{fault.column}" if fault.line else ""
        lines.append(f"{margin}--> {fault.path}{place}")
    if fault.excerpt and fault.line:
        lines.append(f"{margin} |")
        lines.append(f"{fault.line} | {fault.excerpt}")
        lines.append(f"{margin} | {' ' * (fault.column - 1)}{'^' * max(fault.width, 1)}")
    if fault.help:
        lines.append(f"help: {fault.help}")
    return "\n".join(lines)
