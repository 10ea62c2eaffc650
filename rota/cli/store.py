"""`rota store`: rota.db as plain text and back, and pasts that were planned elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rota.cli.folder import InFolder, LaterFolder, write_files
from rota.cli.import_past import import_past

store = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
store.command("import-past")(import_past)
STREAM = "-"


@store.command("export")
def export(
    file: Annotated[str, typer.Argument(help="Where to; `-` is the standard output.")],
    later: LaterFolder = None,
    folder: InFolder = Path(),
) -> None:
    """Write all of rota.db as plain text, a line a row, that fits in git."""
    from rota.store.database import NAME, reading
    from rota.store.text import write

    with reading((later or folder) / NAME) as connection:
        connection.execute("BEGIN")
        text = "".join(write(connection))
    if file == STREAM:
        sys.stdout.write(text)
    else:
        write_files({Path(file): text.encode()})


@store.command("import")
def import_(
    file: Annotated[str, typer.Argument(help="What `rota store export` wrote; `-` is the standard input.")],
    later: LaterFolder = None,
    folder: InFolder = Path(),
) -> None:
    """Make rota.db from its plain text, where there is none."""
    from rota.cli.folder import require_writable
    from rota.load.source import decode
    from rota.store.database import NAME
    from rota.store.restore import restore

    content = sys.stdin.buffer.read() if file == STREAM else Path(file).read_bytes()
    path = (later or folder) / NAME
    require_writable(path)
    restore(decode(file, content), path, name=file)
