"""Stand-ins for what notebooks import and no exercise needs: modules of which everything does nothing."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable

from grader.notebooks.choose import full_names

# By the name that is imported, with what is above it.
STUBBED = ("google.colab", "wandb", "IPython", "ipywidgets", "matplotlib", "tqdm")

_NOTHING = '''\
class _Nothing:
    """Takes every call, and has every attribute: itself."""

    def __call__(self, *args, **kwargs):
        alone = len(args) == 1 and not kwargs and callable(args[0])
        return args[0] if alone else self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key):
        return self

    def __setitem__(self, key, value):
        pass

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def __repr__(self):
        return "nothing"


_nothing = _Nothing()


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _nothing
'''
# An axis is asked for in pairs, and in tables of them.
_PYPLOT = """

class _Axes(_Nothing):
    def __iter__(self):
        return iter((self,))


def subplots(*args, **kwargs):
    return _nothing, _Axes()
"""
_TQDM = '''

class tqdm(_Nothing):
    """What it is given, without a bar."""

    def __init__(self, iterable=(), *args, **kwargs):
        self.iterable = range(iterable) if isinstance(iterable, int) else iterable

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return len(self.iterable)

    def __bool__(self):
        return True

    @staticmethod
    def write(*args, **kwargs):
        pass


def trange(*args, **kwargs):
    return tqdm(range(*args))


tqdm_notebook, tnrange = tqdm, trange
'''
_MORE = {"matplotlib.pyplot": _PYPLOT, "tqdm": _TQDM}


def stand_ins(imports: Iterable[ast.Import | ast.ImportFrom], own: Collection[str]) -> dict[str, bytes]:
    """The files of stand-ins that ``imports`` want, by name. ``own`` are modules that are there, which win."""
    wanted = dict.fromkeys(name for each in imports for name in full_names(each) if stubbed(name))
    files: dict[str, bytes] = {}
    for name in wanted:
        parts = name.split(".")
        if parts[0] in own or not all(part.isidentifier() for part in parts):
            continue
        for depth in range(1, len(parts) + 1):
            dotted = ".".join(parts[:depth])
            more = _TQDM if parts[0] == "tqdm" else _MORE.get(dotted, "")
            files["/".join([*parts[:depth], "__init__.py"])] = (_NOTHING + more).encode()
    return files


def stubbed(name: str) -> str:
    """What of ``STUBBED`` the module ``name`` is or belongs to, or empty."""
    return next((each for each in STUBBED if f"{name}.".startswith(f"{each}.")), "")
