"""Options of the whole test run, and the runners that its tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from textwrap import dedent
from types import MappingProxyType

import pytest

from grader.model.calls import RESULT, Call, Turn
from grader.model.values import Same, Tree
from grader.sandbox import BACKENDS, Budget, Policy, Runner, Session, Source, default_backend, start_runner
from tests.postgres import postgres  # noqa: F401 - a fixture

MEMORY = 1 << 30
ASKED_FOR: Mapping[str, str] = MappingProxyType(
    {"long": "takes many minutes", "thorough": "tries once more, in other processes, what is tried already"}
)
NOTHING: Mapping[str, str] = MappingProxyType({})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate", action="store_true", help="write golden files anew; read the diff before keeping it"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for mark, why in ASKED_FOR.items():
        skip = pytest.mark.skip(reason=f"{why}: ask for it with `-m {mark}`")
        for item in items:
            if mark not in config.option.markexpr and item.get_closest_marker(mark) is not None:
                item.add_marker(skip)


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--regenerate"))


@pytest.fixture(scope="session")
def fork() -> Iterator[Runner]:
    """One warm runner for the whole test run: a child of it takes some 20 ms."""
    if default_backend() != "fork":
        pytest.skip("there is no fork here")
    with start_runner("fork") as runner:
        yield runner


@pytest.fixture(scope="session")
def spare() -> Iterator[Runner]:
    """One source of fresh processes for the whole test run: each child takes as long as torch takes to load."""
    with start_runner("spare") as runner:
        yield runner


@pytest.fixture(scope="session", params=BACKENDS)
def runner(request: pytest.FixtureRequest) -> Runner:
    """Each back end in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def session_of(request: pytest.FixtureRequest) -> Iterator[Callable[..., Session]]:
    """``session_of(runner, text)`` opens a session on ``text`` as ``work.py``; closed when the test ends."""
    with ExitStack() as sessions:

        def open_session(
            runner: Runner,
            text: str | bytes,
            *,
            name: str = "work.py",
            others: Mapping[str, str] = NOTHING,
            provided: Mapping[str, str] = NOTHING,
            seconds: float = 10,
            memory: int = MEMORY,
        ) -> Session:
            content = text if isinstance(text, bytes) else dedent(text).encode()
            budget = Budget(seconds=seconds, cpu=60, memory=memory, data=256 << 20)
            further = [tuple((each, dedent(files[each]).encode()) for each in files) for files in (others, provided)]
            source = Source(name, content, *further)
            return sessions.enter_context(Session(runner, source, Policy(Path(__file__)), budget))

        yield open_session


@pytest.fixture
def call() -> Callable[..., Call]:
    def make(
        name: str = "f",
        *,
        observe: tuple[str, ...] = ("result",),
        seed: int = 0,
        memory: int = MEMORY,
        backward: tuple[tuple[str, Tree], ...] = (),
        class_name: str | None = None,
        mode: str = "train",
        assign: tuple[tuple[str, Tree], ...] = (),
        init: tuple[tuple[str, Tree], ...] = (),
        **given: Tree,
    ) -> Call:
        owner, names = "self" if class_name else "", (name,) if name else ()
        arguments = tuple((each, Same(each)) for each in given)
        turn = Turn(RESULT, owner, names, arguments, mode="eval" if mode == "eval" else "")
        return Call((turn,), class_name, init, tuple(given.items()), assign, backward, observe, seed, memory)

    return make
