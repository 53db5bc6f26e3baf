"""Who is called in each turn, what is put in place, which parameters are drawn, and what is looked at."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from grader.model.calls import Turn
from grader.model.path import Path
from grader.model.record import Raised, Record
from grader.model.spec import Case, Check, Exercise, Step
from grader.model.values import Mapping, Same, Tensor, Tree
from grader.model.written import Constant, TensorMaker
from grader.plan import Draft, PlanError
from grader.plan.streams import stream
from grader.plan.turns import draw_turns
from grader.plan.values import Maker

Draw = Callable[..., list[Draft]]
RANDOM = TensorMaker("randn")


def ones(*shape: int, dtype: str = "float32", requires_grad: bool = False) -> Tensor:
    array = np.ones(shape, dtype)
    return Tensor(dtype, shape, array.tobytes(), requires_grad=requires_grad)


def parameters(**named: Tensor) -> Mapping:
    return Mapping(tuple((name.replace("__", "."), tensor) for name, tensor in named.items()))


# ---- who is called


def case(*steps: Step, mode: str = "train", given: tuple[str, ...] = ("x", "opt")) -> Case:
    inputs = tuple((name, Constant(1)) for name in given)
    return Case(None, None, False, (), (), inputs, (), mode, (), 1, True, (), steps=steps)  # type: ignore[arg-type]


def exercise(calls: tuple[str, ...] = (), class_name: str | None = None) -> Exercise:
    return Exercise("e", "e", "", (), 1, (), False, calls, class_name, (), None)  # type: ignore[arg-type]


def turns(of: Exercise, *steps: Step, mode: str = "train") -> tuple[Turn, ...]:
    return draw_turns(of, case(*steps, mode=mode), Maker({}, stream(0), differentiable=False))


@pytest.mark.parametrize(
    ("calls", "class_name", "expected"),
    [
        (("f",), None, ("", ("f",))),
        (("f", "g"), None, ("", ("f", "g"))),
        (("opt.step",), None, ("opt", ("step",))),
        (("opt.step", "opt.run"), None, ("opt", ("step", "run"))),
        (("first.inner.run",), None, ("first.inner", ("run",))),
        (("torch.nn.functional.relu",), None, ("", ("torch.nn.functional.relu",))),
        (("step",), "Adam", ("self", ("step",))),
        (("self.layer.forward",), "Adam", ("self.layer", ("forward",))),
        ((), "Adam", ("self", ())),
        ((), None, ("", ("from_exercise",))),
    ],
)
def test_whose_method_is_called(
    calls: tuple[str, ...], class_name: str | None, expected: tuple[str, tuple[str, ...]]
) -> None:
    of = exercise(() if class_name else ("from_exercise",), class_name)
    _, second = turns(of, Step("first", (), ()), Step("second", calls, ()))
    assert (second.owner, second.names) == expected


def test_a_step_without_a_call_takes_the_exercises_method() -> None:
    (turn,) = turns(exercise(("forward",), "Layer"), Step("a", (), ()))
    assert (turn.owner, turn.names) == ("self", ("forward",))


@pytest.mark.parametrize("calls", [(), ("opt.step", "x.step")])
def test_what_cannot_be_called_is_said(calls: tuple[str, ...]) -> None:
    with pytest.raises(PlanError, match="call"):
        turns(exercise(), Step("a", calls, ()))


def test_modes_are_set_once_and_by_steps() -> None:
    of = exercise(("f",))
    a, b, c = Step("a", (), ()), Step("b", (), (), mode="train", repeat=2), Step("c", (), ())
    assert [turn.mode for turn in turns(of, a, b, c, mode="eval")] == ["eval", "train", "train", ""]
    assert [turn.mode for turn in turns(of, a, b, c)] == ["", "train", "train", ""]
    assert [turn.mode for turn in turns(of, mode="eval")] == ["eval"]


def test_steps_say_what_they_are_given() -> None:
    step = Step("a", (), (("y", Constant(2)),))
    assert turns(exercise(("f",)), step)[0].given == (("y", 2),)
    assert turns(exercise(("f",)))[0].given == (("x", Same("x")), ("opt", Same("opt")))


# ---- what is put in place

TWO = """
- id: two
  call: f
  given:
    models: [{class: Model}, {class: torch.nn.Linear, init: {in_features: 2, out_features: 1}}]
    table: {dict: {a: {class: Model}, x: {randn: [3]}}}
    opt: {class: torch.optim.SGD, init: {params: $models.0.parameters}}
  backward: random
