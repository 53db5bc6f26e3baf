"""What is said of an exercise as a whole: the module did not import, the reference failed, something is not here."""

from __future__ import annotations

from collections.abc import Mapping

# What to do in a students' copy.
_BACK = "get the folder `{home}` back from your course's release"
MESSAGES: Mapping[str, str] = {
    "import.timeout": "your file does not finish importing: does it train, wait or loop outside of its functions?",
    "import.crash": "Python ended while your file was imported: is there exit() or a crash outside of its functions?",
    "import.memory": "your file takes too much memory while it is imported",
    "import.output": "your file prints more than 64 MB while it is imported",
    "reference.missing": "there is no reference solution here ({file}), so this cannot be graded",
    "reference.import": "the reference solution could not be imported: {type}: {text}",
    "reference.lost": "the reference solution gave no answer ({cause})",
    "expected.missing": "what was recorded to grade it by is missing (`{home}/expected`): " + _BACK,
    "expected.other": "it was recorded for other inputs: its specification is not the one that was released; " + _BACK,
    "expected.unreadable": "what was recorded to grade it by is of no use here: {reason}; " + _BACK,
    "expected.changed": "`{file}` is not the one that was released, and what was recorded rests on it; " + _BACK,
    "expected.unrecorded": "it was not recorded, for want of {names} where the assignment was released",
    "elsewhere.missing": "there is no `{name}` to compare with",
    "elsewhere.raises": "`{name}` in the place of the reference stopped with {type}: {text}",
    "plan.impossible": "the exercise cannot be drawn: {reason}",
    "confinement.required": "not run: {reason}",
    "machine.failed": "this machine could not run it: {reason}",
    "withdrawn": "withdrawn, everybody has its points: {reason}",
    "unavailable": "needs {names}, which this machine does not have",
    "unavailable.broken": "needs {name}, which is installed and cannot be imported here ({reason})",
    "pretended.made": (
        "on a GPU this would stop {where}: `{name}` is on the CPU; make it with `device=x.device`, or "
        "move it with `.to(device)` and keep what that returns"
    ),
    "pretended.kept": (
        "on a GPU this would stop {where}: `{name}` stays on the CPU when the module moves; register it, with "
        "`register_buffer` or as an `nn.Parameter`, and layers in an `nn.ModuleList`"
    ),
    "pretended.mixed": (
        "on a GPU this would stop {where}, where something is on the CPU: make new tensors with `device=x.device`, and "
        "register what a module keeps with `register_buffer`"
    ),
    "pretended.numpy": (
        "on a GPU this would stop {where}: NumPy cannot see what is there; stay with torch, or bring it back with "
        "`.detach().cpu()` first"
    ),
    "pretended.left": (
        "on a GPU `{path}` would be left on the CPU: make it with `device=x.device`, and do not bring it back"
    ),
}
