"""`rota history`: what was published, by whom, when and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import Folder  # noqa: TC001  (typer reads it when it runs)
from rota.cli.question import AsJson  # noqa: TC001  (typer reads it when it runs)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rota.publication import Revision

FORMAT = "rota-history/1"


def history(
    folder: Folder = Path(),
    audit: Annotated[
        bool, typer.Option("--audit", help="Everything that was done, not only revisions.")
    ] = False,
    favours: Annotated[bool, typer.Option("--favours", help="Who took over whose shifts.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the revisions of rota.db, the newest first; times are those of the team's zone."""
    from rota.cli.console import stdout_console
    from rota.cli.views.history_view import audit_view, favours_view, history_view
    from rota.load.workspace import load_team
    from rota.store.audit import audit as lines_of
    from rota.store.database import NAME, reading
    from rota.store.favours import favours as favours_of
    from rota.store.publications import history as revisions_of

    zone = load_team(folder).zone
    with reading(folder / NAME) as store:
        revisions, acts, done = revisions_of(store), lines_of(store), favours_of(store)
    console = stdout_console()
    if as_json:
        import json

        console.file.write(json.dumps(document(revisions), indent=2, ensure_ascii=False) + "\n")
    elif favours:
        console.print(favours_view(done, zone))
    else:
        console.print(audit_view(acts, zone) if audit else history_view(revisions, zone))


def document(revisions: Sequence[Revision]) -> Mapping[str, object]:
    """What `--json` writes, the oldest revision first; instants in UTC.

    format       "rota-history/1"
    revisions    [revision, at, by, note, kind, restores, start, end, cost]; kind: published | undone |
                 imported, restores: the revision an undoing brought back, start, end: the horizon,
                 cost: the verifier's, null where it was not asked
    """
    from exports.instant import instant_text

    return {
        "format": FORMAT,
        "revisions": [
            {
                "revision": one.number,
                "at": instant_text(one.at),
                "by": one.by,
                "note": one.note,
                "kind": one.kind,
                "restores": one.restores,
                "start": instant_text(one.start),
                "end": instant_text(one.end),
                "cost": one.cost,
            }
            for one in revisions
        ],
    }
