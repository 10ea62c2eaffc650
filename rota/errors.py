"""What can go wrong: one root, so that the command line catches it in one place."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_LINE, BEFORE = 200, 60
"""Characters of a line beyond which only a part is shown, and how many of them stand before the fault."""


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
        excerpt, column, width = _window(fault)
        lines.append(f"{margin} |")
        lines.append(f"{fault.line} | {excerpt}")
        lines.append(f"{margin} | {' ' * (column - 1)}{'^' * width}")
    if fault.help:
        lines.append(f"help: {fault.help}")
    return "\n".join(lines)


def _window(fault: Fault) -> tuple[str, int, int]:
    """The line, or of a long one the part around the fault; with the column and width of the mark in it."""
    width = max(fault.width, 1)
    if len(fault.excerpt) <= LONGEST_LINE:
        return fault.excerpt, fault.column, width
    begin = max(0, fault.column - 1 - BEFORE)
    part = fault.excerpt[begin : begin + LONGEST_LINE]
    column = fault.column - begin
    left, right = "..." if begin else "", "..." if begin + LONGEST_LINE < len(fault.excerpt) else ""
    return f"{left}{part}{right}", column + len(left), max(1, min(width, len(part) - column + 1))
