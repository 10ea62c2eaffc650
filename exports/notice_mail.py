"""A notice as a mail, RFC 5322, that `sendmail -t` and every mail program take; and calendar mails, RFC 6047.

A calendar mail is about one event: RFC 5546, section 3.2.2, allows one UID a request. It updates the
event that the agent's subscribed feed shows, since both have the UID and the SEQUENCE of the ledger.
"""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from exports.ics_text import name_of
from exports.notice_text import subject, text
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from rota.notice import Notice

_MAILS = UUID("0d9c7a52-96a5-5f0e-8a39-6c2b9f5f1d0e")
"""The name space of our Message-IDs."""


def write(notice: Notice, *, to: str, sender: str = "") -> bytes:
    """The mail; equal notices give equal bytes. Raises InputError where an address is none."""
    message = _head(notice, to=to, sender=sender, key="notice")
    message["Subject"] = subject(notice)
    message.set_content(text(notice), cte="quoted-printable")
    return message.as_bytes()


def write_calendar(
    notice: Notice, invitation: bytes, *, method: str, title: str, to: str, sender: str
) -> bytes:
    """A mail with one event; `method` is REQUEST or CANCEL, as in the invitation, and `title` its subject."""
    message = _head(notice, to=to, sender=sender, key=f"{method} {invitation!r}")
    message["Subject"] = title
    message.set_content(f"{title}\n", cte="quoted-printable")
    message.add_alternative(
        invitation.decode(), subtype="calendar", cte="quoted-printable", params={"method": method}
    )
    # The library's own boundary is drawn at random; equal notices give equal bytes.
    message.set_boundary(f"rota-{uuid5(_MAILS, invitation.decode())}")
    return message.as_bytes()


def address_of(text: str, name: str = "") -> Address:
    """The address; raises InputError where the text is none."""
    try:
        address = Address(display_name=name, addr_spec=text)
    except (ValueError, IndexError, MessageError):  # the parser of the library raises each of them
        address = None
    if address is None or not (address.username and address.domain):
        raise InputError([Fault("", 0, 0, f"`{text}` is not an e-mail address")])
    return address


def _head(notice: Notice, *, to: str, sender: str, key: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    if sender:
        message["From"] = address_of(sender)
    message["To"] = address_of(to, name_of(notice.member))
    message["Date"] = format_datetime(notice.at)
    name = uuid5(_MAILS, f"{notice.team}\n{notice.revision}\n{notice.member.id}\n{key}")
    message["Message-ID"] = f"<{name}@rota>"
    # RFC 3834: no out-of-office reply is wanted.
    message["Auto-Submitted"] = "auto-generated"
    return message
