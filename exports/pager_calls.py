"""Calls of a pager's REST interface, one a line: what is sent, in the order in which to send it.

A line says method, path below the interface's address, and body. A program can send line by line, and
a change of the roster is a change of a few lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, TypeVar
from urllib.parse import quote, unquote

from pydantic import BaseModel

from exports.paging_model import Record, content_of, json_lines, read_lines
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rota.paging.plan import PagingPlan

Body = TypeVar("Body", bound=BaseModel)
Method = Literal["PATCH", "POST", "PUT"]


class Call(Record, Generic[Body]):
    """One call."""

    method: Method
    path: str
    body: Body


def calls_file(calls: Iterable[Call[Body]]) -> bytes:
    """The calls, one a line."""
    return json_lines(calls)


def read_calls(files: Mapping[str, bytes], name: str, kind: type[Call[Body]]) -> tuple[Call[Body], ...]:
    """The inverse of `calls_file`; raises InputError with the line of each fault."""
    return read_lines(content_of(files, name), kind, name=name)


def path_of(*parts: str) -> str:
    """A path of these parts, whatever is in them: `/schedules/PSCHED1/overrides`."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


def schedule_in(path: str) -> str:
    """The id after `/schedules/`; raises InputError for a path without one."""
    _, _, rest = path.partition("/schedules/")
    if not rest:
        raise InputError([Fault("", 0, 0, f"the path `{path}` is no schedule's", "export again")])
    return unquote(rest.partition("/")[0])


def known_escalation(plan: PagingPlan, system: str, escalation: str) -> str:
    """The id that a pager gave an escalation, or nothing where it is still to be made.

    Looked up in the system's settings: `escalation_policy.<escalation>`, or, where the plan has but
    one, `escalation_policy`.
    """
    settings = dict(plan.system(system).settings)
    only = settings.get("escalation_policy", "") if len(plan.escalations) == 1 else ""
    return settings.get(f"escalation_policy.{escalation}", only)
