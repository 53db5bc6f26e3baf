"""What students can put into folders and zips to read, fill or break something. None of it is more than a note."""

from __future__ import annotations

import io
import os
import random
import stat
import struct
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.collect import Found, archive
from grader.collect.node import MOST
from grader.errors import UsageError
from tests.collect.made import found, made, zipped

SECRET = "the reference"
LINKS = pytest.mark.skipif(os.name == "nt", reason="making links takes rights there")


def with_zip(folder: Path, content: bytes) -> Found:
    """A student's folder with a zip in it, beside one that is as it should be."""
    made(folder / "all", {"s001/hw.zip": content, "s002/softmax.py": "2"})
    first, second = found(folder / "all")
    assert second.files == (("softmax.py", b"2"),)
    return first


def member(name: str, mode: int = 0, **more: object) -> bytes:
    """A zip with one member that is not made as usual."""
    info = zipfile.ZipInfo("x")
    info.filename, info.external_attr = name, mode << 16
    for key, value in more.items():
        setattr(info, key, value)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written:
        written.writestr(info, SECRET)
    return made.getvalue()


def flagged(content: bytes, flag: int) -> bytes:
    """The same zip, with a flag in both of the places where a member has them."""
    changed = bytearray(content)
    for start, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = changed.index(start) + offset
        changed[at] |= flag
    return bytes(changed)


MEMBERS = {
    "a link": (member("softmax.py", stat.S_IFLNK | 0o777), "`hw.zip/softmax.py` is a link"),
    "a pipe": (member("softmax.py", stat.S_IFIFO | 0o666), "is neither a file nor a folder"),
    "a device": (member("softmax.py", stat.S_IFCHR | 0o666), "is neither a file nor a folder"),
    "an absolute path": (member("/etc/softmax.py"), "has a path that leads out of the zip"),
    "a path upwards": (member("../../softmax.py"), "has a path that leads out of the zip"),
    "one inside": (member("a/../softmax.py"), "has a path that leads out of the zip"),
    "one of Windows": (member("..\\..\\softmax.py"), "has a path that leads out of the zip"),
    "a drive": (member("C:\\softmax.py"), "has a path that leads out of the zip"),
    "a deep path": (member("a/" * 40 + "softmax.py"), "lies more than 32 folders deep"),
    "encrypted": (flagged(member("softmax.py"), 1), "is encrypted"),
    "packed otherwise": (member("softmax.py", compress_type=zipfile.ZIP_BZIP2), "is packed in a way that is not read"),
}


@pytest.mark.parametrize(("content", "said"), MEMBERS.values(), ids=list(MEMBERS))
def test_a_member_that_is_not_taken(tmp_path: Path, content: bytes, said: str) -> None:
    first = with_zip(tmp_path, content)
    assert first.files == ()
    assert said in first.notes[-1]


def test_a_name_twice_in_a_zip_is_nobodys(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written, pytest.warns(UserWarning):
        written.writestr("softmax.py", "1")
        written.writestr("softmax.py", "2")
    first = with_zip(tmp_path, content.getvalue())
    assert (first.files, first.notes[-1]) == ((), "`hw.zip/softmax.py` is in the zip more than once")


def test_a_member_that_is_damaged(tmp_path: Path) -> None:
    content = zipped({"softmax.py": os.urandom(999)})
    broken = bytearray(content)
    broken[200] ^= 0xFF
    assert "cannot be unpacked" in with_zip(tmp_path, bytes(broken)).notes[0]


def test_a_member_that_unpacks_to_gigabytes_is_read_to_its_limit(tmp_path: Path) -> None:
    first = with_zip(tmp_path, zipped({"softmax.py": bytes(100 << 20)}))
    assert (first.files, first.notes) == ((), ("`hw.zip/softmax.py` is larger than 4 MB, and was not taken",))


def test_a_zip_in_a_zip_is_read_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_ZIP", 1 << 20)
    inner = made(tmp_path / "made", {"x": zipped({"softmax.py": random.Random(1).randbytes(2 << 20)})}) / "x"
    made(tmp_path, {"all.zip": zipped({"s001.zip": inner.read_bytes(), "s002/softmax.py": "2"})})
    first, second = found(tmp_path / "all.zip")
    assert "is a zip of more than 1 MB in another" in first.notes[-1]
    assert second.files


def test_zips_are_followed_to_some_depth(tmp_path: Path) -> None:
    content = zipped({"softmax.py": "1"})
    for _ in range(4):
        content = zipped({"x.zip": content})
    made(tmp_path, {"all.zip": zipped({"s001.zip": content, "s002/softmax.py": "2"})})
    first, second = found(tmp_path / "all.zip")
    assert (first.student, first.files) == ("s001", ())
    assert second.files


def many(count: int) -> bytes:
    return zipped(dict.fromkeys(map("{}.txt".format, range(count)), ""))


def test_a_zip_of_very_many_files(tmp_path: Path) -> None:
    assert with_zip(tmp_path / "some", zipped({"softmax.py": "1"} | dict.fromkeys(map(str, range(2000)), ""))).files
    first = with_zip(tmp_path / "many", many(MOST + 1))
    assert first.notes[-1] == "`hw.zip` holds more than 10,000 entries"


def test_a_table_of_contents_that_is_larger_than_any_is_not_read(tmp_path: Path) -> None:
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, 40 << 20, 0, 0)
    first = with_zip(tmp_path, bytes(40 << 20) + end)
    assert first.notes[-1] == "`hw.zip` is no zip that can be read"


