"""The command line: `beeline`, also `python -m beeline`."""

import sys

import click

from commands.installation import check_installation
from commands.kernels import choose_kernel_cache
from commands.lazy import LazyGroup
from maps import __version__
from maps.errors import BeelineError

COMMANDS = {
    "venue": ("commands.venue", "Floor plans in, published venues out."),
    "route": ("commands.route", "Find the way from anywhere to anywhere, in words and as GeoJSON."),
    "plan": ("commands.plan", "Plan a visit of several stops: the order and the counters that take least time."),
    "survey": ("commands.positioning", "Build a venue's radio map from traces with ground truth."),
    "locate": ("commands.positioning", "Turn the readings of traces into fixes, one line each."),
    "evaluate": ("commands.positioning", "Measure fixes against ground truth."),
    "coverage": ("commands.coverage", "See how well positions can be told, and where further beacons would help."),
    "beacons": ("commands.beacons", "The transmitters of a venue, and which are no longer what the plan says."),
    "simulate": ("commands.simulate", "Make traces without hardware, with their ground truth."),
    "replay": ("commands.simulate", "Play a trace to a running server, as a phone would."),
    "bench": ("commands.bench", "Measure Beeline beside its peers; from a checkout only."),
    "queue": ("commands.queue", "See how long people wait, and say how long a queue is."),
    "closure": ("commands.closure", "Close and reopen doors, rooms and lifts."),
    "qr": ("commands.signs", 'The signs that say "you are here", to be printed.'),
    "staff": ("commands.staff", "Accounts of the staff: who signs in, and what they may do."),
    "audit-log": ("commands.staff", "Who changed what, held against its chain."),
    "serve": ("commands.serve", "Serve the venues of the database, and with --demo a living hospital."),
}


@click.group(
    cls=LazyGroup, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--database",
    envvar="BEELINE_DATABASE_URL",
    metavar="URL",
    help="Where venues are kept; by default an SQLite file in your data folder.",
)
@click.version_option(__version__, prog_name="beeline")
@click.pass_context
def cli(context: click.Context, database: str | None) -> None:
    """Indoor navigation for hospitals: maps, routes, positions, and a server for all three."""
    context.obj = {"database": database}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 failed, 2 misused.

    Parameters
    ----------
    arguments : list of str, optional
        The words after `beeline`; by default those the program was started with.
    """
    try:
        check_installation()
        choose_kernel_cache()
        result = cli.main(args=arguments, prog_name="beeline", standalone_mode=False)
    except click.UsageError as error:
        hint = f" See '{error.ctx.command_path} --help'." if error.ctx else ""
        return _fail(f"{error.format_message()}{hint}", 2)
    except click.ClickException as error:
        return _fail(error.format_message(), 1)
    except click.Abort:
        return _fail("interrupted", 130)
    except BeelineError as error:
        return _fail(str(error), 1)
    except ImportError as error:
        return _fail(f"part of the installation is missing or broken: {error}. Install Beeline again.", 1)
    except BrokenPipeError:
        return 0
    return result if isinstance(result, int) else 0


def _fail(message: str, code: int) -> int:
    click.echo(f"beeline: {' '.join(message.split())}", err=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
