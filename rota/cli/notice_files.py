"""The messages that a publication makes necessary, rendered: for each agent a file, or several."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exports.ics_feed import Entry, Feeds, Stamp
    from exports.itip import Method
    from rota.load.team import AgentPart
    from rota.notice import Notice
    from rota.store.outlook import Outlook


class Format(StrEnum):
    """How a notice is written."""

    TEXT = "text"
    MAIL = "mail"
    SLACK = "slack"


@dataclass(frozen=True, slots=True)
class Message:
    """What is handed on: whose, under which file name, called what."""

    notice: Notice
    file: str
    title: str
    content: bytes


@dataclass(frozen=True)
class Invitations:
    """What calendar mails are made from: the feeds' events before and after, their stamps, who sends."""

    outlook: Outlook
    ledger: Mapping[str, Stamp]
    sender: str

    @cached_property
    def feeds(self) -> tuple[Feeds | None, Feeds | None]:
        """Everybody's feeds before and after; None where nothing was published."""
        from exports.ics_feed import Feeds

        before, after = self.outlook.before, self.outlook.after
        return Feeds(before) if before else None, Feeds(after) if after else None


def messages(
    notice: Notice, person: AgentPart | None, wanted: Format, *, sender: str, invitations: Invitations | None
) -> Iterator[Message]:
    """What one agent is sent; nothing by mail where there is no address."""
    from exports import notice_mail, notice_slack, notice_text

    name, title = _file_name(notice.member.id), notice_text.subject(notice)
    email = person.email if person else ""
    if wanted is Format.TEXT:
        yield Message(notice, f"{name}.txt", title, notice_text.text(notice).encode())
    elif wanted is Format.SLACK:
        channel = person.contacts.get("slack", "") if person else ""
        yield Message(notice, f"{name}.json", title, notice_slack.write(notice, channel=channel))
    elif email:
        yield Message(notice, f"{name}.eml", title, notice_mail.write(notice, to=email, sender=sender))
        if invitations:
            yield from _calendar_mails(notice, email, invitations)


def _file_name(agent: str) -> str:
    """The agent's id; raises InputError where a file of this name would lie elsewhere."""
    if Path(agent).name != agent or not agent.isprintable():
        raise InputError([Fault("", 0, 0, f"agent id {agent!r} cannot name a file")])
    return agent


def _calendar_mails(notice: Notice, email: str, invitations: Invitations) -> Iterator[Message]:
    from exports import itip, notice_mail

    for number, (method, entry) in enumerate(_events(notice, invitations), start=1):
        stamp = invitations.ledger.get(entry.uid)
        if stamp is None:
            raise InputError(
                [Fault("", 0, 0, f"event `{entry.uid}` is not in the ledger", "publish it first")]
            )
        title = f"Cancelled: {entry.summary}" if method == "CANCEL" else entry.summary
        sender = invitations.sender
        inner = itip.write(entry, stamp, method=method, organizer=sender, attendee=email)
        content = notice_mail.write_calendar(
            notice, inner, method=method, title=title, to=email, sender=sender
        )
        yield Message(
            notice, f"{_file_name(notice.member.id)}-{number:02}-{method.lower()}.eml", title, content
        )


def _events(notice: Notice, invitations: Invitations) -> Iterator[tuple[Method, Entry]]:
    """Events that are gone, then events that are new or other than before."""
    before, after = (_entries(feeds, notice.member.id) for feeds in invitations.feeds)
    for change in (*notice.told, *notice.new):
        if change.before and change.before.id not in after:
            yield "CANCEL", before[change.before.id]
        if change.after:
            yield "REQUEST", after[change.after.id]


def _entries(feeds: Feeds | None, agent: str) -> dict[str, Entry]:
    """The events of the agent's feed by shift."""
    if feeds is None or agent not in feeds.roster.member_of:
        return {}
    shifts = feeds.roster.shifts_of(agent)
    return {shift.id: entry for shift, entry in zip(shifts, feeds.agent(agent).entries, strict=True)}
