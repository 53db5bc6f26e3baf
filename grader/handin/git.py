"""Runs `git` in one folder: without a shell, in English, and without a question on a terminal that is not there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from grader.errors import MachineError, UsageError

# Of commands that neither run hooks nor leave this machine.
_SECONDS = 60.0
# What Git sets for its hooks: it would lead to another repository than the one of the folder.
_FOREIGN = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
)
_CREDENTIALS = re.compile(r"(?<=://)[^/\s'\"]*@")
# Advice, and what Git says after the reason was told: nothing that tells more.
_IDLE = re.compile(
    r"hint:|error: failed to push some refs|To \S+$|fatal: Could not read from remote repository|"
    r"Please make sure you have the correct access rights|and the repository exists\.$"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command of Git came to: its exit code, and what it wrote."""

    code: int
    output: bytes
    errors: bytes

    @property
    def text(self) -> str:
        """The output of a command that answers in one line; a path as the system has it."""
        return os.fsdecode(self.output).rstrip("\r\n")

    @property
    def names(self) -> list[str]:
        """The output of a command that ends each name with NUL."""
        return [name for name in os.fsdecode(self.output).split("\0") if name]

    @property
    def said(self) -> list[str]:
        """What tells why it failed, line by line, without credentials that stand in an address."""
        text = "\n".join(each.decode("utf-8", "replace") for each in (self.output, self.errors))
        found = [line.rstrip() for line in without_credentials(text).splitlines() if line.strip()]
        return [line for line in found if not _IDLE.match(line)] or found or [f"it ended with {self.code}"]


@dataclass(frozen=True, slots=True)
class Git:
    """``git`` in ``folder``. With ``may_ask`` somebody sits there, whom SSH may ask for a passphrase.

    For a password Git itself never asks: a missing one is an error that says so.
    """

    folder: Path
    program: str
    may_ask: bool = False

    @classmethod
    def at(cls, folder: Path, *, may_ask: bool = False) -> Git:
        """Raises ``UsageError`` where Git is not installed."""
        program = shutil.which("git")
        if program is None:
            raise UsageError("`--push` needs Git, which is not installed here: install it from git-scm.com")
        return cls(folder, program, may_ask)

    def try_(
        self, *arguments: str, stdin: bytes = b"", is_literal: bool = True, seconds: float | None = _SECONDS
    ) -> Answer:
        """Run it, whatever comes of it. ``is_literal``: names stand for themselves, and are no patterns."""
        try:
            done = subprocess.run(  # noqa: S603 - Git itself, and names that follow `--`
                [self.program, *arguments],
                cwd=self.folder,
                env=self._environment(is_literal=is_literal),
                input=stdin,
                capture_output=True,
                timeout=seconds,
                check=False,
                start_new_session=not self.may_ask,  # without a terminal to ask on
            )
        except subprocess.TimeoutExpired:
            raise MachineError(f"`git {arguments[0]}` has not ended after {_SECONDS:g} seconds") from None
        except OSError as error:
            raise MachineError(f"`git {arguments[0]}` could not be run: {error.strerror}") from None
        return Answer(done.returncode, done.stdout, done.stderr)

    def run(self, *arguments: str, stdin: bytes = b"") -> Answer:
        """The same, for what does not fail. Raises ``MachineError`` with Git's own reason where it does."""
        answer = self.try_(*arguments, stdin=stdin)
        if answer.code != 0:
            raise MachineError(f"`git {arguments[0]}` failed: {answer.said[-1]}")
        return answer

    def _environment(self, *, is_literal: bool) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        quiet = {} if self.may_ask else {"GIT_ASKPASS": "", "SSH_ASKPASS_REQUIRE": "never"}
        literal = {"GIT_LITERAL_PATHSPECS": "1"} if is_literal else {}
        # Looking around takes no lock: an editor may be asking Git at the same time.
        fixed = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
        return {**kept, **quiet, **literal, **fixed}


def without_credentials(text: str) -> str:
    """``text`` without user names and passwords in addresses."""
    return _CREDENTIALS.sub("", text)
