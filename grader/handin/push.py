"""Commits what was graded, and nothing else, and pushes it. Where that fails, the work is as it was, or committed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from grader.errors import MachineError, UsageError
from grader.handin.git import Answer
from grader.handin.pages import Pages, pages_of
from grader.handin.place import Place

# So many lines of what a hook or a server said are enough to see why.
_LINES = 20
_SHORT = 7


@dataclass(frozen=True, slots=True)
class Handed:
    """``commit`` is the hash of what the remote holds now; ``was_there`` if it did before.

    ``pages`` are None where the host is not known to have any.
    """

    commit: str
    was_there: bool
    pages: Pages | None

    @property
    def short(self) -> str:
        return self.commit[:_SHORT]


def hand_in(place: Place, contents: Mapping[str, bytes], message: str, say: Callable[[str], None]) -> Handed:
    """Commit the submission's files, see that they were committed with the ``contents`` by path, and push.

    ``say`` is told what takes a while. Raises ``UsageError`` for what the student can mend, else ``MachineError``.
    """
    say("committing")
    _commit(place, message)
    commit = place.git.run("rev-parse", "--verify", "HEAD").text
    for path, content in contents.items():
        _check_same(place, path, content, commit)
    say(f"pushing to {place.shown}")
    was_there = _push(place, commit[:_SHORT])
    return Handed(commit, was_there, pages_of(place.address))


def _commit(place: Place, message: str) -> None:
    """If there is anything to commit. Where that fails, the index holds what it held before."""
    git = place.git
    before = git.run("ls-files", "--stage", "-z", "--", *place.paths).output
    try:
        git.run("add", "--", *place.paths)
        if git.try_("diff", "--cached", "--quiet", "HEAD", "--", *place.paths).code == 0:
            return
        options = ("--quiet", "--only", f"--message={message}")
        done = git.try_("commit", *options, "--", *place.paths, seconds=None)  # hooks take their time
        if done.code != 0:
            raise UsageError(
                _with_lines("Git made no commit, so nothing was handed in. Mend what it says, and try again:", done)
            )
    except BaseException:
        git.try_("update-index", "--force-remove", "-z", "--stdin", stdin=_ended(place.paths))
        git.try_("update-index", "-z", "--index-info", stdin=before)
        raise


def _check_same(place: Place, path: str, content: bytes, commit: str) -> None:
    """Git may change line ends as the repository asks for. All else would be graded otherwise than it was here."""
    committed = place.git.run("cat-file", "blob", f"{commit}:{path}").output
    if _lines(committed) != _lines(content):
        raise UsageError(
            f"`{path}` was committed with other text than was graded, so nothing was pushed: a hook changed it, or a "
            f"filter in .gitattributes (`git show HEAD:{path}` shows what is in the commit {commit[:_SHORT]}). Save "
            "the text that you mean, and run `grade submit --push` again"
        )


def _push(place: Place, commit: str) -> bool:
    """Push the branch; whether everything was there before."""
    remember = () if place.is_followed else ("--set-upstream",)
    branches = f"refs/heads/{place.branch}:refs/heads/{place.target}"
    done = place.git.try_("push", "--porcelain", *remember, "--", place.remote, branches, seconds=None)
    # One line a branch: a flag, what was pushed where, what came of it.
    lines = [line.split("\t") for line in os.fsdecode(done.output).splitlines() if line.count("\t") >= 2]
    if done.code == 0:
        return any(flag == "=" for flag, *_ in lines)
    kept = f"what you hand in is committed here, as {commit}"
    reasons = [reason for flag, _, reason, *_ in lines if flag == "!"]
    if any(reason.startswith("[rejected]") for reason in reasons):
        which = "" if place.is_followed else f" {place.remote} {place.target}"
        raise UsageError(
            f"`{place.shown}` has commits that are not here, so nothing was pushed: get them with `git pull --rebase "
            f"--autostash{which}`, and run `grade submit --push` again ({kept})"
        )
    if reasons:
        raise UsageError(_with_lines(f"`{place.shown}` did not take the push ({kept}). It said:", done))
    raise MachineError(
        f"nothing could be pushed to `{place.shown}`: {_sentence(done)}. See that `git push` works here, and run "
        f"`grade submit --push` again ({kept})"
    )


def _sentence(done: Answer) -> str:
    """What Git said last, without an end of its own."""
    return done.said[-1].removeprefix("fatal: ").rstrip(". ")


def _with_lines(text: str, done: Answer) -> str:
    said = done.said
    left = [f"  ({len(said) - _LINES} lines before)"] if len(said) > _LINES else []
    return "\n".join([text, *left, *(f"  {line}" for line in said[-_LINES:])])


def _lines(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def _ended(paths: Sequence[str]) -> bytes:
    return b"".join(os.fsencode(path) + b"\0" for path in paths)
