"""The command ``grade``: its registry of commands, loaded one at a time, and what becomes of errors.

Nothing heavy may be imported here: ``grade --help`` loads none of the commands.
"""

from __future__ import annotations

from grader.shadows import forget_current_folder

forget_current_folder()

# ruff: noqa: E402 - everything else is imported from where the student's folder cannot shadow it
import errno
import importlib
import os
import shutil
import textwrap
import traceback
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import click

from grader.errors import GraderError, SpecificationError, UsageError
from grader.reporters.inert import inert, inert_lines
from grader.version import __version__

# What `grade --help` says of each command; the command itself is `command` in `grader.commands.<name>`.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "audit": "Prove that an assignment's exercises are fair.",
        "batch": "Grade a class into a gradebook.",
        "check": "Check your work: quick, with full feedback.",
        "doctor": "Say whether this machine can grade, and what to mend.",
        "explain": "Explain a word of the language, or an exercise.",
        "export": "Write a result in the format of another host.",
        "hint": "Show the next hint for an exercise.",
        "list": "List what there is to do, and how far you are.",
        "new": "Begin a course, an assignment or an exercise.",
        "override": "Decide a grade in a gradebook, with a reason.",
        "release": "Make the students' copy of an assignment or a course.",
        "report": "Show a class, or write its grades for another place.",
        "start": "Put an assignment's starter file here.",
        "submit": "Grade officially, and write the JSON result.",
        "validate": "Check that specifications are right.",
    }
)
INTERRUPTED = 130
DEFECT = 3
_SAYS = "grade: "
_LONGEST = 4000


class Commands(click.Group):
    """A group that imports a command when it is asked for, and turns every error into one sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"grader.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except GraderError as error:
            click.echo("\n".join(_lines(error)), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("grade: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
                click.echo(f"{_SAYS}no file has so long a name: `{inert(str(error.filename), 60)}`", err=True)
                ctx.exit(UsageError.exit_code)
            _report_defect(error)
            ctx.exit(DEFECT)


def _lines(error: GraderError) -> Iterator[str]:
    """What the user reads: sentences wrapped to the terminal, places in files as editors look for them."""
    # As wide as need be where nothing is known of the terminal, such as in a log.
    width = 0 if isinstance(error, SpecificationError) else shutil.get_terminal_size((0, 0)).columns
    for line in inert_lines(str(error), limit=_LONGEST):
        text = f"{_SAYS}{line}"
        indent = " " * len(_SAYS)
        wrapper = textwrap.TextWrapper(
            max(width, 20), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        yield from (wrapper.wrap(text) if width else []) or [text]


def _report_defect(error: Exception) -> None:
    if os.environ.get("GRADE_DEBUG") == "1":
        traceback.print_exception(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = "/".join(frame.filename.replace("\\", "/").rsplit("/", 2)[-2:])
    click.echo(
        f"grade: a defect of the grader, not of your work: {type(error).__name__} at {place}:{frame.lineno}: "
        f"{inert(str(error), 200)}. Please report this line; `GRADE_DEBUG=1` before the command shows more.",
        err=True,
    )


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Grade PyTorch exercises: check your work, get hints, hand in."""


def main() -> None:
    cli(prog_name="grade")
