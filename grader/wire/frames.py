"""Length-prefixed frames in safetensors' layout: any frame's payload opens with the safetensors library as well.

A frame is its payload's length (8 bytes, little-endian), then the payload: the header's length (8 bytes), the header in
JSON with the tree under ``__metadata__``, and the raw bytes of the tensors in order.
Source of the layout: the format section of https://github.com/huggingface/safetensors.
"""

from __future__ import annotations

from collections.abc import Callable
from struct import Struct

from grader.errors import WireError
from grader.model.values import Tensor, Tree
from grader.wire.bounds import Bounds
from grader.wire.tree import Buffer, Reader, Writer, dumps, loads

_LENGTH = Struct("<Q")
# Up to here copying costs less than waking the reader for each part.
_AT_ONCE = 1 << 16

# Our dtype → safetensors' name. Complex numbers travel as pairs, since the format has no complex128.
_CODES = {
    "bool": "BOOL", "uint8": "U8", "int8": "I8", "int16": "I16", "uint16": "U16", "int32": "I32", "uint32": "U32",
    "int64": "I64", "uint64": "U64", "float16": "F16", "bfloat16": "BF16", "float32": "F32", "float64": "F64",
    "complex64": "F32", "complex128": "F64",
}  # fmt: skip


def encode(number: int, tree: Tree, bounds: Bounds) -> list[Buffer]:
    """Frame ``number`` as buffers to write in order. Raises ``WireError`` where ``tree`` exceeds ``bounds``."""
    writer = Writer(bounds)
    text = dumps(writer.write(tree))
    header: dict[str, object] = {"__metadata__": {"frame": str(number), "tree": text}}
    end = 0
    for index, tensor in enumerate(writer.buffers):
        start, end = end, end + len(tensor.data)
        header[str(index)] = {"dtype": _CODES[tensor.dtype], "shape": _layout(tensor), "data_offsets": [start, end]}
    if end > bounds.data:
        raise WireError(f"{end:,} bytes of tensors, where {bounds.data:,} are allowed")
    encoded = dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    if len(encoded) > bounds.header:
        raise WireError(f"a description of {len(encoded):,} bytes, where {bounds.header:,} are allowed")
    prefix = _LENGTH.pack(8 + len(encoded) + end) + _LENGTH.pack(len(encoded))
    return [prefix + encoded, *(tensor.data for tensor in writer.buffers)]


def _layout(tensor: Tensor) -> list[int]:
    return [*tensor.shape, 2] if tensor.dtype.startswith("complex") else list(tensor.shape)


def decode(payload: Buffer, bounds: Bounds) -> tuple[int, Tree]:
    """The number and the tree of a frame's payload; tensors are views of it. Raises ``WireError``, and nothing else."""
    if len(payload) < 8:
        raise WireError("malformed frame: too short")
    view = memoryview(payload)
    (length,) = _LENGTH.unpack(view[:8])
    if length > bounds.header or 8 + length > len(view):
        raise WireError("malformed frame: the header's length")
    header = loads(bytes(view[8 : 8 + length]))
    if not isinstance(header, dict) or not isinstance(metadata := header.pop("__metadata__", None), dict):
        raise WireError("malformed frame: the header")
    match metadata:
        case {"frame": str(number), "tree": str(text)} if (
            len(metadata) == 2 and number.isdecimal() and len(number) < 16
        ):
            buffers = _buffers(header, view[8 + length :], bounds)
            return int(number), Reader(buffers, bounds).read(loads(text))
    raise WireError("malformed frame: the metadata")


def _buffers(header: dict[str, object], data: memoryview, bounds: Bounds) -> list[Buffer]:
    """The tensors' bytes: numbered from 0, one after the other without gap or overlap, to the very end."""
    if len(data) > bounds.data or len(header) > bounds.nodes:
        raise WireError("malformed frame: too much data")
    buffers: list[Buffer] = []
    position = 0
    for index in range(len(header)):
        match header.get(str(index)):
            case {"dtype": str(), "shape": list(), "data_offsets": [int(start), int(end)]} if (
                position == start <= end <= len(data)
            ):
                buffers.append(data[start:end])
                position = end
            case _:
                raise WireError("malformed frame: a tensor's place")
    if position != len(data):
        raise WireError("malformed frame: bytes that belong to nothing")
    return buffers


def read_payload(read: Callable[[int], bytes], bounds: Bounds) -> memoryview | None:
    """The next frame's payload from ``read(at_most)``; None at the end. Lengths beyond ``bounds`` are refused."""
    prefix = _read_exactly(read, 8)
    if prefix is None:
        return None
    (length,) = _LENGTH.unpack(prefix)
    if length > 8 + bounds.header + bounds.data:
        raise WireError("malformed frame: its length")
    payload = _read_exactly(read, length)
    if payload is None:
        raise WireError("malformed frame: it ends early")
    return memoryview(payload)


def _read_exactly(read: Callable[[int], bytes], length: int) -> bytearray | None:
    """``length`` bytes, in memory that grows with what really arrives; None where the stream ended before the first."""
    received = bytearray()
    while len(received) < length:
        part = read(min(length - len(received), 1 << 20))
        if not part:
            if received:
                raise WireError("malformed frame: it ends early")
            return None
        received += part
    return received


def write_frame(write: Callable[[Buffer], int], buffers: list[Buffer]) -> None:
    """Write every buffer whole, however little ``write`` takes at a time; a small frame at once."""
    if sum(map(len, buffers)) <= _AT_ONCE:
        buffers = [b"".join(buffers)]
    for buffer in buffers:
        view = memoryview(buffer).cast("B") if len(buffer) else memoryview(b"")
        while view:
            view = view[write(view) :]
