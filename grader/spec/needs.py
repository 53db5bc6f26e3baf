"""``needs``: exercises of the same assignment, devices and libraries; none may need itself."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence

from grader.model.devices import DEVICES
from grader.spec.circles import circles
from grader.spec.node import Map, Scalar, text_of, with_text
from grader.spec.problems import Problems, listed, nearest

# Libraries that courses on PyTorch use: known by name also where they are not installed.
KNOWN = frozenset({
    "PIL", "accelerate", "cv2", "datasets", "diffusers", "einops", "evaluate", "faiss", "gensim", "gymnasium",
    "huggingface_hub", "jax", "librosa", "lightning", "matplotlib", "nltk", "numba", "numpy", "onnx", "onnxruntime",
    "pandas", "peft", "plotly", "pyarrow", "pytorch_lightning", "safetensors", "scipy", "seaborn", "sentencepiece",
    "skimage", "sklearn", "spacy", "sympy", "tensorboard", "tiktoken", "timm", "tokenizers", "torch",
    "torch_geometric", "torchaudio", "torchmetrics", "torchtext", "torchvision", "tqdm", "transformers", "triton",
    "wandb",
})  # fmt: skip


def check_needs(exercises: Sequence[Map], problems: Problems) -> None:
    """Refuse what is no exercise and cannot be a library, and exercises that need one another in a circle."""
    ids = [text_of(exercise.get("id")) or "" for exercise in exercises]
    needs: dict[str, dict[str, Scalar]] = {}
    for id_, exercise in zip(ids, exercises, strict=True):
        names = {str(item.value): item for item in with_text(exercise.get("needs"))}
        needs[id_] = {name: item for name, item in names.items() if name in ids}
        for name, item in names.items():
            if name not in ids:
                _check_library(item, name, [other for other in ids if other and other != id_], problems)
    for circle in circles(needs):
        text = f"`{circle[0]}` cannot be reached, because it needs itself: {' → '.join(circle)}"
        problems.add(needs[circle[0]][circle[1]], text)


def check_libraries(exercises: Sequence[Map], problems: Problems) -> None:
    """Refuse what is no exercise, and no library that is known or installed here: an id that is misspelt or gone.

    This is for authors. Where students work a library may be absent, and its exercises are left out.
    """
    ids = [text_of(exercise.get("id")) or "" for exercise in exercises]
    for exercise in exercises:
        for item in with_text(exercise.get("needs")):
            name = str(item.value)
            if name not in ids and name not in DEVICES and not _is_library(name):
                others = [other for other in ids if other and other != text_of(exercise.get("id"))]
                text = (
                    f"`{name}` is no exercise, and no library that is installed here; if it is one, install it to "
                    f"validate this (exercises are: {listed(others)})"
                )
                problems.add(item, text, _nearest_id(name, others))


def _check_library(item: Scalar, name: str, ids: Sequence[str], problems: Problems) -> None:
    meant = nearest(name, (*ids, *DEVICES))
    if name in DEVICES or (name.replace(".", "_").isidentifier() and (meant is None or _is_library(name))):
        return
    problems.add(item, f"no exercise is called `{name}` (there is: {listed(ids)})", meant)


def _nearest_id(name: str, ids: Sequence[str]) -> str | None:
    """The id that may be meant: one that looks like it, or has it as one of its words."""
    inside = [id_ for id_ in ids if name in id_.split("-") or id_ in name.split("-")]
    return nearest(name, ids) or (inside[0] if len(inside) == 1 else None)


def _is_library(name: str) -> bool:
    """Whether it is the name of a library, seen without importing it."""
    top = name.partition(".")[0]
    if not top.isidentifier():
        return False
    if top in KNOWN or top in sys.stdlib_module_names:
        return True
    try:
        return importlib.util.find_spec(top) is not None
    except (ImportError, ValueError):
        return False
