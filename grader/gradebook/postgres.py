"""A gradebook on a PostgreSQL server, for several people and machines at once (extra ``postgres``)."""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import NullPool

from grader.errors import UsageError
from grader.gradebook.place import Place

# Seconds that a server has to answer a new connection, and that a lost one may go unnoticed for.
_PATIENCE = 20
_ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
# Locks of other programs in the same database have other first numbers, with some luck.
_OURS = zlib.crc32(b"torch-grader") & 0x7FFFFFFF


def engine(place: Place) -> Engine:
    """Of the database. Raises ``UsageError`` where the address is none, or what speaks to a server is not installed."""
    try:
        url = make_url(place.text).set(drivername="postgresql+psycopg")
        return create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": _PATIENCE, **_ALIVE})
    except (ArgumentError, ValueError):
        raise UsageError(f"`{place}` is no address: write `postgresql://USER@HOST/DATABASE`") from None
    except ModuleNotFoundError:
        raise UsageError(
            "a gradebook on a server needs psycopg: `python -m pip install 'torch-grader[postgres]'`"
        ) from None


def reason(error: OperationalError) -> str:
    """Why the server does not do what it was asked for, in its first line."""
    said = (str(error.orig).strip().splitlines() or [""])[0]
    again = "What was graded so far is kept: run the same command again once it is back"
    return f"{said}. {again}" if error.connection_invalidated else said


def claim(connection: Connection, what: str) -> bool:
    """Whether nobody else has claimed ``what`` in this database. It is given up with the connection."""
    key = zlib.crc32(what.encode()) & 0x7FFFFFFF
    with connection.begin():
        found = connection.execute(text("SELECT pg_try_advisory_lock(:ours, :key)"), {"ours": _OURS, "key": key})
        return bool(found.scalar_one())


def alone(connection: Connection) -> None:
    """Until the transaction ends nobody else comes past this."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:ours, -1)"), {"ours": _OURS})
