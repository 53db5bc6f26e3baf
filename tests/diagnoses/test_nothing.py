"""Nothing came back, or another kind of thing than was asked for."""

from __future__ import annotations

import pytest

from grader.diagnoses import Sight
from grader.model.record import Raised
from grader.model.values import Mapping, Opaque, Sequence, Tensor, Tree
from tests.diagnoses.conftest import id_of, rand, sight, t

E = t(rand(3, 4))
STUB = 'def f(x):\n    """Return it."""\n    raise NotImplementedError\n'
LOST = "def f(x):\n    y = x * 2\n"
PRINTS = "def f(x):\n    print(x * 2)\n"
GIVES = "def f(x):\n    for i in range(3):\n        return g(x)\ndef g(x):\n    x * 2\n"
RAISED = Raised("call", "NotImplementedError", ("RuntimeError",), "", ())


def many(*items: Tree, kind: str = "tuple") -> Sequence:
    return Sequence(kind, items)  # type: ignore[arg-type]


THREE = many(t([1.5, 2.5]), t([4.0]), 3)


def none(text: str, **changes: object) -> Sight:
    return sight(E, None, text=text, **changes)  # type: ignore[arg-type]


ROWS: dict[str, tuple[str | None, list[Sight]]] = {
    "a stub raises": ("not_written", [sight(E, None, text=STUB, raised=RAISED)]),
    "a body of pass": ("not_written", [none("def f(x):\n    pass\n"), none("def f(x):\n    pass\n")]),
    "a body of dots": ("not_written", [none("def f(x): ...\n")]),
    "return None": ("not_written", [none("def f(x):\n    return None\n")]),
    "no return line": ("missing_return", [none(LOST), none(LOST)]),
    "printed": ("printed", [none(PRINTS, printed="tensor([1., 2.])\n")]),
    "printed on the way, and returned": (None, [none("def f(x):\n    print(x)\n    return g(x)\n", printed="1")]),
    "a helper gives nothing": (None, [none(GIVES)]),
    "a function": ("not_called", [sight(E, Opaque("builtin_function_or_method"))]),
    "another object": (None, [sight(E, Opaque("work.Thing"))]),
    "values and indices": ("tuple_item", [sight(E, many(E, t([[1, 2]])))]),
    "the other way round": (None, [sight(E, many(E, t([1]))), sight(E, many(t([1]), E))]),
    "nested lists": ("not_a_tensor", [sight(t([1.5, 2.5, 3.5]), many(1.5, 2.5, 3.5, kind="list"))]),
    "an array": (
        "not_a_tensor",
        [sight(t([1.5, 2.5]), Tensor("float32", (2,), t([1.5, 2.5]).data, type_name="numpy.ndarray"))],
    ),
    "a list of other numbers": ("partly_wrong", [sight(t([1.5, 2.5, 3.5]), many(1.5, 9.25, 4.75, kind="list"))]),
    "item": ("python_number", [sight(t(2.5), 2.5), sight(t(-1.25), -1.25)]),
    "no item": ("tensor_not_number", [sight(2.5, t(2.5)), sight(7.125, t([7.125]))]),
    "divided": ("float_not_int", [sight(3, 3.0), sight(7, 7.0)]),
    "another number": (None, [sight(3, 4.5)]),
    "one item is missing": ("wrong_length", [sight(many(E, 2.5, "a"), many(E, "a"))]),
    "an item after one that is missing": (
        "wrong_length",
        [sight(t([1.5, 2.5]), t([4.0]), "result.0", ours={"result": THREE}, theirs={"result": many(*THREE.items[1:])})],
    ),
    "one item alone": ("wrong_length", [sight(many(E, 2), E), sight(many(t(rand(2)), 7), t(rand(2)))]),
    "another number of names": (None, [sight(many("a", "b", kind="list"), many("a", "c", "d", kind="list"))]),
    "also an empty list": (
        "not_a_tensor",
        [sight(t([4, 7]), many(4, 7, kind="list")), sight(t(rand(0)), many(kind="list"))],
    ),
    "a dictionary": (None, [sight(E, Mapping((("x", E),)))]),
}


@pytest.mark.parametrize(("expected", "sights"), ROWS.values(), ids=ROWS)
def test_what_came_back(expected: str | None, sights: list[Sight]) -> None:
    assert id_of(*sights) == expected
