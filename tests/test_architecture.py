"""What holds of the code as a whole: who may import whom, what may be run, how large a file may be.

Held elsewhere: `import grader`, `--help`, `list`, `validate`, `hint` and `start` load neither torch nor NumPy
(`tests/commands/test_cli.py`), and the language has twenty-seven words (`tests/spec/test_schema.py`).
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "grader"

# Which rooms a room may import. A room is a folder or a file right in the package; it may always import itself.
# One way only: a line may name just what stands above it.
ROOMS = {
    "shadows": "",
    "version": "",
    "versions": "",
    "model": "",
    "errors": "",
    "confine": "",
    "wire": "errors model",
    "checks": "errors model",
    "laws": "checks errors model",
    "notebooks": "errors model",
    "source": "errors model",
    "spec": "checks errors laws model source version",
    "explain": "checks errors laws model source spec",
    "plan": "checks errors laws model",
    "runner": "confine errors model wire",
    "sandbox": "confine errors model wire",
    "judge": "checks errors laws model",
    "diagnoses": "judge model source",
    "score": "errors model",
    "recorded": "errors model wire",
    "hosts": "",
    "handin": "errors",
    "pipeline": (
        "checks diagnoses errors judge laws model notebooks plan recorded sandbox score source version versions"
    ),
    "progress": "errors model",
    "audit": "errors judge model pipeline plan sandbox score spec",
    "authoring": "audit errors hosts model pipeline sandbox spec",
    "release": "diagnoses errors hosts model pipeline plan recorded sandbox score source spec version",
    "reporters": "audit checks diagnoses errors explain judge laws model pipeline sandbox score source",
    "exports": "errors model reporters score",
    "gradebook": "errors model",
    "collect": "errors gradebook model notebooks",
    "batch": "confine errors gradebook model notebooks pipeline reporters sandbox score spec version",
    "classreport": "errors exports gradebook model notebooks reporters",
    "commands": (
        "audit authoring batch classreport collect errors explain exports gradebook handin hosts model notebooks "
        "pipeline progress release reporters sandbox score spec version versions"
    ),
    "plugin": "commands errors exports model notebooks pipeline progress reporters sandbox score source spec",
    "magic": "commands errors exports model pipeline reporters sandbox spec",
    "cli": "errors reporters shadows version",
    "__init__": "commands magic version",
    "__main__": "cli",
}
# Which rooms may import what is not Python's own. Student code runs beside torch, and nothing that judges does.
LIBRARIES = {
    "torch": {"runner"},
    "numpy": {"runner", "plan", "judge", "diagnoses", "audit", "recorded", "release"},
    "alembic": {"gradebook"},
    "filelock": {"batch", "commands"},
    "matplotlib": {"classreport", "reporters"},
    "sqlalchemy": {"gradebook"},
    "IPython": {"magic"},
    "rich": {"reporters"},
    "click": {"cli", "commands"},
    "pytest": {"plugin"},
    "packaging": {"versions"},
    "psutil": {"sandbox"},
    "pynvml": {"sandbox"},
    "psycopg": {"gradebook"},
    "ray": {"batch"},
    "yaml": {"spec"},
    "jsonschema": {"spec", "exports"},
}
# Imports within functions, each with its reason.
LATE = {
    "grader/__init__.py": "importing the package imports nothing else",
    "grader/commands/batch.py": "libraries that only those with a class have",
    "grader/commands/batching.py": "a library that only those with a cluster have",
    "grader/commands/override.py": "libraries that only those with a class have",
    "grader/commands/report.py": "libraries that only those with a class have",
    "grader/gradebook/database.py": "Alembic takes a while to load, and most gradebooks are up to date",
    "grader/classreport/html.py": "matplotlib takes a while to load, and one format draws",
    "grader/commands/audit.py": "torch loads in the runner meanwhile",
    "grader/commands/explain.py": "words are explained without NumPy, which the rules of the audit need",
    "grader/commands/options.py": "torch loads in the runner meanwhile",
    "grader/commands/plotting.py": "matplotlib takes a while to load, and few ask for pictures",
    "grader/magic/__init__.py": "torch loads in the runner meanwhile",
    "grader/plugin/__init__.py": "every run of pytest loads it, and few ask for it",
    "grader/plugin/panel.py": "torch loads in the runner meanwhile",
    "grader/runner/__main__.py": "the path is put right first",
    "grader/runner/single.py": "a module that only Windows has",
    "grader/sandbox/gpu.py": "a library that only those with a GPU have",
    "grader/sandbox/spare.py": "a module that only Windows has",
    "grader/sandbox/watched.py": "a library that Linux does without, but for devices",
}
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
LONGEST = 300


@dataclass(frozen=True)
class Import:
    """``file`` imports ``module``; ``late`` if within a function, ``typing`` if for the type checker alone."""

    file: Path
    module: str
    late: bool
    typing: bool

    @property
    def room(self) -> str:
        return room_of(self.file)

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)} imports {self.module}"


def room_of(file: Path) -> str:
    first = file.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(file: Path) -> Iterator[Import]:
    """Every import of ``file``, by the full name of the module or object that is imported."""

    def walk(node: ast.AST, late: bool, typing: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from (Import(file, alias.name, late, typing) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{file}: relative import"
                yield from (Import(file, f"{child.module}.{alias.name}", late, typing) for alias in child.names)
            within = late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            types = typing or (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING")
            yield from walk(child, within, types)

    yield from walk(ast.parse(file.read_text("utf-8")), late=False, typing=False)


ALL = [each for file in files() for each in imports(file)]
OURS = [each for each in ALL if each.module.split(".")[0] == "grader"]


def test_imports_run_one_way() -> None:
    above: set[str] = set()
    for room, allowed in ROOMS.items():
        assert set(allowed.split()) <= above, f"{room} may import only rooms that stand above it"
        above.add(room)
    assert {room_of(file) for file in files()} == set(ROOMS), "a new room needs its line, and a sentence in docs"
    wrong = [each for each in OURS if imported_room(each) not in {each.room, *ROOMS[each.room].split()}]
    assert not wrong, "\n".join(map(str, wrong))


def imported_room(each: Import) -> str:
    return each.module.split(".")[1]


def test_no_module_imports_itself_by_a_detour() -> None:
    known = {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in files()}
    graph = {
        module: {target for each in imports(file) if not each.typing and (target := module_of(each, known)) is not None}
        for module, file in known.items()
    }
    TopologicalSorter(graph).prepare()  # raises where there is a cycle


def module_of(each: Import, known: dict[str, Path]) -> str | None:
    """The module that ``each`` runs: `grader.wire.Bounds` is in `grader.wire.__init__`."""
    parent = each.module.rpartition(".")[0]
    candidates = (each.module, f"{each.module}.__init__", parent, f"{parent}.__init__")
    return next((name for name in candidates if name in known), None)


def test_each_room_has_only_its_libraries() -> None:
    def is_wrong(each: Import) -> bool:
        library = each.module.split(".")[0]
        if each.typing:  # nothing is loaded for the type checker's sake
            return False
        return library not in (*sys.stdlib_module_names, "grader") and each.room not in LIBRARIES.get(library, ())

    wrong = [each for each in ALL if is_wrong(each)]
    assert not wrong, "\n".join(map(str, wrong))


def test_imports_stand_at_the_top() -> None:
    late = {each.file.relative_to(ROOT).as_posix() for each in ALL if each.late}
    assert late == set(LATE), "an import within a function needs a reason in LATE"


def without_texts(tree: ast.Module) -> ast.Module:
    """The code alone: what a text says, such as a trial that student code must pass, is not run here."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return tree


