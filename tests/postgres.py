"""A real PostgreSQL server for tests, in a folder of its own, reached over a socket in it: no port, no network."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

_LISTED = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
# It refuses to run as root, who has to lend it a name.
_NAMES = ("postgres", "nobody")


def program(name: str) -> str | None:
    """Where one of its programs is; Debian keeps them off the path."""
    return next((found for folder in (*map(str, _LISTED), None) if (found := shutil.which(name, path=folder))), None)


class Server:
    """Started and killed as often as one likes; its databases stay. ``user`` is whom it runs as, None for oneself."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count()
        self._process: subprocess.Popen[bytes] | None = None
        self._user = next((name for name in _NAMES if _is_there(name)), None) if os.geteuid() == 0 else None
        if self._user is not None:
            shutil.chown(folder, self._user)
        self._run("initdb", "-D", str(folder / "data"), "-U", "grader", "-A", "trust", "--no-sync", "-E", "UTF8")
        self.start()

    def start(self) -> None:
        command = [str(program("postgres")), "-D", str(self._folder / "data"), "-k", str(self._folder), "-h", ""]
        self._process = subprocess.Popen(
            command, cwd=self._folder, user=self._user, stderr=subprocess.DEVNULL, start_new_session=True
        )
        for _ in range(300):
            if subprocess.run(self._asking("select 1"), capture_output=True, check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def kill(self) -> None:
        """As a machine does that loses its power: nothing is written any more, and nobody is told."""
        assert self._process is not None
        self._process.kill()  # its own processes see that, and end
        self._process.wait()
        (self._folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def database(self) -> str:
        """The address of a new, empty one."""
        name = f"class{next(self._numbers)}"
        subprocess.run(self._asking(f"create database {name}"), capture_output=True, check=True)
        return self.address(name)

    def address(self, name: str) -> str:
        return f"postgresql://grader:secret@/{name}?host={self._folder}"

    def _asking(self, query: str) -> list[str]:
        return [str(program("psql")), "-h", str(self._folder), "-U", "grader", "-d", "postgres", "-c", query]

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [str(program(name)), *arguments], cwd=self._folder, user=self._user, check=True, capture_output=True
        )


def _is_there(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _home() -> str:
    """Where temporary folders lie, or where another user than oneself can get to."""
    homes = (tempfile.gettempdir(), "/tmp", "/var/tmp")
    return next(home for home in homes if os.geteuid() != 0 or _is_open(Path(home)))


def _is_open(folder: Path) -> bool:
    return all(each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.parents))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One for the whole test run."""
    pytest.importorskip("psycopg")
    if any(program(name) is None for name in ("initdb", "postgres", "psql")):
        pytest.skip("there is no PostgreSQL server here")
    # A socket's path may have some hundred letters, and pytest's folders have more.
    with tempfile.TemporaryDirectory(prefix="pg-", dir=_home()) as folder:
        server = Server(Path(folder))
        yield server
        server.kill()
