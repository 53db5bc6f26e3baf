"""Makes modules of the texts that the grader sent: the submission's files, and the helpers that an author provides.

Nothing of them is read from the scratch folder, where student code may write.
"""

from __future__ import annotations
import __future__

import ast
import importlib
import importlib.util
import linecache
import symtable
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path, PurePosixPath
from types import CodeType, ModuleType


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


class Loading:
    """Makes modules of ``files``, of which copies are in ``folder``.

    They and the helpers in ``provided`` find each other by name. A name is put in ``sys.modules`` (data classes and
    ``torch.save`` look there) unless something else has it: a submission called ``random.py`` must not become
    everybody's ``random``.
    """

    def __init__(self, folder: Path, files: Mapping[str, bytes], provided: Mapping[str, bytes]) -> None:
        self._folder, self._files = folder, files
        self._names = {file: _module_name(Path(file).stem, alone=len(files) == 1) for file in files}
        self._begun: dict[str, Stepwise | None] = {}
        self._library = _Library()
        for path, source in provided.items():
            self._library.add_helper(folder, PurePosixPath(path), source)
        for file, source in files.items():
            self._library.texts[self._names[file]] = _Text(folder / file, source)
        sys.meta_path.insert(0, self._library)

    @property
    def paths(self) -> tuple[str, ...]:
        """Of its files, as tracebacks name them."""
        return tuple(str(self._folder / file) for file in self._files)

    def stepwise(self, file: str) -> Stepwise | None:
        """The module of ``file``, to be run in parts; None where it ran as another one imported it."""
        if file not in self._begun:
            name = self._names[file]
            self._begun[file] = None if name in sys.modules else self._library.begin(name)
        return self._begun[file]

    def finish(self) -> Submission:
        """Import all that was not run in parts. Whatever the code raises comes through."""
        for name in self._names.values():
            importlib.import_module(name)
        own = [_own(source, file) if len(self._files) > 1 else frozenset() for file, source in self._files.items()]
        modules = tuple(self._library.modules[name] for name in self._names.values())
        return Submission(self.paths, modules, tuple(own))


class Stepwise:
    """A module that is there, and empty as long as none of its statements ran."""

    def __init__(self, module: ModuleType, source: bytes, file: str) -> None:
        self._module, self._file = module, file
        self._body = ast.parse(source, file).body
        futures = [each for each in self._body if isinstance(each, ast.ImportFrom) and each.module == "__future__"]
        names = {alias.name for each in futures for alias in each.names}
        self._flags = sum(getattr(__future__, name).compiler_flag for name in names)
        self._at = 0

    def run(
        self, first: int, last: int, quiet: Collection[int], *, whole: bool
    ) -> tuple[BaseException | None, list[str]]:
        """Run what begins in these lines; without ``whole``, and after an exception, only what begins in ``quiet``.

        Gives the first exception, and the names that are not bound for it. What stands above runs no more.
        """
        raised: BaseException | None = None
        missing: list[str] = []
        while self._at < len(self._body) and (node := self._body[self._at]).lineno <= last:
            self._at += 1
            if node.lineno < first or not (whole or node.lineno in quiet):
                continue
            try:
                if raised is None or node.lineno in quiet:
                    self._run(node)
                    continue
            except BaseException as error:  # SystemExit of student code too
                raised = raised or error
            missing += _bound(node)
        return raised, missing

    def _run(self, node: ast.stmt) -> None:
        code = compile(ast.Module([node], []), self._file, "exec", self._flags, dont_inherit=True)
        _execute(code, self._module)


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement binds."""
    waiting: list[ast.AST] = [node]
    while waiting:
        match each := waiting.pop():
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
                continue
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.alias(name=name, asname=asname):
                yield asname or name.partition(".")[0]
        waiting += ast.iter_child_nodes(each)


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
        text = self._show(module.__name__)
        self.modules.setdefault(module.__name__, module)
        _execute(compile(text.source, str(text.file), "exec", dont_inherit=True), module)

    def begin(self, name: str) -> Stepwise:
        """The module of that name, none of which has run."""
        text = self._show(name)
        spec = self.find_spec(name)
        assert spec is not None
        module = importlib.util.module_from_spec(spec)
        begun = Stepwise(module, text.source, str(text.file))
        sys.modules[name] = self.modules[name] = module
        return begun

    def _show(self, name: str) -> _Text:
        """The text of a module, where tracebacks find its lines."""
        text = self.texts[name]
        lines = importlib.util.decode_source(text.source)
        file = str(text.file)
        linecache.cache[file] = (len(lines), None, lines.splitlines(keepends=True), file)
        return text


def _execute(code: CodeType, module: ModuleType) -> None:
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
