"""One sentence on every word of the grammar, as editors show it."""

from __future__ import annotations

from collections.abc import Mapping

HELP: Mapping[str, str] = {
    "format": "The version of this language: 1.",
    "submission": "The file that students hand in, such as `autograd.py`.",
    "exercises": "The exercises, in the order in which students meet them.",
    "id": "The exercise's address: small letters, digits and `-`.",
    "title": "Shown to students. The title of a case is its address too.",
    "prompt": "The task. Left out: the docstring of the starter's function or class.",
    "hint": "Shown one at a time, on request and on failure: a text, or a list from a nudge to nearly all.",
    "points": "All or nothing. On cases: each for itself, and the exercise is their sum. Left out: 1.",
    "needs": "Exercises that must pass first, `cuda`, or libraries: skipped without them.",
    "hidden": "`true`: students' copies lack it.",
    "call": "The function, or a list of accepted names; with `class` its method (left out: the object is called).",
    "class": "What is built first; it is `self` in paths.",
    "init": "The constructor's arguments, by name.",
    "let": "Numbers to draw: `lo..hi`, `[one, of, these]`, arithmetic such as `H*d`, or one fixed value.",
    "given": "The inputs, by name. A name that the function does not have fills its first free parameter.",
    "set": "Put in place before the call: parameters, buffers, `.grad`, by path.",
    "mode": "The mode of a module. Left out: train.",
    "backward": "`random`, `ones` or numbers: runs backward; every floating input then requires grad.",
    "repeat": "How often all of it is done, afresh and newly drawn. Left out: 10 if `let` draws, else 1.",
    "cases": "A list of variations, each of which overrides the exercise, or a grid of names and their values.",
    "expect": "What must hold: `reference`, or a check by path. Left out: reference.",
    "limits": "What a submission may use.",
    "seconds": "Seconds of wall-clock time for an exercise. Left out: 10.",
    "memory": "Memory, such as `512MiB`. Left out: `1GiB`.",
    "rtol": "Relative tolerance, instead of the one that follows from the dtype.",
    "atol": "Absolute tolerance, instead of the one that follows from the dtype.",
}
MAKER_HELP: Mapping[str, str] = {
    "tensor": "A tensor of these numbers.",
    "randn": "A tensor of this shape, drawn from the normal distribution.",
    "rand": "A tensor of this shape, drawn evenly from `from: lo..hi` (left out: 0..1).",
    "randint": "A tensor of this shape of whole numbers, drawn evenly from `from: lo..hi`, both ends included.",
    "zeros": "A tensor of this shape, all 0.",
    "ones": "A tensor of this shape, all 1.",
    "full": "A tensor of this shape, all of them the number `from`.",
    "arange": "A tensor of this shape that counts up from 0, or from `from: lo..`.",
    "tuple": "A tuple of these values.",
    "python": 'A Python literal in quotes, such as "(0, 1)".',
    "class": "An object of this class, such as `torch.nn.Linear`, built with `init`.",
    "from": "The range to draw from, such as `-1.0..1.0`; for `full` the number.",
    "dtype": "The type of its elements, by torch's name.",
    "requires_grad": "Whether autograd follows it. Left out: with `backward` every floating input requires grad.",
    "init": "The constructor's arguments, by name.",
}
