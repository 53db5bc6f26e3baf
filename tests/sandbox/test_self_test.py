"""The conformance suite that `grade doctor --self-test` runs, on both back ends, and what it says unconfined."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.sandbox import ISOLATED, Policy, Runner, try_confinement
from grader.sandbox.conformance import TRIALS, Finding, conform

SECRET = Path(__file__)


def put(runner: Runner, *, layers: tuple[str, ...] | None = None) -> list[Finding]:
    return list(conform(runner, Policy(SECRET) if layers is None else Policy(SECRET, layers=layers)))


def test_every_trial_goes_as_it_must(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADE_SECRET", "a token")
    found = put(runner)
    assert [each.trial for each in found] == list(TRIALS)
    wrong = [(each.trial.name, each.said) for each in found if each.passed is False]
    assert not wrong
    isolated = try_confinement(runner, Policy(SECRET)).tier == ISOLATED
    assert all((each.passed is None) is (each.trial.isolated and not isolated) for each in found)


def test_without_the_layers_nothing_of_it_is_denied(fork: Runner) -> None:
    """The control: what isolation denies is possible, and is done, where the layers are left out."""
    confinement = try_confinement(fork, Policy(SECRET, layers=()))
    assert confinement.tier != ISOLATED
    assert {"read the course", "start a process", "open a connection"} <= set(confinement.open)
    found = put(fork, layers=())
    denied = [each.trial.name for each in found if each.trial.isolated and each.said == "PermissionError"]
    assert not denied
    assert not [each.trial.name for each in found if not each.trial.isolated and not each.passed]


@pytest.mark.parametrize(("layers", "still_open"), [(("files",), "start a process"), (("calls",), "read the course")])
def test_each_layer_denies_something_of_its_own(fork: Runner, layers: tuple[str, ...], still_open: str) -> None:
    assert still_open in try_confinement(fork, Policy(SECRET, layers=layers)).open
