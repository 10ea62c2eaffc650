"""`rota feeds lint`: what clients would stumble over in a calendar, line by line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rota.errors import Fault, InputError

MOST_BYTES = 32 << 20
SECONDS = 20
FINDINGS = 1


def lint(
    calendar: Annotated[str, typer.Argument(metavar="FILE|URL", help="An .ics file, or where it is served.")],
    again: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An earlier copy: have the stamps moved with the content?"),
    ] = None,
) -> None:
    """Check a calendar strictly, ours or another's; a URL is read twice. Exit 1 where anything is found."""
    from exports.ics_compare import compare
    from exports.ics_lint import lint as findings_in
    from rota.cli.console import stderr_console, stdout_console

    served = calendar.startswith(("http://", "https://", "webcal://"))
    content = _fetched(calendar) if served else _read(Path(calendar))
    findings = list(findings_in(content))
    if served and _fetched(calendar) != content:
        findings.append("read twice, it had other bytes: clients take it for changed at every look")
    if again is not None:
        findings += compare(_read(again), content)
    console = stdout_console()
    for finding in findings:
        console.print(finding, soft_wrap=True)
    if findings:
        stderr_console().print(f"{len(findings)} {'finding' if len(findings) == 1 else 'findings'}")
        raise typer.Exit(FINDINGS)
    stderr_console().print("nothing found")


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError([Fault(str(path), 0, 0, "there is no such file")])
    if path.stat().st_size > MOST_BYTES:
        raise InputError([Fault(str(path), 0, 0, f"the file is over {MOST_BYTES >> 20} MiB")])
    return path.read_bytes()


def _fetched(url: str) -> bytes:
    from urllib.error import HTTPError
    from urllib.request import urlopen

    address = f"https://{url.removeprefix('webcal://')}" if url.startswith("webcal://") else url
    try:
        with urlopen(address, timeout=SECONDS) as answer:
            content: bytes = answer.read(MOST_BYTES + 1)
    except HTTPError as error:
        raise InputError([Fault("", 0, 0, f"the server answers {error.code} {error.reason}")]) from None
    except (OSError, ValueError) as error:
        raise InputError([Fault("", 0, 0, f"the calendar cannot be read: {error}")]) from None
    if len(content) > MOST_BYTES:
        raise InputError([Fault("", 0, 0, f"the calendar is over {MOST_BYTES >> 20} MiB")])
    return content
