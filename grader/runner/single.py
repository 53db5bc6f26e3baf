"""The back end where there is no fork: this very process becomes the child of one submission, with torch loaded."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import NoReturn

from grader.confine.process import lead_session
from grader.runner.child import Child
from grader.runner.facts import facts
from grader.runner.warm import Warmth


def single(warmth: Warmth, requests: int, responses: int) -> NoReturn:
    """Say the facts as frame 0, then answer the requests, in a session of its own."""
    lead_session()
    attached(warmth, requests, responses)


def ready(warmth: Warmth, requests: int, responses: int) -> NoReturn:
    """The same for one that has time while it waits: it loads more of torch before the first request."""
    lead_session()
    _serve(warmth, requests, responses, warmth.warm_further)


def attached(warmth: Warmth, requests: int, responses: int) -> NoReturn:
    """The same for someone who debugs: it stays with the terminal, so that `breakpoint()` can ask there."""
    _serve(warmth, requests, responses)


def _serve(warmth: Warmth, requests: int, responses: int, prepare: Callable[[], None] | None = None) -> NoReturn:
    if sys.platform == "win32":
        import msvcrt

        requests = msvcrt.open_osfhandle(requests, os.O_RDONLY)
        responses = msvcrt.open_osfhandle(responses, os.O_WRONLY)
    child = Child(responses)
    child.send(0, facts(warmth.devices))
    if prepare is not None:
        prepare()
    child.serve(requests)
