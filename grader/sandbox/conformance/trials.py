"""The trials: a function's body, as a student may write it, and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model.result import Cause


@dataclass(frozen=True, slots=True)
class Trial:
    """``body`` is a function's; ``expected`` the cause of its end, the name of its exception, or its answer's ``repr``.

    ``isolated`` marks what only full confinement denies. ``quick`` trials never end by themselves.
    """

    name: str
    body: str
    expected: Cause | str
    isolated: bool = False
    quick: bool = False


# Everything else is asked of one module, in this order: what follows a lost child is answered by the next.
HEAD = """
import ctypes, os, signal, socket, subprocess, sys, tempfile, threading, time
import torch
from torch.autograd import gradcheck

"""

TRIALS = (
    Trial("answers", "return 42", "42"),
    Trial("has gradients", "x = torch.ones(2, requires_grad=True); (x * x).sum().backward(); return x.grad[0]", "2.0"),
    Trial("trains", "p = torch.nn.Linear(2, 1); torch.optim.SGD(p.parameters(), 0.1).step(); return 42", "42"),
    Trial("decomposes", "torch.linalg.svd(torch.eye(3)); torch.fft.fft(torch.ones(4)); return 42", "42"),
    Trial("checks gradients", "x = torch.ones(2).double().requires_grad_(); return gradcheck(torch.sin, x)", "True"),
    Trial("runs an LSTM", "torch.nn.LSTM(4, 5)(torch.ones(3, 2, 4))[0].sum().backward(); return 42", "42"),
    Trial("maps over batches", "return int(torch.func.vmap(torch.sum)(torch.ones(2, 3))[1])", "3"),
    Trial("compiles nothing, and says so", "return int(torch.compile(lambda: 42)())", "42"),
    Trial("loads data", "return len(list(torch.utils.data.DataLoader([1, 2], num_workers=2)))", "2"),
    Trial("starts threads", "t = threading.Thread(target=print); t.start(); t.join(); return 42", "42"),
    Trial("saves and loads", "torch.save([42], 'file.pt'); return torch.load('file.pt')[0]", "42"),
    Trial("has temporary files", "tempfile.TemporaryFile().write(b'x'); return 42", "42"),
    Trial("keeps its exceptions", "raise ValueError('no')", "ValueError"),
    Trial("survives sys.exit", "sys.exit(0)", "SystemExit"),
    Trial("survives deep recursion", "f = lambda: f(); f()", "RecursionError"),
    Trial("has no input", "return input()", "EOFError"),
    Trial("has no secrets in its environment", "return [k for k in os.environ if 'SECRET' in k]", "()"),
    Trial("refuses huge tensors", "return torch.ones(10**11)", "RuntimeError"),
    Trial("ends endless loops", "while True: pass", Cause.TIMEOUT, quick=True),
    Trial("ends what ignores signals", "signal.signal(15, signal.SIG_IGN); time.sleep(60)", Cause.TIMEOUT, quick=True),
    Trial("ends endless printing", "while True: print('x' * 1_000_000)", Cause.OUTPUT),
    Trial("notices os._exit", "os._exit(0)", Cause.CRASH),
    Trial("notices a crash", "ctypes.string_at(0)", Cause.CRASH),
    Trial("refuses forged frames", "[_write(n) for n in range(3, 1024)]; return 42", Cause.PROTOCOL),
    Trial("answers after all of it", "return 42", "42"),
    Trial("cannot read other files", "return open('/etc/passwd').read()", "PermissionError", isolated=True),
    Trial("cannot list folders", "return os.listdir('/')", "PermissionError", isolated=True),
    Trial("cannot read about processes", "return open('/proc/self/environ').read()", "PermissionError", isolated=True),
    Trial("cannot write elsewhere", "open('../o', 'w'); os.remove('../o')", "PermissionError", isolated=True),
    Trial("cannot open connections", "socket.socket()", "PermissionError", isolated=True),
    Trial("cannot run programs", "subprocess.run(['true'])", "PermissionError", isolated=True),
    Trial("cannot fork", "os.fork() or os._exit(0)", "PermissionError", isolated=True),
    Trial("cannot signal others", "os.kill(os.getppid(), 0)", "PermissionError", isolated=True),
)  # fmt: skip

_FORGE = """
def _write(descriptor):
    try:
        os.write(descriptor, b"all tests passed" * 9)
    except OSError:
        pass

"""


def module() -> bytes:
    """All trials as one submission: functions ``trial_0``, ``trial_1``, …"""
    functions = (f"def trial_{n}():\n    {trial.body}\n\n" for n, trial in enumerate(TRIALS))
    return (HEAD + _FORGE + "".join(functions)).encode()