"""


def test_parameters_of_objects_in_lists_are_drawn(drafts: Draw) -> None:
    (draft,) = drafts(TWO)
    assert {"models.0.*", "models.1.*", "table.a.*", "opt.*"} <= {*draft.survey.observe}
    seen: dict[str, Tree] = {
        "models.0.*": parameters(w=ones(2, 2), steps=ones(1, dtype="int64")),
        "models.1.*": parameters(weight=ones(1, 2, dtype="float64")),
        "table.a.*": parameters(inner__w=ones(3)),
        "result": ones(2, requires_grad=True),
    }
    call = draft.complete(Record(seen))
    forms = {path: (tree.shape, tree.dtype) for path, tree in call.assign}  # type: ignore[union-attr]
    assert forms == {
        "models.0.w": ((2, 2), "float32"),
        "models.1.weight": ((1, 2), "float64"),
        "table.a.inner.w": ((3,), "float32"),
    }
    assert {"models.0.*", "models.0.*.grad", "table.a.*", "table.x.grad"} <= {*call.observe}
    assert "opt.*" not in call.observe
    assert [path for path, _ in call.backward] == ["result"]


LORA = """
- id: lora
  class: Lora
  set: {self.scale: 2.0}
  given: {x: {randn: [2]}}
  expect:
    all: reference
    self.lora_B: 0.0
    self.base.weight: {requires_grad: false}
    self.lora_A: {shape: [2]}
    self.free: any
    self.embedding.weight[0]: 0.0
"""


def test_a_parameter_whose_value_is_checked_keeps_it(drafts: Draw) -> None:
    (draft,) = drafts(LORA)
    names = {
        "lora_A": ones(2),
        "lora_B": ones(2),
        "free": ones(2),
        "base.weight": ones(2),
        "embedding.weight": ones(2, 2),
    }
    call = draft.complete(Record({"self.*": parameters(**{n.replace(".", "__"): t for n, t in names.items()})}))
    assert [path for path, _ in call.assign] == ["self.lora_A", "self.free", "self.base.weight", "self.scale"]
    assert {"self.*", "self.lora_B", "self.embedding.weight"} <= {*call.observe}


def test_what_the_author_says_holds_over_what_is_drawn(drafts: Draw) -> None:
    """Two names may be one parameter, so that what is drawn for the one comes before what is set for the other."""
    (draft,) = drafts("""
    - id: tied
      call: f
      given: {old: {class: A}, both: {class: B, init: {inner: $old}}}
      set: {old.w: {zeros: same}}
    """)
    seen: dict[str, Tree] = {"old.*": parameters(w=ones(1)), "both.*": parameters(inner__w=ones(1))}
    assert [path for path, _ in draft.complete(Record(seen)).assign] == ["both.inner.w", "old.w"]


STARS = """
- id: stars
  call: f
  given: {layers: [{class: L}, {class: L}], table: {dict: {a: {randn: [2]}, b: {randn: [3]}}}}
  set: {layers.*.weight.grad: {ones: same}, table.*.grad: {randn: same}, layers.*.gamma: 1.0}
