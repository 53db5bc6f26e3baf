"""Arguments by name; a name that the function does not have fills its first free parameter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from grader.runner.bind import bind, call


class Layer(torch.nn.Module):
    def forward(self, x: object, scale: object = 1) -> object:
        return ("x", x, "scale", scale)


class Callable_:
    def __call__(self, a: object, b: object = 2) -> object:
        return (a, b)


FUNCTIONS: list[tuple[Callable[..., object], dict[str, object], object]] = [
    (lambda x, y: (x, y), {"x": 1, "y": 2}, (1, 2)),
    (lambda y, x: (x, y), {"x": 1, "y": 2}, (1, 2)),
    (lambda a, b: (a, b), {"x": 1, "y": 2}, (1, 2)),
    (lambda a, y: (a, y), {"x": 1, "y": 2}, (1, 2)),
    (lambda y, b: (b, y), {"x": 1, "y": 2}, (1, 2)),
    (lambda x, y=5: (x, y), {"x": 1}, (1, 5)),
    (lambda x, y=5: (x, y), {"z": 1}, (1, 5)),
    (lambda a, b, /: (a, b), {"x": 1, "y": 2}, (1, 2)),
    (lambda y, x, /: (x, y), {"x": 1, "y": 2}, (1, 2)),
    (lambda *args: args, {"x": 1, "y": 2}, (1, 2)),
    (lambda x, *args: (x, args), {"x": 1, "y": 2, "z": 3}, (1, (2, 3))),
    (lambda a, *args: (a, args), {"y": 2, "z": 3}, (2, (3,))),
    (lambda **kwargs: kwargs, {"x": 1, "y": 2}, {"x": 1, "y": 2}),
    (lambda x, **kwargs: (x, kwargs), {"x": 1, "y": 2}, (1, {"y": 2})),
    (lambda *args, **kwargs: (args, kwargs), {"x": 1}, ((), {"x": 1})),
    (lambda x, *, y: (x, y), {"x": 1, "y": 2}, (1, 2)),
    (lambda a, *, y: (a, y), {"x": 1, "y": 2}, (1, 2)),
    (Layer(), {"x": 1}, ("x", 1, "scale", 1)),
    (Layer(), {"input": 1, "scale": 3}, ("x", 1, "scale", 3)),
    (Layer().forward, {"input": 1}, ("x", 1, "scale", 1)),
    (Callable_(), {"x": 1, "b": 3}, (1, 3)),
    (max, {"x": 1, "y": 2}, 2),
    (torch.add, {"x": torch.tensor(1), "y": torch.tensor(2)}, torch.tensor(3)),
]


@pytest.mark.parametrize(("function", "given", "expected"), FUNCTIONS)
def test_arguments_find_their_parameters(
    function: Callable[..., object], given: dict[str, object], expected: object
) -> None:
    positional, by_name = bind(function, dict(given))
    assert function(*positional, **by_name) == expected


@pytest.mark.parametrize(
    ("function", "given"), [(lambda x: x, {"x": 1, "y": 2}), (lambda: 0, {"x": 1}), (lambda x, y: x, {"x": 1})]
)
def test_what_does_not_fit_is_pythons_own_error(function: Callable[..., object], given: dict[str, object]) -> None:
    positional, by_name = bind(function, given)
    with pytest.raises(TypeError):
        function(*positional, **by_name)


def test_functions_of_torch_that_do_not_tell_their_parameters_are_called_by_name_where_they_can_be() -> None:
    x = torch.tensor([-1.0, 0.5])
    exact, rough = (call(torch.nn.functional.gelu, {"approximate": way, "input": x}) for way in ("none", "tanh"))
    assert not torch.equal(exact, rough)  # type: ignore[arg-type]
    assert torch.equal(call(torch.softmax, {"numbers": x, "dim": 0}), torch.softmax(x, 0))  # type: ignore[arg-type]
