"""The page at an agent's, a role's or the team's link: what comes next, and how to subscribe to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from exports.ics_text import name_of, plain
from rota.feeds.addresses import Subscription, feed_path, file_name, page_path, subscription
from rota.feeds.code import qr_svg
from rota.feeds.page import page
from rota.feeds.views import coming, label_of, moment_text, months, on_call_now, shift_view, until_text

if TYPE_CHECKING:
    from datetime import datetime

    from rota.feeds.document import Document
    from rota.feeds.published import Published, State
    from rota.feeds.views import ShiftView
    from rota.shift import Shift
    from rota.store.feed_tokens import Link, Subject

MOST_SHIFTS, MOST_OF_TEAM, MONTHS = 8, 24, 2


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed to subscribe to, as a page offers it."""

    title: str
    hint: str
    to: Subscription


def subject_page(state: State, link: Link, token: str, now: datetime, *, base: str) -> Document:
    """The page of a link whose shifts are not the lead's."""
    subject, published = link.subject, state.published
    known = published is not None and subject.id in published.roster.member_of
    zone = published.roster.member_of[subject.id].zone if published and known else state.zone
    mine = _shifts(published, subject)
    listed = _listed(published, subject, zone, now) if published else ()
    following = next((shift for shift in mine if shift.end > now), None)
    name = file_name(subject, state.team)
    values = {
        "team": plain(state.team) or "The team",
        "title": _title(published, subject, state.team),
        "own": subject.kind == "agent",
        "zone": zone,
        "now": moment_text(now, zone),
        "next": listed[0] if listed else None,
        "next_in": until_text(now, following.start if following.start > now else following.end)
        if following
        else "",
        "shifts": listed,
        "on_call": on_call_now(published.roster, zone, now) if published else (),
        "months": months(mine, zone, now, count=MONTHS) if subject.kind == "agent" else (),
        "offers": _offers(base, token, name, mine),
        "qr": Markup(qr_svg(f"{base}{page_path(token)}")),
        "page": f"{base}{page_path(token)}",
        "published": f"revision {published.revision}, published {moment_text(published.at, zone)}"
        if published
        else "",
        "until": moment_text(published.known_until, zone) if published else "",
    }
    return page("subject.html", values)


def _title(published: Published | None, subject: Subject, team: str) -> str:
    if subject.kind == "agent" and published and subject.id in published.roster.member_of:
        return name_of(published.roster.member_of[subject.id])
    return plain(subject.id) or plain(team)


def _shifts(published: Published | None, subject: Subject) -> tuple[Shift, ...]:
    if published is None:
        return ()
    roster = published.roster
    if subject.kind == "agent":
        return roster.shifts_of(subject.id)
    return tuple(
        shift
        for shift in roster.shifts
        if roster.agents_on[shift.id] and (subject.kind != "role" or shift.role == subject.id)
    )


def _listed(published: Published, subject: Subject, zone: str, now: datetime) -> tuple[ShiftView, ...]:
    roster = published.roster
    if subject.kind == "agent":
        return coming(roster, published.feeds.partners, subject.id, zone, now, most=MOST_SHIFTS)
    ahead = [shift for shift in _shifts(published, subject) if shift.end > now][:MOST_OF_TEAM]
    partners = published.feeds.partners
    views = (
        shift_view(roster, partners, shift, agent, zone, now)
        for shift in ahead
        for agent in roster.agents_on[shift.id]
    )
    return tuple(view for view, _ in zip(views, range(MOST_OF_TEAM), strict=False))


def _offers(base: str, token: str, name: str, shifts: tuple[Shift, ...]) -> tuple[Offer, ...]:
    everything = Offer("All shifts", "worked, on call, training", subscription(base, feed_path(token, name)))
    kinds = {shift.kind for shift in shifts}
    if "on_call" not in kinds or len(kinds) == 1:
        return (everything,)
    labels = sorted({label_of(shift) for shift in shifts if shift.kind == "on_call"})
    path = feed_path(token, name, on_call=True)
    return (everything, Offer("On call only", ", ".join(labels), subscription(base, path)))
