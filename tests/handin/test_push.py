"""What is committed is what was graded, nothing else goes along, and where it fails nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import GraderError, MachineError, UsageError
from grader.handin import Handed, find_place, hand_in


def handed(repository, *names: str, message: str = "Hand in") -> Handed:
    """Hand in what the files hold now."""
    files = [repository.root / name for name in names or ("sums.py",)]
    place = find_place(files, repository.root, [], [], may_ask=False)
    contents = {path: file.read_bytes() for path, file in zip(place.paths, files, strict=True)}
    return hand_in(place, contents, message, lambda _: None)


def refused(repository, error: type[GraderError], *names: str) -> str:
    """What is said; all that was there is there as it was, but for a commit that may have been made."""
    before = {file: file.read_bytes() for file in repository.root.glob("*.*") if file.is_file()}
    with pytest.raises(error) as found:
        handed(repository, *names)
    assert {file: file.read_bytes() for file in before} == before
    return str(found.value)


def files_of(repository, commit: str = "HEAD") -> list[str]:
    return repository.git("show", "--name-only", "--format=", "-z", commit).rstrip("\0").split("\0")


def test_the_submission_goes_along_and_nothing_else(repository) -> None:
    repository.write("notes.txt", "mine\n")
    repository.write("reference/pair/a.py", "# changed\n")
    found = handed(repository, message="-m 'Mine'\n\n# and more")
    assert repository.there() == found.commit
    assert not found.was_there
    assert files_of(repository) == ["sums.py"]
    assert repository.git("log", "-1", "--format=%B") == "-m 'Mine'\n\n# and more"
    assert repository.git("status", "--porcelain") == "M reference/pair/a.py\n?? notes.txt"


@pytest.mark.parametrize(
    "name", ["a b/sums.py", "Übung 1/späß.py", "deep/er/sums.py", "[a-z]*/sums.py", ":!x/-s.py", "q\"/s'.py"]
)
def test_any_name(name: str, repository) -> None:
    repository.write(name, "x = 1\n")
    repository.write("a/sums.py", "x = 2\n")
    found = handed(repository, name)
    assert files_of(repository) == [name]
    assert repository.there(name) == "x = 1"
    assert handed(repository, name) == Handed(found.commit, True, None)


def test_several_files(repository) -> None:
    for name in ("a.py", "b.py"):
        repository.write(name, f"# {name}\n")
    handed(repository, "a.py", "b.py")
    assert files_of(repository) == ["a.py", "b.py"]
    repository.write("b.py", "# again\n")
    handed(repository, "a.py", "b.py")
    assert files_of(repository) == ["b.py"]


def test_in_a_subfolder_of_a_branch_that_is_not_there_yet(repository, monkeypatch) -> None:
    repository.git("switch", "-qc", "my/work")
    repository.write("week 1/sums.py", "x = 1\n")
    monkeypatch.chdir(repository.root / "week 1")
    found = handed(repository, "week 1/sums.py")
    assert repository.there(branch="my/work") == found.commit
    assert repository.git("rev-parse", "--abbrev-ref", "@{upstream}") == "origin/my/work"


def test_what_is_committed_already_is_pushed_alone(repository) -> None:
    repository.commit("sums.py", "x = 1\n")
    repository.commit("notes.txt", "mine\n")
    head = repository.git("rev-parse", "HEAD")
    assert handed(repository) == Handed(head, False, None)
    assert repository.there() == head
    assert handed(repository) == Handed(head, True, None)


def test_what_is_staged_in_part_is_committed_as_it_was_graded(repository) -> None:
    repository.git("add", "sums.py")
    repository.write("sums.py", "x = 2\n")
    handed(repository)
    assert repository.there("sums.py") == "x = 2"
    assert repository.git("status", "--porcelain") == ""


def test_other_commits_at_the_remote(repository, tmp_path: Path) -> None:
    other = tmp_path / "other"
    repository.git("clone", "-q", str(repository.remote), str(other))
    (other / "news.txt").write_text("x\n")
    for command in (
        ["add", "."],
        ["-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "News"],
        ["push", "-q"],
    ):
        repository.git(*command, at=other)
    there = repository.there()
    repository.write("course.yaml", "# changed meanwhile\n")
    text = refused(repository, UsageError)
    head = repository.git("rev-parse", "--short=7", "HEAD")
    assert text == (
        "`origin/main` has commits that are not here, so nothing was pushed: get them with `git pull --rebase "
        f"--autostash`, and run `grade submit --push` again (what you hand in is committed here, as {head})"
    )
    assert repository.there() == there
    assert files_of(repository) == ["sums.py"]
    repository.git("pull", "-q", "--rebase", "--autostash")  # as it says
    assert repository.there() != handed(repository).commit != there
    assert repository.there("sums.py") == (repository.root / "sums.py").read_text().strip()


@pytest.mark.parametrize("staged", ["", "other text\n"])
@pytest.mark.parametrize("known", [True, False])
def test_a_hook_that_refuses_is_heard_and_nothing_is_lost(known: bool, staged: str, repository) -> None:
    if known:
        repository.commit("sums.py", "first\n")
    if staged:
        repository.write("sums.py", staged)
        repository.git("add", "sums.py")
    repository.write("sums.py", "newest\n")
    repository.hook("pre-commit", "printf 'line 1: \\033[31mtabs\\n'", "echo and more >&2", "exit 1")
    state = [repository.git(*each) for each in (("status", "--porcelain"), ("ls-files", "-s"), ("rev-parse", "HEAD"))]
    text = refused(repository, UsageError)
    head, *lines = text.splitlines()
    assert head == "Git made no commit, so nothing was handed in. Mend what it says, and try again:"
    assert lines == ["  line 1: \x1b[31mtabs", "  and more"]  # made harmless where it is printed
    after = [repository.git(*each) for each in (("status", "--porcelain"), ("ls-files", "-s"), ("rev-parse", "HEAD"))]
    assert after == state
    repository.hook("pre-commit", "exit 0")
    handed(repository)
    assert repository.there("sums.py") == "newest"


def test_a_hook_says_no_end_of_things(repository) -> None:
    repository.hook("pre-commit", "seq 1 1000", "exit 1")
    lines = refused(repository, UsageError).splitlines()
    assert lines[1:3] == ["  (980 lines before)", "  981"]
    assert lines[-1] == "  1000"


@pytest.mark.parametrize("autocrlf", ["true", "input"])
@pytest.mark.parametrize("text", ["a = 1\r\nb = 2\r\n", "a = 1\nb = 2\n"])
def test_line_ends_are_git_s(autocrlf: str, text: str, repository) -> None:
    repository.git("config", "core.autocrlf", autocrlf)
    repository.git("config", "core.safecrlf", "false")
    repository.write("sums.py", text)
    handed(repository)
    assert repository.git("cat-file", "-p", "HEAD:sums.py") == "a = 1\nb = 2"
    assert (repository.root / "sums.py").read_bytes() == text.encode()
    assert handed(repository).was_there


def by_filter(repository) -> None:
    repository.git("config", "filter.upper.clean", "tr a-z A-Z")
    repository.commit(".gitattributes", "sums.py filter=upper\n")


def by_hook(repository) -> None:
    repository.hook("pre-commit", "echo '# formatted' >>sums.py", "git add sums.py")


@pytest.mark.parametrize("change", [by_filter, by_hook])
def test_what_is_not_what_was_graded_is_not_pushed(change, repository) -> None:
    change(repository)
    there = repository.there()
    with pytest.raises(UsageError, match=r"was committed with other text than was graded, so nothing was pushed"):
        handed(repository)
    assert repository.there() == there


def test_a_server_that_refuses_is_heard(repository) -> None:
    hook = repository.remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'The deadline is over.' >&2\nexit 1\n")
    hook.chmod(0o755)
    text = refused(repository, UsageError)
    assert text.startswith("`origin/main` did not take the push (what you hand in is committed here, as ")
    assert "remote: The deadline is over." in text
    assert "pre-receive hook declined" in text


def test_a_hook_before_the_push_is_heard(repository) -> None:
    repository.hook("pre-push", "echo 'not on a Friday' >&2", "exit 1")
    assert "nothing could be pushed to `origin/main`: not on a Friday. See that" in refused(repository, MachineError)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("{}/gone.git", "does not appear to be a git repository"),
        ("https://ada:secret@localhost:1/ada/work.git", "unable to access 'https://localhost:1/ada/work.git/'"),
    ],
)
def test_a_remote_that_is_not_reached(address: str, words: str, repository, tmp_path: Path) -> None:
    repository.git("remote", "set-url", "origin", address.format(tmp_path))
    text = refused(repository, MachineError)
    assert words in text
    assert "secret" not in text
    assert "what you hand in is committed here, as " in text
    assert files_of(repository) == ["sums.py"]
    repository.git("remote", "set-url", "origin", str(repository.remote))
    assert not handed(repository).was_there


def test_a_locked_index_is_the_machine_s(repository) -> None:
    (repository.root / ".git" / "index.lock").write_text("")
    assert "`git add` failed: " in refused(repository, MachineError)
