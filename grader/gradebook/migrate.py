"""Revisions of the tables, by Alembic: loaded only where a gradebook is made, or is an older one."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from grader.gradebook.postgres import alone
from grader.gradebook.tables import REVISION

MIGRATIONS = Path(__file__).parent / "migrations"


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(connection: Connection) -> None:
    """Bring the tables to the revision of this grader, all or nothing."""
    with connection.begin():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver itself begins nothing before a table is made
        else:
            alone(connection)
        command.upgrade(configuration(connection), REVISION)
