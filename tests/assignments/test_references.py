"""The shipped references against mathematics in double precision, and their overlays against the references.

Plain torch, without the grader: this is the ground that the grader's own audit of these assignments stands on.
"""

import ast
import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import Tensor

ROOT = Path(__file__).parents[2]
NAMES = {
    "tensors": {"scalar", "vector", "matrix", "rgb_image", "image_batch", "video", "describe", "to_batch"},
    "autograd": {"square", "slope", "partials", "accumulated", "frozen", "vector_jacobian"},
    "linear": {"weight_gradient", "Affine", "mse", "TwoLayer"},
}
SHAPES = [(), (1,), (5,), (3, 4)]
MATRICES = [(4, 3, 2), (1, 2, 5), (6, 5, 3)]
Observed = list[object]


def load(assignment: str, overlay: Path | None = None) -> ModuleType:
    """The solution as a module, with the text of an overlay below its own."""
    text = (ROOT / "reference" / assignment / "solution.py").read_text("utf-8")
    if overlay is not None:
        text += "\n\n" + overlay.read_text("utf-8")
    module = ModuleType(assignment)
    exec(compile(text, str(overlay or assignment), "exec"), vars(module))
    return module


def overlays(folder: str) -> list[Path]:
    """Those that redefine something that ``observe`` knows; other exercises have tests of their own."""
    files = sorted(ROOT.glob(f"reference/*/{folder}/*.py"))
    return [file for file in files if known(file)]


def assignment_of(overlay: Path) -> str:
    return overlay.parents[1].name


def known(overlay: Path) -> set[str]:
    tree = ast.parse(overlay.read_text("utf-8"))
    redefined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return redefined & NAMES.get(assignment_of(overlay), set())


def draw(*shape: int, leaf: bool = True, dtype: torch.dtype = torch.float32) -> Tensor:
    numbers = np.random.RandomState(len(shape) + sum(shape)).standard_normal(shape)
    return torch.tensor(numbers, dtype=dtype, requires_grad=leaf)


def pull_back(result: Tensor) -> None:
    """Backward with unequal weights, so that elements cannot stand in for each other."""
    weights = torch.arange(1.0, result.numel() + 1, dtype=result.dtype).reshape(result.shape)
    (result * weights).sum().backward()


