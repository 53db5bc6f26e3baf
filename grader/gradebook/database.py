"""A gradebook's database: opened, made, or brought up to date, whichever kind it is of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from grader.errors import MachineError, UsageError
from grader.gradebook import postgres, sqlite
from grader.gradebook.place import Place
from grader.gradebook.tables import REVISION


def connect(place: Place, *, make: bool = False) -> tuple[Engine, Connection]:
    """An open connection to the gradebook at ``place``, up to date; with ``make`` a new one where there is none.

    Raises ``UsageError`` where it is no gradebook, or one that a later grader wrote.
    """
    engine = postgres.engine(place) if place.is_on_server else sqlite.engine(place, make=make)
    with failures(place):
        connection = engine.connect()
        try:
            _bring_up_to_date(connection, place, make=make)
        except BaseException:
            connection.close()
            raise
    return engine, connection


@contextmanager
def failures(place: Place) -> Iterator[None]:
    """What the file, its disk or the server refuses is one sentence. What was committed before stays."""
    try:
        yield
    except OperationalError as error:
        reason = (postgres if place.is_on_server else sqlite).reason(error)
        raise MachineError(f"the gradebook `{place}` cannot be used: {reason}") from None
    except DatabaseError as error:
        raise UsageError(f"`{place}` is no gradebook, or is damaged: {error.orig}") from None


def _bring_up_to_date(connection: Connection, place: Place, *, make: bool) -> None:
    found, names = _revision(connection), inspect(connection).get_table_names()
    connection.rollback()
    if found == REVISION:
        return
    if found is None and names:
        raise UsageError(f"`{place}` is no gradebook: it is another program's database")
    if found is None and not make:
        raise UsageError(f"there is no gradebook in `{place}`: `grade batch` makes one")
    if found is not None and found > REVISION:
        raise UsageError(
            f"`{place}` was written by a later grader (revision {found}, and this one knows {REVISION}): "
            "install that with `python -m pip install -U torch-grader`"
        )
    if found is not None and not place.is_on_server:
        sqlite.keep_as_it_was(connection, place)
    from grader.gradebook.migrate import migrate

    migrate(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
