"""What is said when a child gives no answer."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "sandbox.timeout": "no answer within {seconds} s: is there a loop that never ends?",
    "sandbox.cpu": "all of the processor time allowed was used up: is there a loop that never ends?",
    "sandbox.killed": "the process was killed, most likely because it used too much memory",
    "sandbox.signal": "Python itself crashed ({signal})",
    "sandbox.exit": "your code ended Python (exit code {code}): leave out exit(), quit() and os._exit()",
    "sandbox.output": "more than 64 MB were printed: is there a print in a loop that never ends?",
    "sandbox.protocol": "the process did not answer as the grader's protocol demands ({reason})",
    "sandbox.start": "a process could not be started: {reason}",
}
