"""The warm runner where there is fork: it imports torch once and forks a child for whoever asks over its socket."""

from __future__ import annotations

import json
import os
import signal
import socket
from typing import NoReturn

from grader.confine.process import close_descriptors, die_with_parent, lead_session
from grader.runner.child import Child
from grader.runner.facts import facts
from grader.runner.warm import Warmth
from grader.wire import Bounds, encode

# A child's descriptors after the three standard ones, and where all of them wait while they are moved.
REQUESTS, RESPONSES = 3, 4
_ASIDE = 100
_MESSAGE = 1 << 16


def host(warmth: Warmth, descriptor: int) -> NoReturn:
    """Serve the socket at ``descriptor`` until it ends. A message is JSON; a child's descriptors travel beside it."""
    control = socket.socket(fileno=descriptor)
    assert len(os.listdir("/proc/self/task")) == 1, "forking needs one thread"  # noqa: PTH208
    control.send(b"".join(encode(0, facts(warmth.devices), Bounds())))
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, _MESSAGE, 4)
        if not message:
            os._exit(0)
        request = json.loads(message)
        if request["do"] == "fork":
            _fork(control, descriptors)
        elif request["do"] == "warm":
            warmth.warm_further()
        else:
            _, status = os.waitpid(request["pid"], 0)
            control.send(json.dumps(os.waitstatus_to_exitcode(status)).encode())


def _fork(control: socket.socket, descriptors: list[int]) -> None:
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            control.detach()
            _become_child(parent, descriptors)
        finally:
            os._exit(70)
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [json.dumps(pid).encode()], [handle])
    for descriptor in (handle, *descriptors):
        os.close(descriptor)


def _become_child(parent: int, descriptors: list[int]) -> NoReturn:
    """Take the descriptors that came (requests, responses, stdout, stderr) to their places, and answer."""
    die_with_parent(parent)
    lead_session()
    requests, responses, out, err = descriptors
    wanted = (os.open(os.devnull, os.O_RDONLY), out, err, requests, responses)
    # First out of the way: an original may sit on the place of another.
    for place, descriptor in enumerate(wanted):
        os.dup2(descriptor, _ASIDE + place)
    for place in range(len(wanted)):
        os.dup2(_ASIDE + place, place)
    close_descriptors(len(wanted))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Child(RESPONSES).serve(REQUESTS)