def test_nothing_is_unpickled() -> None:
    assert not [str(each) for each in ALL if each.module.split(".")[0] in NEVER_IMPORTED]
    for file in files():
        code = ast.unparse(without_texts(ast.parse(file.read_text("utf-8"))))
        assert not re.search(r"\btorch\.(load|save|package)\(|allow_pickle=True", code), file
        assert not re.search(r"(?<![\w.])eval\(", code), file


def test_code_is_run_in_one_place_only() -> None:
    running = [
        file.relative_to(ROOT).as_posix() for file in files() if re.search(r"(?<![\w.])exec\(", file.read_text())
    ]
    assert running == ["grader/runner/module.py"]


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_file_says_what_it_owns_and_is_short(file: Path) -> None:
    text = file.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module opens with one to three lines: what it owns"
    assert len(text.splitlines()) <= LONGEST


# Spelled in parts, or this file would name them.
REGISTRIES = re.compile(
    "py" + r"pi\.org|python" + r"hosted\.|anaconda" + r"\.org|index" + r"[-_]url|find" + "-links", re.I
)
MACHINE = re.compile(r"(?<![\w.])/(?:home|Users|root|opt|mnt|srv)" + r"/\w")
# PyTorch's own index of builds without GPU support, so that nobody downloads gigabytes.
EXCEPTION = "PIP_EXTRA_INDEX_URL"
ITS_PLACES = {
    "README.md",
    ".github/actions/grade/grade.sh",
    ".github/workflows/ci.yml",
    "docs/examples/regrade.yml",
    "grader/hosts/install.py",
    "tests/test_architecture.py",
}


def shipped() -> Iterator[Path]:
    """Every file of the repository but what tools leave behind."""
    left = re.compile(
        r"\..*_cache|\.git|\.grade|\.hypothesis|\.venv.*|__pycache__|.*\.egg-info|build|dist|grade-result.json"
    )

    def walk(folder: Path) -> Iterator[Path]:
        for entry in sorted(folder.iterdir()):
            if not left.fullmatch(entry.name):
                yield from walk(entry) if entry.is_dir() else (entry,)

    return walk(ROOT)


def test_nothing_names_a_registry_or_a_machine() -> None:
    own = [str(ROOT), *([str(Path.home()) + "/"] if Path.home() != Path("/") else [])]
    for file in shipped():
        name = file.relative_to(ROOT).as_posix()
        text = file.read_text("utf-8", errors="replace")
        if name in ITS_PLACES:
            text = text.replace(EXCEPTION, "")
        found = [*REGISTRIES.findall(text), *MACHINE.findall(text), *(path for path in own if path in text)]
        assert not found, f"{name} names {found}"
