"""Each rule on texts that keep it and texts that do not, however they hide it."""

from __future__ import annotations

from textwrap import dedent

import pytest

from grader.model.record import LONGEST_TRACE, Trace
from grader.model.result import Verdict
from grader.model.spec import Demand
from grader.source import MESSAGES, judge_source

HEAD = "import torch\nimport torch.nn.functional as F\nfrom torch import nn, Tensor\n"


def judged(
    rule: str,
    argument: object,
    text: str,
    *calls: str,
    traced: bool = False,
    name: str = "f",
    others: dict[str, str] | None = None,
) -> Verdict:
    files = {"work.py": HEAD + dedent(text), **(others or {})}
    (verdict,) = judge_source(
        (Demand(rule, argument, 7),),
        tuple((file, content.encode()) for file, content in files.items()),
        (name,),
        Trace(calls) if calls or traced else None,
    )
    assert (verdict.path, verdict.kind, verdict.claimed, verdict.line) == ("source", rule, True, 7)
    return verdict


def said(verdict: Verdict) -> str | None:
    if verdict.message is None:
        return None
    assert MESSAGES[verdict.message.id].format(**verdict.message.parameters)
    return verdict.message.id


def lines(verdict: Verdict) -> list[int]:
    """The lines that a message quotes, counted after the imports."""
    assert verdict.message is not None
    places = str(verdict.message.parameters["places"])
    return [int(part.split(":")[0]) - HEAD.count("\n") for part in places.split("work.py line ")[1:]]


