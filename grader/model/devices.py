"""Kinds of device by torch's own names. What a machine has of them is asked where torch is."""

from __future__ import annotations

CPU = "cpu"
# From c10/core/DeviceType.h: what tensors can be put on beside the CPU and `meta`, and `npu`, which is added to torch.
ACCELERATORS = ("cuda", "mps", "xpu", "hpu", "mtia", "npu", "maia", "xla", "ipu", "ve", "vulkan", "privateuseone")
# What an exercise can need.
DEVICES = frozenset({CPU, *ACCELERATORS})
# A regular expression for the place of a tensor: a kind, and maybe which of them.
PLACE = f"({'|'.join((CPU, 'meta', *ACCELERATORS))})(:[0-9]+)?"


def kind_of(device: str) -> str:
    """``cuda`` of ``cuda:1``."""
    return device.partition(":")[0]