"""


def test_a_star_leads_to_everything(drafts: Draw) -> None:
    (draft,) = drafts(STARS)
    seen: dict[str, Tree] = {
        "layers.*.weight": Mapping((("0", ones(1)), ("1", ones(2)))),
        "table.*": Mapping((("a", ones(2)), ("b", ones(3)))),
        "layers.*.gamma": Mapping((("0", 1), ("1", 2))),
    }
    assert {*seen} <= {*draft.survey.observe}
    shapes = {path: getattr(tree, "shape", tree) for path, tree in draft.complete(Record(seen)).assign}
    assert shapes == {
        "layers.0.weight.grad": (1,), "layers.1.weight.grad": (2,), "table.a.grad": (2,), "table.b.grad": (3,),
        "layers.0.gamma": 1.0, "layers.1.gamma": 1.0,
    }  # fmt: skip


def test_a_buffer_has_the_shape_that_is_there(drafts: Draw) -> None:
    (draft,) = drafts("- {id: b, class: Norm, set: {self.running_mean: {randn: same}}}")
    call = draft.complete(Record({"self.running_mean": ones(5), "self.*": parameters()}))
    assert [(path, tree.shape) for path, tree in call.assign] == [("self.running_mean", (5,))]  # type: ignore[union-attr]
    with pytest.raises(PlanError, match=r"^b: set: self\.running_mean: `same` stands where"):
        draft.complete(Record())


# ---- surveys


def test_a_survey_that_raised_is_made_again_with_what_is_known(drafts: Draw) -> None:
    (draft,) = drafts("""
    - id: s
      class: S
      given: {w: {randn: [2]}}
      set: {self.b: {randn: same}, self.c: {randn: same}}
      steps: {a: {call: step, set: {w.grad: {randn: same}}, repeat: 2}}
    """)
    raised = Raised("call", "AttributeError")
    seen = Record({"self.b": ones(3), "self.*": parameters(p=ones(1))}, raised=raised)
    again = draft.second_survey(seen)
    assert again is not None and again.observe == draft.survey.observe
    assert [path for path, _ in again.assign] == ["self.p", "self.b"]
    assert [[path for path, _ in turn.assign] for turn in again.turns] == [["w.grad"], ["w.grad"]]
    assert again.turns[0].assign != again.turns[1].assign
    # It uses up none of the numbers that the case itself is drawn from.
    assert draft.complete(seen).turns == again.turns
    assert draft.second_survey(Record({})) is None


def test_a_survey_is_not_made_again_where_nothing_would_change(drafts: Draw) -> None:
    (draft,) = drafts("- {id: s, call: f, given: {x: {randn: [2]}}, backward: random}")
    assert draft.needs_survey and draft.second_survey(Record(raised=Raised("call"))) is None
    (plain,) = drafts("- {id: s, call: f, given: {x: {randn: [2]}}}")
    assert not plain.needs_survey


# ---- what is looked at


def with_checks(draft: Draft, *checks: Check) -> Draft:
    of = Case(**{**{n: getattr(draft.case, n) for n in draft.case.__slots__}, "checks": checks})
    return Draft(draft.exercise, of, draft.place, draft.names, draft.survey, draft.maker)


def check(path: str, kind: str, argument: object) -> Check:
    return Check(Path.parse(path), kind, argument)


@pytest.mark.parametrize(
    ("checks", "paths"),
    [
        ((check("result", "like", "self.scale[0]"),), {"self.scale"}),
        ((check("x", "value", "$y"),), {"y"}),
        ((check("x", "value", "$N"),), set()),
        ((check("result", "not", (check("result", "like", "self.first"),)),), {"self.first"}),
        ((check("result", "any_of", ((check("result", "like", "self.a"),), (check("self.b", "value", 1),))),),
         {"self.a", "self.b"}),
        ((check("self.inner", "parameters", 3),), {"self.inner", "self.inner.*"}),
        ((check("result", "like", "also/other"), check("result", "like", "torch.nn.functional.relu")), set()),
        ((check("stdout", "value", "x"), check("calls.f", "value", 1), check("results.0", "value", 1)), set()),
        ((check("raises", "exists", True),), set()),
        ((check("result", "is", "x"),), set()),
    ],
)  # fmt: skip
def test_what_checks_name_is_looked_at(checks: tuple[Check, ...], paths: set[str], drafts: Draw) -> None:
    (draft,) = drafts("- {id: o, class: O, let: {N: 3}, given: {x: {randn: [N]}, y: 1}}")
    plain = {*with_checks(draft).complete(Record()).observe}
    assert {*with_checks(draft, *checks).complete(Record()).observe} - plain == paths


def test_memory_is_asked_for_where_a_check_is_about_it(drafts: Draw) -> None:
    (draft,) = drafts("- {id: o, call: f, given: {x: {randn: [2]}}}")
    checks = (check("result.0", "shares_memory", "x"), check("result", "not", (check("result", "shares_memory", "x"),)))
    assert with_checks(draft, *checks).complete(Record()).share == ("result.0", "result")
    assert draft.complete(Record()).share == ()


def test_gradients_of_what_is_nested_are_looked_at(drafts: Draw) -> None:
    (draft,) = drafts(
        """
    - id: n
      call: f
      given:
        items: [{randn: [2]}, {dict: {a: {randn: [2]}, b: {randint: [2], from: 0..3}}}]
        once: {iterator: [{randn: [2], as: parameter}]}
        array: {randn: [2], as: numpy}
        fixed: {randn: [2], requires_grad: false}
        listed: {randn: [2], as: list}
        data: {call: spirals}
      backward: random
    """,
        inputs="def spirals(): ...",
    )
    seen: dict[str, Tree] = {"data": parameters(points=ones(2, requires_grad=True)), "result": ones(requires_grad=True)}
    call = draft.complete(Record(seen))
    gradients = {path for path in call.observe if path.endswith(".grad")}
    assert gradients == {"items.0.grad", "items.1.a.grad", "once.0.grad", "data.points.grad"}
    assert {"items", "once", "array", "fixed", "listed", "data"} <= {*call.observe}


def test_gradients_that_are_given_are_looked_at(drafts: Draw) -> None:
    """They are what a function that clips changes; those of a module's parameters are its own matter."""
    (draft,) = drafts("""
    - id: g
      call: f
      given: {w: {randn: [2]}, items: [{randn: [3]}, {randn: [1]}], layer: {class: L}}
      set: {w.grad: {randn: same}, items.*.grad: {randn: same}, layer.weight.grad: {ones: [2]}}
    """)
    seen: dict[str, Tree] = {"items.*": Mapping((("0", ones(3)), ("1", ones(1))))}
    gradients = {path for path in draft.complete(Record(seen)).observe if path.endswith(".grad")}
    assert gradients == {"w.grad", "items.0.grad", "items.1.grad"}


def test_a_buffer_is_compared_through_the_whole_state(drafts: Draw) -> None:
    (draft,) = drafts("- {id: o, class: O}")
    state = parameters(w=ones(1), mean=ones(1))
    assert (
        "self.state_dict" in draft.complete(Record({"self.*": parameters(w=ones(1)), "self.state_dict": state})).observe
    )
    assert "self.state_dict" not in draft.complete(Record({"self.*": state, "self.state_dict": state})).observe


# ---- how large it is


def test_cases_are_ordered_by_elements_then_by_drawn_numbers(drafts: Draw) -> None:
    def size(text: str) -> int:
        return drafts(text)[0].size

    small = size("- {id: o, call: f, let: {n: 90}, given: {x: {randn: [2]}, n: $n}}")
    smaller = size("- {id: o, call: f, let: {n: -3}, given: {x: {randn: [2]}, n: $n}}")
    large = size("- {id: o, call: f, given: {x: [{randn: [2], as: numpy}, {iterator: [{zeros: [1]}]}]}}")
    assert smaller < small < large
    built = size("- {id: o, class: O, init: {w: {zeros: [9]}}, given: {layer: {class: L, init: {w: {ones: [1]}}}}}")
    assert built > large
