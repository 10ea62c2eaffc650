"""What is wrong with text that is no YAML, said for people who do not know the grammar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

if TYPE_CHECKING:
    from ruamel.yaml.error import StreamMark, YAMLError

    from rota.errors import Fault
    from rota.load.source import Source

_QUOTES = "put text with special characters in quotes"

_SAYINGS: tuple[tuple[str, bool, str, str], ...] = (
    # what the parser says, whether to blame the beginning of its context, our message, our help
    ("mapping values are not allowed", False, "`:` where no key can be",
     "indent the keys of one mapping alike, and put text that holds `: ` in quotes"),
    (r"character '\\t'", False, "a tab in the indentation", "indent with spaces"),
    (r"character '(?P<what>.)' that cannot start", False, "a value cannot begin with `{what}`", _QUOTES),
    ("expected a single document", False, "a second document begins here", "remove the line `---`"),
    ("undefined alias '(?P<what>.*)'", False, "alias `{what}` has no anchor",
     "put text that begins with `*` in quotes"),
    ("unexpected end of stream", True, "a quote is not closed", ""),
    ("unknown escape character", False, "an unknown escape after `\\`", "use single quotes"),
    (r"expected ',' or '\]'", True, "`[` is not closed", "put a comma between items and `]` at the end"),
    (r"expected ',' or '\}'", True, "`{{` is not closed", "put a comma between entries and `}}` at the end"),
    (r"found '(?P<what>[\]}])'", False, "`{what}` closes nothing", _QUOTES),
    ("expected <block end>", False, "this line does not fit the lines above",
     "indent the keys of one mapping, or the items of one list, alike"),
    ("could not find expected ':'", True, "a key without `:`", "write `key: value`"),
    ("sequence entries are not allowed", False, "`-` where no list can be", "begin a list on its own line"),
    ("expected alphabetic or numeric", False, "`*` and `&` need a name", _QUOTES),
)  # fmt: skip


def syntax_fault(source: Source, error: YAMLError) -> Fault:
    """One fault for the place where the parser gave up."""
    if isinstance(error, ReaderError):
        return _character_fault(source, error.position)
    if not isinstance(error, MarkedYAMLError):
        return source.fault("the file is not YAML")
    problem, mark = f"{error.context or ''} {error.problem or ''}", error.problem_mark
    for pattern, at_context, message, help in _SAYINGS:
        found = re.search(pattern, problem)
        if found:
            where = error.context_mark if at_context and error.context_mark else mark
            said = message.format(**found.groupdict())
            return _fault_at(source, where, said, help.format())
    return _fault_at(source, mark, "the file stops being YAML here", _QUOTES)


def _fault_at(source: Source, mark: StreamMark | None, message: str, help: str) -> Fault:
    if mark is None:
        return source.fault(message, help=help)
    line, column = mark.line + 1, mark.column + 1
    # Where the parser stops at the end of the file there is nothing to show: blame the last line.
    while line > 1 and (line > len(source.lines) or not source.lines[line - 1].strip()):
        line -= 1
        column = len(source.lines[line - 1]) + 1
    return source.fault(message, line=line, column=column, help=help)


def _character_fault(source: Source, position: int) -> Fault:
    for number, line in enumerate(source.lines, start=1):
        if position <= len(line):
            message = f"character U+{ord(line[position]):04X} is not allowed" if line[position:] else ""
            return source.fault(message or "a character is not allowed", line=number, column=position + 1)
        position -= len(line) + 1
    return source.fault("a character is not allowed")