# The body of f(x), and below or beside it what it needs; the lines that are quoted.
WRITTEN: dict[str, tuple[str, list[int]]] = {
    "by its full name": ("def f(x):\n    return torch.softmax(x, -1)", [2]),
    "as a method": ("def f(x):\n    y = x + 1\n    return y.softmax(-1)", [3]),
    "of a call's result": ("def f(x):\n    return (x + 1).exp().softmax(-1)", [2]),
    "of a module": ("def f(x):\n    return F.softmax(x, -1)", [2]),
    "of a module by its full name": ("def f(x):\n    return torch.nn.functional.softmax(x)", [2]),
    "by an alias": ("from torch import softmax as s\ndef f(x):\n    return s(x, -1)", [3]),
    "by an alias of torch": ("import torch as t\ndef f(x):\n    return t.softmax(x, -1)", [3]),
    "by an alias of a module": ("import torch.nn as n\ndef f(x):\n    return n.functional.softmax(x, -1)", [3]),
    "imported within": ("def f(x):\n    from torch.nn.functional import softmax as g\n    return g(x)", [3]),
    "assigned at the top": ("g = torch.softmax\ndef f(x):\n    return g(x, -1)", [1, 3]),
    "assigned within": ("def f(x):\n    g = torch.softmax\n    return g(x, -1)", [2, 3]),
    "assigned in a pair": ("a, b = torch.exp, torch.softmax\ndef f(x):\n    return b(x, -1)", [1, 3]),
    "assigned twice over": ("a = torch\nb = a.softmax\ndef f(x):\n    return b(x, -1)", [2, 4]),
    "a method assigned": ("def f(x):\n    g = x.softmax\n    return g(-1)", [3]),
    "by one of two": ("def f(x, c):\n    g = torch.softmax if c else torch.exp\n    return g(x)", [2]),
    "from a table": ("T = {'s': torch.softmax}\ndef f(x):\n    return T['s'](x, -1)", [1]),
    "imported with a star": ("from torch import *\ndef f(x):\n    return softmax(x, -1)", [3]),
    "another star": ("from torch.nn.functional import *\ndef f(x):\n    return softmax(x, -1)", [3]),
    "by getattr": ("def f(x):\n    return getattr(torch, 'softmax')(x, -1)", [2]),
    "by getattr of a tensor": ("def f(x):\n    return getattr(x, 'softmax')(-1)", [2]),
    "handed on": ("def f(x):\n    return list(map(torch.softmax, x))", [2]),
    "handed on in part": ("import functools\nh = functools.partial(F.softmax, dim=1)\ndef f(x):\n    return h(x)", [2]),
    "in a helper": ("def f(x):\n    return g(x)\ndef g(x):\n    return h(x)\ndef h(x):\n    return x.softmax(-1)", [6]),
    "in a lambda": ("g = lambda x: x.softmax(-1)\ndef f(x):\n    return g(x)", [1]),
    "in a function within": ("def f(x):\n    def g():\n        return x.softmax(-1)\n    return g()", [3]),
    "in a helper's method": (
        "class G:\n    def go(self, x):\n        return x.softmax(-1)\ndef f(x):\n    return G().go(x)", [3],
    ),
    "in a decorator": (
        "def d(g):\n    return lambda x: torch.softmax(g(x), -1)\n@d\ndef f(x):\n    return x", [2],
    ),
    "as a decorator": ("@torch.softmax\ndef f(x):\n    return x", [1]),
    "in a default": ("def f(x, g=torch.softmax):\n    return g(x)", [1]),
    "in a comprehension": ("def f(x):\n    return [a.softmax(-1) for a in x]", [2]),
    "in a base class": (
        "class A:\n    def go(self, x):\n        return x.softmax(-1)\nclass B(A):\n    pass\n"
        "def f(x):\n    return B().go(x)", [3],
    ),
    "by a walrus": ("def f(x):\n    return (g := torch.softmax)(x, -1)", [2]),
    "beneath": ("def f(x):\n    return torch.ops.aten.softmax.int(x, -1)", [2]),
    "by the class": ("def f(x):\n    return Tensor.softmax(x, -1)", [2]),
    "as the function itself": ("f = torch.softmax", [1]),
    "as an imported function": ("from torch import softmax as f", [1]),
    "bound in a way that hides": ("globals()['f'] = lambda x: torch.softmax(x, -1)", [1]),
    "in an attribute of the object": (
        "class G:\n    def __init__(self):\n        self.act = torch.softmax\n    def go(self, x):\n"
        "        return self.act(x, -1)\ndef f(x):\n    return G().go(x)", [3, 5],
    ),
    "inherited": ("class G(A):\n    def go(self):\n        return self.softmax()\ndef f(x):\n    return G().go()", [3]),
    "two lines": ("def f(x):\n    a = x.softmax(0)\n    return a.softmax(1)", [2, 3]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_forbidden_names_are_found(name: str) -> None:
    text, wanted = WRITTEN[name]
    verdict = judged("forbid", ["softmax"], text)
    assert said(verdict) == "forbid.written"
    assert lines(verdict) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "def f(x):\n    return x.exp() / x.exp().sum()",
        "def f(x):\n    'softmax(x)'\n    # x.softmax(-1)\n    return x",
        "def f(x):\n    softmax = x.exp()\n    return softmax / softmax.sum()",
        "def f(x, softmax=None):\n    return x",
        "def softmax(x):\n    return x.exp()\ndef f(x):\n    return softmax(x)",
        "class G:\n    def softmax(self, x):\n        return x\n    def go(self, x):\n        return self.softmax(x)\n"
        "def f(x):\n    return G().go(x)",
        "def f(x):\n    return x\ndef g(x):\n    return x.softmax(-1)",
        "def f(x):\n    return x.softmax(-1)\ndef f(x):\n    return x.exp()",
        "def f(x):\n    return F.log_softmax(x, -1)",
        "def f(x):\n    return x.stats.softmax + 1",
        "class Own:\n    def __call__(self, x):\n        pass\ndef f(x):\n    softmax = Own()\n    return softmax(x)",
        "class G(nn.Module):\n    def __init__(self):\n        self.softmax = Own()\n    def go(self, x):\n"
        "        return self.softmax(x)\nclass Own(nn.Module):\n    def forward(self, x):\n        return x\n"
        "def f(x):\n    return G().go(x)",
    ],
)
def test_what_is_not_a_call_is_not_forbidden(text: str) -> None:
    assert said(judged("forbid", ["softmax"], text)) is None


