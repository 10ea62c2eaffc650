from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from rosters import BEFORE, DAYS, act, roster
from small import MONDAY, at, daily, shift

from rota.errors import InputError
from rota.publication import Publication, Revision
from rota.store.audit import audit
from rota.store.database import connected
from rota.store.outlook import outlook_of
from rota.store.publications import history, latest, latest_number, revision
from rota.store.publish import publish, undo
from rota.store.standing import covered, standing

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from rota.roster import Roster

WEEK = timedelta(days=7)
ONE = roster("ana early mo", "bo late mo")
TWO = roster("bo early mo", "bo late mo")
NEXT = roster("ana late 2027-03-15", first=MONDAY + WEEK)
WITHIN = at(MONDAY, "07:00")
"""An hour into Monday's early shift."""


def in_force(store: sqlite3.Connection, *, number: int | None = None) -> set[str]:
    """Who works what over three weeks."""
    found = standing(store, ONE.start, ONE.start + 3 * WEEK, number=number)
    return {f"{entry.agent} {entry.shift}" for entry in found.assignments} if found else set()


def refused(error: pytest.ExceptionInfo[InputError]) -> list[tuple[str, str]]:
    return [(fault.message, fault.help) for fault in error.value.faults]


def late(store: sqlite3.Connection) -> list[tuple[int, str, str]]:
    return store.execute("SELECT number, agent, shift FROM short_notice ORDER BY 1, 2, 3").fetchall()


def test_nothing_stands_before_the_first_publication(store: sqlite3.Connection) -> None:
    assert (latest(store), history(store), in_force(store), covered(store)) == (None, (), set(), ())


def test_what_is_published_is_the_newest_revision(store: sqlite3.Connection) -> None:
    line = publish(store, ONE, act(0, note="March"), cost=7)
    assert line == Revision(1, BEFORE, "mo", "March", "published", None, ONE.start, ONE.end, 7)
    assert latest(store) == Publication(1, BEFORE, "mo", "March", ONE)
    assert history(store) == (line,)
    assert in_force(store) == {"ana early@2027-03-08", "bo late@2027-03-08"}
    assert covered(store) == ((ONE.start, ONE.end),)


