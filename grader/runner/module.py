"""Makes modules of the texts that the grader sent: the submission's files, and the helpers that an author provides.

Nothing of them is read from the scratch folder, where student code may write.
"""

from __future__ import annotations

import importlib
import importlib.util
import linecache
import symtable
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path, PurePosixPath
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Submission:
    """Student or reference code that is loaded: its files, whose names are looked for in this order.

    ``own`` are the names that each file's text binds at its top level, other than by importing them.
    """

    files: tuple[str, ...]
    modules: tuple[ModuleType, ...]
    own: tuple[frozenset[str], ...]

    def names(self) -> dict[str, object]:
        """What is defined now, by name: the first file that defines it counts, and before any that imports it."""
        if len(self.modules) == 1:
            return self.modules[0].__dict__
        found: dict[str, object] = {}
        for module in reversed(self.modules):
            found.update(module.__dict__)
        for module, own in reversed(list(zip(self.modules, self.own, strict=True))):
            found.update({name: there for name, there in module.__dict__.items() if name in own})
        return found


def load(folder: Path, files: Mapping[str, bytes], provided: Mapping[str, bytes]) -> Submission:
    """Import every one of ``files``, of which copies are in ``folder``. Whatever the code raises comes through.

    They and the helpers in ``provided`` find each other by name. A name is put in ``sys.modules`` (data classes and
    ``torch.save`` look there) unless something else has it: a submission called ``random.py`` must not become
    everybody's ``random``.
    """
    library = _Library()
    names = [_module_name(Path(name).stem, alone=len(files) == 1) for name in files]
    for path, source in provided.items():
        library.add_helper(folder, PurePosixPath(path), source)
    for name, (file, source) in zip(names, files.items(), strict=True):
        library.texts[name] = _Text(folder / file, source)
    sys.meta_path.insert(0, library)
    for name in names:
        importlib.import_module(name)
    own = [_own(source, file) if len(files) > 1 else frozenset() for file, source in files.items()]
    modules = tuple(library.modules[name] for name in names)
    return Submission(tuple(str(folder / file) for file in files), modules, tuple(own))


def forget() -> None:
    """Take what was loaded before out of Python's registries, so that other texts may stand under the same names."""
    for library in [each for each in sys.meta_path if type(each) is _Library]:
        sys.meta_path.remove(library)
        for name in library.texts:
            sys.modules.pop(name, None)


def _own(source: bytes, file: str) -> frozenset[str]:
    table = symtable.symtable(importlib.util.decode_source(source), file, "exec")
    return frozenset(symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned())


@dataclass(frozen=True, slots=True)
class _Text:
    file: Path
    source: bytes
    is_package: bool = False


class _Library:
    """A finder and loader of modules whose text is known. It stands before the path: nobody else's can come between."""

    def __init__(self) -> None:
        self.texts: dict[str, _Text] = {}
        self.modules: dict[str, ModuleType] = {}

    def add_helper(self, folder: Path, path: PurePosixPath, source: bytes) -> None:
        """``plots.py`` or ``data/spirals.py``, unless its first name is one that must mean something else."""
        parts = path.with_suffix("").parts
        if _is_taken(parts[0]):
            return
        for package in _above(parts):
            self.texts.setdefault(".".join(package), _Text(folder.joinpath(*package), b"", is_package=True))
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        self.texts[name] = _Text(folder / path, source, is_package)

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        text = self.texts.get(name)
        if text is None:
            return None
        spec = ModuleSpec(name, self, origin=str(text.file), is_package=text.is_package)  # type: ignore[arg-type]
        spec.has_location = True
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """As Python makes one."""

    def exec_module(self, module: ModuleType) -> None:
        text = self.texts[module.__name__]
        self.modules.setdefault(module.__name__, module)
        lines = importlib.util.decode_source(text.source)
        file = str(text.file)
        linecache.cache[file] = (len(lines), None, lines.splitlines(keepends=True), file)
        code = compile(text.source, file, "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 - this is what the confined child is for


def _above(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (parts[:count] for count in range(1, len(parts)))


def _module_name(stem: str, *, alone: bool) -> str:
    """``stem`` where that is free. Where others import a file by its name, only what is loaded already is not."""
    if stem.isidentifier() and not _is_taken(stem) and not (alone and _is_installed(stem)):
        return stem
    return f"submission_{stem.replace('.', '_')}"


def _is_taken(name: str) -> bool:
    return name in sys.modules or name in sys.stdlib_module_names


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return True