@pytest.mark.parametrize(
    ("name", "call", "holds"),
    [
        ("mean", "x.mean()", False),
        ("mean", "torch.mean(x)", False),
        ("mean", "mean(x)", False),
        ("torch.mean", "x.mean()", False),
        ("torch.mean", "torch.mean(x)", False),
        ("torch.mean", "mean(x)", True),
        ("torch.softmax", "F.softmax(x)", True),
        ("Tensor.mean", "x.mean()", False),
        ("torch.Tensor.mean", "x.mean()", False),
        ("Tensor.mean", "torch.mean(x)", True),
        ("torch.nn.functional.softmax", "F.softmax(x)", False),
        ("torch.nn.functional.softmax", "x.softmax(-1)", True),
        ("torch.nn.functional.*", "F.relu(x)", False),
        ("torch.nn.functional.*", "torch.relu(x)", True),
        ("torch.linalg.*", "torch.linalg.norm(x)", False),
        ("torch.nn.*", "nn.Linear(2, 1)", False),
        ("torch.nn.*", "F.relu(x)", False),
        ("Tensor.*", "x.relu()", False),
        ("Tensor.*", "x.items()", True),
        ("torch.nn.Linear", "nn.modules.linear.Linear(2, 1)", False),
        ("Linear", "nn.Linear(2, 1)", False),
        ("Linear", "isinstance(x, nn.Linear)", True),
        ("torch.einsum", "torch.functional.einsum('i,i', x, x)", False),
        ("matmul", "x @ x", False),
        ("torch.matmul", "x @ x", False),
        ("mm", "x @ x", True),
        ("numpy.*", "x.numpy()", True),
        ("float", "x.to(torch.float)", True),
        ("float", "x.float()", False),
        ("sorted", "sorted(x)", False),
        ("no_grad", "torch.no_grad()", False),
    ],
)
def test_what_a_name_means(name: str, call: str, holds: bool) -> None:
    assert (said(judged("forbid", [name], f"def f(x):\n    return {call}")) is None) == holds


@pytest.mark.parametrize(
    ("name", "call", "holds"),
    [
        ("softmax", "nn.Softmax(-1)(x)", False),
        ("softmax", "nn.modules.activation.Softmax(-1)(x)", False),
        ("softmax", "nn.Softmax2d()(x)", False),
        ("softmax", "nn.LogSoftmax(-1)(x)", True),
        ("log_softmax", "nn.LogSoftmax(-1)(x)", False),
        ("relu", "nn.ReLU()(x)", False),
        ("relu", "nn.ReLU6()(x)", True),
        ("relu_", "nn.ReLU()(x)", True),
        ("layer_norm", "nn.LayerNorm(3)(x)", False),
        ("batch_norm", "nn.BatchNorm2d(3)(x)", False),
        ("batch_norm", "nn.LazyBatchNorm2d()(x)", False),
        ("dropout", "nn.Dropout1d()(x)", False),
        ("max_pool2d", "nn.MaxPool1d(3)(x)", True),
        ("cross_entropy", "nn.CrossEntropyLoss()(x)", False),
        ("mse_loss", "nn.MSELoss()(x, x)", False),
        ("binary_cross_entropy", "nn.BCELoss()(x, x)", False),
        ("scaled_dot_product_attention", "nn.MultiheadAttention(4, 2)(x, x, x)", False),
        ("pad", "nn.ZeroPad2d(1)(x)", False),
        ("torch.softmax", "nn.Softmax(-1)(x)", True),
        ("linear", "tools.Linear(2)(x)", True),
    ],
)
def test_a_bare_name_means_the_class_that_does_the_same(name: str, call: str, holds: bool) -> None:
    assert (said(judged("forbid", [name], f"import tools\ndef f(x):\n    return {call}")) is None) == holds


def test_a_trace_has_classes_too() -> None:
    text = "def f(x):\n    return getattr(nn, 'Soft' + 'max')(-1)(x)"
    assert said(judged("forbid", ["softmax"], text, "Softmax", "forward")) == "forbid.called"
    own = "class Softmax:\n    def __call__(self, x):\n        return x.exp()\ndef f(x):\n    return Softmax()(x)"
    assert said(judged("forbid", ["softmax"], own, "Softmax", "Tensor.exp")) is None


