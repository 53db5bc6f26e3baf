"""What is to be known of each word of the grammar beyond its one sentence; kinds and laws say it in their own files.

Every note is a few plain sentences. The one sentence is in `grader.spec.schema.help`.
"""

from __future__ import annotations

from collections.abc import Mapping

GRAMMAR: Mapping[str, str] = {
    "format": "A grader that does not know the number refuses the file. Within one number, words are only ever added.",
    "submission": "With several files, functions are looked for in them in order, and they may import each other.",
    "exercises": "Each is graded for itself: one that hangs or crashes takes none of the others with it.",
    "id": "It is what people type, as in `grade check -e ID`, and the first part of every address in a report.",
    "title": "Cases are addressed by it too, as in `grade check -e softmax/large numbers`; so no two cases share one.",
    "prompt": "One paragraph is usually enough; what it does not ask for should not be checked (`dtype: any`).",
    "hint": "`grade hint ID` shows one more each time. The first should help those who nearly had it, the last "
    "everyone.",
    "points": "An exercise without points on its cases passes where all of its cases pass. At most two decimals.",
    "needs": "An exercise that others need is best a small one. Those that need it are run all the same: a pass "
    "counts, and a failure is reported as not judged yet. A device or library that is missing takes the exercise out "
    "of the total, and so does a library that is installed and cannot be imported.",
    "diagnoses": "Where a wrong answer shows what went wrong, the report says so, by a name such as `transposed`. One "
    "that would give too much away is switched off; one that fits the exercise better gets a text of its own.",
    "withdrawn": "For an exercise that turns out to be unfair once students have met it. It is not run; whoever hands "
    "in has all its points, even where the file cannot be imported, and those that need it go on. The audit leaves it "
    "out, unless `--only` asks for it.",
    "hidden": "Students see how many there are and what they are worth, nothing else.",
    "call": "A list accepts several names for the same thing, the first that is there.",
    "class": "It need not be an `nn.Module`. With `call` that method is called; without it, the object.",
    "init": "A name that the constructor does not have fills its first free parameter, as in `given`.",
    "let": "Both ends of `lo..hi` are included, and with a decimal point it is a real number. Names that are used in "
    "shapes are drawn different from each other, so that swapped sizes cannot pass by luck. A fixed text is written "
    "`[text]`.",
    "given": "Plain YAML is plain Python; a map has exactly one maker. `$name` is a drawn number, or that very input "
    "and no copy of it; `$$` is a dollar. With `steps` the inputs are only named here, and each step says what it "
    "gets.",
    "set": "`self.weight` is one parameter, `self.*` all of them, `w.grad` a gradient; `{randn: same}` takes the "
    "shape that is there. Parameters that are not set are drawn by the grader, by the names and shapes of the "
    "reference's.",
    "mode": "It is `train()` or `eval()` of the object, and of modules among the inputs.",
    "backward": "`random` sends a drawn cotangent through the result, which finds what `ones` lets pass: with ones "
    "many a wrong gradient adds up to the right sum. Paths with cotangents send it through those parts only.",
    "repeat": "Every repeat must pass.",
    "cases": "In a list, `let`, `given` and `init` are taken over name by name and any other word as a whole. A grid "
    "makes one case of each combination, and its names need no `let`.",
    "steps": "Each step passes exactly what its `given` names. Its result has the step's name in paths, and in later "
    "steps with a dollar: `$first.1`. `call: thing.method` calls a method of an input, of `self` or of an earlier "
    "step's result; without `call` a step calls what the exercise calls.",
    "expect": "A path means after the call. A check is a literal (`value`), `reference` (`like: reference`), `any`, "
    "or a map of kinds that must all hold. `all: reference` compares everything; other paths beside it add to that.",
    "laws": "The submission is called again with changed inputs, and its own answers are held against each other. "
    "The reference must keep the law as well.",
    "source": "Rules are read off the text, with aliases resolved and helpers followed, and backed by a traced call. "
    "They are for teaching: whoever wants to get round one can.",
    "limits": "A submission that needs more fails with that cause, and the rest is graded as if nothing had happened.",
}
PATHS: Mapping[str, str] = {
    "result": "`result.loss` is an attribute or a key, `result.*` every item, `result[:, 0]` a slice of a tensor.",
    "results": "Judged once per exercise; hidden cases and visible ones each have a list of their own.",
    "self": "`self.*` is every parameter at any depth, `self.*.grad` the gradients of all of them.",
    "stdout": "The end of the last line is cut off. What is printed while the file is imported does not count.",
    "raises": "With it the result is not compared. `type` may name several, `contains` and `matches` look at its "
    "message.",
    "calls": "A bare name is any function or method of that name. It is a claim: it comes from a traced call in the "
    "submission's process.",
    "all": "Results, gradients, parameters, buffers and inputs are compared; never strides, aliasing, printed text "
    "or time.",
}
TOLERANCES: Mapping[str, str] = {
    "rtol": "A number may differ by `atol` plus `rtol` times its size. Without either, both follow from the dtype "
    "and the size of the inputs, so that an honest other order of summation passes.",
    "atol": "`measured` is eight times the largest error of the reference in its precision against itself in "
    "float64, never less than one rounding.",
}
LIMITS: Mapping[str, str] = {
    "seconds": "Loading torch is not counted. A call that hangs is stopped, and the next exercise goes on.",
    "memory": "Counted beyond what the process has before the exercise, torch included.",
    "slowdown": "The same call is timed several times and the fastest counts, with a floor of some milliseconds, so "
    "that noise costs no points.",
    "operators": "Counted in a traced call of its own that is never timed. A claim.",
}
MAKERS: Mapping[str, str] = {
    "tensor": "Floats give float32, whole numbers int64, `true` and `false` bool. Nested lists must be of one length.",
    "randn": "Drawn by the grader, never by the student's process. `same` is the shape that is there, in `set`.",
    "rand": "Both ends are reals; `from: -1.0e4..1.0e4` makes large numbers.",
    "randint": "int64 unless `dtype` says otherwise.",
    "zeros": "The shape may hold a size of 0: a tensor without elements is an edge worth a case.",
    "ones": "A shape is a list of sizes: numbers, names of `let`, or arithmetic of them.",
    "full": "With a whole number it is int64, with a decimal point float32.",
    "arange": "It is reshaped to the shape: `{arange: [2, 3]}` counts 0 to 5 in two rows.",
    "tuple": "Its values may be made too: `{tuple: [1, {randn: [3]}]}`.",
    "iterator": "Functions that loop over their input twice find nothing the second time.",
    "dict": "For dictionaries whose values are made; one of plain values is `{python: ...}`.",
    "python": "Tuples, bytes and complex numbers, which YAML does not have. Names and calls are refused.",
    "file": "The grader reads it: `.npy` is a tensor, `.safetensors` a dictionary of tensors, `.json` plain data, "
    "`.txt` text. To hand over the file's name write it as text; the file lies beside the submission.",
    "class": "A dot in the name means a class that can be imported, such as `torch.optim.SGD`; without one it is a "
    "class of the submission. Parameters of modules are drawn unless they are set.",
    "call": "For data sets that take code to make. `inputs.py` lies in the assignment's folder, and the function "
    "must give the same every time.",
}
OPTIONS: Mapping[str, str] = {
    "from": "An end may be arithmetic of names of `let`.",
    "dtype": "Whole numbers are drawn as such for whole types.",
    "requires_grad": "Only floating and complex tensors can.",
    "device": "An exercise that needs `cuda` says so in `needs`.",
    "layout": "The values are the same. `transposed` makes `.view` fail where `.reshape` works; `strided` is every "
    "second element of a larger memory; `channels_last` needs four dimensions.",
    "as": "`parameter` requires grad unless it says otherwise, and is a leaf.",
    "init": "Values are made as anywhere else, and `$name` is another input: `{params: $model.parameters, lr: 0.1}`.",
    "given": "The arguments of the function in `inputs.py`, by name.",
}