def test_a_later_publication_replaces_its_own_horizon_alone(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    publish(store, NEXT, act(1))
    publish(store, TWO, act(2))
    assert in_force(store) == {"bo early@2027-03-08", "bo late@2027-03-08", "ana late@2027-03-15"}
    assert in_force(store, number=2) == {"ana early@2027-03-08", "bo late@2027-03-08", "ana late@2027-03-15"}
    assert covered(store) == ((ONE.start, NEXT.end),)


def test_a_part_of_a_horizon_can_be_published_anew(store: sqlite3.Connection) -> None:
    publish(store, roster("ana early mo", "ana early tu", "ana early we"), act(0))
    publish(store, roster("bo early tu", first=DAYS["tu"], days=1), act(1))
    assert in_force(store) == {"ana early@2027-03-08", "bo early@2027-03-09", "ana early@2027-03-10"}


def test_a_shift_that_moved_over_the_border_of_two_horizons_stands_once(store: sqlite3.Connection) -> None:
    monday = MONDAY + WEEK
    early = shift("early", monday, "00:00", "08:00", zone="Asia/Manila")
    moved = replace(early, start=early.start + timedelta(hours=12), end=early.end + timedelta(hours=12))
    publish(store, roster("ana early 2027-03-15", shifts=(early,)), act(0))
    publish(store, roster("bo early 2027-03-15", first=monday, shifts=(moved,)), act(1))
    found = standing(store, ONE.start, NEXT.end)
    assert found is not None
    assert (found.shifts, found.cells) == ((moved,), {("bo", "early@2027-03-15")})


def test_members_keep_their_newest_names_and_the_team_its_newest(store: sqlite3.Connection) -> None:
    publish(store, roster("ana early mo", "cem late mo", members="ana cem"), act(0))
    renamed = roster(first=MONDAY + WEEK, team="Support")
    publish(
        store, replace(renamed, members=tuple(replace(one, name="A.") for one in renamed.members)), act(1)
    )
    found = standing(store, ONE.start, NEXT.end)
    assert found is not None
    assert [(one.id, one.name) for one in found.members] == [("ana", "A."), ("bo", "A."), ("cem", "Cem")]
    assert (found.team, found.made_at, found.proof.status) == ("Support", BEFORE, "unproved")


def test_of_two_leads_at_once_the_second_is_told_and_nothing_is_lost(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    with pytest.raises(InputError) as error:
        publish(store, TWO, act(0))
    assert refused(error) == [
        (
            "revision 1 was published by mo at 2027-02-06T11:00:00Z, after revision 0, which you have seen",
            "nothing was published; look at `rota diff` and publish again",
        )
    ]
    assert latest_number(store) == 1


def test_an_undoing_is_a_revision_that_restores_the_one_before(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0), cost=7)
    publish(store, TWO, act(1))
    assert undo(store, act(2)) == Revision(3, BEFORE, "mo", "", "undone", 1, ONE.start, ONE.end, 7)
    assert in_force(store) == in_force(store, number=1)
    assert revision(store, 3).roster == ONE
    assert in_force(store, number=2) == {"bo early@2027-03-08", "bo late@2027-03-08"}


def test_an_undoing_can_be_undone(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    publish(store, TWO, act(1))
    undo(store, act(2))
    undo(store, act(3))
    assert in_force(store) == in_force(store, number=2)


def test_the_first_publication_undone_leaves_nothing(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    undo(store, act(1))
    assert (in_force(store), covered(store)) == (set(), ())
    assert revision(store, 2).roster.assignments == ()
    publish(store, TWO, act(2))
    assert in_force(store) == {"bo early@2027-03-08", "bo late@2027-03-08"}


def test_any_earlier_state_can_be_restored(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    publish(store, NEXT, act(1))
    publish(store, TWO, act(2))
    undo(store, act(3), to=1)
    assert in_force(store) == {"ana early@2027-03-08", "bo late@2027-03-08"}


@pytest.mark.parametrize("to", [2, 9, -1])
def test_a_revision_that_is_not_earlier_cannot_be_restored(store: sqlite3.Connection, to: int) -> None:
    publish(store, ONE, act(0))
    publish(store, TWO, act(1))
    with pytest.raises(InputError) as error:
        undo(store, act(2), to=to)
    said = (f"revision {to} cannot be restored", "revisions up to 1 can; 0 is nothing published")
    assert refused(error) == [said]


def test_nothing_published_cannot_be_undone(store: sqlite3.Connection) -> None:
    with pytest.raises(InputError, match="nothing is published yet"):
        undo(store, act(0))


def test_a_revision_that_is_not_there_is_told(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    with pytest.raises(InputError) as error:
        revision(store, 4)
    assert refused(error) == [("there is no revision 4", "the newest revision is 1")]


def test_what_has_begun_cannot_change_silently(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    with pytest.raises(InputError) as error:
        publish(store, TWO, act(1, WITHIN))
    help_text = "correct the past with `--correct-past --note WHY`, or take the change back"
    assert refused(error) == [
        ("`early@2027-03-08` of `ana` began Mon 08 Mar 06:00, it cannot be removed", help_text),
        ("`early@2027-03-08` of `bo` began Mon 08 Mar 06:00, it cannot be added", help_text),
    ]
    assert latest_number(store) == 1


@pytest.mark.parametrize(("now", "begun"), [("05:59", 0), ("06:00", 2)])
def test_a_shift_has_begun_at_its_first_instant(store: sqlite3.Connection, now: str, begun: int) -> None:
    publish(store, ONE, act(0))
    wanted = act(1, at(MONDAY, now), correct_past=True, note="ana was ill")
    publish(store, TWO, wanted)
    said = [line.detail for line in audit(store) if line.what == "corrected"]
    assert said == ([f"{begun} shifts that had begun: ana was ill"] if begun else [])


def test_a_correction_of_the_past_needs_a_reason(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    with pytest.raises(InputError, match="a correction of the past needs a reason"):
        publish(store, TWO, act(1, WITHIN, correct_past=True))


def test_an_undoing_is_held_to_the_past_too(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    publish(store, TWO, act(1))
    with pytest.raises(InputError, match="`early@2027-03-08` of `ana` began"):
        undo(store, act(2, WITHIN))


def test_what_is_published_for_the_first_time_changes_nothing(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0, WITHIN, notice=2 * WEEK))
    assert (latest_number(store), late(store)) == (1, [])


def test_changes_within_the_notice_period_are_counted_and_kept(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    publish(store, TWO, act(1, at(MONDAY, "06:00") - 2 * WEEK, notice=2 * WEEK))
    assert late(store) == []
    publish(store, ONE, act(2, at(MONDAY, "06:01") - 2 * WEEK, notice=2 * WEEK))
    # That the early is taken from Bo is no burden of his.
    assert late(store) == [(3, "ana", "early@2027-03-08")]
    undo(store, act(3, at(MONDAY, "05:00"), notice=2 * WEEK))
    assert late(store) == [(3, "ana", "early@2027-03-08"), (4, "bo", "early@2027-03-08")]


def test_short_notice_goes_by_the_shift_given_not_by_the_one_it_takes_the_place_of(
    store: sqlite3.Connection,
) -> None:
    """Told as Tuesday's early has begun, or with a notice that ends between early and late."""
    publish(store, roster("ana early tu"), act(0))
    publish(store, roster("ana late tu"), act(1, at(DAYS["tu"], "07:00") - WEEK, notice=WEEK))
    assert late(store) == []
    publish(store, roster("ana early tu"), act(2, at(DAYS["tu"], "07:00") - WEEK, notice=WEEK))
    assert late(store) == [(3, "ana", "early@2027-03-09")]
    more = {"correct_past": True, "note": "she came later"}
    publish(store, roster("ana late tu"), act(3, at(DAYS["tu"], "07:00"), notice=WEEK, **more))
    assert late(store)[1:] == [(4, "ana", "late@2027-03-09")]


def test_a_time_published_first_is_no_short_notice_for_who_moves_into_it(store: sqlite3.Connection) -> None:
    night = daily("night", MONDAY - timedelta(days=1), 1)
    publish(store, roster("ana early mo", days=1, shifts=daily("early", MONDAY, 1)), act(0))
    first = roster("ana night 2027-03-07", first=MONDAY - timedelta(days=1), days=1, shifts=night)
    publish(store, first, act(1, notice=9 * WEEK))
    assert late(store) == []


def test_the_audit_log_tells_who_did_what_when(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    publish(store, TWO, act(1))
    undo(store, act(2))
    assert [(line.at, line.by, line.what, line.detail) for line in audit(store)] == [
        (BEFORE, "mo", "published", "revision 1"),
        (BEFORE, "mo", "published", "revision 2"),
        (BEFORE, "mo", "undone", "revision 3 restores revision 1"),
    ]


class Failing(sqlite3.Connection):
    """A connection that breaks down at one of its statements, or looks on at each."""

    left = -1
    seen = 0
    watch = None

    def execute(self, *arguments):
        self._count()
        return super().execute(*arguments)

    def executemany(self, *arguments):
        self._count()
        return super().executemany(*arguments)

    def _count(self) -> None:
        self.seen += 1
        if self.watch:
            self.watch(self.seen)
        if self.left == 0:
            self.left = -1
            raise OSError("broken down")
        self.left -= 1


def failing(path: Path) -> Failing:
    connection = sqlite3.connect(path, isolation_level=None, factory=Failing)
    assert isinstance(connection, Failing)
    return connection


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with connected(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}


def statements_of_a_publication(folder: Path) -> tuple[Path, int]:
    """A file with one revision, and how many statements the second takes."""
    path = folder / "rota.db"
    with connected(path) as connection:
        publish(connection, ONE, act(0))
    shutil.copy(path, folder / "copy.db")
    with closing(failing(folder / "copy.db")) as connection:
        publish(connection, TWO, act(1))
        return path, connection.seen


def test_a_breakdown_at_any_statement_leaves_the_publication_before(tmp_path: Path) -> None:
    path, count = statements_of_a_publication(tmp_path)
    before = everything(path)
    assert count > 20
    for statement in range(count):
        with closing(failing(path)) as connection:
            connection.left = statement
            with pytest.raises(OSError, match="broken down"):
                publish(connection, TWO, act(1))
        assert everything(path) == before, f"after statement {statement}"


def test_the_files_at_any_moment_hold_the_old_publication_or_the_new_one(tmp_path: Path) -> None:
    path, _ = statements_of_a_publication(tmp_path)
    before, moments = everything(path), []

    def copy(moment: object) -> None:
        folder = tmp_path / str(moment)
        folder.mkdir()
        for file in tmp_path.glob("rota.db*"):
            if not file.name.endswith("-shm"):
                shutil.copy(file, folder)
        moments.append(folder / "rota.db")

    with closing(failing(path)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.watch = copy
        publish(connection, TWO, act(1))
        copy("after")
    found = [everything(moment) for moment in moments]
    assert all(state == before for state in found[:-1])
    assert found[-1] == everything(path) != before


def published_at(store: sqlite3.Connection, one: Roster, now: datetime) -> int:
    return publish(store, one, act(latest_number(store), now)).number


def test_a_second_connection_sees_all_of_a_publication_at_once(tmp_path: Path) -> None:
    path = tmp_path / "rota.db"
    with connected(path) as first, connected(path) as second:
        first.execute("BEGIN")
        assert latest_number(first) == 0
        assert published_at(second, ONE, BEFORE) == 1
        assert latest_number(first) == 0
        first.execute("COMMIT")
        assert in_force(first) == in_force(second)


def test_of_many_leads_at_the_same_moment_one_publishes_and_the_others_are_told(tmp_path: Path) -> None:
    path, leads = tmp_path / "rota.db", 6
    start = Barrier(leads, timeout=60)

    def lead(number: int) -> str:
        with connected(path) as connection:
            start.wait()
            try:
                return f"revision {publish(connection, ONE, replace(act(0), by=f'lead {number}')).number}"
            except InputError as error:
                return error.faults[0].help

    with ThreadPoolExecutor(leads) as pool:
        told = sorted(pool.map(lead, range(leads)))
    refusal = "nothing was published; look at `rota diff` and publish again"
    assert told == [*[refusal] * (leads - 1), "revision 1"]
    with connected(path) as connection:
        assert latest_number(connection) == len(audit(connection)) == 1


def test_an_outlook_tells_what_is_late_and_what_has_begun(store: sqlite3.Connection) -> None:
    publish(store, roster("ana early mo", "ana early tu", "ana early fr"), act(0))
    changed = roster("bo early mo", "bo early tu", "ana early fr")
    found = outlook_of(store, changed, now=WITHIN, notice=timedelta(days=1))
    shifts = [(one.member.id, one.shift.id) for one in found.told]
    assert shifts == [(agent, f"early@2027-03-0{day}") for agent in ("ana", "bo") for day in (8, 9)]
    assert [one.shift.id for one in found.begun] == ["early@2027-03-08"] * 2
    assert [one.shift.id for one in found.late] == ["early@2027-03-09"] * 2
    assert (found.new, found.empty) == ((), False)


def test_an_equal_roster_has_an_empty_outlook(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    assert outlook_of(store, ONE, now=BEFORE, notice=WEEK).empty
    fewer = replace(ONE, shifts=tuple(one for one in ONE.shifts if one.id != "late@2027-03-14"))
    found = outlook_of(store, fewer, now=BEFORE, notice=WEEK)
    assert (found.told, found.empty) == ((), False)
