"""What is encoded comes back as it was, whatever it holds; and any frame is a file of the safetensors library."""

from __future__ import annotations

import io
from collections.abc import Iterable
from math import prod

import pytest
import safetensors
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.model.values import (
    ITEM_SIZES,
    Absent,
    Made,
    Mapping,
    Named,
    Opaque,
    Plain,
    Same,
    Sequence,
    Tensor,
    Tree,
)
from grader.wire import REQUEST, Bounds, decode, encode, read_payload, write_frame

# Every character, also the halves of pairs that no text file may hold.
texts = st.text(st.characters(exclude_categories=()), max_size=12)
plain: st.SearchStrategy[Plain] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.sampled_from([0, -1, 2**63, -(2**64), 10**3000, -(10**3000)]),
    st.floats(), st.sampled_from([5e-324, -0.0, 1.7976931348623157e308]), st.complex_numbers(), texts,
    st.binary(max_size=20),
)  # fmt: skip


@st.composite
def tensors(draw: st.DrawFn) -> Tensor:
    """Raw bytes of any dtype: NaN payloads, subnormal numbers and truth values of 7 are among them."""
    dtype = draw(st.sampled_from(sorted(ITEM_SIZES)))
    shape = tuple(draw(st.lists(st.integers(0, 3), max_size=4)))
    size = prod(shape) * ITEM_SIZES[dtype]
    data = draw(st.binary(min_size=size, max_size=size))
    kind = draw(st.sampled_from(["torch.Tensor", "numpy.ndarray", ""]))
    return Tensor(dtype, shape, data, draw(st.sampled_from(["cpu", "cuda:1"])), draw(st.booleans()), kind)


def trees(leaves: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(Sequence, st.sampled_from(["list", "tuple"]), st.lists(inner, max_size=4).map(tuple), texts),
            st.builds(Mapping, st.lists(st.tuples(inner, inner), max_size=4).map(tuple), texts),
        ),
        max_leaves=12,
    )


observed = st.one_of(
    plain, tensors(), st.builds(Named, texts, plain), st.builds(Opaque, texts),
    st.builds(Absent, st.lists(texts, max_size=3).map(tuple)),
)  # fmt: skip
asked = st.one_of(
    observed, st.builds(Same, texts), st.builds(Made, texts, st.lists(st.tuples(texts, plain), max_size=2).map(tuple))
)


def whole(frame: Iterable[bytes | memoryview]) -> bytes:
    return b"".join(bytes(part) for part in frame)


def bare(tree: Tree) -> object:
    """The tree as something that can be compared: floats by their text (NaN is not equal to itself), bytes as bytes."""
    match tree:
        case float():
            return tree.hex()
        case complex():
            return ("complex", tree.real.hex(), tree.imag.hex())
        case bool():
            return ("bool", tree)
        case Tensor():
            return (tree.dtype, tree.shape, bytes(tree.data), tree.device, tree.requires_grad, tree.type_name)
        case Sequence():
            return (tree.kind, tree.name, [bare(item) for item in tree.items])
        case Mapping():
            return (tree.name, [(bare(key), bare(item)) for key, item in tree.items])
        case Named():
            return ("named", tree.name, bare(tree.value))
        case Made():
            return ("made", tree.class_name, [(name, bare(item)) for name, item in tree.init])
    return tree


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(trees(observed), st.integers(0, 10**14))
def test_an_observation_comes_back_as_it_was(tree: Tree, number: int) -> None:
    payload = whole(encode(number, tree, Bounds()))[8:]
    again, came = decode(payload, Bounds())
    assert (again, bare(came)) == (number, bare(tree))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100)
@given(trees(asked))
def test_a_request_comes_back_as_it_was(tree: Tree) -> None:
    _, came = decode(whole(encode(1, tree, REQUEST))[8:], REQUEST)
    assert bare(came) == bare(tree)


@settings(deadline=None, max_examples=100)
@given(st.lists(tensors(), max_size=4))
def test_the_safetensors_library_opens_our_frames(items: list[Tensor]) -> None:
    payload = whole(encode(7, Sequence("list", tuple(items)), Bounds()))[8:]
    opened = dict(safetensors.deserialize(payload))
    held = [bytes(opened[str(index)]["data"]) for index in range(len(opened))]
    ours = [bytes(item.data) for item in items]
    assert set(held) == set(ours)
    assert len(held) <= len(ours)


@settings(deadline=None, max_examples=50)
@given(trees(observed), st.integers(1, 7))
def test_a_frame_may_arrive_and_leave_in_pieces(tree: Tree, piece: int) -> None:
    written = bytearray()

    def write(buffer: bytes | memoryview) -> int:
        written.extend(buffer[:piece])
        return min(piece, len(buffer))

    write_frame(write, encode(3, tree, Bounds()))
    stream = io.BytesIO(bytes(written) * 2)
    for _ in range(2):
        payload = read_payload(lambda size: stream.read(min(size, piece)), Bounds())
        assert payload is not None
        assert bare(decode(payload, Bounds())[1]) == bare(tree)
    assert read_payload(stream.read, Bounds()) is None


def test_the_same_memory_is_sent_once() -> None:
    data = bytes(4000)
    one = Tensor("float32", (1000,), data)
    frame = whole(encode(1, Sequence("list", (one, one, Tensor("float32", (10, 100), data))), Bounds()))
    assert len(data) * 2 < len(frame) < len(data) * 3


@pytest.mark.parametrize("dtype", sorted(ITEM_SIZES))
def test_every_dtype_has_its_size_and_torchs_name(dtype: str) -> None:
    torch = pytest.importorskip("torch")
    assert getattr(torch, dtype).itemsize == ITEM_SIZES[dtype]
