"""The line that says what is going on: on a terminal only, and gone at the end."""

from __future__ import annotations

import io

import pytest

from grader.reporters.status import Status


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "written"), [(Terminal(), "\r\x1b[Kone\r\x1b[Ktwo\\x1b\r\x1b[K"), (io.StringIO(), "")]
)
def test_status(stream: io.StringIO, written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    with Status(stream) as status:
        status.say("one")
        status.say("two\x1b")
    assert stream.getvalue() == written


def test_nothing_said_nothing_cleared() -> None:
    stream = Terminal()
    with Status(stream):
        pass
    assert stream.getvalue() == ""


def test_nothing_is_said_where_it_cannot_be_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal()
    with Status(stream) as status:
        status.say("one")
    assert stream.getvalue() == ""
