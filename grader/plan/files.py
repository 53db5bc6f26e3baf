"""Reads the data files that an assignment brings: the grader reads them, and the child gets what they hold.

Nothing in them is run or unpickled: a ``.npy`` holds numbers only, and safetensors is a table and raw bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from struct import Struct

from numpy.lib.format import read_array

from grader.model.values import ITEM_SIZES, Mapping, Tensor, Tree
from grader.plan.errors import PlanError
from grader.plan.tensors import pack_array
from grader.plan.trees import tree_of

_LARGEST = 1 << 30
_LENGTH = Struct("<Q")
# The names that the format section of https://github.com/huggingface/safetensors gives, and torch's.
_DTYPES = {
    "BOOL": "bool", "U8": "uint8", "I8": "int8", "I16": "int16", "U16": "uint16", "I32": "int32", "U32": "uint32",
    "I64": "int64", "U64": "uint64", "F16": "float16", "BF16": "bfloat16", "F32": "float32", "F64": "float64",
    "C64": "complex64",
}  # fmt: skip


def read_file(name: str, *folders: Path) -> Tree:
    """What the file ``name`` of the first of ``folders`` that has it holds. Raises ``PlanError``.

    ``.npy`` is a tensor, ``.safetensors`` a dictionary of tensors, ``.json`` plain Python, ``.txt`` text.
    """
    file = _find(name, folders)
    try:
        read = _READERS[file.suffix]
    except KeyError:
        raise PlanError(f"file: `{name}` cannot be read; write it as one of {', '.join(sorted(_READERS))}") from None
    if file.stat().st_size > _LARGEST:
        raise PlanError(f"file: `{name}` is larger than 1 GiB; cut it down to what the exercise needs")
    try:
        return read(file)
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        wanted = {".npy": "save an array of numbers with `numpy.save`", ".txt": "save it as UTF-8"}
        remedy = wanted.get(file.suffix, "write it anew")
        raise PlanError(f"file: `{name}` is no proper {file.suffix} file ({error}); {remedy}") from None


def _find(name: str, folders: tuple[Path, ...]) -> Path:
    for folder in folders:
        file = folder / name
        if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
            return file
    there = sorted({file.name for folder in folders for file in folder.glob("*.*") if file.suffix in _READERS})
    listed = f" (there is: {', '.join(there[:20])})" if there else ""
    raise PlanError(f"file: there is no `{name}` in the assignment's folder{listed}; put it beside assignment.yaml")


def _npy(file: Path) -> Tensor:
    with file.open("rb") as stream:
        array = read_array(stream, allow_pickle=False)
    if array.dtype.name not in ITEM_SIZES:
        raise ValueError(f"its elements are {array.dtype.name}")
    return pack_array(array, array.dtype.name)


def _safetensors(file: Path) -> Mapping:
    data = file.read_bytes()
    if len(data) < _LENGTH.size:
        raise ValueError("it is too short")
    start = _LENGTH.size + _LENGTH.unpack_from(data)[0]
    if start > len(data):
        raise ValueError("it ends early")
    header = json.loads(data[_LENGTH.size : start])
    if not isinstance(header, dict):
        raise ValueError("it has no table of its tensors")
    entries = sorted((name, entry) for name, entry in header.items() if name != "__metadata__")
    return Mapping(tuple((name, _tensor(entry, memoryview(data)[start:])) for name, entry in entries))


def _tensor(entry: dict[str, object], data: memoryview) -> Tensor:
    match entry:
        case {"dtype": str(code), "shape": [*shape], "data_offsets": [int(start), int(end)]} if code in _DTYPES:
            sizes = tuple(size for size in shape if isinstance(size, int) and size >= 0)
            if 0 <= start <= end <= len(data) and len(sizes) == len(shape):
                return Tensor(_DTYPES[code], sizes, bytes(data[start:end]))
    raise ValueError("a tensor in it has no place, or a dtype that torch lacks")


def _json(file: Path) -> Tree:
    return tree_of(json.loads(file.read_text("utf-8")))


_READERS: dict[str, Callable[[Path], Tree]] = {
    ".json": _json,
    ".npy": _npy,
    ".safetensors": _safetensors,
    ".txt": lambda file: file.read_text("utf-8"),
}
