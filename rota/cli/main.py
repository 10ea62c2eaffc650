"""`rota`: the commands, and the one place where errors become messages and exit codes.

Exit codes: 0 fine, 1 violations or infeasible, 2 bad input, 3 time limit without a roster, 101 our bug.
"""

from __future__ import annotations

import sys
import traceback
from importlib.metadata import version
from typing import Annotated

import typer

from rota.cli import check, demand, export, init, plan, schema, show, verify
from rota.errors import InputError, OurBug, RotaError, render

BAD_INPUT, OUR_BUG, INTERRUPTED = 2, 101, 130

app = typer.Typer(
    help="Shift rosters and on-call rotations, solved, proved and verified.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init")(init.init)
app.command("check")(check.check)
app.command("demand")(demand.demand)
app.command("plan")(plan.plan)
app.command("verify")(verify.verify)
app.command("show")(show.show)
app.command("export")(export.export)
app.command("schema")(schema.schema)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"rota {version('rota-roster')}\n")
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, help="Show the version and exit.")
    ] = False,
) -> None:
    """Shift rosters and on-call rotations, solved, proved and verified."""


def main() -> None:
    """Run the command line."""
    try:
        app()
    except InputError as error:
        sys.stderr.write("\n\n".join(render(fault) for fault in error.faults) + "\n")
        count = len(error.faults)
        sys.stderr.write(f"\n{count} {'error' if count == 1 else 'errors'}, nothing was written\n")
        sys.exit(BAD_INPUT)
    except OurBug as error:
        sys.stderr.write(f"error: a bug in rota: {error}\nhelp: please report it with the workspace\n")
        sys.exit(OUR_BUG)
    except RotaError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(BAD_INPUT)
    except OSError as error:
        sys.stderr.write(f"error: {error.strerror or error}: {error.filename or ''}\n")
        sys.exit(BAD_INPUT)
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(INTERRUPTED)
    except Exception:
        traceback.print_exc()
        sys.stderr.write("error: a bug in rota\nhelp: please report the lines above with the workspace\n")
        sys.exit(OUR_BUG)


if __name__ == "__main__":
    main()
