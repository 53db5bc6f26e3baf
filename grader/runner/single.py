"""The back end where there is no fork: this very process becomes the child of one submission, with torch loaded."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from grader.confine.process import lead_session
from grader.runner.child import Child
from grader.runner.facts import facts


def single(requests: int, responses: int) -> NoReturn:
    """Say the facts as frame 0, then answer the requests, in a session of its own."""
    lead_session()
    attached(requests, responses)


def attached(requests: int, responses: int) -> NoReturn:
    """The same for someone who debugs: it stays with the terminal, so that `breakpoint()` can ask there."""
    if sys.platform == "win32":
        import msvcrt

        requests = msvcrt.open_osfhandle(requests, os.O_RDONLY)
        responses = msvcrt.open_osfhandle(responses, os.O_WRONLY)
    child = Child(responses)
    child.send(0, facts())
    child.serve(requests)
