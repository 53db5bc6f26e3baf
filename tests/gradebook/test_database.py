"""The file: what is made, what is refused, and how an older or a newer one is met."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from grader.errors import GraderError, MachineError, UsageError
from grader.gradebook import Gradebook
from grader.gradebook.database import connect
from grader.gradebook.migrate import configuration
from grader.gradebook.place import Place
from grader.gradebook.tables import REVISION, metadata

from .conftest import STUDENTS


def test_revisions_come_to_the_tables(place: Path | str) -> None:
    engine, connection = connect(Place.of(place), make=True)
    context = MigrationContext.configure(connection, opts={"compare_type": False})
    assert compare_metadata(context, metadata) == []
    assert context.get_current_revision() == REVISION
    assert ScriptDirectory.from_config(configuration(connection)).get_current_head() == REVISION
    connection.close()
    engine.dispose()


def test_it_is_written_ahead_and_holds_what_is_referred_to(path: Path) -> None:
    engine, connection = connect(Place.of(path), make=True)
    assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    connection.close()
    engine.dispose()


def test_nothing_is_left_beside_it(path: Path) -> None:
    Gradebook.open(path, make=True).__exit__(None, None, None)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_one_that_is_not_there(path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no gradebook .*: `grade batch` makes one"):
        Gradebook.open(path)
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"student,score\n", "is no gradebook: it is not what `grade batch` writes"),
        (b"SQLite format 3\x00" + b"\xff" * 4096, "is no gradebook, or is damaged"),
    ],
    ids=["a table", "damaged"],
)
def test_what_is_no_gradebook(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    with pytest.raises(GraderError, match=said):
        Gradebook.open(path, make=True)
    assert path.read_bytes() == content


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder: name the gradebook's file in it"):
        Gradebook.open(tmp_path, make=True)


def test_no_folder_for_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        Gradebook.open(tmp_path / "nowhere" / "g.db", make=True)


def test_another_programs_database(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    with pytest.raises(UsageError, match="it is another program's database"):
        Gradebook.open(path, make=True)


def test_a_later_graders(path: Path) -> None:
    Gradebook.open(path, make=True).__exit__(None, None, None)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(UsageError, match="was written by a later grader"):
        Gradebook.open(path)


def test_an_empty_file_is_as_good_as_none(path: Path) -> None:
    path.touch()
    with Gradebook.open(path, make=True) as book:
        assert book.assignments() == []


def test_one_that_is_held_by_another_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.gradebook.sqlite._PATIENCE", 0)
    with Gradebook.open(path, make=True) as book:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(MachineError, match="another program is using it"):
            book.enrol([])
        holder.execute("ROLLBACK")
        holder.close()
        book.enrol([])


def test_one_in_an_archive_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Gradebook.open(path, make=True) as book:
        book.hand_in("small", STUDENTS[0], [("small.py", b"a")], found="s1")
    monkeypatch.setattr("grader.gradebook.sqlite.os.access", lambda *_: False)
    before = path.read_bytes()
    with Gradebook.open(path) as book:
        assert book.assignments() == ["small"]
        with pytest.raises(MachineError, match="it may not be written to"):
            book.enrol(STUDENTS)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