def observe(module: ModuleType, name: str) -> Iterator[Observed]:
    """What calls of one exercise show: results and, where they are graded, gradients and inputs afterwards."""
    run = getattr(module, name)
    match name:
        case "scalar":
            yield from ([run(value)] for value in (3.5, 0.0, -2.25))
        case "vector":
            yield from ([run(values)] for values in ([1.5, -2.0, 0.25], [7.5], [3, 1]))
        case "matrix":
            yield from ([run(rows)] for rows in ([[1.5, 2.0, -3.0], [4.0, 0.5, 6.0]], [[1.5]], [[1.5], [2.5, 3.5]]))
        case "rgb_image":
            yield from (noise(run, *sizes, shape=(3, *sizes)) for sizes in ((40, 30), (1, 1)))
        case "image_batch":
            yield from (noise(run, *sizes, low=-1) for sizes in ((4, 3, 16, 12), (1, 3, 8, 9)))
        case "video":
            yield from (noise(run, *sizes) for sizes in ((2, 3, 4, 16, 12), (1, 3, 1, 8, 9)))
        case "describe":
            for t in (torch.zeros(2, 3), torch.tensor(2.5), torch.ones(4, dtype=torch.uint8), torch.zeros(0, 3)):
                yield [dict(sorted(run(t).items()))]
        case "to_batch":
            for count in (1, 4):
                for dtype in (torch.float32, torch.uint8):
                    sizes = [(1 if index % 2 else 3, 4, 5 + count) for index in range(count)]
                    yield [run([draw(*size, leaf=False).mul(10).to(dtype) for size in sizes])]
        case "square":
            for shape in SHAPES:
                x = draw(*shape)
                result = run(x)
                pull_back(result)
                yield [result, x, x.grad]
        case "slope":
            yield from ([run(x)] for x in (3.0, 5, -4.0, 0.0, 0.1))
        case "partials":
            yield from ([run(draw(*shape), (draw(*shape) + 1).detach().requires_grad_())] for shape in SHAPES)
        case "accumulated":
            yield from ([run(draw(*shape), times)] for shape in SHAPES for times in (1, 2, 5))
        case "frozen":
            for leaf, dtype in ((True, torch.float32), (True, torch.float64), (False, torch.float32)):
                x = draw(3, 4, leaf=leaf, dtype=dtype)
                result = run(x)
                yield [result, result.requires_grad, x, x.requires_grad]
        case "vector_jacobian":
            yield from ([run(draw(*shape), draw(*shape, leaf=False) - 0.5)] for shape in SHAPES)
        case "weight_gradient":
            for batch, wide, high in MATRICES:
                layer = torch.nn.Linear(wide, high)
                layer.weight.grad = torch.ones_like(layer.weight)
                yield [run(layer, draw(batch, wide, leaf=False))]
            yield [run(torch.nn.Linear(2, 1, bias=False), torch.tensor([1.0, 2.0]))]
        case "Affine":
            for batch, wide, high in MATRICES:
                module_of_theirs, x = run(in_features=wide, out_features=high), draw(batch, wide)
                parameters = dict(module_of_theirs.named_parameters())
                with torch.no_grad():
                    parameters["weight"].copy_(draw(high, wide))
                    parameters["bias"].copy_(draw(high))
                result = module_of_theirs(x)
                pull_back(result)
                yield [result, x.grad, parameters["weight"].grad, parameters["bias"].grad]
        case "TwoLayer":
            for batch, wide, high in MATRICES:
                module_of_theirs, x = run(wide, 8, high), draw(batch, wide)
                parameters = dict(module_of_theirs.named_parameters())
                with torch.no_grad():
                    for each in parameters.values():
                        each.copy_(draw(*each.shape))
                result = module_of_theirs(x)
                pull_back(result)
                types = [type(each).__name__ for each in (module_of_theirs.hidden, module_of_theirs.output)]
                yield [result, x, x.grad, types, *(parameters[name].grad for name in sorted(parameters))]
        case "mse":
            for shape in SHAPES:
                prediction, target = draw(*shape), draw(*shape, leaf=False) * 3 + 1
                result = run(prediction, target)
                pull_back(result)
                yield [result, prediction.grad, target]


def noise(run: Callable[..., Tensor], *sizes: int, shape: tuple[int, ...] = (), low: int = 0) -> Observed:
    """What can be said of random numbers: their form, how they are spread, what is equal, and that they are new."""
    first, second = run(*sizes), run(*sizes)
    numbers = first.double()
    spread = bool(numbers.min() >= low and numbers.max() < 1)
    if numbers.numel() > 1000:
        spread = bool(spread and abs(numbers.mean() - (low + 1) / 2) < 0.1)
    same = torch.equal(first[0], first[-1]) and len(first) > 1
    still = first.ndim == 5 and torch.equal(first, first[:, :, :1].expand_as(first))
    return [first.shape == (shape or sizes), str(first.dtype), spread, torch.equal(first, second), same, still]


def agree(actual: object, expected: object) -> bool:
    """Whether two observations are equal in type, form and, up to rounding, in numbers."""
    actual = tuple(actual) if isinstance(actual, torch.Size) else actual
    if type(actual) is not type(expected):
        return False
    if isinstance(actual, list | tuple):
        return len(actual) == len(expected) and all(map(agree, actual, expected))
    if isinstance(actual, dict):
        return actual.keys() == expected.keys() and all(agree(actual[key], expected[key]) for key in actual)
    if isinstance(actual, Tensor):
        same_form = actual.shape == expected.shape and actual.dtype == expected.dtype
        return same_form and torch.allclose(actual, expected, rtol=1e-5, atol=1e-6)
    return actual == pytest.approx(expected, rel=1e-5) if isinstance(actual, float) else actual == expected