def test_a_folder_of_very_many_files(tmp_path: Path) -> None:
    folder = made(tmp_path / "all" / "s001", {})
    for number in range(MOST + 1):
        os.close(os.open(folder / str(number), os.O_CREAT))
    made(tmp_path / "all" / "s002", {"softmax.py": "2"})
    first, second = found(tmp_path / "all")
    assert (first.files, first.notes[-1]) == ((), "`s001` holds more than 10,000 entries")
    assert second.files


def test_folders_in_folders(tmp_path: Path) -> None:
    one = made(tmp_path / "all", {"s001/" + "d/" * 40 + "softmax.py": "1", "s002/softmax.py": "2"})
    first, second = found(one)
    assert first.files == ()
    assert "lies more than 16 folders deep" in first.notes[-1]
    assert second.files


@LINKS
def test_links_are_not_followed(tmp_path: Path) -> None:
    made(tmp_path, {"reference/softmax.py": SECRET, "all/s001/x.txt": "", "all/s002/": ""})
    (tmp_path / "all" / "s001" / "softmax.py").symlink_to(tmp_path / "reference" / "softmax.py")
    (tmp_path / "all" / "s002" / "sub").symlink_to(tmp_path / "reference")
    (tmp_path / "all" / "s003").symlink_to(tmp_path / "reference")
    (tmp_path / "all" / "softmax_s004.py").symlink_to(tmp_path / "reference" / "softmax.py")
    (tmp_path / "all" / "s005.zip").symlink_to(tmp_path / "reference")
    for paths in ([tmp_path / "all"], sorted((tmp_path / "all").iterdir())):
        every = found(*paths)
        assert [(each.student, each.files) for each in every] == [(f"s00{n}", ()) for n in range(1, 6)]
        assert all(each.notes[-1].endswith("is a link") for each in every)


@LINKS
def test_where_a_link_is_meant_nothing_else_is_taken(tmp_path: Path) -> None:
    made(tmp_path, {"reference.py": SECRET, "all/s001/old/softmax.py": "1", "all/s002/x.txt": "2"})
    (tmp_path / "all" / "s001" / "softmax.py").symlink_to(tmp_path / "reference.py")
    (tmp_path / "all" / "s002" / "homework.py").symlink_to(tmp_path / "reference.py")
    made(tmp_path / "all", {"s003/": "", "s004/softmax.py": "4"})
    for name in ("softmax.py", "softmax.ipynb"):
        (tmp_path / "all" / "s003" / name).symlink_to(tmp_path / "reference.py")
    (tmp_path / "all" / "s004" / "softmax.ipynb").symlink_to(tmp_path / "reference.py")
    first, second, third, fourth = found(tmp_path / "all")
    assert (third.files, third.notes) == ((), ("`softmax.ipynb` is a link",))
    assert (fourth.files, fourth.undecided) == ((), True)
    assert not any(each.undecided for each in (first, second, third))
    assert (first.files, first.notes) == ((), ("`softmax.py` is a link",))
    assert (second.files, second.notes) == ((), ("`homework.py` is a link",))


@LINKS
def test_a_link_that_alone_was_typed_is_the_instructors(tmp_path: Path) -> None:
    made(tmp_path / "disk" / "2026", {"s001/softmax.py": "1"})
    (tmp_path / "all").symlink_to(tmp_path / "disk" / "2026")
    (only,) = found(tmp_path / "all")
    assert (only.student, only.place) == ("s001", "all/s001")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_nothing_is_waited_for(tmp_path: Path) -> None:
    made(tmp_path / "all" / "s001", {})
    os.mkfifo(tmp_path / "all" / "s001" / "softmax.py")
    os.mkfifo(tmp_path / "all" / "s002.zip")
    first, second = found(tmp_path / "all")
    assert first.notes[-1] == "`softmax.py` is neither a file nor a folder"
    assert second.files == ()


