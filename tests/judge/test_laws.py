"""What holds for every record: itself agrees, and nothing that a process can send raises or goes without words."""

from __future__ import annotations

from math import prod

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.checks import KINDS
from grader.judge import (
    MESSAGES,
    cause_of,
    differing,
    excerpt_of,
    judge_again,
    judge_case,
    judge_pooled,
    judge_results,
    message_of,
    picture_of,
    reference_fails,
    reference_problem,
)
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Frame, Raised, Record
from grader.model.spec import Case, Check
from grader.model.values import ITEM_SIZES, Absent, Made, Mapping, Named, Opaque, Same, Sequence, Tensor, Tree

TEMPLATES = {**MESSAGES, **{name: text for kind in KINDS.values() for name, text in kind.messages.items()}}

# Examples are trees; no time is asserted.
laws = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
names = st.text(max_size=6)
plain = st.one_of(
    st.none(), st.booleans(), st.integers(), st.sampled_from([2**64, -(10**400), 10**4000]), st.floats(),
    st.complex_numbers(), names, st.binary(max_size=6),
)  # fmt: skip


@st.composite
def tensors(draw: st.DrawFn) -> Tensor:
    dtype = draw(st.sampled_from(sorted(ITEM_SIZES)))
    shape = tuple(draw(st.lists(st.sampled_from([0, 1, 2, 3]), max_size=3)))
    if draw(st.integers(0, 20)) == 0:
        shape = (0, *shape, 2**62, 2**62)
    size = prod(shape) * ITEM_SIZES[dtype]
    data = draw(st.binary(min_size=size, max_size=size))
    device = draw(st.sampled_from(["cpu", "cuda:0", "{nonsense"]))
    kind = draw(st.sampled_from(["torch.Tensor", "torch.Tensor", "numpy.ndarray", "Liar{0}"]))
    return Tensor(dtype, shape, data, device, draw(st.booleans()), kind)


trees: st.SearchStrategy[Tree] = st.recursive(
    st.one_of(
        plain, tensors(), st.builds(Named, st.sampled_from(["numpy.float64", "torch.dtype", ""]), plain),
        st.builds(Opaque, names), st.builds(Absent, st.lists(names, max_size=2).map(tuple)),
        st.builds(Same, st.sampled_from(["x", "result", "y"])), st.builds(Made, names, st.just(())),
    ),
    lambda inner: st.one_of(
        st.builds(Sequence, st.sampled_from(["list", "tuple"]), st.lists(inner, max_size=3).map(tuple), names),
        st.builds(Mapping, st.lists(st.tuples(st.one_of(names, plain), inner), max_size=3).map(tuple), names),
    ),
    max_leaves=6,
)  # fmt: skip
raised = st.builds(
    Raised,
    st.sampled_from(["import", "find", "build", "set", "call", "backward", "observe", "?"]),
    st.sampled_from(["", "shape", "ValueError", "NotImplementedError", "MemoryError", "{x}"]),
    st.lists(names, max_size=2).map(tuple),
    names,
    st.lists(st.builds(Frame, names, st.integers(0, 9), names, names), max_size=2).map(tuple),
    st.lists(names, max_size=3).map(tuple),
)
paths = [
    "result",
    "result.0",
    "self.*",
    "self.*.grad",
    "self.weight",
    "self.state_dict",
    "x",
    "x.grad",
    "stdout",
    "calls",
]
values = st.dictionaries(st.sampled_from(paths), trees)
roots = st.dictionaries(st.sampled_from(["result", "self.*", "x"]), st.lists(names, max_size=2).map(tuple))
records = st.builds(Record, values, roots, st.one_of(st.none(), raised), shares=roots)


def at(path: str, kind: str, argument: object) -> Check:
    return Check(Path.parse(path), kind, argument)


# Arguments of every kind that does not nest: what an author may write.
plain_kinds = [
    ("value", 1.0), ("value", [[1, 2], [3, 4]]), ("value", {"dict": {"a": None}}), ("like", "reference"),
    ("like", "x"), ("like", "also/loop"), ("like", "file.npy"), ("type", ["float", "Tensor"]), ("shape", [2, 2]),
    ("dtype", "float32"), ("device", "cpu"), ("finite", True), ("exists", True), ("exists", False),
    ("requires_grad", True), ("is", "x"), ("any", True), ("dtype", "any"), ("shape", "any"), ("type", "any"),
    ("between", "0..n"), ("between", "-1.5..1e300"), ("sums_to", 1.0), ("sums_to", {"value": 1, "dim": [0, -1]}),
    ("trend", "up"), ("trend", "falling"), ("distinct", True), ("length", "n"), ("length", "1..2"),
    ("contains", [1, "a", None, True]), ("contains", 0.5), ("matches", "a|b"), ("matches", "("),
    ("parameters", 3), ("parameters", {"weight": ["n"]}), ("parameters", "reference"), ("shares_memory", "x"),
    ("shares_memory", "none"), ("distribution", {"uniform": "0..n"}), ("distribution", {"uniform": "0.0..1.0"}),
    ("distribution", {"normal": [0, 1]}), ("distribution", {"choices": [0.0, 1.0], "weights": [0.3, 0.7]}),
]  # fmt: skip


