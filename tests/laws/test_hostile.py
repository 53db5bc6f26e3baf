"""Whatever a submission answers to further calls, there is a verdict with words, and never an exception."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.laws import LAWS
from grader.model.calls import Call
from grader.model.record import Raised, Record
from grader.model.values import Absent, Mapping, Opaque, Sequence, Tensor, Tree
from grader.reporters.wording import templates
from tests.laws.drawn import Draw, Drawn
from tests.laws.test_laws import TABLE

NAN, INF = float("nan"), float("inf")


def t(numbers: object, dtype: str = "float32", **rest: object) -> Tensor:
    array = np.asarray(numbers, dtype="<u2" if dtype == "bfloat16" else dtype)
    return Tensor(dtype, array.shape, array.tobytes(), **rest)  # type: ignore[arg-type]


HOSTILE: list[Tree] = [
    None, True, 0, -(10**400), 1.5, NAN, 1j, "{text}", "\x1b[31m", b"bytes", Absent(), Absent(("a",)), Opaque("Li{0}"),
    t(NAN), t([INF, -INF]), t(np.zeros((2, 0, 3))), t(np.zeros((4, 3)), type_name="Liar"), t(np.full((4, 3), NAN)),
    t([[1 + 2j]], "complex64"), t([True]), t([[1] * 3] * 4, "bfloat16"), t([7], "uint64"), t(0.0, device="{moon}"),
    Tensor("float32", (0, 2**62, 2**62), b""), Sequence("list", ()), Sequence("tuple", (t([1.0]), None)),
    Sequence("list", (1, "a", Sequence("list", (2,)))), Mapping(()), Mapping((("{0}", t(1.0)), (3, NAN))),
]  # fmt: skip
RAISED = [
    Raised("call", "ValueError", ("ValueError", "Exception"), "{x}"),
    Raised("call", "MemoryError"),
    Raised("find", text="encode", names=("encod",)),
    Raised("set", "shape", names=()),
    Raised("set", text="self.weight"),
    Raised("observe", "TooDeepError"),
    Raised("?", "{type}", text="{text}"),
]


@pytest.fixture
def lawful(draw: Draw) -> dict[str, Drawn]:
    """A drawn case of the first example of each law."""
    examples = {each.law: each for each in reversed(TABLE)}
    found = {name: draw(each.exercise, each.right)[0] for name, each in examples.items()}
    assert found.keys() | {"same_on"} == LAWS.keys()
    return found


def judged(drawn: Drawn, first: Record, answers: tuple[Record, ...]) -> bool:
    """Whether the law holds for them; what is said of it has words."""
    verdicts = drawn.judge(first, (answers,))
    for verdict in verdicts:
        assert verdict.path == "laws" and verdict.kind in LAWS and verdict.line > 0
        if verdict.message is not None:
            assert templates()[verdict.message.id].format(**verdict.message.parameters)
            assert sum(len(str(value)) for value in verdict.message.parameters.values()) < 3000
    return all(verdict.passed for verdict in verdicts)


def filled(call: Call, tree: Tree) -> Record:
    return Record(dict.fromkeys(call.observe, tree))


def test_one_answer_to_everything(lawful: dict[str, Drawn]) -> None:
    for name, drawn in lawful.items():
        for tree in HOSTILE:
            answers = tuple(filled(call, tree) for call in drawn.calls[0])
            assert not judged(drawn, drawn.expected, answers), (name, tree)
            judged(drawn, filled(drawn.call, tree), answers)


def test_nothing_at_all(lawful: dict[str, Drawn]) -> None:
    for drawn in lawful.values():
        empty = tuple(Record() for _ in drawn.calls[0])
        assert not judged(drawn, drawn.expected, empty)
        assert not judged(drawn, Record(), empty)


def test_missing_answers_and_exceptions(lawful: dict[str, Drawn]) -> None:
    for name, drawn in lawful.items():
        right = drawn.answers(next(each.right for each in TABLE if each.law == name))[1][0]
        assert judged(drawn, drawn.expected, right)
        for raised in RAISED:
            for place in range(len(drawn.calls[0])):
                answers = [*right]
                answers[place] = Record(raised=raised)
                assert not judged(drawn, drawn.expected, tuple(answers))
        assert not judged(drawn, drawn.expected, right[:-1])
        assert not judged(drawn, drawn.expected, ())


trees = st.recursive(
    st.sampled_from(HOSTILE),
    lambda inner: st.one_of(
        st.builds(Sequence, st.sampled_from(["list", "tuple"]), st.lists(inner, max_size=3).map(tuple)),
        st.builds(Mapping, st.lists(st.tuples(st.sampled_from(["0", "a", 1, None]), inner), max_size=3).map(tuple)),
    ),
    max_leaves=4,
)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.data())
def test_any_answers(lawful: dict[str, Drawn], data: st.DataObject) -> None:
    drawn = lawful[data.draw(st.sampled_from(sorted(lawful)))]
    paths = sorted({path for call in (drawn.call, *drawn.calls[0]) for path in call.observe})
    records = st.builds(
        Record, st.dictionaries(st.sampled_from(paths), trees), raised=st.sampled_from([None, None, None, *RAISED])
    )
    own = drawn.expected if data.draw(st.booleans()) else data.draw(records)
    judged(drawn, own, tuple(data.draw(records) for _ in drawn.calls[0]))
