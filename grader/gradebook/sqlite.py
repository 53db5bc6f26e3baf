"""A gradebook that is a file: SQLite, with a log of what is written before it is."""

from __future__ import annotations

import os
from pathlib import Path
from sqlite3 import Connection as Raw
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from grader.errors import UsageError
from grader.gradebook.place import Place
from grader.gradebook.tables import REVISION

_MAGIC = b"SQLite format 3\x00"
# Seconds that another program may hold the file for.
_PATIENCE = 20
# Pages of 4 KiB that the log may have before it is put into the file: a disk may be nearly full.
_LOG = 100


def engine(place: Place, *, make: bool) -> Engine:
    """Of the file, which is made with ``make`` where there is none.

    Where it may not be written to, such as in an archive, it can be read all the same.
    Raises ``UsageError`` where it is no gradebook.
    """
    path = place.file
    _check(path, make=make)
    is_fixed = path.exists() and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))
    where = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1&uri=true" if is_fixed else path.absolute()
    found = create_engine(f"sqlite:///{where}", poolclass=NullPool, connect_args={"timeout": _PATIENCE})
    if not is_fixed:
        event.listen(found, "connect", _prepare)
    return found


def reason(error: OperationalError) -> str:
    """Why the file, or its disk, does not do what it was asked for."""
    said = str(error.orig)
    if "full" in said:
        return "the disk is full. What was graded so far is kept: make room, and run the same command again"
    if "locked" in said:
        return "another program is using it"
    if "readonly" in said:
        return "it may not be written to"
    return said


def keep_as_it_was(connection: Connection, place: Place) -> None:
    """A whole copy of the older gradebook beside it."""
    path = place.file
    kept = path.with_name(f"{path.name}.before-{REVISION}")
    half = kept.with_name(f"{kept.name}.half")
    half.unlink(missing_ok=True)
    connection.exec_driver_sql("VACUUM INTO ?", (str(half),))
    connection.rollback()
    half.replace(kept)


def _check(path: Path, *, make: bool) -> None:
    if path.is_dir():
        raise UsageError(f"`{path}` is a folder: name the gradebook's file in it, such as `{path / 'gradebook.db'}`")
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        if not make:
            raise UsageError(f"there is no gradebook `{path}`: `grade batch` makes one") from None
        if not path.absolute().parent.is_dir():
            raise UsageError(f"there is no folder `{path.parent}` for the gradebook") from None
        return
    except OSError as error:
        raise UsageError(f"the gradebook `{path}` cannot be read: {error.strerror}") from None
    if not head and not make:
        raise UsageError(f"`{path}` is empty: `grade batch` makes a gradebook of it")
    if head and head != _MAGIC:
        raise UsageError(f"`{path}` is no gradebook: it is not what `grade batch` writes")


def _prepare(raw: Raw, _: object) -> None:
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
