"""A hundred thousand damaged and forged answers: each gives verdicts or the one exception, within a bound of memory."""

from __future__ import annotations

import json
import os
import struct
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from random import Random

import pytest

from grader.errors import WireError
from grader.judge import cause_of, judge_again, judge_case, message_of, raised_message
from grader.model.path import Path
from grader.model.record import Frame, Raised, Record, Spent
from grader.model.spec import Case, Check
from grader.model.values import Absent, Mapping, Named, Opaque, Sequence, Tensor, Tree
from grader.reporters.wording import say
from grader.wire import Bounds, decode, encode, record_from_tree, record_to_tree

resource = pytest.importorskip("resource")

# A million take some ten minutes: `FUZZED_FRAMES=1000000 pytest tests/wire/test_mutated_frames.py`.
FRAMES = int(os.environ.get("FUZZED_FRAMES", "25000"))
BOUNDS = Bounds(data=1 << 20)
# A header of 1 MB as JSON lists, as our nodes, and the data of an answer a few times over as wider numbers.
ALLOWED = 150 << 20


def floats(*numbers: float) -> Tensor:
    return Tensor("float32", (len(numbers),), struct.pack(f"<{len(numbers)}f", *numbers))


PARAMETERS = Mapping((("weight", floats(1.0, 2.0)), ("bias", Tensor("bfloat16", (), b"\x80\x3f"))), "dict")
PAIR = Sequence("tuple", (floats(1.0), Sequence("list", (1, 2.5, True, None, "text", 1 + 2j, b"bytes"))), "Pair")
EXPECTED = Record(
    values={
        "result": floats(1.0, 2.0, 3.0),
        "result.0": PAIR,
        "x": Tensor("float64", (2, 2), bytes(32)),
        "x.grad": Tensor("complex64", (2,), bytes(16), requires_grad=True),
        "self.*": PARAMETERS,
        "count": 12,
        "name": Named("numpy.float64", 1.5),
        "dtype": Named("torch.dtype", "torch.float32"),
        "nothing": None,
        "odd": Opaque("Affine"),
        "gone": Absent(("weight", "bias")),
        "empty": Tensor("int64", (0, 3), b""),
        "long": 10**300,
    },
    same={"result": ("x",)},
    warnings=("be careful",),
    spent=Spent("cuda", 0.25, 1 << 20, tf32=True, is_broken=True),
)
STOPPED = Record(
    values={"result": Absent()},
    raised=Raised("call", "ValueError", ("ValueError", "Exception"), "no", (Frame("a.py", 3, "f", "raise"),), ("f",)),
)
INPUTS: dict[str, Tree] = {"x": Tensor("float64", (2, 2), bytes(32)), "count": 12}
KINDS: list[tuple[str, str, object]] = [
    ("result", "value", [1.0, 2.0, 3.0]), ("result[0]", "value", 1.0), ("result", "finite", True),
    ("result", "shape", [3]), ("result", "dtype", "float32"), ("result", "device", "cpu"), ("result", "is", "x"),
    ("result.0", "type", ["tuple", "list"]), ("result.0", "like", "reference"), ("x.grad", "exists", True),
    ("x.grad", "requires_grad", True), ("self.weight", "like", "reference"), ("long", "value", 10**300),
    ("nothing", "exists", False),
]  # fmt: skip
CHECKED = Case(
    None, None, False, (), (), (), (), "train", (), 1, True, tuple(Check(Path.parse(p), k, a) for p, k, a in KINDS)
)
RAISING = Case(
    None, None, False, (), (), (), (), "train", (), 1, False, (Check(Path.parse("raises"), "type", "ValueError"),)
)

JUNK: list[object] = [
    None, True, 0, -1, 1, 2**62, 2**63, 10**400, 1.5, 1e308, "", "0x1p99999", "nan", "-inf", "0x1p-1074", "9" * 4000,
    "9" * 5000, "result", "x", "x.grad", "\ud800", "{0}", "[/tmp]", [], {}, [[]], ["l", "", []], ["d", "dict", []],
    ["T", 0, "bool", [0, 2**61, 2**61], "cpu", True, "torch.Tensor"], ["T", 0, "bfloat16", [], "", False, ""],
    ["T", 1, "float16", [2**62, 0], "cuda:0", False, "numpy.ndarray"], ["b", 0], ["b", 1], ["m", "f", []], ["=", "x"],
    ["o", "float"], ["n", "numpy.float64", ["f", "nan"]], ["n", "numpy.float64", ["i", "9" * 3000]], ["f", "nan"],
    ["f", "inf"], ["c", "nan", "inf"], ["i", "9" * 400], ["a", ["x"] * 5], ["s", "x" * 200], ["f", "0x1.8p+1023"],
]  # fmt: skip


