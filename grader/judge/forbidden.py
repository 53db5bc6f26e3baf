"""Names what the machine refused a submission: the network, another process, a file outside of its folder."""

from __future__ import annotations

import re

from grader.model.record import Raised

_NETWORK = frozenset({"socket", "ssl", "asyncio", "http", "urllib", "select", "selectors", "ftplib", "smtplib"})
_PROCESS = frozenset({"subprocess", "multiprocessing", "os", "pty", "signal", "concurrent"})
_STARTS = re.compile(r"\b(fork\w*|exec[vl]\w*|spawn\w*|popen|kill\w*|ptrace|setns|unshare)\b")


def refused(raised: Raised) -> str | None:
    """``network``, ``process``, ``file`` or ``other``; None where the exception is not about permission."""
    kinds = {raised.type, *raised.bases}
    if "socket.gaierror" in kinds or "gaierror" in kinds:
        return "network"
    if "PermissionError" not in kinds or raised.stage not in ("build", "call", "backward"):
        return None
    module = (raised.names[0] if raised.names else "").partition(".")[0]
    line = raised.frames[-1].text if raised.frames else ""
    if module in _NETWORK or "socket" in line:
        return "network"
    if "[Errno 13]" in raised.text:
        return "file"
    if module in _PROCESS or _STARTS.search(line):
        return "process"
    return "other"