def test_what_was_built_before_the_call_is_written_all_the_same() -> None:
    text = "soft = nn.Softmax(-1)\ndef f(x):\n    return soft(x)"
    assert said(judged("forbid", ["softmax"], text, "forward")) == "forbid.written"


@pytest.mark.parametrize(
    ("text", "calls", "says"),
    [
        ("def f(x):\n    return getattr(torch, x.name)(x)", ["torch.exp"], None),
        ("def f(x):\n    return getattr(torch, x.name)(x)", ["Tensor.add", "Tensor.__getitem__"], "hidden"),
        ("def f(x):\n    return getattr(torch, x.name)(x.exp())", ["Tensor.exp"], "hidden"),
        ("def f(x):\n    return getattr(nn, x.name)()(x)", ["ReLU", "forward"], None),
        ("g = getattr(nn, 'Soft' + 'max')(-1)\ndef f(x):\n    return g(x.exp())", ["forward", "Tensor.exp"], "hidden"),
        ("g = vars(F)['x']\ndef f(x):\n    return g(x)", ["torch.nn.functional.relu"], "hidden"),
    ],
)
def test_what_is_looked_up_must_show_in_the_trace(text: str, calls: list[str], says: str | None) -> None:
    assert said(judged("forbid", ["softmax"], text, *calls)) == (says and f"forbid.{says}")
    only = judged("only", ["exp", "relu", "add"], text, *calls)
    assert said(only) == (says and f"only.{says}")


OWN_METHOD = "class M:\n    def softmax(self, x):\n        return x.exp()\n"


@pytest.mark.parametrize(
    "text",
    [
        "def f(x):\n    return M().softmax(x)",
        "def f(x):\n    m = M()\n    return m.softmax(x)",
        "m = M()\ndef f(x):\n    return m.softmax(x)",
        "class G:\n    def __init__(self):\n        self.m = M()\n    def go(self, x):\n"
        "        return self.m.softmax(x)\ndef f(x):\n    return G().go(x)",
        "class N(M):\n    pass\ndef f(x):\n    return N().softmax(x)",
    ],
)
def test_a_method_of_an_own_class_is_not_forbidden_by_its_name(text: str) -> None:
    assert said(judged("forbid", ["softmax"], OWN_METHOD + text)) is None
    assert said(judged("only", ["exp"], OWN_METHOD + text)) is None
    forbidden = OWN_METHOD.replace("x.exp()", "x.exp().relu()") + text
    assert said(judged("forbid", ["relu"], forbidden)) == "forbid.written"


def test_whose_method_it_is_a_trace_tells() -> None:
    text = OWN_METHOD + "def f(m, x):\n    return m.softmax(x)"
    assert said(judged("forbid", ["softmax"], text)) == "forbid.written"
    assert said(judged("forbid", ["softmax"], text, "softmax", "Tensor.exp")) is None
    assert said(judged("forbid", ["softmax"], text, "Tensor.softmax")) == "forbid.called"
    assert said(judged("only", ["exp"], text, "softmax", "Tensor.exp")) is None
    assert said(judged("only", ["exp"], text, "Tensor.softmax")) == "only.called"


def test_each_step_is_a_start() -> None:
    text = b"def a(x): return x.exp()\ndef b(x): return x.softmax(-1)\ndef c(x): return x.relu()"
    for steps, holds in (((), True), ((("b",),), False), ((("c",),), True), ((("missing", "b"),), False)):
        demands = (Demand("forbid", ["softmax"]),)
        (verdict,) = judge_source(demands, (("work.py", text),), ("a",), None, steps)
        assert verdict.passed == holds


def test_numpy_and_base_classes() -> None:
    text = "import numpy as np\ndef f(x):\n    return np.linalg.norm(x)"
    assert said(judged("forbid", ["numpy.*"], text)) == "forbid.written"
    assert said(judged("forbid", ["torch.linalg.*"], text)) is None
    text = "class f(nn.Linear):\n    def forward(self, x: Tensor) -> Tensor:\n        return x"
    assert said(judged("forbid", ["Linear"], text)) == "forbid.written"
    assert said(judged("forbid", ["Tensor"], text)) is None