@pytest.mark.skipif(sys.platform != "linux", reason="names are texts there")
def test_names_that_are_no_text_are_shown_as_such(tmp_path: Path) -> None:
    made(tmp_path / "all", {})
    for name in (b"s\xff1.py", b"s\x1b[2J2.py", "s‮3.py".encode()):
        (Path(os.fsdecode(os.path.join(os.fsencode(tmp_path / "all"), name)))).write_text("1")
    every = found(tmp_path / "all")
    assert sorted(each.student for each in every) == ["s\\u202e3", "s\\udcff1", "s\\x1b[2J2"]
    assert all((each.student + each.place + "".join(each.notes)).isprintable() and each.files for each in every)


def test_names_in_zips_that_do_not_say_how_they_are_written(tmp_path: Path) -> None:
    plain = member("Stüdent/softmax.py")
    made(tmp_path, {"all.zip": flagged(plain, 0).replace(b"\x00\x08", b"\x00\x00", 2)})
    (only,) = found(tmp_path / "all.zip")
    assert only.student == "Stüdent"


NAMES = st.text(max_size=12) | st.sampled_from(
    ["softmax.py", "s001", "..", "/", "a/../b", "x.zip", "\0", "C:\\x", "._x", "submission_metadata.yml"]
)


@given(st.lists(st.tuples(NAMES, st.binary(max_size=40)), max_size=6), st.integers(0, 0xFFFF))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_names_in_a_zip_are_submissions_or_one_sentence(
    tmp_path: Path, files: list[tuple[str, bytes]], mode: int
) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        for name, text in dict(files).items():
            info = zipfile.ZipInfo("x")
            info.filename, info.external_attr = name.replace("\ud800", ""), mode << 16
            with suppress(UnicodeEncodeError):
                written.writestr(info, text)
    check_any(tmp_path, content.getvalue())


@given(
    st.binary(max_size=100),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=8),
    st.integers(0, 2000),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_of_a_zip_are_submissions_or_one_sentence(
    tmp_path: Path, noise: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(zipped({"s001/softmax.py": "1" * 50, "s002.zip": zipped({"softmax.py": "2"}), "s003/": ""}))
    for at, value in changes:
        content[at % len(content)] = value
    check_any(tmp_path, bytes(content[: cut % len(content)] if cut % 3 == 0 else content) + noise)
    check_any(tmp_path, noise)


def check_any(folder: Path, content: bytes) -> None:
    """As the only path, as one of two, and in a student's folder."""
    made(folder, {"all.zip": content, "class/s001/hw.zip": content, "class/s001/hw.ipynb": content, "s9.py": ""})
    for paths in ([folder / "all.zip"], [folder / "all.zip", folder / "s9.py"], [folder / "class"]):
        with suppress(UsageError):
            for each in found(*paths):
                assert "".join([each.student, each.place, *each.notes]).isprintable()


@given(st.lists(NAMES.filter(lambda name: "\0" not in name and "/" not in name and name.strip(". ")), max_size=5))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_names_of_files_are_submissions(tmp_path: Path, names: list[str]) -> None:
    folder = made(tmp_path / str(hash(tuple(names)) % 999_983), {})
    for name in names:
        with suppress(OSError, UnicodeEncodeError):
            (folder / name).write_text("1")
    for each in found(folder):
        assert "".join([each.student, each.place, *each.notes]).isprintable()


@given(
    st.permutations(
        ["s001/softmax.py", "S001b.py", "s002/x.py", "s002.zip", "softmax_s002.py", "É/softmax.py", "s003/a/b.py"]
    )
)
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_is_that_of_names_and_not_of_the_disk(
    tmp_path_factory: pytest.TempPathFactory, paths: list[str]
) -> None:
    def students(making: Callable[[dict[str, str | bytes]], Path]) -> list[tuple[str, str]]:
        files = {path: zipped({"softmax.py": "3"}) if path.endswith(".zip") else path for path in paths}
        return [(each.student, each.place.partition("/")[2]) for each in found(making(files))]

    folder = tmp_path_factory.mktemp("order")
    expected = [
        ("s001", "s001"),
        ("S001b", "S001b.py"),
        ("s002", "s002"),
        ("s002", "s002.zip"),
        ("s002", "softmax_s002.py"),
    ]
    expected += [("s003", "s003"), ("É", "É")]
    assert students(lambda files: made(folder / "all", files)) == expected
    assert students(lambda files: made(folder, {"all.zip": zipped(files)}) / "all.zip") == expected
