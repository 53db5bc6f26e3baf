"""Each bound, at its edge: what is just allowed passes, one more is refused by writer and reader alike."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable
from dataclasses import replace

import pytest

from grader.errors import WireError
from grader.model.values import Absent, Made, Mapping, Named, Opaque, Same, Sequence, Tensor, Tree
from grader.wire import REQUEST, Bounds, decode, encode, read_payload

SMALL = Bounds(header=2_000, data=64, depth=4, nodes=20, string=50, digits=30, dimensions=3)
WIDE = Bounds()


def payload(tree: Tree, bounds: Bounds = REQUEST) -> bytes:
    return b"".join(bytes(part) for part in encode(1, tree, bounds))[8:]


def forged(tree: object, tensors: dict[str, object] | None = None, data: bytes = b"", frame: object = "1") -> bytes:
    """A payload of whatever header, as an attacker would write one."""
    text = tree if isinstance(tree, str) else json.dumps(tree)
    header = json.dumps({"__metadata__": {"frame": frame, "tree": text}, **(tensors or {})}).encode()
    return struct.pack("<Q", len(header)) + header + data


def nested(depth: int) -> Tree:
    tree: Tree = None
    for _ in range(depth):
        tree = Sequence("list", (tree,))
    return tree


def some(count: int) -> Tree:
    return Sequence("list", (None,) * count)


def shaped(*shape: int) -> Tree:
    return Tensor("uint8", shape, bytes(1))


EDGES: dict[str, tuple[Callable[[int], Tree], int]] = {
    "depth": (nested, SMALL.depth),
    "nodes": (lambda n: some(n - 1), SMALL.nodes),
    "nodes of a dictionary": (lambda n: Mapping(((1, some(n - 3)),)), SMALL.nodes),
    "characters": (lambda n: "é" * n, SMALL.string),
    "characters of a name": (lambda n: Opaque("x" * n), SMALL.string),
    "characters of a device": (lambda n: Tensor("uint8", (0,), b"", device="x" * n), SMALL.string),
    "bytes in one piece": (bytes, SMALL.string),
    "bytes of a tensor": (lambda n: Tensor("uint8", (n,), bytes(n)), SMALL.data),
    "bytes of one tensor in many places": (
        lambda n: Sequence("list", (Tensor("uint8", (n // 4,), bytes(n // 4)),) * (4 + n % 4)),
        SMALL.data,
    ),
    "dimensions": (lambda n: shaped(*(1,) * n), SMALL.dimensions),
}


@pytest.mark.parametrize("edge", EDGES)
def test_just_allowed_is_read_and_one_more_is_not(edge: str) -> None:
    make, most = EDGES[edge]
    decode(payload(make(most)), SMALL)
    with pytest.raises(WireError):
        decode(payload(make(most + 1)), SMALL)


@pytest.mark.parametrize("edge", ["depth", "nodes", "characters", "bytes in one piece", "bytes of a tensor"])
def test_a_writer_keeps_the_bounds_as_well(edge: str) -> None:
    make, most = EDGES[edge]
    encode(1, make(most), SMALL)
    with pytest.raises(WireError):
        encode(1, make(most + 1), SMALL)


def test_whole_numbers_are_bounded_by_their_digits() -> None:
    assert decode(forged(["i", "9" * 30]), SMALL)[1] == 10**30 - 1
    for text in ("9" * 31, "-" + "9" * 30, "9" * 900_000):
        with pytest.raises(WireError):
            decode(forged(["i", text]), SMALL)
    with pytest.raises(WireError):
        encode(1, 10**40, SMALL)


def test_a_header_is_bounded_before_it_is_parsed() -> None:
    with pytest.raises(WireError, match="header"):
        decode(payload(some(2_000)), replace(SMALL, nodes=10_000))
    with pytest.raises(WireError):
        encode(1, some(2_000), replace(SMALL, nodes=10_000))


def test_a_length_is_refused_before_anything_is_read() -> None:
    asked: list[int] = []

    def read(size: int) -> bytes:
        asked.append(size)
        return struct.pack("<Q", 2**62)[:size]

    with pytest.raises(WireError, match="length"):
        read_payload(read, SMALL)
    assert asked == [8]


def test_memory_grows_with_what_arrives_not_with_what_was_announced() -> None:
    stream = io.BytesIO(struct.pack("<Q", WIDE.data) + b"x" * 10)
    asked: list[int] = []

    def read(size: int) -> bytes:
        asked.append(size)
        return stream.read(size)

    with pytest.raises(WireError, match="early"):
        read_payload(read, WIDE)
    assert max(asked) <= 1 << 20


@pytest.mark.parametrize("tree", [Same("x"), Made("torch.nn.Linear", ()), Sequence("list", (Same("x"),))])
def test_only_the_grader_may_ask_for_objects(tree: Tree) -> None:
    decode(payload(tree), REQUEST)
    with pytest.raises(WireError):
        decode(payload(tree), WIDE)


def tensor(dtype: object = "uint8", shape: object = (1,), number: object = 0) -> list[object]:
    return ["T", number, dtype, shape, "cpu", False, "torch.Tensor"]


NOTHING = {"0": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}}
ONE = {"0": {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]}}
MALFORMED: dict[str, bytes] = {
    "nothing": b"",
    "seven bytes": b"1234567",
    "header longer than the frame": struct.pack("<Q", 100) + b"{}",
    "header of 2⁶⁴−1": struct.pack("<Q", 2**64 - 1) + b"{}",
    "no object": struct.pack("<Q", 2) + b"[]",
    "no metadata": struct.pack("<Q", 2) + b"{}",
    "bytes that are no text": struct.pack("<Q", 4) + b"\xff\xfe\xff\xfe",
    "repeated key": struct.pack("<Q", 21) + b'{"__metadata__":{},"a":1,"a":2}'[:21],
    "NaN in JSON": forged("NaN"),
    "Infinity in JSON": forged("[Infinity]"),
    "number of 5,000 digits": forged("1" * 5_000),
    "deep JSON": forged("[" * 100_000 + "]" * 100_000),
    "deep JSON, not closed": forged("[" * 400_000),
    "frame without a number": forged(None, frame="x"),
    "frame of minus one": forged(None, frame="-1"),
    "frame in other digits": forged(None, frame="１²"),
    "frame too long": forged(None, frame="1" * 16),
    "frame no text": forged(None, frame=1),
    "tree no text": struct.pack("<Q", 46) + b'{"__metadata__":{"frame":"1","tree":["i","1"]}}'[:46],
    "bare number": forged(1),
    "bare text": forged('"text"'),
    "empty list": forged([]),
    "unknown node": forged(["x", "y"]),
    "node too long": forged(["i", "1", "2"]),
    "whole number with a sign twice": forged(["i", "--1"]),
    "whole number with a plus": forged(["i", "+1"]),
    "whole number with an underscore": forged(["i", "1_0"]),
    "whole number in other digits": forged(["i", "１"]),
    "whole number empty": forged(["i", ""]),
    "whole number no text": forged(["i", 1]),
    "float overflow": forged(["f", "0x1p999999"]),
    "float no hexadecimal": forged(["f", "1,5"]),
    "float of a million digits": forged(["f", "0x1." + "0" * 900_000]),
    "float with an accent": forged(["f", "é"]),
    "complex by half": forged(["c", "0x1p0"]),
    "complex overflow": forged(["c", "0x1p0", "0x1p99999"]),
    "name that is none": forged(["n", "numpy.float64", ["l", "", []]]),
    "named nothing": forged(["n", 1, None]),
    "absent numbers": forged(["a", [1]]),
    "dictionary of one": forged(["d", "dict", [[None]]]),
    "dictionary of three": forged(["d", "dict", [[None, None, None]]]),
    "dictionary of no pairs": forged(["d", "dict", [1]]),
    "tensor not there": forged(tensor()),
    "tensor minus one": forged(tensor(number=-1), ONE, b"x"),
    "tensor true": forged(tensor(number=True), ONE, b"x"),
    "tensor of unknown dtype": forged(tensor(dtype="float8"), ONE, b"x"),
    "tensor of another size": forged(tensor(shape=[2]), ONE, b"x"),
    "tensor of negative sizes": forged(tensor(shape=[-1, -1]), ONE, b"x"),
    "tensor of a true size": forged(tensor(shape=[True]), ONE, b"x"),
    "tensor of a real size": forged(tensor(shape=[1.0]), ONE, b"x"),
    "tensor of 2⁶² rows": forged(tensor(shape=[2**62, 0]), NOTHING),
    "tensor of a size of 4,000 digits": forged(tensor(shape=[10**4000, 0]), NOTHING),
    "tensor of 17 dimensions": forged(tensor(shape=[1] * 17), ONE, b"x"),
    "bytes that belong to nothing": forged(None, ONE, b"xy"),
    "fewer bytes than promised": forged(None, ONE),
    "buffers that overlap": forged(None, {**ONE, "1": ONE["0"]}, b"x"),
    "buffers with a gap": forged(None, {"0": {**ONE["0"], "data_offsets": [1, 2]}}, b"xy"),
    "buffer backwards": forged(None, {"0": {**ONE["0"], "data_offsets": [1, 0]}}, b"x"),
    "buffer named otherwise": forged(None, {"1": ONE["0"]}, b"x"),
    "buffer without place": forged(None, {"0": {"dtype": "U8", "shape": [1]}}, b"x"),
    "buffer with real places": forged(None, {"0": {**ONE["0"], "data_offsets": [0.0, 1.0]}}, b"x"),
    "buffer no object": forged(None, {"0": 1}, b"x"),
}  # fmt: skip


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_is_one_exception(name: str) -> None:
    with pytest.raises(WireError):
        decode(MALFORMED[name], WIDE)


def test_repeated_keys_are_refused_at_any_depth() -> None:
    header = b'{"__metadata__":{"frame":"1","tree":"null","tree":"null"}}'
    with pytest.raises(WireError, match="repeated"):
        decode(struct.pack("<Q", len(header)) + header, WIDE)


@pytest.mark.parametrize(
    "tree",
    [Named("numpy.float64", 1.0), Absent(("a",)), Tensor("float32", (), bytes(4)), Tensor("float32", (0, 2**61), b"")],
    ids=lambda tree: type(tree).__name__,
)
def test_what_is_well_formed_is_not_refused(tree: Tree) -> None:
    assert decode(payload(tree), WIDE)[1] is not None