def differences(f: Callable[[np.ndarray], float], x: Tensor) -> np.ndarray:
    """The gradient of ``f`` at ``x`` by central differences in float64."""
    point = x.detach().double().numpy()
    gradient, step = np.zeros_like(point), 1e-5
    for index in np.ndindex(*point.shape):
        shift = np.zeros_like(point)
        shift[index] = step
        gradient[index] = (f(point + shift) - f(point - shift)) / (2 * step)
    return gradient


def near(actual: Tensor | float, expected: np.ndarray | float) -> None:
    numbers = actual.detach().numpy() if isinstance(actual, Tensor) else actual
    np.testing.assert_allclose(numbers, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_autograd_is_right_by_differences(shape: tuple[int, ...]) -> None:
    solution, x, v = load("autograd"), draw(*shape), draw(*shape, leaf=False) - 0.5
    y = (draw(*shape) + 1).detach().requires_grad_()
    a, b = x.detach().double().numpy(), y.detach().double().numpy()
    near(solution.square(x), a * a)
    first, second = solution.partials(x, y)
    near(first, differences(lambda p: float((p**2 * b + b**3).sum()), x))
    near(second, differences(lambda p: float((a**2 * p + p**3).sum()), y))
    near(solution.accumulated(draw(*shape), 4), 4 * differences(lambda p: float((p**2).sum()), x))
    near(solution.frozen(x), a)
    near(solution.vector_jacobian(draw(*shape), v), differences(lambda p: float((np.sin(p) * v.numpy()).sum()), x))


@pytest.mark.parametrize("x", [3.0, 5, -4.0, 0.0])
def test_slope_is_twice_x(x: float) -> None:
    assert load("autograd").slope(x) == 2 * x


@pytest.mark.parametrize(("batch", "wide", "high"), MATRICES)
def test_linear_is_right_by_differences(batch: int, wide: int, high: int) -> None:
    solution, x = load("linear"), draw(batch, wide)
    affine = solution.Affine(wide, high)
    weight, bias = (p.detach().double().numpy() for p in (affine.weight, affine.bias))
    a = x.detach().double().numpy()
    near(affine(x), a @ weight.T + bias)
    expected = differences(lambda w: float((a @ w.T + bias).sum()), affine.weight)
    near(solution.weight_gradient(torch.nn.Linear(wide, high), x), expected)
    near(solution.mse(x, x.detach() * 2 + 1), float(((a + 1) ** 2).mean()))
    network = solution.TwoLayer(wide, 7, high)
    first, second = (
        [p.detach().double().numpy() for p in each.parameters()] for each in (network.hidden, network.output)
    )
    near(network(x), np.maximum(a @ first[0].T + first[1], 0) @ second[0].T + second[1])


@pytest.mark.parametrize("overlay", overlays("also"), ids=lambda p: f"{assignment_of(p)}-{p.stem}")
def test_other_right_work_agrees(overlay: Path) -> None:
    assignment = assignment_of(overlay)
    for name in known(overlay):
        assert agree(list(observe(load(assignment, overlay), name)), list(observe(load(assignment), name))), name


@pytest.fixture
def memory_filled() -> Iterator[None]:
    """What `torch.empty` gives is NaN: never left over from a right answer."""
    torch.use_deterministic_algorithms(True, warn_only=True)
    yield
    torch.use_deterministic_algorithms(False)


@pytest.mark.usefixtures("memory_filled")
@pytest.mark.parametrize("overlay", overlays("wrong"), ids=lambda p: f"{assignment_of(p)}-{p.stem}")
def test_a_mistake_shows(overlay: Path) -> None:
    assignment = assignment_of(overlay)
    for name in known(overlay):
        expected = list(observe(load(assignment), name))
        with contextlib.suppress(RuntimeError, AttributeError, KeyError, TypeError, ValueError):
            assert not agree(list(observe(load(assignment, overlay), name)), expected), name