def payload(record: Record) -> bytes:
    return b"".join(bytes(part) for part in encode(1, record_to_tree(record), BOUNDS))[8:]


def parts(whole: bytes) -> tuple[dict[str, object], object, bytes]:
    """Header, tree and data of a payload, for damage that stays well-formed JSON."""
    (length,) = struct.unpack("<Q", whole[:8])
    header = json.loads(whole[8 : 8 + length])
    return header, json.loads(header["__metadata__"]["tree"]), whole[8 + length :]


def joined(header: dict[str, object], tree: object, data: bytes) -> bytes:
    if isinstance(metadata := header.get("__metadata__"), dict) and "tree" in metadata:
        header = {**header, "__metadata__": {**metadata, "tree": json.dumps(tree)}}
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def places(node: object) -> list[tuple[list[object] | dict[str, object], int | str]]:
    """Every place below ``node`` where something stands."""
    found: list[tuple[list[object] | dict[str, object], int | str]] = []
    waiting = [node]
    while waiting:
        there = waiting.pop()
        if isinstance(there, list):
            found += [(there, key) for key in range(len(there))]
            waiting += [item for item in there if isinstance(item, list | dict)]
        elif isinstance(there, dict):
            found += [(there, key) for key in there]
            waiting += there.values()
    return found


def change_bytes(random: Random, whole: bytes) -> bytes:
    damaged = bytearray(whole)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(damaged) + 1)
        match random.randrange(5):
            case 0 if at < len(damaged):
                damaged[at] ^= 1 << random.randrange(8)
            case 1:
                del damaged[at:]
            case 2:
                damaged[at:at] = random.randbytes(random.randint(1, 9))
            case 3:
                damaged[:8] = struct.pack("<Q", random.choice([0, 1, 8, len(whole), 2**31, 2**63, 2**64 - 1]))
            case _:
                damaged[at : at + random.randint(1, 30)] = b""
    return bytes(damaged)


def change_text(random: Random, whole: bytes) -> bytes:
    """Replace a digit or a letter of the header: mostly still JSON, with another number in it."""
    (length,) = struct.unpack("<Q", whole[:8])
    damaged = bytearray(whole)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(8, 8 + length)
        damaged[at] = random.choice(b'0123456789abcdefltTn[]{},"-xp.')
    return bytes(damaged)


def change_nodes(random: Random, whole: bytes) -> bytes:
    header, tree, data = parts(whole)
    for _ in range(random.randint(1, 3)):
        known = places(tree)
        if not known:
            break
        there, key = random.choice(known)
        match random.randrange(5):
            case 0:
                there[key] = deepcopy(random.choice(JUNK))  # type: ignore[index]
            case 1:
                other, name = random.choice(known)
                there[key] = deepcopy(other[name])  # type: ignore[index]
            case 2 if isinstance(there, list) and isinstance(key, int) and key < len(there):
                there.insert(key, deepcopy(there[key]))
            case 3 if isinstance(there, list) and isinstance(key, int) and key < len(there):
                del there[key]
            case _:
                node: object = deepcopy(random.choice(JUNK))
                for _ in range(random.choice([1, 3, 14, 17, 60])):
                    node = ["l", "", [node]]
                there[key] = node  # type: ignore[index]
    return joined(header, tree, data)


def change_header(random: Random, whole: bytes) -> bytes:
    header, tree, data = parts(whole)
    there, key = random.choice(places(header))
    there[key] = deepcopy(random.choice(JUNK))  # type: ignore[index]
    if random.random() < 0.3:
        data = data[: random.randrange(len(data) + 1)] + random.randbytes(random.randrange(9))
    return joined(header, tree, data)


def change_data(random: Random, whole: bytes) -> bytes:
    """The numbers themselves: NaN of every kind, truth values of 255, denormal numbers."""
    (length,) = struct.unpack("<Q", whole[:8])
    return whole[: 8 + length] + random.choice([random.randbytes(1), b"\xff", b"\x7f", b"\x80"]) * (
        len(whole) - 8 - length
    )


CHANGES: list[Callable[[Random, bytes], bytes]] = [
    change_bytes, change_text, change_nodes, change_nodes, change_nodes, change_header, change_data,
]  # fmt: skip