OTHER = {
    "tools.py": "import torch\nfrom work import again\ndef soft(x):\n    return torch.softmax(x, -1)\n"
    "def plain(x):\n    return x.exp()\n",
    "more/parts.py": "from tools import soft as deep\n",
}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("from tools import soft\ndef f(x):\n    return soft(x)", False),
        ("import tools\ndef f(x):\n    return tools.soft(x)", False),
        ("import tools as t\ndef f(x):\n    return t.plain(x)", True),
        ("from tools import *\ndef f(x):\n    return soft(x)", False),
        ("from .tools import soft as s\ndef f(x):\n    return s(x)", False),
        ("from more.parts import deep\ndef f(x):\n    return deep(x)", False),
        ("import more.parts\ndef f(x):\n    return more.parts.deep(x)", False),
        ("from more import parts\ndef f(x):\n    return parts.deep(x)", False),
        ("from tools import plain, again\ndef f(x):\n    return plain(x)", True),
    ],
)
def test_other_files_are_followed(text: str, holds: bool) -> None:
    verdict = judged("forbid", ["softmax"], text, others=OTHER)
    assert (said(verdict) is None) == holds
    if verdict.message is not None:
        assert "tools.py line 4: `return torch.softmax(x, -1)`" in str(verdict.message.parameters["places"])


def test_the_function_may_stand_in_any_file() -> None:
    assert said(judged("forbid", ["softmax"], "", name="soft", others=OTHER)) == "forbid.written"


def test_a_trace_sees_what_a_text_hides() -> None:
    text = "def f(x):\n    return getattr(torch, 'soft' + 'max')(x, -1)"
    assert said(judged("forbid", ["softmax"], text)) == "forbid.hidden"
    assert said(judged("forbid", ["softmax"], text, "torch.softmax")) == "forbid.called"
    assert said(judged("forbid", ["softmax"], text, "torch.exp")) is None
    assert said(judged("forbid", ["torch.softmax"], text, "Tensor.softmax")) == "forbid.called"
    assert said(judged("forbid", ["torch.nn.functional.*"], text, "torch.nn.functional.softmax")) == "forbid.called"
    assert said(judged("forbid", ["torch.Tensor.*"], text, "Tensor.softmax")) == "forbid.called"


def test_a_trace_does_not_see_the_own_functions_as_torchs() -> None:
    text = "def softmax(x):\n    return x.exp()\ndef f(x):\n    return softmax(x)"
    assert said(judged("forbid", ["softmax"], text, "softmax", "Tensor.exp")) is None


def test_a_text_may_show_what_was_not_called() -> None:
    text = "def f(x):\n    return x.softmax(-1) if x is None else x"
    assert said(judged("forbid", ["softmax"], text, traced=True)) == "forbid.uncalled"
    assert said(judged("forbid", ["softmax"], text, "Tensor.softmax")) == "forbid.written"


@pytest.mark.parametrize(
    "call",
    ["eval('torch.softmax(x)')", "exec('y = 1')", "__import__('torch')", "importlib.import_module('torch')",
     "vars(torch)['softmax'](x)", "torch.__dict__['softmax'](x)",
     "F.__getattribute__('softmax')(x)", "getattr(F, x.name)(x)"],
)  # fmt: skip
def test_what_cannot_be_read(call: str) -> None:
    text = f"import importlib\ndef f(x):\n    return {call}"
    for rule in ("forbid", "only"):
        verdict = judged(rule, ["exp"], text)
        assert said(verdict) == f"{rule}.hidden"
        assert lines(verdict) == [3]


def test_a_method_called_eval_is_none() -> None:
    text = "class f(nn.Module):\n    def forward(self, x):\n        self.eval()\n        return x.model.eval()"
    assert said(judged("forbid", ["exp"], text)) is None


