"""Rows that are put in where there are none yet: each kind of database has its own word for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> Any:  # noqa: ANN401 - the two have no common type
    """An insert into ``table`` that may be told what to do on a conflict."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
