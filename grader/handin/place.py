"""Where a submission is handed in from and to, and every reason why it cannot be, each in one sentence.

Only looks: nothing in the repository is changed.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.handin.git import Git, without_credentials

# What Git leaves in its folder while something is under way, and the command that ends it. A rebase picks cherries.
_UNDER_WAY = (
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
)
_NO_WORK_TREE = (b"not a git repository", b"must be run in a work tree")
# Marks of `git status` for what it does not track, and for what it ignores besides.
_UNTRACKED = ("??", "!!")
_SHOWN = 3
_BRANCHES = "refs/heads/"


@dataclass(frozen=True, slots=True)
class Place:
    """``git`` runs in the top folder of the work tree, and ``paths`` are the submission's files from there.

    ``branch`` is pushed to the branch ``target`` of ``remote``; ``is_followed`` where Git knows that already.
    """

    git: Git
    paths: tuple[str, ...]
    branch: str
    remote: str
    target: str
    is_followed: bool

    @property
    def address(self) -> str:
        """Where the remote lies. It may hold credentials."""
        found = self.git.try_("remote", "get-url", "--push", "--", self.remote)
        return found.text if found.code == 0 else self.remote

    @property
    def shown(self) -> str:
        return f"{without_credentials(self.remote)}/{self.target}"


def find_place(
    files: Sequence[Path], course: Path, folders: Collection[Path], read: Collection[Path], *, may_ask: bool
) -> Place:
    """Where ``files`` are handed in, which belong to the course in the folder ``course``.

    Grading there must find what it finds here: in ``folders`` nothing that is in Git may differ from what was
    committed, and every file of ``read`` must be in Git. With ``may_ask`` somebody sits at the terminal.
    Raises ``UsageError`` for whatever stands against it.
    """
    for file in files:
        if file.is_symlink():
            raise UsageError(f"`{file}` is a link: hand in the file itself")
    git = Git.at(_top(files, course, may_ask=may_ask), may_ask=may_ask)
    paths = tuple(_within(file, git.folder) or "" for file in files)
    _check_state(git)
    branch = _branch(git)
    _check_person(git)
    remote, target, is_followed = _target(git, branch)
    place = Place(git, paths, branch, remote, target, is_followed)
    _check_ignored(place)
    _check_read(place, folders, read)
    _check_staged(place)
    return place


def _top(files: Sequence[Path], course: Path, *, may_ask: bool) -> Path:
    """The top of the one work tree that holds submission and course: only then what is pushed is graded by it."""
    first = files[0]
    top = _top_of(first.parent, may_ask=may_ask)
    around = _top_of(course, may_ask=may_ask)
    if top is None:
        remedy = f"move it into `{_shown(course)}`" if around is not None else "work in a clone made by `git clone`"
        raise UsageError(f"`{first}` does not lie in a Git work tree, and cannot be pushed from there: {remedy}")
    if around != top:
        where = "in none" if around is None else f"in `{_shown(around)}`"
        raise UsageError(
            f"`{first}` lies in the Git repository `{_shown(top)}`, and its course {where}: what you push is graded "
            "where both are, so move the file into the repository of the course"
        )
    return top


def _top_of(folder: Path, *, may_ask: bool) -> Path | None:
    found = Git.at(folder.resolve(), may_ask=may_ask).try_("rev-parse", "--show-toplevel")
    if found.code == 0:
        return Path(found.text).resolve()
    if any(words in found.errors for words in _NO_WORK_TREE):
        return None
    raise UsageError(f"Git does not work in `{_shown(folder)}`: {' '.join(found.said)}")


def _check_state(git: Git) -> None:
    folder = Path(git.run("rev-parse", "--absolute-git-dir").text)
    for name, command in _UNDER_WAY:
        if (folder / name).exists():
            raise UsageError(
                f"a {command} is under way in `{_shown(git.folder)}`: end it with `git {command} --continue`, or take "
                f"it back with `git {command} --abort`, and hand in then"
            )


def _branch(git: Git) -> str:
    found = git.try_("symbolic-ref", "--quiet", "HEAD")
    if found.code != 0 or not found.text.startswith(_BRANCHES):
        raise UsageError(
            f"no branch is checked out in `{_shown(git.folder)}` (HEAD is detached), so it is not known where to push: "
            "`git switch BRANCH` goes to one, `git switch -c BRANCH` makes a new one of what is here"
        )
    return found.text.removeprefix(_BRANCHES)


def _check_person(git: Git) -> None:
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if git.try_("var", who).code != 0:
            raise UsageError(
                "Git does not know who you are, and makes no commit: tell it once, with "
                '`git config --global user.name "Your Name"` and `git config --global user.email you@example.com`'
            )


def _target(git: Git, branch: str) -> tuple[str, str, bool]:
    """The remote, the branch there, and whether the branch here follows it already."""
    remotes = git.run("remote").text.split()
    followed, merged = (_setting(git, f"branch.{branch}.{key}") for key in ("remote", "merge"))
    target = merged.removeprefix(_BRANCHES)
    is_followed = followed not in ("", ".") and target != ""
    chosen = _setting(git, f"branch.{branch}.pushRemote") or _setting(git, "remote.pushDefault")
    if not is_followed or chosen not in ("", followed):
        target = branch
    remote = chosen or (followed if is_followed else remotes[0] if len(remotes) == 1 else "")
    if remote in remotes or "/" in remote or ":" in remote:  # an address may stand for a remote
        return remote, target, is_followed
    if not remotes:
        raise UsageError(
            f"the repository `{_shown(git.folder)}` has no remote to push to: add it with `git remote add origin URL`"
        )
    meant = "origin" if "origin" in remotes else remotes[0]
    known = ", ".join(remotes)
    why = f"is to be pushed to `{remote}`, which is no remote" if remote else "follows none of several remotes"
    raise UsageError(
        f"the branch `{branch}` {why} (there is: {known}): say once where it goes, with "
        f"`git push -u {shlex.quote(meant)} {shlex.quote(branch)}`"
    )


def _setting(git: Git, key: str) -> str:
    found = git.try_("config", "--get", key)
    return found.text if found.code == 0 else ""


def _check_ignored(place: Place) -> None:
    for path in place.paths:
        # It reads no literal names; what begins with `./` is none of its patterns.
        found = place.git.try_(
            "check-ignore", "--stdin", "-z", "--verbose", stdin=os.fsencode(f"./{path}\0"), is_literal=False
        )
        parts = os.fsdecode(found.output).split("\0")
        if found.code == 0 and len(parts) >= 4 and not parts[2].startswith("!"):
            file = _shown(place.git.folder / path)
            raise UsageError(
                f"`{file}` is ignored by Git (`{parts[2]}`, line {parts[1]} of `{parts[0]}`): take that line out, or "
                f"add the file once with `git add --force -- {shlex.quote(file)}`"
            )


def _check_read(place: Place, folders: Collection[Path], read: Collection[Path]) -> None:
    """What grading reads beside the submission is as it was committed: else the grade would be another one there."""
    git = place.git
    below = [path for folder in folders if (path := _within(folder, git.folder)) is not None]
    needed = {path for file in read if (path := _within(file, git.folder)) is not None}
    options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored")
    entries = git.run("status", *options, "--", *below).names if below else []  # nowhere would be everywhere
    changed = [entry[3:] for entry in entries if entry[:2] not in _UNTRACKED and entry[3:] not in place.paths]
    unknown = [entry[3:] for entry in entries if entry[:2] in _UNTRACKED and entry[3:] in needed - {*place.paths}]
    if changed:
        files = [_shown(git.folder / path) for path in changed]
        raise UsageError(
            f"grading reads {_listed(files)}, which you changed and did not commit, so you would not be graded by it "
            f"where you hand in: put it aside with `git stash push -- {_quoted(files)}`, or commit it first"
        )
    if unknown:
        files = [_shown(git.folder / path) for path in unknown]
        raise UsageError(
            f"grading reads {_listed(files)}, which Git does not know, so you would not be graded by it where you hand "
            "in: move it away, or commit it first"
        )


def _check_staged(place: Place) -> None:
    staged = place.git.run("diff", "--cached", "--name-only", "--no-renames", "-z").names
    others = [_shown(place.git.folder / path) for path in staged if path not in place.paths]
    if others:
        is_are, it_them = ("is", "it") if len(others) == 1 else ("are", "them")
        raise UsageError(
            f"{_listed(others)} {is_are} staged, and would not go along: commit {it_them} first with `git commit`, or "
            f"unstage {it_them} with `git restore --staged -- {_quoted(others)}`"
        )


def _within(file: Path, top: Path) -> str | None:
    """The path of ``file`` from ``top``, as Git says it; None where it is not below."""
    try:
        return (file.parent.resolve() / file.name).relative_to(top).as_posix()
    except ValueError:
        return None


def _shown(file: Path) -> str:
    """A path as a person here would type it."""
    try:
        return os.path.relpath(file)
    except ValueError:  # another drive
        return str(file)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(f"`{name}`" for name in names[:_SHOWN]) + more


def _quoted(names: Sequence[str]) -> str:
    """The names as typed after a command."""
    return " ".join(map(shlex.quote, names))
