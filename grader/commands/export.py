"""`grade export`: a result in the format that another host reads."""

from __future__ import annotations

import os

import click

from grader.commands.output import STDOUT, write_text
from grader.exports import EXPORTS, exported, read_result


@click.command("export")
@click.argument("result")
@click.option(
    "--to",
    required=True,
    metavar="FORMAT",
    type=click.Choice(list(EXPORTS)),
    help=f"One of {', '.join(EXPORTS)}.",
)
@click.option("-o", "--output", default=STDOUT, metavar="PATH", help="Where it goes; - is standard output, as is none.")
@click.option("--with-hidden", is_flag=True, help="For instructors: say what was found in hidden checks too.")
def command(result: str, to: str, output: str, with_hidden: bool) -> None:
    """Write RESULT, the JSON file of `grade submit`, in the format of another host. RESULT - is standard input."""
    text = exported(read_result(result), to, os.environ, with_hidden=with_hidden)
    write_text(text, output)
