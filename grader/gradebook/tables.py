"""What a gradebook keeps. Each change here needs a revision in ``migrations/versions``; a test compares the two.

Scores are whole hundredths of a point. Times are UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

# The revision that these tables are; what `alembic_version` holds in an up-to-date gradebook.
REVISION = "0001"


# Text sorts by its letters' numbers wherever it is kept, as Python sorts it.
BINARY = String().with_variant(String(collation="C"), "postgresql")
# Lists and dictionaries, which PostgreSQL compares in this form alone.
PLAIN = JSON().with_variant(JSONB(), "postgresql")


class Text(TypeDecorator[str]):
    """Text of people and programs. A server takes no zero character."""

    impl = BINARY
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else value.replace("\0", "\ufffd")


class Utc(TypeDecorator[datetime]):
    """An aware time, kept as text that sorts."""

    impl = BINARY
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else value.astimezone(UTC).isoformat(timespec="seconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# `place` is the order of the roster; `ids` are what other places know a student by; `listed` whether a roster ever did.
students = Table(
    "students",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("ids", PLAIN, nullable=False),
    Column("enrolled", Boolean, nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("place", Integer, nullable=False),
)

# Bytes that were handed in, each once, by their SHA-256 and compressed.
files = Table(
    "files",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# What one submission consists of: a file by the name that it stands under. Equal submissions are one digest.
parts = Table(
    "parts",
    metadata,
    Column("submission", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("file", ForeignKey("files.digest"), nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("student", ForeignKey("students.id"), nullable=False, index=True),
    Column("assignment", Text, nullable=False),
    Column("digest", Text, nullable=False, index=True),
    Column("found", Text, nullable=False),
    Column("at", Utc),
    Column("notes", PLAIN, nullable=False),
    Column("undecided", Boolean, nullable=False),
    UniqueConstraint("student", "assignment", "digest", "found", "at"),
)

# `basis` is the digest of all that a grade rests on beside the submission; `again` what was asked to be graded anew.
runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assignment", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("tasks", PLAIN, nullable=False),
    Column("basis", Text, nullable=False),
    Column("specification", Text, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("seed_source", Text, nullable=False),
    Column("again", PLAIN, nullable=False),
    Column("versions", PLAIN, nullable=False),
    Column("started", Utc, nullable=False),
    Column("finished", Utc),
)

# Every grading that ever was. `only` is empty or the exercises it was confined to; `alone` where nothing ran beside it.
gradings = Table(
    "gradings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("assignment", Text, nullable=False),
    Column("submission", Text, nullable=False, index=True),
    Column("only", PLAIN, nullable=False),
    Column("alone", Boolean, nullable=False),
    Column("at", Utc, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("result", LargeBinary, nullable=False),
    UniqueConstraint("run", "submission", "only", "alone"),
)

marks = Table(
    "marks",
    metadata,
    Column("grading", ForeignKey("gradings.id"), primary_key=True),
    Column("exercise", Text, primary_key=True),
    Column("score", Integer),
    Column("outcome", Text, nullable=False),
    Column("cause", Text),
    Column("message", Text, nullable=False),
    Column("diagnosis", Text, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("miss", Float),
    Column("fragile", Boolean, nullable=False),
)

# What people decided. `exercise` null: of the whole; `score` null: excused. `undone` once it no longer counts.
overrides = Table(
    "overrides",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("student", ForeignKey("students.id"), nullable=False),
    Column("assignment", Text, nullable=False),
    Column("exercise", Text),
    Column("score", Integer),
    Column("reason", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("undone", Utc),
)