checked = [
    "result", "result[0]", "result.0[..., 1:]", "result.*", "x.grad", "self.weight", "self.*", "self.*.grad", "raises",
    "stdout", "calls", "calls.mean", "results", "results.*", "x",
]  # fmt: skip


@st.composite
def asked_checks(draw: st.DrawFn, depth: int = 2) -> Check:
    path = draw(st.sampled_from(checked))
    if depth and draw(st.integers(0, 3)) == 0:
        inner = st.lists(asked_checks(depth - 1), min_size=1, max_size=2).map(tuple)
        if draw(st.booleans()):
            return at(path, "not", _moved(draw(inner), path))
        return at(path, "any_of", tuple(_moved(way, path) for way in draw(st.lists(inner, min_size=1, max_size=2))))
    return at(path, *draw(st.sampled_from(plain_kinds)))


def _moved(asked: tuple[Check, ...], path: str) -> tuple[Check, ...]:
    """Checks inside another are about its path."""
    return tuple(at(path, check.kind, check.argument) for check in asked if not KINDS[check.kind].nests)


checks = st.lists(asked_checks(), max_size=4)
DRAWN = {"n": 2}
OTHERS: dict[str, dict[str, Tree]] = {"also/loop": {"result": 1.0}, "file.npy": {"": 2.0}}


def case(*asked: Check, everything: bool) -> Case:
    return Case(None, None, False, (), (), (), (), "train", (), 1, everything, asked)


def worded(message: Message | None) -> None:
    if message is not None:
        assert TEMPLATES[message.id].format(**message.parameters)


@laws
@given(values)
def test_a_record_judged_against_itself_passes(tree: dict[str, Tree]) -> None:
    record = Record(tree)
    verdicts = judge_case(case(everything=True), record, record, {"x": 1.0})
    assert [verdict for verdict in verdicts if not verdict.passed] == []
    assert judge_again(case(everything=True), record, record, record, record) is None


@laws
@given(trees, trees)
def test_agreeing_never_hangs_on_which_is_the_reference_for_exact_things(first: Tree, second: Tree) -> None:
    """Without floats there is no tolerance, and agreement is symmetric."""
    asked = case(Check(Path.parse("result"), "like", "reference", rtol=0.0, atol=0.0), everything=False)
    one = judge_case(asked, Record({"result": first}), Record({"result": second}), {})
    other = judge_case(asked, Record({"result": second}), Record({"result": first}), {})
    assert all(verdict.passed for verdict in one) is all(verdict.passed for verdict in other)


@settings(laws, max_examples=300)
@given(records, records, checks, st.booleans(), values)
def test_whatever_is_sent_gives_verdicts_with_words(
    expected: Record, actual: Record, asked: list[Check], everything: bool, inputs: dict[str, Tree]
) -> None:
    whole = case(*asked, everything=everything)
    verdicts = judge_case(whole, expected, actual, inputs, drawn=DRAWN, others=OTHERS)
    together = [
        *judge_pooled(whole, [expected] * 2, [actual, expected], inputs, drawn=DRAWN, others=OTHERS),
        *judge_results(whole, [expected] * 2, [actual, expected], inputs, drawn=DRAWN),
    ]
    worded(reference_fails(together))
    for verdict in (*verdicts, *together):
        worded(verdict.message)
        assert len(verdict.expected) + len(verdict.actual) < 1000
    for compared in differing(whole, expected, actual, inputs, verdicts, drawn=DRAWN, others=OTHERS).values():
        shown = excerpt_of(compared)
        worded(shown and shown.region)
        picture_of(compared)
    worded(message_of(whole, expected, actual, verdicts))
    worded(reference_problem(expected, whole))
    assert (cause_of(whole, expected, actual, verdicts) is None) is all(verdict.passed for verdict in verdicts)
    again = judge_again(whole, expected, expected, actual, actual)
    worded(again and again.message)


@laws
@given(records, checks.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_checks_changes_nothing(actual: Record, orders: tuple[list[Check], list[Check]]) -> None:
    expected = Record({"result": 1.0, "x.grad": None})
    first, second = (
        judge_case(case(*order, everything=False), expected, actual, {"x": 2.0}, drawn=DRAWN) for order in orders
    )
    assert first == second
