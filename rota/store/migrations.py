"""The schema, as the steps that led to it. A step that was released is never changed, only followed."""

from __future__ import annotations

PUBLICATIONS: tuple[str, ...] = (
    # `roster` is the text of exports/json.py; `restores` is the revision whose state an undoing brings back.
    "CREATE TABLE publications ("
    " number INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, note TEXT NOT NULL,"
    " kind TEXT NOT NULL CHECK (kind IN ('published', 'undone', 'imported')), restores INTEGER,"
    " starts TEXT NOT NULL, ends TEXT NOT NULL, cost INTEGER, roster TEXT NOT NULL,"
    " CHECK (number >= 1), CHECK (restores < number), CHECK ((kind = 'undone') = (restores IS NOT NULL)))",
    # What fairness is proportional to, as it was when the revision was published.
    "CREATE TABLE presence ("
    " number INTEGER NOT NULL REFERENCES publications, agent TEXT NOT NULL,"
    " weekly_minutes INTEGER NOT NULL, leave_days TEXT NOT NULL, PRIMARY KEY (number, agent))",
    "CREATE TABLE short_notice ("
    " number INTEGER NOT NULL REFERENCES publications, agent TEXT NOT NULL, shift TEXT NOT NULL,"
    " starts TEXT NOT NULL, PRIMARY KEY (number, agent, shift))",
    # An empty digest is an event that is in no feed at present.
    "CREATE TABLE stamps ("
    " uid TEXT PRIMARY KEY, digest TEXT NOT NULL, sequence INTEGER NOT NULL, modified TEXT NOT NULL,"
    " starts TEXT NOT NULL)",
    "CREATE TABLE audit ("
    " line INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL,"
    " detail TEXT NOT NULL)",
)
FEEDS: tuple[str, ...] = (
    # `folder` is the token itself where it names a folder of static feeds; `alarms` are minutes.
    "CREATE TABLE feeds ("
    " number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " kind TEXT NOT NULL CHECK (kind IN ('agent', 'role', 'team', 'lead')), id TEXT NOT NULL,"
    " alarms TEXT NOT NULL, ending TEXT NOT NULL, digest BLOB NOT NULL UNIQUE, folder TEXT NOT NULL,"
    " made_at TEXT NOT NULL, ends_at TEXT,"
    " fate TEXT NOT NULL DEFAULT '' CHECK (fate IN ('', 'replaced', 'revoked')),"
    " fetched_at TEXT, fetched_by TEXT NOT NULL DEFAULT '', fetches INTEGER NOT NULL DEFAULT 0,"
    " CHECK ((ends_at IS NULL) = (fate = '')))",
)
FAVOURS: tuple[str, ...] = (
    # `back` is the shift given in return, empty for none.
    "CREATE TABLE favours ("
    " line INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, helper TEXT NOT NULL,"
    " helped TEXT NOT NULL, shift TEXT NOT NULL, starts TEXT NOT NULL, back TEXT NOT NULL)",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (PUBLICATIONS, FEEDS, FAVOURS)
"""Step n takes a database from version n to n + 1."""
