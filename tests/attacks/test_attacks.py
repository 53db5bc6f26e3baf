"""Every attack fails, although each succeeds where its layer is missing. `python -m tests.attacks` prints the table."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.confine import landlock
from grader.confine.confine import CALLS, FILES
from grader.confine.syscalls import processor
from grader.sandbox import BACKENDS, ISOLATED, PROCESS, Runner, default_backend
from grader.sandbox.folder import remove_folder
from tests.attacks.attack import CLASSES, Attack, attacks
from tests.attacks.control import Naive, naive_graders, runs_beside
from tests.attacks.graded import BY_COMMAND, Outcome, grade_attack
from tests.attacks.placing import HONEST_BESIDE
from tests.attacks.processes import adopting_orphans, descendants, end_those_left
from tests.attacks.table import unstopped
from tests.attacks.world import TOKEN, World, make_world

ALL = attacks()
NAMED = {attack.name: attack for attack in ALL}

# What depends on how a child is started, asked, bounded and ended: run with the spare back end too.
OF_BACKENDS = (
    "deny/deaf",
    "deny/huge_tensor",
    "deny/segfault",
    "escape/kills_its_parent",
    "forge/any_frame",
    "forge/closes_everything",
    "steal/environment",
    "steal/inherited_files",
    "steal/reference_by_path",
)

pytestmark = pytest.mark.skipif(default_backend() != "fork", reason="the attacks and their controls are for Linux")
needs_isolation = pytest.mark.skipif(
    landlock.version() == 0 or processor() is None, reason="needs Landlock and a processor whose calls are known"
)


@pytest.fixture(scope="session")
def naive() -> Iterator[Naive]:
    """It lives as long as the tests, so that an attack finds another process of the same user, with a token."""
    with adopting_orphans(), naive_graders() as source:
        yield source


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attack: Attack) -> Iterator[World]:
    world = make_world(tmp_path, is_hanging=attack.is_hanging)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    monkeypatch.setenv("GRADER_ATTACK_TOKEN", TOKEN)
    yield world
    # What a naive grader cannot remove is too much for pytest as well.
    for folder in world.place.glob("scratch-*"):
        remove_folder(folder)


@pytest.fixture(scope="module")
def mortal() -> Iterator[list[Runner]]:
    """A runner that an attack may kill: the list holds the living one."""
    runners: list[Runner] = []
    yield runners
    for runner in runners:
        runner.close()


def _with_layers(attack: Attack, world: World, mortal: list[Runner], layers: tuple[str, ...]) -> Outcome:
    if not mortal:
        mortal.append(BACKENDS["fork"]())
    outcome = grade_attack(attack, world, mortal[0], layers)
    if "no grade at all" in outcome.got:
        mortal.pop().close()
    return outcome


def each(names: tuple[str, ...] = tuple(NAMED)) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("attack", [NAMED[name] for name in names], ids=names)


def test_there_are_many_and_every_class_has_some() -> None:
    counted = Counter(attack.kind for attack in ALL)
    assert len(ALL) >= 60
    assert min(counted[kind] for kind in CLASSES) >= 8, counted
    assert len({attack.wants for attack in ALL}) == len(ALL)


@each()
def test_it_succeeds_where_its_layer_is_missing(attack: Attack, naive: Naive, world: World, tmp_path: Path) -> None:
    if attack.sign == "not run":
        pytest.skip(attack.reason)
    if attack.placed in HONEST_BESIDE:
        assert runs_beside(attack, world, tmp_path / "handed")
        return
    known = descendants()
    told = naive.grade(attack, world, tmp_path / "handed")
    end_those_left(known, patience=0)
    if attack.where and not told.succeeded(attack):
        pytest.skip(f"needs {attack.where}")
    assert told.succeeded(attack), told


@needs_isolation
@each()
def test_it_fails(attack: Attack, fork: Runner, naive: Naive, world: World) -> None:
    outcome = grade_attack(attack, world, fork)
    assert not outcome.got, outcome
    assert outcome.cause in attack.ends, outcome
    assert outcome.tier == ISOLATED or "refused" in attack.ends, outcome


@pytest.mark.thorough
@needs_isolation
@each(OF_BACKENDS)
def test_it_fails_with_fresh_processes(attack: Attack, spare: Runner, naive: Naive, world: World) -> None:
    outcome = grade_attack(attack, world, spare, only=("attacked", "honest"))
    assert not outcome.got, outcome
    assert outcome.cause in attack.ends, outcome


@pytest.mark.thorough
@each(tuple(name for name, attack in NAMED.items() if attack.placed not in BY_COMMAND))
def test_it_gets_what_the_process_tier_does_not_stop(
    attack: Attack, mortal: list[Runner], naive: Naive, world: World
) -> None:
    """Without Landlock and seccomp those of the list get something, and no other one."""
    outcome = _with_layers(attack, world, mortal, ())
    if attack.name in unstopped():
        if attack.where and not outcome.got:
            pytest.skip(f"needs {attack.where}")
        assert outcome.got, outcome
    else:
        assert not outcome.got, outcome
    assert outcome.tier == PROCESS or "refused" in attack.ends, outcome


@needs_isolation
@each(tuple(name for name, attack in NAMED.items() if attack.stopped_by in ("Landlock", "seccomp")))
def test_nothing_else_stops_it(attack: Attack, mortal: list[Runner], naive: Naive, world: World) -> None:
    """With the other layer alone it gets something: each of the two is needed, and is what the attack says."""
    if attack.name not in unstopped():
        pytest.skip("the `process` tier stops it here too, as far as it goes")
    outcome = _with_layers(attack, world, mortal, (CALLS,) if attack.stopped_by == "Landlock" else (FILES,))
    if attack.where and not outcome.got:
        pytest.skip(f"needs {attack.where}")
    assert outcome.got, outcome
