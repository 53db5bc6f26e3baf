"""The result in the formats of other hosts: one file each. A new one is a file beside these, and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from grader.exports import (
    classroom,
    classroom50,
    github_annotations,
    github_outputs,
    gradescope,
    html,
    junit,
    markdown,
    prairielearn,
)
from grader.exports.export import Export
from grader.exports.hidden import without_hidden
from grader.exports.reading import read_result, result_of
from grader.model.result import Result

EXPORTS: Mapping[str, Export] = {
    "classroom": classroom.EXPORT,
    "classroom50": classroom50.EXPORT,
    "github-annotations": github_annotations.EXPORT,
    "github-outputs": github_outputs.EXPORT,
    "gradescope": gradescope.EXPORT,
    "html": html.EXPORT,
    "junit": junit.EXPORT,
    "markdown": markdown.EXPORT,
    "prairielearn": prairielearn.EXPORT,
}


def exported(result: Result, to: str, environment: Mapping[str, str], *, with_hidden: bool = False) -> str:
    """``result`` in the format ``to``. Unless ``with_hidden``, it says of what is hidden only that it is there.

    Raises ``UsageError`` where the format cannot say what is so, and ``KeyError`` where there is none of that name.
    """
    export = EXPORTS[to]
    return export.render(result if with_hidden or export.keeps_hidden else without_hidden(result), environment)


__all__ = ["EXPORTS", "Export", "exported", "read_result", "result_of", "without_hidden"]
