"""A students' copy is brought up to date, twice and later, whatever lies there; a student's files stay as they are."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import MachineError, UsageError
from grader.release import copying
from grader.release.copying import Brought, bring, read_manifest
from grader.release.manifest import MANIFEST, is_within

FIRST = {
    "README.md": b"# One\n",
    ".vscode/settings.json": b"{}\n",
    "course.yaml": b"format: 1\n",
    "assignments/linear/assignment.yaml": b"title: Linear\n",
    "assignments/linear/expected/0.bin": bytes(range(256)),
}
SECOND = {
    **FIRST,
    "README.md": b"# Two\n",
    "assignments/linear/assignment.yaml": b"title: Linear again\n",
    "assignments/linear/expected/1.bin": b"more",
}
del SECOND["assignments/linear/expected/0.bin"], SECOND[".vscode/settings.json"]
STARTERS = {"linear.py": b"def f(): ...\n"}
Make = Callable[..., Brought]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "students"


@pytest.fixture
def made(tmp_path: Path, folder: Path) -> Make:
    """``made(contents)`` brings ``folder`` there."""
    (tmp_path / "course").mkdir()

    def make(contents=FIRST, starters=STARTERS, into: Path = folder, version: str = "0.1.0", **further) -> Brought:
        return bring(contents, starters, into, version, course_root=tmp_path / "course", **further)

    return make


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything below ``folder``, folders and times included."""
    found = {}
    for each in sorted([folder, *folder.rglob("*")]):
        if os.path.lexists(each):
            status = each.lstat()
            content = each.read_bytes() if each.is_file() and not each.is_symlink() else b""
            found[str(each.relative_to(folder))] = (status.st_mtime_ns, status.st_ino, content)
    return found


