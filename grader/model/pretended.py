"""The mark of a call that is made on a pretended device: an input of a name that no specification can give."""

from __future__ import annotations

from dataclasses import replace

from grader.model.calls import Call

_MARK = "pretended device"


def pretending(call: Call, device: str) -> Call:
    """``call`` for a child to make as if it had the ``device`` that ``call`` speaks of."""
    return replace(call, given=((_MARK, device), *call.given), share=(), trace=False)


def pretended_device(call: Call) -> str:
    """The device that is to be pretended; empty for calls that are made on what is there."""
    name, device = call.given[0] if call.given else ("", "")
    return device if name == _MARK and isinstance(device, str) else ""
