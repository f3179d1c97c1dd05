"""The commands, and how mistakes end: one line, and an exit code.

What a command needs is imported by the command, so that ``--help`` is quick.
"""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from kalkan.cli import INTERRUPTED
from kalkan.errors import UserError

MISTAKE, PIPE = 2, 1  #: exit codes

app = typer.Typer(
    name="kalkan",
    help="A study workbench of air and missile defence: who gets through, how sure, "
    "and why.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Scenario = Annotated[
    Path, typer.Argument(metavar="SCENARIO", help="A scenario file (YAML).")
]


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.")
    ] = False,
) -> None:
    if version:
        from kalkan.results.provenance import version_of

        typer.echo(f"kalkan {version_of('kalkan')}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def run(
    scenario: Scenario,
    option: Annotated[
        str | None,
        typer.Option(help="Which of its options; its default when not given."),
    ] = None,
    replicates: Annotated[int, typer.Option(help="Battles.")] = 1000,
    worlds: Annotated[
        int,
        typer.Option(
            help="Draws of what the catalogue leaves open, over which the battles are "
            "split; 1 takes best values."
        ),
    ] = 50,
    seed: Annotated[int, typer.Option(help="Of all random draws.")] = 0,
    threads: Annotated[
        int | None,
        typer.Option(help="Battles fought at once; all cores when not given."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Folder for tables, events, summary and provenance."
        ),
    ] = None,
    picture: Annotated[
        int,
        typer.Option(
            help="Battles, from the first, whose air pictures are looked into; 0 for "
            "none."
        ),
    ] = 50,
    json: Annotated[
        bool, typer.Option("--json", help="Print the summary as JSON, nothing else.")
    ] = False,
) -> None:
    """Fight a scenario many times; print who got through."""
    from kalkan.cli.run import Asked, run

    asked = Asked(scenario, option, replicates, worlds, seed, threads, out, picture)
    run(asked, json)


@app.command()
def check(scenario: Scenario) -> None:
    """Read a scenario; list threats that are late, and those that nobody reaches."""
    from kalkan.cli.check import check

    check(scenario)


@app.command()
def catalogue(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A system; all are listed when not given."),
    ] = None,
    assumed: Annotated[
        bool, typer.Option("--assumed", help="Only numbers that no source prints.")
    ] = False,
) -> None:
    """Show what is known of real systems, and on whose word."""
    from kalkan.cli.catalogue import catalogue

    catalogue(name, assumed)


@app.command()
def fit(
    name: Annotated[str, typer.Argument(metavar="ROUND", help="An interceptor.")],
    members: Annotated[int, typer.Option(help="Fits to be made.")] = 24,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Folder for parameters, envelopes and a picture."
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the figures as JSON, nothing else.")
    ] = False,
) -> None:
    """Solve what no source prints of a round, so that it flies as is published."""
    from kalkan.cli.fit import fit

    fit(name, members, out, json)


@app.command()
def track(
    plots: Annotated[
        Path,
        typer.Argument(
            metavar="PLOTS",
            help="Plots, CSV or Parquet: time_s, sensor, range_m, azimuth_deg "
            "(clockwise from north) and, where measured, elevation_deg, "
            "radial_speed_mps.",
        ),
    ],
    sensors: Annotated[
        Path,
        typer.Option(
            metavar="SENSORS",
            help="The radars that made them (YAML, docs/tracking.md).",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="TRACKS", help="Where to write: a .parquet or .csv file."),
    ] = None,
    every: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Time between two rows of a track, as '1 s'; the ends of the scans "
            "when not given.",
        ),
    ] = None,
    full: Annotated[
        bool,
        typer.Option(
            "--full", help="Add covariances, plots taken in, places on Earth."
        ),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print the summary as JSON, nothing else.")
    ] = False,
) -> None:
    """Track plots of radars, your own or simulated ones."""
    from kalkan.cli.track import Asked, track

    track(Asked(plots, sensors, out, every, full), json)


@app.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from kalkan.cli.schema import schema

    schema()


@app.command("warm-up")
def warm_up() -> None:
    """Compile everything for this machine, once."""
    from kalkan.cli.warm_up import warm_up

    warm_up()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code.

    A person's mistake is one line on standard error and code 2; Ctrl-C is 130; a
    closed pipe is quiet; a bug keeps its traceback.

    Parameters
    ----------
    arguments
        As typed after the name of the program; those of this process when None.
    """
    try:
        code = _invoke(arguments)
        print(end="", flush=True)
        return code
    except UserError as error:
        return _say(str(error), MISTAKE)
    except _mistake() as error:
        return _say(_usage(error), cast(Any, error).exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:
        _close_quietly()
        return PIPE
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _close_quietly()
        return _say("cannot write: the disk is full", MISTAKE)


def _invoke(arguments: Sequence[str] | None) -> int:
    typed = None if arguments is None else list(arguments)
    command = typer.main.get_command(app)
    code = command.main(typed, prog_name="kalkan", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _mistake() -> type[Exception]:
    """Return the base class of errors in what was typed."""
    return typer.BadParameter.__mro__[2]


def _usage(error: Any) -> str:
    """Return an error in what was typed, on one line, with where to read more."""
    text = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "kalkan"
    return f"{path}: {text}; see `{path} --help`"


def _say(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code


def _close_quietly() -> None:
    """Send what is still to be printed nowhere, so that exiting says nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
