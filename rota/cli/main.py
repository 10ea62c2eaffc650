"""`rota`: the commands, and the one place where errors become messages and exit codes.

Exit codes: 0 fine, 1 violations or infeasible, 2 bad input, 3 time limit without a roster, 101 our bug.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from rota.cli import (
    backtest,
    breaks,
    check,
    cover,
    demand,
    diff,
    export,
    fairness,
    feeds,
    forecast,
    handoffs,
    history,
    init,
    intraday,
    notify,
    oncall,
    page,
    plan,
    publish,
    repair,
    report,
    rules,
    schema,
    serve,
    show,
    simulate,
    size,
    store,
    swap,
    tune,
    undo,
    verify,
    what_if,
    why,
    why_not,
)
from rota.cli.told import Worded
from rota.errors import InputError, OurBug, RotaError, render

BAD_INPUT, OUR_BUG = 2, 101
MOST_FAULTS = 50
"""Faults beyond which they are only counted: nobody mends more of them in one go."""

app = typer.Typer(
    help="Shift rosters and on-call rotations, solved, proved and verified.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Plain help: drawing it with rich takes longer than all the rest of `rota --help`.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init", short_help="Make a commented workspace to start from")(init.init)
app.command("check", short_help="Read a workspace: what is wrong with it, or what is there")(check.check)
app.command("forecast", short_help="Forecast the contacts to come from those that came")(forecast.forecast)
app.command("backtest", short_help="Try the forecast on the past, against plainer ones")(backtest.backtest)
app.command("demand", short_help="Show how many agents each queue needs, and when")(demand.demand)
app.command("plan", short_help="Build, verify and write the roster of a workspace")(plan.plan)
app.command("verify", short_help="Check a roster, also one edited by hand, against every rule")(verify.verify)
app.command("show", short_help="Show the roster: its proof, who works when, the load covered")(show.show)
app.command("size", short_help="How many agents opening hours and load need under these rules")(size.size)
app.command("tune", short_help="Try other weights: rosters that are fairer, cheaper, better covered")(
    tune.tune
)
app.command("breaks", short_help="Put breaks and activities inside the shifts of the roster")(breaks.breaks)
app.command("simulate", short_help="Play the queues through under the roster: waiting, service level")(
    simulate.simulate
)
app.command("intraday", short_help="What today's contacts mean for the rest of the day")(intraday.intraday)
app.command("why", short_help="Show why an agent has a shift, and who else could")(why.why)
app.command("why-not", short_help="Show why an agent is not on a shift, or why there is no roster")(
    why_not.why_not
)
app.command("cover", short_help="Show who could take a shift, at what price, and who cannot")(cover.cover)
app.command("what-if", short_help="Plan with changes in thought, beside today's roster")(what_if.what_if)
app.command("repair", cls=Worded, short_help="Whom to call when somebody is ill, and for what")(repair.repair)
app.command("swap", short_help="Offer lawful swaps of shifts, or make one")(swap.swap)
app.command("fairness", short_help="Show who carries what, against a fair share")(fairness.fairness)
app.command("report", short_help="Write the roster as one page to read, print and hand round")(report.report)
app.command("export", short_help="Write the roster as calendars, CSV, JSON, or for pagers")(export.export)
app.command("diff", short_help="Show what the roster changes for whom, were it published")(diff.diff)
app.command("publish", short_help="Make the roster known, as a revision in rota.db")(publish.publish)
app.command("history", short_help="List what was published, by whom and when")(history.history)
app.command("undo", short_help="Restore what was published before, as a new revision")(undo.undo)
app.command("notify", short_help="Write for each agent what a revision changes")(notify.notify)
app.add_typer(store.store, name="store", short_help="rota.db as plain text and back; pasts from elsewhere")
app.command("oncall", short_help="Show who is on call now or then, and who is next")(oncall.oncall)
app.command("page", short_help="Play an alert: who is paged, when, by which step")(page.page)
app.command("handoffs", short_help="Show who hands which role to whom, and when")(handoffs.handoffs)
app.add_typer(feeds.app, name="feeds", short_help="Make, list, replace and end links to calendars")
app.command("serve", short_help="Serve calendars and pages to who has a link")(serve.serve)
app.command("rules", short_help="List the rules, explain one, or read a workspace's")(rules.rules)
app.command("schema", short_help="Print the JSON Schema of team.yaml, for editors")(schema.schema)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

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
    """Run the command line; Ctrl-C and a pipe that is closed early end it without a word."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A name that the terminal's encoding lacks is no reason to fail.
        sys.stdout.reconfigure(errors="replace")
    try:
        app(prog_name="rota")
    except InputError as error:
        sys.stderr.write(_faults_text(error))
        sys.exit(BAD_INPUT)
    except OurBug as error:
        sys.stderr.write(f"error: a bug in rota: {error}\nhelp: please report it with the workspace\n")
        sys.exit(OUR_BUG)
    except RotaError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(BAD_INPUT)
    except OSError as error:
        sys.stderr.write(_system_text(error))
        sys.exit(BAD_INPUT)
    except Exception:
        import traceback

        traceback.print_exc()
        sys.stderr.write("error: a bug in rota\nhelp: please report the lines above with the workspace\n")
        sys.exit(OUR_BUG)


def _faults_text(error: InputError) -> str:
    shown = [render(fault) for fault in error.faults[:MOST_FAULTS]]
    count = len(error.faults)
    if count > 1:
        first = f", the first {MOST_FAULTS} are shown" if count > MOST_FAULTS else ""
        shown.append(f"{count} errors{first}")
    return "\n\n".join(shown) + "\n"


def _system_text(error: OSError) -> str:
    """What the operating system refuses, and for which file."""
    said = error.strerror or str(error)
    name = error.filename2 or error.filename
    return f"error: {said[:1].lower()}{said[1:]}{f': `{name}`' if name else ''}\n"


if __name__ == "__main__":
    main()