@pytest.mark.parametrize(
    ("names", "body", "calls", "says"),
    [
        (["einsum"], "torch.einsum('i,i', x, x)", None, None),
        (["einsum"], "x @ x", None, "require.missing"),
        (["matmul"], "x @ x", ["Tensor.matmul"], None),
        (["torch.matmul"], "x.matmul(x)", ["Tensor.matmul"], None),
        (["einsum"], "torch.einsum('i,i', x, x)", ["torch.einsum"], None),
        (["einsum"], "x and torch.einsum('i,i', x, x)", [], "require.uncalled"),
        (["einsum"], "getattr(torch, 'ein' + 'sum')(x)", ["torch.einsum"], "require.called"),
        (["einsum", "exp"], "torch.einsum('i,i', x, x)", ["torch.einsum"], "require.missing"),
        (["torch.nn.functional.conv1d"], "F.conv1d(x, x)", ["torch.conv1d"], None),
        (["torch.nn.functional.*"], "F.relu(x)", ["torch.nn.functional.relu"], None),
        (["g"], "g(x)", ["g"], None),
        (["sum"], "sum(x)", ["Tensor.add"], None),
        (["unsqueeze"], "x[None]", ["Tensor.__getitem__"], "require.missing"),
        (["exp"], "x and x.exp()", ["Tensor.sin"] * LONGEST_TRACE, None),
    ],
)
def test_require(names: list[str], body: str, calls: list[str] | None, says: str | None) -> None:
    text = f"def g(x):\n    return x\ndef f(x):\n    return {body}"
    assert said(judged("require", names, text, *(calls or ()), traced=calls is not None)) == says


def test_what_a_class_is_built_with_is_not_asked_of_the_call() -> None:
    text = """
    class f(nn.Module):
        def __init__(self):
            nn.init.xavier_uniform_(self.w)
        def forward(self, x):
            return x if self.training else x.exp()
    """
    assert said(judged("require", ["xavier_uniform_"], text, traced=True)) is None
    assert said(judged("require", ["exp"], text, traced=True)) == "require.uncalled"


@pytest.mark.parametrize(
    ("names", "body", "calls", "says"),
    [
        (["arange", "where"], "torch.where(x > 0, torch.arange(3) + 1, 0)", [], None),
        (["arange", "where"], "torch.where(x > 0, x.exp(), 0)", [], "only.written"),
        (["torch.where"], "torch.arange(3)", [], "only.written"),
        ([], "x[:, None] * x - 1 + x.size(0) + x.shape[0]", ["Tensor.__getitem__", "Tensor.mul", "Tensor.size"], None),
        ([], "x @ x", [], "only.written"),
        (["matmul"], "x @ x", ["Tensor.matmul"], None),
        ([], "sorted(x.items()) + 'a b'.split()", [], None),
        ([], "x.split(2)", [], None),
        ([], "x.split(2)", ["Tensor.split"], "only.called"),
        ([], "x.sum()", [], "only.written"),
        ([], "sum(x) + max(x) + abs(x)", ["Tensor.add", "Tensor.abs"], None),
        ([], "getattr(torch, 'e' + 'xp')(x)", ["torch.exp"], "only.called"),
        ([], "1 - x", ["Tensor.__rsub__"], None),
        ([], "F.relu(x)", [], "only.written"),
        (["torch.nn.functional.*"], "F.relu(x)", ["torch.relu"], None),
        (["torch.nn.functional.conv1d"], "F.conv1d(x, x)", ["torch.conv1d"], None),
        ([], "isinstance(x, torch.Tensor) and x.dtype == torch.float32", [], None),
        ([], "g(x)", ["g"], None),
        ([], "list(map(torch.exp, x))", [], "only.written"),
    ],
)
def test_only(names: list[str], body: str, calls: list[str], says: str | None) -> None:
    text = f"def g(x: torch.Tensor) -> torch.Tensor:\n    return x\ndef f(x):\n    return {body}"
    assert said(judged("only", names, text, *calls)) == says


