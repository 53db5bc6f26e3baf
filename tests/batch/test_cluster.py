"""`grade batch --ray` on a real cluster of two nodes on this machine: the same grades, also when a node dies."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.batch.messages import Question, Setup, read_reply, write_setup
from grader.batch.node import Checked, Node, versions_here
from grader.batch.shipping import pack, unpack
from grader.errors import MachineError, UsageError
from grader.sandbox import ISOLATED, PROCESS
from grader.spec import load_assignment, load_course

from .conftest import ROOT, command, content, environment
from .made import KINDS, SOLUTION, make_class
from .test_nothing_is_lost import rows

KINDS_HERE = {
    name: KINDS[name] for name in ("right", "wrong", "half", "syntax", "aborts", "notebook", "link", "no Python")
}
CLASS = 200


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Of one node; a test adds others."""
    pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    arguments = {"num_cpus": 1, "include_dashboard": False, "object_store_memory": 100 << 20}
    found = Cluster(initialize_head=True, head_node_args=arguments)
    yield found
    found.shutdown()


def started(course: Path, gradebook: Path, *arguments: object) -> subprocess.Popen[str]:
    words = command("handed-in", "--seed", 5, *arguments, gradebook=gradebook)
    return subprocess.Popen(
        words, cwd=course, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.thorough
def test_a_node_that_dies_costs_nothing_but_time(cluster: Any, course: Path, gradebook: Path, tmp_path: Path) -> None:
    second = cluster.add_node(num_cpus=1, object_store_memory=100 << 20)
    cluster.wait_for_nodes()
    make_class(course, CLASS, KINDS_HERE)
    process = started(course, gradebook, "--ray", cluster.address)
    while process.poll() is None and rows(gradebook) < CLASS // 8:
        time.sleep(0.05)
    cluster.remove_node(second, allow_graceful=False)
    out, errors = process.communicate()
    assert process.returncode == 1, out + errors
    assert "is gone: what it had to grade is graded by others" in errors
    embedded = tmp_path / "embedded.db"
    done = started(course, embedded, "--workers", 2)
    done.communicate()
    assert content(gradebook) == content(embedded)
    assert rows(gradebook) == rows(embedded)  # written once, whatever was tried again


@pytest.mark.thorough
def test_what_is_not_fit_gets_no_work(cluster: Any, course: Path, gradebook: Path, tmp_path: Path) -> None:
    """A node that needs a GPU to be had, and an address where nobody answers."""
    make_class(course, 2, KINDS_HERE)
    process = started(course, gradebook, "--ray", cluster.address, "--device", "cuda", "--require", "process")
    _, errors = process.communicate()
    assert process.returncode == 2 and "has no node with a GPU" in errors
    process = started(course, gradebook, "--ray", "127.0.0.1:1")
    _, errors = process.communicate()
    assert process.returncode == 2 and "there is no Ray cluster at `127.0.0.1:1`" in errors
    assert "Traceback" not in errors


@pytest.mark.thorough
def test_the_job_for_slurm(course: Path, tmp_path: Path) -> None:
    """As Slurm would run it on one node: what asks Slurm for the node, and what goes to it, is done here."""
    pytest.importorskip("ray")
    make_class(course, 4, KINDS_HERE)
    for name, text in {
        "scontrol": "hostname",
        "srun": 'while case "$1" in --*) true;; *) false;; esac; do shift; done\nexec "$@"',
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    asked = {"SLURM_JOB_NODELIST": "here", "SLURM_JOB_NUM_NODES": "1", "SLURM_CPUS_PER_TASK": "1"}
    done = subprocess.run(
        ["bash", str(ROOT / "docs/examples/slurm.sh"), "small", "handed-in"],
        cwd=course,
        env={
            **environment(),
            **asked,
            "GRADE_ENVIRONMENT": sys.prefix,
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "graded now: 4 of 4 different submissions" in done.stdout
    assert "<html" in (course / "class.html").read_text()


def test_a_course_arrives_as_it_was(course: Path, tmp_path: Path) -> None:
    (course / "reference/small/wrong").mkdir()
    (course / "reference/small/wrong/one.py").write_text("x = 1\n")
    (course / "reference/other").mkdir()
    (course / "assignments/other").mkdir()
    specification = (course / "assignments/small/assignment.yaml").read_text().replace("small.py", "other.py")
    (course / "assignments/other/assignment.yaml").write_text(specification)
    (course / "course.yaml").write_text("format: 1\ntitle: A small course\nassignments: [other, small]\n")
    (course / "reference/other/solution.py").write_text("of another assignment")
    found = load_course(course / "course.yaml")
    assignment = load_assignment(course / "assignments/small/assignment.yaml", found)
    there = unpack(pack(found, assignment), tmp_path / "there")
    again = load_course(there)
    assert load_assignment(there.parent / "assignments/small/assignment.yaml", again).digest == assignment.digest
    assert (there.parent / "reference/small/wrong/one.py").read_text() == "x = 1\n"
    assert not (there.parent / "reference/other").exists()


def test_references_that_lie_elsewhere_are_not_sent(course: Path, tmp_path: Path) -> None:
    (course / "course.yaml").write_text("format: 1\ntitle: A small course\nreference: ../elsewhere\n")
    found = load_course(course / "course.yaml")
    with pytest.raises(UsageError, match="lies outside of the course"):
        pack(found, load_assignment(course / "assignments/small/assignment.yaml", found))


class Fake:
    """Ray, as far as asking goes: a node answers at once, or is gone for good when it is asked a number of times."""

    def __init__(self, lives: int) -> None:
        self.lives = lives
        self.grade = self
        self.asked = 0

    def remote(self, files: object, only: object) -> Fake:
        self.asked += 1
        return self


def test_who_outlives_no_node_is_held_to_be_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three nodes are lost under one submission: it is not asked of a fourth. The others are graded there."""
    ray = pytest.importorskip("ray")
    from grader.batch import cluster as module
    from grader.batch.messages import Reply, write_reply

    said: list[str] = []
    setup = Setup("course.yaml", "small", 1, "fresh", None, 10.0)
    found = module.Cluster(setup, b"", "auto", most=None, memory=1, with_device=False, say=said.append)
    found._machines = [module._Machine(f"n{number}", Fake(number), 1) for number in range(4)]

    def get(node: Fake) -> bytes:
        if node.lives < 3:
            raise ray.exceptions.ActorDiedError
        return write_reply(Reply(error="", defect="answered"))

    monkeypatch.setattr(module.ray, "get", get)
    monkeypatch.setattr(module.ray, "wait", lambda refs: (refs[:1], refs[1:]))
    replies = list(found.ask(["bad"], lambda _: Question(str(tmp_path)), at_a_time=1))
    assert [reply.defect for _, reply in replies] == ["the process that graded it ended, and did so twice"]
    assert len(said) == 3 and found.count == 1
    assert [reply.defect for _, reply in found.ask(["good"], lambda _: Question(str(tmp_path)))] == ["answered"]
    found._machines = [module._Machine("last", Fake(0), 1)]
    with pytest.raises(MachineError, match="no node of the cluster is left"):
        list(found.ask(["good", "other"], lambda _: Question(str(tmp_path))))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Checked(versions_here(), ISOLATED, workers=2), ""),
        (Checked(versions_here(), PROCESS, ("read the course",)), "a submission could read the course there"),
        (Checked(versions_here(), ISOLATED, (), ("forks",)), "does not contain what it should: forks"),
        (Checked({**versions_here(), "torch": "2.4.0"}, ISOLATED), "it has torch 2.4.0, and this machine"),
        (Checked(versions_here(), problem="the runner could not start"), "the runner could not start"),
    ],
    ids=["fit", "not isolated", "not contained", "another torch", "broken"],
)
def test_each_node_is_tried_before_it_gets_work(found: Checked, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray")
    from grader.batch import cluster as module

    setup = Setup("course.yaml", "small", 1, "fresh", ISOLATED, 10.0)
    tried = module.Cluster(setup, b"", "auto", most=None, memory=1, with_device=False, say=print)
    monkeypatch.setattr(module.ray, "get", lambda check, timeout: check)
    problem, workers = tried._fitness(found)
    assert (said in problem and not workers) if said else (not problem and workers == 2)


@pytest.mark.parametrize(
    ("device", "with_device", "gpus", "chosen"),
    [("", False, (0, 1), [0, 1]), ("", True, (0, 1), [1]), ("", True, (0, 0), [0, 1]), ("cuda", True, (0, 1), [1])],
    ids=["needs none", "needs one", "needs one that nobody has", "wanted"],
)
def test_what_needs_a_gpu_goes_where_there_is_one(
    device: str, with_device: bool, gpus: tuple[int, ...], chosen: list[int]
) -> None:
    pytest.importorskip("ray")
    from grader.batch import cluster as module

    setup = Setup("course.yaml", "small", 1, "fresh", None, 10.0, device=device)
    asked = module.Cluster(setup, b"", "auto", most=None, memory=1, with_device=with_device, say=print)
    nodes = [{"Resources": {"CPU": 1.0, "GPU": float(count)}} for count in gpus]
    assert asked._wanted(nodes) == [nodes[at] for at in chosen]


@pytest.mark.slow
def test_a_node_checks_itself_and_grades(course: Path) -> None:
    """All of it that needs no cluster."""
    found = load_course(course / "course.yaml")
    packed = pack(found, load_assignment(course / "assignments/small/assignment.yaml", found))
    setup = Setup("", "small", 1, "fresh", ISOLATED, 100.0)
    node = Node(write_setup(setup), packed, 2, 512 << 20, with_device=False)
    try:
        checked = node.check()
        assert (checked.tier, checked.failed, checked.problem) == (ISOLATED, (), "") and checked.workers >= 1
        reply = read_reply(node.grade([("small.py", SOLUTION.encode())], ()))
        assert reply.graded is not None and [mark.score for mark in reply.graded.marks] == [200, 100]
    finally:
        node._ends.close()
