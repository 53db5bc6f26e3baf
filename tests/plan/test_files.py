"""Data files: what they hold, and what is said of those that hold something else. Nothing in them is unpickled."""

from __future__ import annotations

import json
import pickle
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from grader.model.values import Mapping, Placed, Sequence, Tensor
from grader.model.written import FileMaker
from grader.plan import PlanError, read_file
from grader.plan.streams import stream
from grader.plan.values import Maker
from grader.runner.build import tensor_from


def test_arrays(tmp_path: Path) -> None:
    for name, array in {
        "a": np.arange(6, dtype=">i4").reshape(2, 3), "b": np.asfortranarray(np.ones((2, 3), "f8")),
        "c": np.array(True), "d": np.zeros((0, 3), "f2"), "e": np.array([1 + 2j], "c8"),
    }.items():  # fmt: skip
        np.save(tmp_path / f"{name}.npy", array)
        read = read_file(f"{name}.npy", tmp_path)
        assert isinstance(read, Tensor) and (read.dtype, read.shape) == (array.dtype.name, array.shape)
        assert np.array_equal(tensor_from(read).numpy(), array.astype(array.dtype.newbyteorder("=")))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.int64, torch.bool, torch.float16, torch.uint8])
def test_safetensors(dtype: torch.dtype, tmp_path: Path) -> None:
    tensors = {"b.weight": torch.arange(6).reshape(2, 3).to(dtype), "a": torch.zeros(0, dtype=dtype)}
    safetensors.torch.save_file(tensors, tmp_path / "w.safetensors", {"made": "by hand"})
    read = read_file("w.safetensors", tmp_path)
    assert isinstance(read, Mapping) and [name for name, _ in read.items] == ["a", "b.weight"]
    for name, tree in read.items:
        assert isinstance(tree, Tensor) and torch.equal(tensor_from(tree), tensors[str(name)])
        assert tensor_from(tree).dtype == dtype


def test_plain_files(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('{"a": [1, 2.5, null]}', "utf-8")
    (tmp_path / "t.txt").write_text("zwölf\n", "utf-8")
    assert read_file("t.json", tmp_path) == Mapping((("a", Sequence("list", (1, 2.5, None))),))
    assert read_file("t.txt", tmp_path) == "zwölf\n"


def test_the_first_folder_that_has_it(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "only.txt" if folder == "two" else tmp_path / "one" / "x.txt").write_text(folder)
    (tmp_path / "two" / "x.txt").write_text("two")
    folders = (tmp_path / "one", tmp_path / "two")
    assert (read_file("x.txt", *folders), read_file("only.txt", *folders)) == ("one", "two")


def archive(file: Path) -> None:
    with file.open("wb") as stream:
        np.savez(stream, a=np.ones(1), b=np.ones(1))


WRONG: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "objects": ("o.npy", lambda f: np.save(f, np.array([{}], dtype=object), allow_pickle=True), "numpy.save"),
    "a pickle": ("p.npy", lambda f: f.write_bytes(pickle.dumps([1])), "numpy.save"),
    "an archive": ("z.npy", archive, "numpy.save"),
    "text elements": ("s.npy", lambda f: np.save(f, np.array(["a"])), "elements are str"),
    "nothing in it": ("n.npy", lambda f: f.write_bytes(b""), "numpy.save"),
    "no JSON": ("j.json", lambda f: f.write_text("{"), "no proper .json"),
    "no UTF-8": ("t.txt", lambda f: f.write_bytes(b"\xff"), "UTF-8"),
    "short safetensors": ("a.safetensors", lambda f: f.write_bytes(b"12"), "too short"),
    "cut safetensors": ("b.safetensors", lambda f: f.write_bytes(struct.pack("<Q", 99) + b"{}"), "ends early"),
    "list of safetensors": ("c.safetensors", lambda f: f.write_bytes(safe([])), "no table"),
    "odd safetensors": ("d.safetensors", lambda f: f.write_bytes(safe({"a": {"dtype": "F8"}})), "dtype"),
    "outside": ("e.safetensors", lambda f: f.write_bytes(safe({"a": place(0, 99)})), "no place"),
    "wrong size": ("f.safetensors", lambda f: f.write_bytes(safe({"a": place(0, 2)}) + b"12"), "do not hold"),
    "another ending": ("x.pt", lambda f: f.write_bytes(b"x"), ".safetensors, .txt"),
}


def safe(header: object) -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text


def place(start: int, end: int) -> object:
    return {"dtype": "F32", "shape": [1], "data_offsets": [start, end]}


@pytest.mark.parametrize("name", WRONG)
def test_what_holds_something_else_is_said(name: str, tmp_path: Path) -> None:
    file, write, words = WRONG[name]
    write(tmp_path / file)
    with pytest.raises(PlanError) as caught:
        read_file(file, tmp_path)
    assert words in str(caught.value) and file in str(caught.value)


@pytest.mark.parametrize("name", ["missing.npy", "../secret.txt", "folder", "link.txt"])
def test_what_is_not_in_the_folder_is_not_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    inside = tmp_path / "inside"
    (inside / "folder").mkdir(parents=True)
    (inside / "there.txt").write_text("x")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(PlanError, match=r"there is no .* \(there is: .*there\.txt.*put it beside"):
        read_file(name, inside)


def test_a_file_is_an_input_in_its_form(tmp_path: Path) -> None:
    np.save(tmp_path / "p.npy", np.ones(2, "f4"))
    safetensors.torch.save_file({"w": torch.ones(1)}, tmp_path / "w.safetensors")

    def make(name: str, form: str | None = None, *, differentiable: bool = False) -> object:
        maker = Maker({}, stream(0), differentiable=differentiable, folder=tmp_path)
        return maker.make(FileMaker(name, form))  # type: ignore[arg-type]

    plain, wanted = make("p.npy"), make("p.npy", differentiable=True)
    assert isinstance(plain, Tensor) and isinstance(wanted, Tensor)
    assert (plain.requires_grad, wanted.requires_grad) == (False, True)
    array = make("p.npy", "numpy", differentiable=True)
    assert isinstance(array, Placed) and array.form == "numpy" and not array.content.requires_grad  # type: ignore[union-attr]
    held = make("w.safetensors", "parameter")
    assert isinstance(held, Mapping) and isinstance(held.items[0][1], Placed)
    with pytest.raises(PlanError, match="no folder"):
        Maker({}, stream(0), differentiable=False).make(FileMaker("p.npy"))
