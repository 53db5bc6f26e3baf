"""The least that could grade: import torch once, fork for each submission, run its source, make the calls, send bytes.

Run by `benchmarks.warm` as `python bare.py SOURCE CALLS`. It has no limits, no deadline and no isolation, and judges
nothing; its inputs are built before the clock starts. For each line on standard input it forks once and answers with
the seconds that took and the digest of the bytes that the child sent.
"""

from __future__ import annotations

import hashlib
import os
import struct
import sys
import time
from pathlib import Path

# The grader's package, for reading the calls; run as a file, this has `benchmarks` on its path instead.
sys.path[0] = str(Path(__file__).resolve().parents[1])

import torch  # noqa: E402

from grader.model.calls import Call  # noqa: E402
from grader.model.values import Made, Plain, Tensor, Tree  # noqa: E402
from grader.wire import REQUEST, call_from_tree, decode  # noqa: E402


def main() -> None:
    source = Path(sys.argv[1]).read_text(encoding="utf-8")
    calls = [Prepared(call) for call in _read_calls(Path(sys.argv[2]))]
    torch.set_num_threads(1)
    (torch.ones(2, 2, requires_grad=True) @ torch.ones(2, 2)).sum().backward()  # type: ignore[no-untyped-call]
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        received = fork_and_call(source, calls)
        seconds = time.perf_counter() - start
        print(seconds, hashlib.sha256(received).hexdigest(), flush=True)


def fork_and_call(source: str, calls: list[Prepared]) -> bytes:
    """The bytes of everything observed, from a child of this process."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        module: dict[str, object] = {}
        exec(compile(source, "submission", "exec"), module)
        with os.fdopen(writing, "wb") as pipe:
            for call in calls:
                for data in call.make(module):
                    pipe.write(data)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        received = pipe.read()
    os.waitpid(pid, 0)
    return received


class Prepared:
    """One call with its inputs built."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.init = {name: _build(tree) for name, tree in call.init}
        self.given = {name: _build(tree) for name, tree in call.given}
        self.assign = [(path.split("."), _build(tree)) for path, tree in call.assign]
        self.backward = [_build(tree) for _, tree in call.backward]

    def make(self, module: dict[str, object]) -> list[bytes]:
        """Make it and take the bytes of what the grader would observe, in the same order."""
        torch.manual_seed(self.call.seed)
        roots = dict(self.given)
        if self.call.class_name:
            target = roots["self"] = module[self.call.class_name](**self.init)  # type: ignore[operator]
        else:
            target = module[self.call.turns[0].names[0]]
        for path, value in self.assign:
            owner = _walk(roots, path[:-1])
            if path[-1] == "grad":
                owner.grad = value  # type: ignore[attr-defined]
            else:
                getattr(owner, path[-1]).data.copy_(value)
        roots["result"] = target(**self.given)
        for cotangent in self.backward:
            (roots["result"] * cotangent).sum().backward()  # type: ignore[operator]
        return [data for path in self.call.observe for data in _bytes(roots, path.split("."))]


def _walk(roots: dict[str, object], path: list[str]) -> object:
    found = roots[path[0]]
    for name in path[1:]:
        found = getattr(found, name)
    return found


def _bytes(roots: dict[str, object], path: list[str]) -> list[bytes]:
    if "*" in path:
        parameters = [each for _, each in roots[path[0]].named_parameters()]  # type: ignore[attr-defined]
        found = [each.grad for each in parameters] if path[-1] == "grad" else parameters
    else:
        found = [_walk(roots, path)]
    return [each.detach().contiguous().numpy().tobytes() for each in found if isinstance(each, torch.Tensor)]


def _build(tree: Tree) -> object:
    if isinstance(tree, Tensor):
        made = torch.frombuffer(bytearray(tree.data), dtype=getattr(torch, tree.dtype)).reshape(tree.shape).clone()
        return made.requires_grad_(tree.requires_grad)
    if isinstance(tree, Made):
        return getattr(torch.nn, tree.class_name.rpartition(".")[2])(**{name: _build(each) for name, each in tree.init})
    if isinstance(tree, Plain):
        return tree
    raise TypeError(f"the calls of this benchmark hold no {type(tree).__name__}")


def _read_calls(file: Path) -> list[Call]:
    calls, data = [], file.read_bytes()
    while data:
        (length,) = struct.unpack_from("<Q", data)
        _, tree = decode(memoryview(data)[8 : 8 + length], REQUEST)
        calls.append(call_from_tree(tree))
        data = data[8 + length :]
    return calls


if __name__ == "__main__":
    main()