def holds(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def released(folder: Path) -> dict[str, bytes]:
    """The same without the manifest."""
    found = holds(folder)
    del found[MANIFEST]
    return found


def test_the_first_time_everything_is_written(made: Make, folder: Path) -> None:
    brought = made()
    assert brought.written == tuple(sorted([*FIRST, *STARTERS]))
    assert brought == Brought(written=brought.written)
    assert released(folder) == {**FIRST, **STARTERS}
    assert not (folder / ".grade").exists()


def test_the_second_time_nothing_changes(made: Make, folder: Path) -> None:
    made()
    before = state(folder)
    assert made() == Brought(unchanged=tuple(sorted(FIRST)))
    assert state(folder) == before


def test_the_manifest_says_what_is_the_graders_and_nothing_of_time(made: Make, folder: Path, tmp_path: Path) -> None:
    made()
    manifest = json.loads((folder / MANIFEST).read_bytes())
    assert (manifest["format"], manifest["grader"]) == ("grade-release/v1", "0.1.0")
    assert list(manifest) == ["format", "grader", "files"]
    assert list(manifest["files"]) == sorted(FIRST)
    made(dict(reversed(FIRST.items())), into=tmp_path / "again")
    assert (tmp_path / "again" / MANIFEST).read_bytes() == (folder / MANIFEST).read_bytes()


def test_a_later_release_replaces_and_removes_what_it_wrote(made: Make, folder: Path) -> None:
    made()
    brought = made(SECOND, version="0.2.0")
    changed = ("README.md", "assignments/linear/assignment.yaml", "assignments/linear/expected/1.bin")
    removed = (".vscode/settings.json", "assignments/linear/expected/0.bin")
    assert brought == Brought(written=changed, removed=removed, unchanged=("course.yaml",))
    assert released(folder) == {**SECOND, **STARTERS}
    assert not (folder / ".vscode").exists()
    assert read_manifest(folder).grader == "0.2.0"


def test_students_files_stay(made: Make, folder: Path) -> None:
    made()
    own = {
        "linear.py": b"my answer",
        "notes.txt": b"",
        "assignments/linear/expected/mine.txt": b"a note",
        ".vscode/launch.json": b"{}",
        ".grade/progress.json": b"{}",
    }
    for name, content in own.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    made({"README.md": b"# Two\n"})
    assert released(folder) == {"README.md": b"# Two\n", **own}


@pytest.mark.parametrize("now", [b"def f(): return 1\n", b""])
def test_a_starter_is_never_replaced(made: Make, folder: Path, now: bytes) -> None:
    made()
    (folder / "linear.py").write_bytes(now)
    brought = made(SECOND, {"linear.py": b"a new starter", "more.py": b"another"})
    assert "more.py" in brought.written
    assert "linear.py" not in [path for group in vars_of(brought) for path in group]
    assert (folder / "linear.py").read_bytes() == now


def vars_of(brought: Brought) -> list[tuple[str, ...]]:
    return [brought.written, brought.removed, brought.kept, brought.replaced, brought.unchanged]


def test_not_even_a_link_is_replaced_by_a_starter(made: Make, folder: Path) -> None:
    folder.mkdir()
    (folder / "linear.py").symlink_to("nowhere.py")
    made()
    assert os.readlink(folder / "linear.py") == "nowhere.py"
    assert not (folder / "nowhere.py").exists()


def test_what_was_released_and_becomes_a_starter_is_the_students(made: Make, folder: Path) -> None:
    made({**FIRST, "more.py": b"as given"})
    made(FIRST, {"more.py": b"a starter"})
    assert (folder / "more.py").read_bytes() == b"as given"
    assert "more.py" not in read_manifest(folder).files


@pytest.mark.parametrize("is_released", [True, False], ids=["changed since", "there before"])
class TestWhatDiffers:
    """A file that is not as it was released, be it that it was changed or that it was there before."""

    def differ(self, made: Make, folder: Path, is_released: bool, name: str, content: bytes) -> None:
        if is_released:
            made()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    @pytest.mark.parametrize("name", ["README.md", ".vscode/settings.json"])
    def test_of_the_surroundings_is_kept(self, made: Make, folder: Path, is_released: bool, name: str) -> None:
        self.differ(made, folder, is_released, name, b"mine")
        assert made().kept == (name,)
        before = state(folder)
        assert made().kept == (name,)
        assert state(folder) == before
        assert (name in made(SECOND).kept, (folder / name).read_bytes()) == (True, b"mine")

    def test_of_the_surroundings_is_up_to_date_once_it_is_as_released(self, made, folder, is_released) -> None:
        self.differ(made, folder, is_released, "README.md", b"mine")
        made()
        (folder / "README.md").write_bytes(FIRST["README.md"])
        assert "README.md" in made().unchanged
        assert "README.md" in made(SECOND).written

    def test_of_the_graders_own_is_saved_and_replaced(self, made: Make, folder: Path, is_released: bool) -> None:
        name = "assignments/linear/assignment.yaml"
        self.differ(made, folder, is_released, name, b"mine")
        brought = made()
        assert (name in brought.written, brought.replaced, brought.kept) == (True, (name,), ())
        assert released(folder) == {**FIRST, **STARTERS, f".grade/replaced/{name}": b"mine"}

    def test_nothing_that_was_saved_is_lost(self, made: Make, folder: Path, is_released: bool) -> None:
        self.differ(made, folder, is_released, "course.yaml", b"a")
        made()
        for content in (b"b", b"a", b"b"):
            (folder / "course.yaml").write_bytes(content)
            assert made().replaced == ("course.yaml",)
        saved = holds(folder / ".grade" / "replaced")
        assert saved == {"course.yaml": b"a", "course.yaml.2": b"b"}


def test_what_was_changed_and_goes_is_kept_or_saved(made: Make, folder: Path) -> None:
    made()
    for name in (".vscode/settings.json", "assignments/linear/expected/0.bin"):
        (folder / name).write_bytes(b"mine")
    brought = made(SECOND)
    assert brought.kept == (".vscode/settings.json",)
    assert brought.removed == brought.replaced == ("assignments/linear/expected/0.bin",)
    assert (folder / ".vscode/settings.json").read_bytes() == b"mine"
    assert (folder / ".grade/replaced/assignments/linear/expected/0.bin").read_bytes() == b"mine"
    before = state(folder)
    assert made(SECOND).kept == (), "from now on it is the student's"
    assert state(folder) == before


def test_what_was_deleted_comes_back_but_for_what_is_no_longer_released(made: Make, folder: Path) -> None:
    made()
    for name in ("README.md", "linear.py", "assignments/linear/expected/0.bin"):
        (folder / name).unlink()
    brought = made(SECOND)
    assert {"README.md", "linear.py"} <= set(brought.written)
    assert brought.removed == (".vscode/settings.json",)
    assert released(folder) == {**SECOND, **STARTERS}


OTHER = {"README.md": b"# Both\n", "course.yaml": b"format: 1\n", "assignments/lin/assignment.yaml": b"title: Lin\n"}


@pytest.mark.parametrize("scope", [["assignments/lin"], ["assignments/lin/", "README.md"]])
def test_another_assignment_keeps_what_was_released_before(made: Make, folder: Path, scope: list[str]) -> None:
    made()
    brought = made(OTHER, scope=scope)
    assert brought.removed == ()
    assert released(folder) == {**FIRST, **STARTERS, **OTHER}
    assert set(read_manifest(folder).files) == {*FIRST, *OTHER}
    assert made(SECOND, scope=["assignments/linear"]).removed == ("assignments/linear/expected/0.bin",)
    assert "assignments/lin/assignment.yaml" in holds(folder)


HOSTILE = {
    "up": "../out.txt",
    "up within": "assignments/../../out.txt",
    "absolute": "/out.txt",
    "the folder itself": ".",
    "nothing": "",
    "twice": "a//b",
    "a folder": "a/",
    "a drive": "c:/out.txt",
    "backslash": "..\\out.txt",
    "a line": "a\nb",
    "null": "a\0b",
    "dots": "a/...",
    "the manifest": MANIFEST,
    "the state": ".grade/progress.json",
}


@pytest.mark.parametrize("path", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("as_starter", [False, True])
def test_no_path_leaves_the_folder(made: Make, folder: Path, tmp_path: Path, path: str, as_starter: bool) -> None:
    with pytest.raises(UsageError, match="cannot be part of a release"):
        made(*({}, {path: b""}) if as_starter else ({path: b""}, {}))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["course"]


@pytest.mark.parametrize("names", [("a", "a/b"), ("a/b", "a/b/c/d")])
def test_no_file_is_the_folder_of_another(made: Make, folder: Path, names: tuple[str, str]) -> None:
    with pytest.raises(UsageError, match=f"`{names[0]}` cannot be part"):
        made(dict.fromkeys(names, b""), {})
    with pytest.raises(UsageError, match="cannot be a starter"):
        made({"a": b""}, {"a": b""})
    assert not folder.exists()


LINKS = {
    "a file": "README.md",
    "a folder": "assignments",
    "a folder further below": "assignments/linear/expected",
    "the manifest": MANIFEST,
    "the state": ".grade",
}


@pytest.mark.parametrize("name", LINKS.values(), ids=LINKS)
@pytest.mark.parametrize("is_released", [True, False])
@pytest.mark.parametrize("leads", ["to a file", "to a folder", "nowhere"])
def test_a_link_is_refused(made: Make, folder: Path, tmp_path: Path, name: str, is_released: bool, leads: str) -> None:
    if is_released:
        made()
    outside = tmp_path / "outside"
    if leads == "to a folder":
        outside.mkdir()
    elif leads == "to a file":
        outside.write_bytes(b"theirs")
    place = folder / name
    if place.exists():
        place.rename(tmp_path / "away")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside)
    before, before_outside = state(folder), state(tmp_path)
    with pytest.raises(UsageError, match="is a link, and must be") as raised:
        made(SECOND)
    assert "\n" not in str(raised.value)
    assert (state(folder), state(tmp_path)) == (before, before_outside)


@pytest.mark.parametrize("link", [".grade/replaced", ".grade/replaced/assignments"])
def test_a_link_where_changed_files_are_saved_is_refused(made: Make, folder: Path, tmp_path: Path, link: str) -> None:
    made()
    (folder / "assignments/linear/assignment.yaml").write_bytes(b"mine")
    (folder / link).parent.mkdir(parents=True)
    (folder / link).symlink_to(tmp_path)
    before = state(tmp_path)
    with pytest.raises(UsageError, match="is a link"):
        made()
    assert state(tmp_path) == before


def test_a_link_where_a_starter_is_to_lie_is_refused(made: Make, folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    (folder / "work").symlink_to(tmp_path)
    before = state(tmp_path)
    with pytest.raises(UsageError, match="is a link"):
        made(starters={"work/linear.py": b""})
    assert state(tmp_path) == before


@pytest.mark.parametrize("name", ["README.md", "assignments/linear/assignment.yaml", MANIFEST])
def test_a_folder_in_the_place_of_a_file_is_refused(made: Make, folder: Path, name: str) -> None:
    (folder / name).mkdir(parents=True)
    before = state(folder)
    with pytest.raises(UsageError, match="is a folder, and must be an ordinary file"):
        made()
    assert state(folder) == before


def test_a_file_in_the_place_of_a_folder_is_refused(made: Make, folder: Path) -> None:
    folder.mkdir()
    (folder / "assignments").write_bytes(b"")
    before = state(folder)
    with pytest.raises(UsageError, match="is a file, and must be a folder"):
        made()
    assert state(folder) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_refused_and_not_waited_for(made: Make, folder: Path) -> None:
    folder.mkdir()
    os.mkfifo(folder / "README.md")
    with pytest.raises(UsageError, match="something else"):
        made()


PLACES = {
    "a file": ("file", "is not a folder"),
    "below a file": ("file/below", "is not a folder"),
    "a link that leads nowhere": ("dangling", "is not a folder"),
    "the course": ("course", "within each other"),
    "in the course": ("course/a/b", "within each other"),
    "in the course by a detour": ("course/../course/a", "within each other"),
    "in the course by a link": ("to_course/a", "within each other"),
    "around the course": (".", "within each other"),
}


@pytest.mark.parametrize(("place", "said"), PLACES.values(), ids=PLACES)
def test_where_nothing_is_released(made: Make, tmp_path: Path, place: str, said: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "to_course").symlink_to("course")
    before = state(tmp_path)
    with pytest.raises(UsageError, match=said):
        made(into=tmp_path / place)
    assert state(tmp_path) == before


def test_beside_the_course_is_a_place_also_where_names_begin_alike(made: Make, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "course-2").symlink_to("elsewhere")
    made(into=tmp_path / "course-2")
    assert released(tmp_path / "elsewhere") == {**FIRST, **STARTERS}


DIGEST = "0" * 64
MANIFESTS = {
    "nothing": "",
    "no JSON": "{",
    "deep": "[" * 100_000,
    "no map": "[]",
    "no format": "{}",
    "no files": '{"format": "grade-release/v1", "grader": "0.1.0"}',
    "a list of files": '{"format": "grade-release/v1", "grader": "0.1.0", "files": ["a"]}',
    "no digest": '{"format": "grade-release/v1", "grader": "0.1.0", "files": {"a": "0"}}',
    "a number": '{"format": "grade-release/v1", "grader": "0.1.0", "files": {"a": 0}}',
    "a way out": f'{{"format": "grade-release/v1", "grader": "0.1.0", "files": {{"../a": "{DIGEST}"}}}}',
    "a way out, earlier": (
        f'{{"format": "grade-release/v1", "grader": "0.1.0", "files": {{}}, "earlier": {{"/a": "{DIGEST}"}}}}'
    ),
}


@pytest.mark.parametrize("text", MANIFESTS.values(), ids=MANIFESTS)
def test_a_manifest_that_cannot_be_read_is_refused(made: Make, folder: Path, text: str) -> None:
    made()
    (folder / MANIFEST).write_text(text)
    before = state(folder)
    with pytest.raises(UsageError, match=r"release.json` cannot be read"):
        made(SECOND)
    assert state(folder) == before


@pytest.mark.parametrize(
    ("grader", "remedy"),
    [('"2.1.0"', "install torch-grader 2.1.0 and"), ("7", "install a newer grader"), ('"x; rm"', "a newer grader")],
)
def test_a_manifest_of_a_newer_grader_is_refused(made: Make, folder: Path, grader: str, remedy: str) -> None:
    folder.mkdir()
    (folder / MANIFEST).write_text(f'{{"format": "grade-release/v2", "grader": {grader}, "trees": []}}')
    before = state(folder)
    with pytest.raises(UsageError, match=remedy):
        made()
    assert state(folder) == before


class CutOff(BaseException):
    """As a power cut: nothing in between may catch it."""


@pytest.mark.parametrize("after", range(7))
@pytest.mark.parametrize("further", ["the same again", "another one"])
def test_a_release_that_was_cut_off_is_completed_by_the_next(
    made: Make, folder: Path, monkeypatch: pytest.MonkeyPatch, after: int, further: str
) -> None:
    made()
    left = after
    really = copying._write

    def write(*arguments) -> None:
        nonlocal left
        if not left:
            raise CutOff
        left -= 1
        really(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(copying, "_write", write)
        try:
            made({**SECOND, "gone.md": b"in this one only"})
        except CutOff:
            pass
        else:
            assert after == 6, "there are six to write: the manifest twice"
    third = {**SECOND, "README.md": b"# Three\n"} if further == "another one" else SECOND
    brought = made(third)
    assert (brought.kept, brought.replaced) == ((), ()), "all of it was the grader's"
    assert released(folder) == {**third, **STARTERS}
    assert "earlier" not in json.loads((folder / MANIFEST).read_bytes())


def test_a_file_is_there_whole_or_not_at_all(made: Make, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made()
    before = holds(folder)

    def replace(*_) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(MachineError, match="No space left on device"):
        made(SECOND)
    assert holds(folder) == before, "nothing is left behind either"
    assert not (folder / ".grade").exists()


@pytest.mark.parametrize("path", ["a", "a/b.txt", ".vscode/x.json", "größe/日本.py", "a b", "..a", "a..b"])
def test_ordinary_paths_are_within(path: str) -> None:
    assert is_within(path)
