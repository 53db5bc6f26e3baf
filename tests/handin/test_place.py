"""Whatever stands against handing in is said in one sentence, before anything is graded."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli
from grader.handin import find_place

pytestmark = pytest.mark.usefixtures("ungraded")


def said(result: Result) -> str:
    """The one sentence."""
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith("grade: ")
    assert result.stderr.count("\n") == 1, result.stderr
    assert not result.stdout
    return result.stderr


def merge(repository) -> None:
    repository.git("switch", "-qc", "other")
    repository.commit("shared.txt", "one\n")
    repository.git("switch", "-q", "main")
    repository.commit("shared.txt", "two\n")
    repository.git("merge", "other", fine=False)


def rebase(repository) -> None:
    merge(repository)
    repository.git("merge", "--abort")
    repository.git("rebase", "other", fine=False)


def cherry_pick(repository) -> None:
    merge(repository)
    repository.git("merge", "--abort")
    repository.git("cherry-pick", "other", fine=False)


def unknown_person(repository) -> None:
    repository.git("config", "--unset", "user.email")
    repository.git("config", "user.useConfigOnly", "true")


def several_remotes(repository) -> None:
    repository.git("remote", "add", "another", str(repository.remote))
    repository.git("branch", "--unset-upstream")


def link(repository) -> None:
    file = repository.root / "sums.py"
    file.rename(repository.root / "true.py")
    file.symlink_to("true.py")


def removed(repository) -> None:
    repository.commit("assignments/sums/more.json", "[]\n")
    (repository.root / "assignments/sums/more.json").unlink()


def own_kinds(repository) -> None:
    repository.commit("checks/table.csv", "1\n")
    repository.write("checks/table.csv", "2\n")


def staged(repository) -> None:
    for name in ("one.txt", "two words.txt"):
        repository.write(name, "x\n")
        repository.git("add", name)


REFUSED: dict[str, tuple[Callable, list[str]]] = {
    "merge": (merge, ["a merge is under way", "`git merge --continue`", "`git merge --abort`"]),
    "rebase": (rebase, ["a rebase is under way", "`git rebase --continue`", "`git rebase --abort`"]),
    "cherry-pick": (cherry_pick, ["a cherry-pick is under way", "`git cherry-pick --abort`"]),
    "detached": (lambda r: r.git("checkout", "-q", "--detach"), ["HEAD is detached", "`git switch -c BRANCH`"]),
    "person": (unknown_person, ["who you are", "git config --global user.name", "git config --global user.email"]),
    "no remote": (lambda r: r.git("remote", "remove", "origin"), ["no remote", "`git remote add origin URL`"]),
    "remotes": (several_remotes, ["none of several remotes (there is: another, origin)", "`git push -u origin main`"]),
    "unknown remote": (lambda r: r.git("config", "branch.main.pushRemote", "gone"), ["`gone`, which is no remote"]),
    "ignored": (
        lambda r: r.write(".gitignore", "# no\n*.py\n"),
        ["`sums.py` is ignored by Git (`*.py`, line 2 of `.gitignore`)", "`git add --force -- sums.py`"],
    ),
    "link": (link, ["`sums.py` is a link"]),
    "specification": (
        lambda r: r.write("assignments/sums/assignment.yaml", "# mine\n" + r.there("assignments/sums/assignment.yaml")),
        ["grading reads `assignments/sums/assignment.yaml`, which you changed", "`git stash push -- assignments/sums/"],
    ),
    "course": (lambda r: r.write("course.yaml", "format: 1\n"), ["`course.yaml`, which you changed"]),
    "provided": (lambda r: r.write("assignments/sums/points.json", "[9.0, 1.0]"), ["points.json`, which you changed"]),
    "removed": (removed, ["`assignments/sums/more.json`, which you changed"]),
    "own kinds": (own_kinds, ["`checks/table.csv`, which you changed"]),
    "new beside": (
        lambda r: r.write("assignments/sums/mine.py", ""),
        ["`assignments/sums/mine.py`, which Git does no"],
    ),
    "ignored beside": (
        lambda r: r.write("assignments/sums/x.log", ""),
        ["`assignments/sums/x.log`, which Git does no"],
    ),
    "reference": (lambda r: r.write("reference/sums/solution.py", ""), ["`reference/sums/solution.py`, which you"]),
    "several beside": (
        lambda r: [r.write(f"assignments/sums/{name}.csv", "") for name in "abcde"],
        ["`assignments/sums/a.csv`, `assignments/sums/b.csv`, `assignments/sums/c.csv` and 2 more, which Git"],
    ),
    "staged": (
        staged,
        ["`one.txt`, `two words.txt` are staged", "`git restore --staged -- one.txt 'two words.txt'`", "`git commit`"],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_stands_against_it_is_said(name: str, repository, submit) -> None:
    change, words = REFUSED[name]
    change(repository)
    before = repository.git("status", "--porcelain"), repository.git("log", "--format=%H", "-1")
    text = said(submit("sums.py"))
    for each in words:
        assert each in text
    assert (repository.git("status", "--porcelain"), repository.git("log", "--format=%H", "-1")) == before


def test_git_is_needed(repository, submit, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert "Git, which is not installed here" in said(submit("sums.py"))


def test_a_git_that_does_not_work_says_why(repository, submit, tmp_path: Path, monkeypatch) -> None:
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'fatal: dubious \033[31mownership' >&2\nexit 128\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    text = said(submit("sums.py"))
    assert "Git does not work in `.`: fatal: dubious \\x1b[31mownership" in text


def test_another_name_is_not_found_there(repository, submit) -> None:
    repository.write("mine.py", "")
    assert "`sums` asks for sums.py, so name it so" in said(submit("mine.py", "-a", "sums"))


def test_no_repository(repository, submit, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere" / "sums.py"
    outside.parent.mkdir()
    outside.write_text("")
    text = said(submit(str(outside)))
    assert "does not lie in a Git work tree, and cannot be pushed from there: move it into `.`" in text
    (repository.root / ".git").rename(tmp_path / "away")
    text = said(submit("sums.py"))
    assert "does not lie in a Git work tree, and cannot be pushed from there: work in a clone" in text


@pytest.mark.parametrize("folder", ["../elsewhere", "within"])
def test_another_repository(folder: str, repository, submit) -> None:
    """Beside the course, or in the midst of it."""
    other = repository.root / folder
    repository.git("init", "-q", str(other))
    (other / "sums.py").write_text("")
    text = said(submit(f"{folder}/sums.py"))
    assert f"lies in the Git repository `{folder}`, and its course in `.`" in text


def test_a_course_in_no_repository(repository, submit, tmp_path: Path, monkeypatch) -> None:
    (repository.root / ".git").rename(tmp_path / "away")
    repository.git("init", "-q", str(tmp_path / "mine"))
    (tmp_path / "mine" / "sums.py").write_text("")
    assert "and its course in none" in said(submit(str(tmp_path / "mine" / "sums.py")))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["-m", "text"], "only --push makes one"), (["--push", "-m", "  "], "--message says nothing")],
)
def test_a_message_is_of_a_push(arguments: list[str], words: str, repository) -> None:
    found = CliRunner().invoke(cli, ["submit", *arguments])
    assert (found.exit_code, words in found.output) == (2, True), found.output


WHERE = {
    "upstream": ([], ("origin", "main", True)),
    "none yet": ([["branch", "--unset-upstream"]], ("origin", "main", False)),
    "another name": ([["config", "branch.main.merge", "refs/heads/work/x"]], ("origin", "work/x", True)),
    "a branch here": ([["config", "branch.main.remote", "."]], ("origin", "main", False)),
    "a fork": (
        [["remote", "add", "fork", "x:y"], ["config", "remote.pushDefault", "fork"]],
        ("fork", "main", True),
    ),
    "an address": ([["config", "branch.main.remote", "https://me:pw@host/x"]], ("https://me:pw@host/x", "main", True)),
}


@pytest.mark.parametrize("name", WHERE)
def test_where_it_goes(name: str, repository) -> None:
    commands, expected = WHERE[name]
    for each in commands:
        repository.git(*each)
    place = find_place([repository.root / "sums.py"], repository.root, [], [], may_ask=False)
    assert (place.remote, place.target, place.is_followed) == expected
    assert "pw" not in place.shown


@pytest.mark.parametrize("path", ["notes.txt", "assignments/sums/.DS_Store", "assignments/sums/__pycache__/x.pyc"])
def test_what_is_not_read_does_not_matter(path: str, repository) -> None:
    repository.write(path, "")
    repository.write("reference/pair/a.py", "# changed")
    os.environ["GIT_DIR"] = "/nowhere"  # as hooks have it
    try:
        folders = [repository.root / "assignments" / "sums"]
        place = find_place(
            [Path("sums.py")], repository.root, folders, [repository.root / "course.yaml"], may_ask=False
        )
    finally:
        del os.environ["GIT_DIR"]
    assert place.paths == ("sums.py",)