def test_only_in_a_class() -> None:
    text = """
    class f(nn.Module):
        def __init__(self):
            super().__init__()
            self.exp = nn.Parameter(torch.ones(3))
        def sum(self, x):
            return x
        def forward(self, x):
            return self.sum(self.exp * x)
    """
    assert said(judged("only", ["torch.nn.Parameter", "ones"], text)) is None


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("return x.sum()", []),
        ("for a in x:\n        pass\n    return x", ["for"]),
        ("while x:\n        pass\n    return x", ["while"]),
        ("return [a for a in x]", ["comprehension"]),
        ("return sum(a for a in x)", ["comprehension"]),
        ("return {a for a in x}, {a: a for a in x}", ["comprehension"] * 2),
        ("return list(map(abs, x))", ["map"]),
        ("return list(filter(None, x))", ["filter"]),
        ("return f(x[1:]) + x[0]", ["recursion"]),
        ("return there(x)", ["recursion", "recursion"]),
        ("g = lambda n: n and g(n - 1)\n    return g(3)", ["recursion"]),
        ("return x.map_(x, abs)", ["map_"]),
        ("return plain(x) + plain(x)", []),
    ],
)
def test_loops(body: str, found: list[str]) -> None:
    text = (
        f"def f(x):\n    {body}\ndef there(x):\n    return back(x)\ndef back(x):\n    return there(x)\n"
        "def plain(x):\n    return x\n"
    )
    verdict = judged("loops", False, text)
    assert said(verdict) == ("loops.found" if found else None)
    if verdict.message is not None:
        for what in set(found):
            assert f"({what})" in str(verdict.message.parameters["places"])


def test_every_loop_has_its_line() -> None:
    text = """\
    def f(x):
        for a in x:
            y = [b for b in a]
        return g(x)

    def g(x):
        while x: x = h(x)

    class Loops:
        def go(self, n):
            return self.go(n - 1)

    def h(x):
        return Loops().go(x)
    """
    verdict = judged("loops", False, text)
    assert lines(verdict) == [2, 3, 7, 11]
    assert verdict.message is not None
    assert str(verdict.message.parameters["places"]).startswith("work.py line 5: `for a in x:` (for); ")


@pytest.mark.parametrize(
    ("argument", "text", "says"),
    [
        ({"index": 1}, "def f(x):\n    return x[0]", None),
        ({"index": 1}, "def f(x):\n    return x[0][1]", "at_most.index"),
        ({"index": 0}, "def f(x: list[int]) -> dict[str, int]:\n    y: list[int] = x\n    return y", None),
        ({"index": 1}, "def f(x):\n    x[0] = x[1]", "at_most.index"),
        ({"statement": 1}, "def f(x):\n    'What it does.'\n    return x", None),
        ({"statement": 1}, "def f(x):\n    y = x; return y", "at_most.statement"),
        ({"statement": 2}, "def f(x):\n    if x:\n        return 1\n    return 2", "at_most.statement"),
        ({"statement": 0}, "f = lambda x: x[0]", None),
        ({"index": 0}, "f = lambda x: x[0]", "at_most.index"),
        ({"statement": 1}, "def g(x):\n    y = x\n    return y\ndef f(x):\n    return g(x)", None),
        ({"statement": 1}, "class f:\n    'A class.'\n    def a(self):\n        return 1\n    def b(self):\n"
         "        return 2", "at_most.statement"),
        ({"index": 9, "statement": 1}, "def f(x):\n    y = 1\n    return x[0]", "at_most.statement"),
    ],
)  # fmt: skip
def test_at_most(argument: object, text: str, says: str | None) -> None:
    assert said(judged("at_most", argument, text)) == says


def test_what_is_said() -> None:
    verdict = judged("forbid", ["softmax"], "def f(x):\n    return x.softmax(-1)  # quick", "Tensor.softmax")
    assert verdict.message is not None
    assert MESSAGES[verdict.message.id].format(**verdict.message.parameters) == (
        "`softmax` may not be used here: work.py line 5: `return x.softmax(-1)  # quick`"
    )
    verdict = judged("at_most", {"statement": 1}, "def f(x):\n    y = x\n    return y")
    assert verdict.message is not None
    assert verdict.message.parameters == {"allowed": 1, "count": 2, "place": "work.py line 6: `return y`"}
