"""How a runner's process is started: by exec, with a clean environment, outside every folder of the user."""

from __future__ import annotations

import importlib.util
import os
import site
import sys
from pathlib import Path

ENTRY = Path(__file__).resolve().parent.parent / "runner" / "__main__.py"

# Read by Windows' own libraries, or needed to find a GPU's.
_KEPT = (
    "SYSTEMROOT", "SYSTEMDRIVE", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER",
    "CUDA_MPS_PIPE_DIRECTORY", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "ZE_AFFINITY_MASK",
    "ONEAPI_DEVICE_SELECTOR",
)  # fmt: skip


def command(mode: str, *descriptors: int, with_devices: bool = False) -> list[str]:
    """The command of a runner that dies with this process. ``-I`` is not used: it would ignore the hash seed.

    Its children see no device but the CPU, or with ``with_devices`` all.
    """
    flags = ["-P", "-B"] if _torch_is_in_user_site() else ["-s", "-P", "-B"]
    reach = "devices" if with_devices else "cpu"
    return [sys.executable, *flags, str(ENTRY), mode, reach, str(os.getpid()), *map(str, descriptors)]


def environment() -> dict[str, str]:
    """A few fixed variables: one thread (or a forked child hangs), one hash seed, no compiler, no window."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TORCH_COMPILE_DISABLE": "1",
        "MPLBACKEND": "Agg",
        # Without it no product of matrices is the same each time on a CUDA device (torch's notes on randomness).
        "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
        "CUDA_CACHE_DISABLE": "1",  # it would lie in the folder of each child, and go with it
        **{name: os.environ[name] for name in _KEPT if name in os.environ},
    }


def _torch_is_in_user_site() -> bool:
    if not site.ENABLE_USER_SITE:
        return False
    spec = importlib.util.find_spec("torch")
    return bool(spec and spec.origin and spec.origin.startswith(site.getusersitepackages()))
