"""What one exercise leaves changed, the next does not see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.model.calls import Call
from grader.model.record import Record
from grader.sandbox import Runner, Session

# What one function leaves behind → an expression that is true where it was put back.
LEFT: dict[str, tuple[str, str]] = {
    "grad mode off": ("torch.set_grad_enabled(False)", "(torch.ones(1, requires_grad=True) * 2).requires_grad"),
    "no_grad entered": ("keep.append(torch.no_grad()); keep[-1].__enter__()", "torch.is_grad_enabled()"),
    "inference mode entered": (
        "keep.append(torch.inference_mode()); keep[-1].__enter__()",
        "not torch.is_inference_mode_enabled() and (torch.ones(1, requires_grad=True) * 2).requires_grad",
    ),
    "default dtype": ("torch.set_default_dtype(torch.float64)", "torch.ones(1).dtype == torch.float32"),
    "default device": ("torch.set_default_device('meta')", "torch.ones(1).device.type == 'cpu'"),
    "device entered": ("torch.device('meta').__enter__()", "torch.ones(1).device.type == 'cpu'"),
    "autocast entered": (
        "keep.append(torch.autocast('cpu')); keep[-1].__enter__()",
        "(torch.ones(2, 2) @ torch.ones(2, 2)).dtype == torch.float32",
    ),
    "function mode entered": ("Mode().__enter__()", "torch.ones(1).item() == 1"),
    "dispatch mode entered": ("Dispatch().__enter__()", "(torch.ones(1) + 1).item() == 2"),
    "anomaly detection": ("torch.autograd.set_detect_anomaly(True)", "not torch.is_anomaly_enabled()"),
    "threads": ("torch.set_num_threads(2)", "torch.get_num_threads() == 1"),
    "print options": ("torch.set_printoptions(precision=1)", "str(torch.tensor(1.2345)) == 'tensor(1.2345)'"),
    "deterministic off": ("torch.use_deterministic_algorithms(False)", "torch.empty(9).isnan().all().item()"),
    "fill off": ("torch.utils.deterministic.fill_uninitialized_memory = False", "torch.empty(9).isnan().all().item()"),
    "torch's seed": ("torch.manual_seed(5); drawn.append(torch.rand(1).item())", "torch.rand(1).item() == first[0]"),
    "Python's seed": ("random.seed(5)", "random.random() == first[1]"),
    "NumPy's seed": ("np.random.seed(5)", "np.random.rand() == first[2]"),
    "folder": ("os.mkdir('a'); os.chdir('a')", "os.path.samefile(os.getcwd(), os.path.dirname(__file__))"),
    "environment": (
        "os.environ['PATH'] = 'x'; os.environ['NEW'] = 'x'",
        "os.environ['PATH'] != 'x' and 'NEW' not in os.environ",
    ),
    "environment replaced": ("os.environ = {}", "'PATH' in os.environ"),
    "path": ("sys.path[:] = ['/x']", "'/x' not in sys.path and sys.path"),
    "recursion limit": ("sys.setrecursionlimit(100)", "sys.getrecursionlimit() >= 1000"),
    "warnings": ("warnings.simplefilter('error')", "warnings.warn('x') is None"),
    "warnings replaced": ("warnings.filters = []", "warnings.warn('x') is None"),
    "stdout replaced": ("sys.stdout = io.StringIO()", "sys.stdout.fileno() == 1"),
    "stdout closed": ("sys.stdout.close()", "print('x') is None"),
    "stdout None": ("sys.stdout = None", "print('x') is None and sys.stdout is not None"),
    "stdin replaced": ("sys.stdin = io.StringIO('x')", "sys.stdin.read() == ''"),
    "tempfile's folder": ("tempfile.tempdir = '/x'", "tempfile.gettempdir() == os.getcwd()"),
}
HEAD = """
import io, os, random, sys, tempfile, warnings
import numpy as np
import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

keep, drawn, first = [], [], []

class Mode(TorchFunctionMode):
    def __torch_function__(self, *args, **kwargs):
        return torch.zeros(9)

class Dispatch(TorchDispatchMode):
    def __torch_dispatch__(self, *args, **kwargs):
        return 9

"""


@pytest.mark.parametrize("name", LEFT)
def test_is_put_back(name: str, fork: Runner, session_of: Callable[..., Session], call: Callable[..., Call]) -> None:
    leave, check = LEFT[name]
    text = f"{HEAD}\ndef leave():\n    {leave}\n\ndef check():\n    return bool({check})\n"
    if "first" in check:  # the very numbers that the same seed gives in a child that nobody disturbed
        text += f"\ndef draw():\n    first[:] = [{check.split(' == ')[0]}] * 3\n"
    with session_of(fork, text) as opened:
        answers = opened.run([call("draw"), call("leave"), call("check")], 10).answers
    answer = answers[-1]
    assert isinstance(answer, Record) and answer.raised is None, answer
    assert answer.values["result"] is True
