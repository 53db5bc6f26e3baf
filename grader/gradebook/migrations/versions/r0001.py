"""The first gradebook: students, what they handed in, every grading of it, and what people decided."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

# As `tables` has them: text that sorts by its letters' numbers, and lists that can be compared.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
PLAIN = sa.JSON().with_variant(JSONB(), "postgresql")

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_files")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("tasks", PLAIN, nullable=False),
        sa.Column("basis", TEXT, nullable=False),
        sa.Column("specification", TEXT, nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("seed_source", TEXT, nullable=False),
        sa.Column("again", PLAIN, nullable=False),
        sa.Column("versions", PLAIN, nullable=False),
        sa.Column("started", TEXT, nullable=False),
        sa.Column("finished", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "students",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=False),
        sa.Column("section", TEXT, nullable=False),
        sa.Column("ids", PLAIN, nullable=False),
        sa.Column("enrolled", sa.Boolean(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_students")),
        sa.UniqueConstraint("key", name=op.f("uq_students_key")),
    )
    op.create_table(
        "gradings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("assignment", TEXT, nullable=False),
        sa.Column("submission", TEXT, nullable=False),
        sa.Column("only", PLAIN, nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_gradings_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gradings")),
        sa.UniqueConstraint("run", "submission", "only", "alone", name=op.f("uq_gradings_run_submission_only_alone")),
    )
    op.create_index(op.f("ix_gradings_submission"), "gradings", ["submission"], unique=False)
    op.create_table(
        "overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student", sa.Integer(), nullable=False),
        sa.Column("assignment", TEXT, nullable=False),
        sa.Column("exercise", TEXT, nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("undone", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["student"], ["students.id"], name=op.f("fk_overrides_student")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overrides")),
    )
    op.create_table(
        "parts",
        sa.Column("submission", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("file", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["file"], ["files.digest"], name=op.f("fk_parts_file")),
        sa.PrimaryKeyConstraint("submission", "name", name=op.f("pk_parts")),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student", sa.Integer(), nullable=False),
        sa.Column("assignment", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("found", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=True),
        sa.Column("notes", PLAIN, nullable=False),
        sa.Column("undecided", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["student"], ["students.id"], name=op.f("fk_submissions_student")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint(
            "student",
            "assignment",
            "digest",
            "found",
            "at",
            name=op.f("uq_submissions_student_assignment_digest_found_at"),
        ),
    )
    op.create_index(op.f("ix_submissions_digest"), "submissions", ["digest"], unique=False)
    op.create_index(op.f("ix_submissions_student"), "submissions", ["student"], unique=False)
    op.create_table(
        "marks",
        sa.Column("grading", sa.Integer(), nullable=False),
        sa.Column("exercise", TEXT, nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("cause", TEXT, nullable=True),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("diagnosis", TEXT, nullable=False),
        sa.Column("explanation", TEXT, nullable=False),
        sa.Column("miss", sa.Float(), nullable=True),
        sa.Column("fragile", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["grading"], ["gradings.id"], name=op.f("fk_marks_grading")),
        sa.PrimaryKeyConstraint("grading", "exercise", name=op.f("pk_marks")),
    )