def judge(answer: bytes) -> bool:
    """Do with an answer all that grading does; False where it was refused as malformed."""
    try:
        _, tree = decode(answer, BOUNDS)
        actual = record_from_tree(tree)
    except WireError:
        return False
    for case, expected in ((CHECKED, EXPECTED), *([(RAISING, STOPPED)] if actual.raised else [])):
        verdicts = judge_case(case, expected, actual, INPUTS, drawn={"N": 3})
        cause_of(case, expected, actual, verdicts)
        told = [*(verdict.message for verdict in verdicts), message_of(case, expected, actual, verdicts)]
        if "result.0" in actual.values:
            again = judge_again(case, expected, expected, actual, actual)
            told.append(again.message if again else None)
        told.append(raised_message(actual.raised) if actual.raised else None)
        for message in filter(None, told):
            assert say(message)
    return True


@contextmanager
def little_memory(more: int) -> Iterator[None]:
    """Address space for ``more`` bytes beyond what is mapped now: whoever asks for more gets a ``MemoryError``."""
    with open("/proc/self/statm") as statm:
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (mapped + more, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_damage_gets_past_the_one_exception(part: int) -> None:
    random = Random(part)
    sound = [payload(EXPECTED), payload(STOPPED), payload(Record({"result": EXPECTED.values["result"]}))]
    assert all(map(judge, sound))
    read = 0
    with little_memory(ALLOWED):
        for number in range(FRAMES // 4):
            damaged = random.choice(CHANGES)(random, random.choice(sound))
            try:
                read += judge(damaged)
            except Exception as error:
                raise AssertionError(f"frame {number} of part {part}: {damaged!r}") from error
    assert FRAMES // 40 < read < FRAMES // 5  # enough of both: refused, and read and judged


def bombs() -> dict[str, bytes]:
    """Small frames that want to become large."""
    header, _, _ = parts(payload(Record()))
    big = {"0": {"dtype": "U8", "shape": [1 << 20], "data_offsets": [0, 1 << 20]}}

    none = {"0": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}}

    def answer(result: object, *, data: bytes = b"", tensors: dict[str, object] | None = None) -> bytes:
        _, tree, _ = parts(payload(Record({"result": 1})))
        there, key = next((t, k) for t, k in places(tree) if t[k] == ["i", "1"])  # type: ignore[index]
        there[key] = result  # type: ignore[index]
        return joined({**header, **(tensors or {})}, tree, data)

    wide = ["T", 0, "uint8", [1 << 20], "cpu", False, "torch.Tensor"]
    half = ["T", 0, "bfloat16", [1 << 19], "cpu", False, "torch.Tensor"]
    return {
        "one buffer in 9,000 places": answer(["l", "", [wide] * 9_000], data=bytes(1 << 20), tensors=big),
        "one text of bytes in 9,000 places": answer(["l", "", [["b", 0]] * 9_000], data=bytes(1 << 20), tensors=big),
        "bytes as a key": answer(["d", "dict", [[["b", 0], None]]], data=bytes(1 << 20), tensors=big),
        "widened numbers": answer(half, data=b"\xff" * (1 << 20), tensors=big),
        "2⁶²×0": answer(["T", 0, "uint8", [2**61, 0], "cpu", False, ""], tensors=none),
        "300,000 empty lists": answer([[]] * 300_000),
        "100,000 empty objects": answer([{}] * 100_000),
        "a text of a million characters": answer(["s", "x" * 900_000]),
        "nine texts of 100,000": answer(["l", "", [["s", "x" * 100_000]] * 9]),
        "one text of 100,000 wide characters": answer(["s", "\U0001f600" * 60_000]),
        "lists in lists": answer(json.loads('["l","",[' * 15 + "null" + "]]" * 15)),
        "9,900 numbers": answer(["l", "", [["f", "0x1p0"]] * 9_900]),
        "9,900 long numbers": answer(["l", "", [["i", "9" * 80]] * 9_900]),
        "long keys": answer(["d", "dict", [[["i", "9" * 4_000], None]] * 200]),
    }  # fmt: skip


@pytest.mark.parametrize("bomb", bombs())
def test_what_is_small_stays_small(bomb: str) -> None:
    whole = bombs()[bomb]
    tracemalloc.start()
    try:
        judge(whole)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < ALLOWED


@pytest.mark.parametrize("stage", ["find", "set", "call", "import"])
def test_names_that_are_nearly_alike_are_not_compared_for_hours(stage: str) -> None:
    """The search for near names takes the square of their lengths: a runner sends short ones, and a liar is cut."""
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 300)))
    long = (letters * 40)[:9_000]
    record = Record(raised=Raised(stage, "", (), long, (), tuple(long[n:] + long[:n] for n in range(12))))
    assert judge(payload(record))
    raised = record_from_tree(decode(payload(record), BOUNDS)[1]).raised
    assert raised is not None
    assert max(map(len, raised.names)) <= 200
    assert len(raised.text) <= 2_000
