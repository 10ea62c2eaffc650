"""`rota simulate`: what callers get from the finished roster, played through many times."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import OUT, Folder, require_writable, roster_path, write_files
from rota.cli.question import AsJson  # noqa: TC001  (typer reads it when it runs)
from rota.cli.stored_breaks import BREAKS, read_breaks
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from rota.demand.opening import Span
    from rota.load.workspace import Workspace
    from rota.roster import Roster
    from rota.simulate.outcome import Outcome

NO_QUEUES = "there are no queues, so nobody calls"


def simulate(
    folder: Folder = Path(),
    replications: Annotated[
        int, typer.Option(min=5, max=100_000, help="How many times the horizon is played through.")
    ] = 100,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Another seed, other callers.")] = 1,
    roster: Annotated[Path | None, typer.Option(help="A roster file; without: out/roster.json.")] = None,
    as_json: AsJson = False,
    out: Annotated[Path | None, typer.Option(help="Write the same JSON to this file as well.")] = None,
) -> None:
    """Play the queues through under the finished roster: service level, waiting, backlog, how busy all are.

    Equal seeds give equal results, and more replications begin with the same ones.
    """
    from rota.cli.console import stdout_console
    from rota.cli.simulation_json import simulation_json
    from rota.cli.stored import changed_text, read_roster, require_fit
    from rota.cli.views.simulation_view import Simulation, simulation_view
    from rota.load.workspace import load_workspace

    workspace = load_workspace(folder)
    found = read_roster(folder, roster)
    require_fit(workspace.problem, found, roster or roster_path(folder))
    console = stdout_console()
    if not workspace.targets:
        if as_json or out:
            raise InputError(
                [Fault("", 0, 0, "there are no queues, so nobody calls", "give the team `queues`")]
            )
        console.print("there are no queues, so nobody calls")
        return
    if out:
        require_writable(out)
    breaks = tuple((pause.agent, (pause.start, pause.end)) for pause in read_breaks(folder, found))
    outcome = played(workspace, found, replications=replications, seed=seed, breaks=breaks)
    simulation = Simulation(workspace, outcome)
    if out:
        write_files({out: simulation_json(simulation)})
    if as_json:
        console.file.write(simulation_json(simulation).decode())
        return
    console.print(simulation_view(simulation, width=console.width))
    console.print(_breaks_text(folder, breaks), soft_wrap=True)
    changed = changed_text(workspace.inputs, found)
    if changed:
        console.print(changed)
    if out:
        console.print(f"written: {out}", soft_wrap=True)


def _breaks_text(folder: Path, breaks: tuple[tuple[str, Span], ...]) -> str:
    path = folder / OUT / BREAKS
    if breaks:
        return f"{len(breaks)} breaks and activities are kept, from {path}"
    if path.is_file():
        return f"nobody pauses: {path} is of another roster, place them again with `rota breaks`"
    return "nobody pauses: place breaks with `rota breaks`"


def played(
    workspace: Workspace,
    roster: Roster,
    *,
    replications: int,
    seed: int,
    breaks: tuple[tuple[str, Span], ...] = (),
) -> Outcome:
    """Every replication, with a bar on a terminal."""
    from rich.progress import Progress

    from rota.cli.console import stderr_console
    from rota.demand.target import LiveTarget
    from rota.load.build import escalations_of
    from rota.simulate.outcome import simulate as simulated
    from rota.simulate.stage import Stage

    stage = Stage(
        workspace.problem,
        workspace.volumes,
        workspace.targets,
        workspace.opening,
        escalations_of(workspace.team),
        breaks,
        workspace.waits,
    )
    definitions = {
        queue: target.definition
        for queue, target in workspace.targets.items()
        if isinstance(target, LiveTarget)
    }
    console = stderr_console()
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("playing", total=replications)
        return simulated(
            stage.scenario(roster.cells),
            definitions,
            replications=replications,
            seed=seed,
            told=lambda count: progress.update(task, completed=count),
        )
