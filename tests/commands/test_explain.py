"""`grade explain`: words anywhere, exercises in a course, and what is said of anything else."""

from __future__ import annotations

import pytest

from grader.audit.lint import RULES, Rule
from grader.explain import FILES, topics


def test_without_a_name_it_lists_every_word_and_rule(run, course) -> None:
    found = run("explain")
    assert found.exit_code == 0
    for each in (*topics(), *RULES):
        assert f"   {each.name} " in found.stdout
    assert all(len(line) <= 80 for line in found.stdout.splitlines())


@pytest.mark.parametrize("name", sorted({topic.name for topic in topics()}))
def test_each_word_is_shown_within_eighty_columns(name: str, run, course) -> None:
    found = run("explain", name)
    assert found.exit_code == 0
    assert found.stdout.startswith(f" {name}  ")
    examples = "".join(topic.example for topic in topics() if topic.name == name)
    assert all(len(line) <= 80 or line.strip() in examples for line in found.stdout.splitlines()), found.stdout
    assert "\x1b" not in found.stdout


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_says_why_and_what_to_change(rule: Rule, run, course) -> None:
    found = run("explain", rule.name)
    assert found.exit_code == 0
    assert found.stdout.startswith(f" {rule.name}  rule of the audit, a")
    told = " ".join(found.stdout.split())
    for part in (rule.finds, rule.reason, rule.remedy, f"With the fault {rule.bad}", f"Mended {rule.good}"):
        assert " ".join(part.split()) in told
    assert run("explain", f"lint {rule.name}").stdout == found.stdout


def test_a_rule_has_no_name_of_a_word() -> None:
    assert not {rule.name for rule in RULES} & {topic.name for topic in topics()}


@pytest.mark.parametrize("name", FILES)
def test_files_of_an_assignment_are_told_of_too(name: str, run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = run("explain", name)
    assert found.exit_code == 0
    assert found.stdout.startswith(f" {name}  a file of an assignment\n")
    assert " ".join(FILES[name].split()) in " ".join(found.stdout.split())
    assert all(len(line) <= 80 for line in found.stdout.splitlines())
    assert name not in {topic.name for topic in topics()} | {rule.name for rule in RULES}


def test_words_need_no_course(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("explain", "shape").exit_code == 0
    assert "Did you mean `grade explain shape`?" in " ".join(run("explain", "shap").stderr.split())


def test_an_exercise_by_name_by_address_and_in_an_assignment(run, course) -> None:
    shown = run("explain", "cube")
    assert shown.exit_code == 0
    assert shown.stdout.startswith(" first/cube  Cubes\n")
    assert run("explain", "first/cube").stdout == shown.stdout
    assert run("explain", "-a", "first", "cube").stdout == shown.stdout
    whole = run("explain", "-a", "first").stdout
    assert shown.stdout in whole and " first/square  Squares\n" in whole


def test_what_is_not_there(run, course) -> None:
    for arguments, said in [
        (["cub"], "there is no word, no rule and no exercise called `cub`. Did you mean `grade explain cube`?"),
        (["square"], "there are several exercises `square`: say `first/square` or `second/square`"),
        (["first/cub"], "there is no exercise `cub` in `first`. Did you mean `cube`? There is: square, cube"),
        (["-a", "frist"], "no assignment is called `frist`"),
        (["zero-gradents"], "Did you mean `grade explain zero-gradient`?"),
        (["qqqqq"], "`grade explain` lists all words and rules."),
    ]:
        found = run("explain", *arguments)
        assert found.exit_code == 2
        assert said in " ".join(found.stderr.split())
