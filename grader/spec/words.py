"""The words of the language: those that are built, those that come later, and what people write instead of them."""

from __future__ import annotations

from collections.abc import Mapping

from grader.model.values import ITEM_SIZES

# Where a word can stand. A map in the schema says in its `$comment` which of these it is.
GRAMMAR, CASE, EXPECT, KIND, MAKER, LIMIT, COURSE = "grammar", "case", "expect", "kind", "maker", "limit", "course"

# What each maker may have beside it.
_DRAWN = ("dtype", "requires_grad")
MAKERS: Mapping[str, tuple[str, ...]] = {
    "tensor": _DRAWN,
    "randn": _DRAWN,
    "rand": ("from", *_DRAWN),
    "randint": ("from", *_DRAWN),
    "zeros": _DRAWN,
    "ones": _DRAWN,
    "full": ("from", *_DRAWN),
    "arange": ("from", *_DRAWN),
    "tuple": (),
    "python": (),
    "class": ("init",),
}
DTYPES = tuple(ITEM_SIZES)

# Roots of paths that are no names of inputs.
ROOTS = ("result", "self", "raises", "all")

# Words of the language that this version does not have yet: refused by name, never ignored.
LATER: Mapping[str, frozenset[str]] = {
    GRAMMAR: frozenset({"steps", "laws", "source"}),
    CASE: frozenset({"steps", "laws", "source", "limits"}),
    EXPECT: frozenset({"results", "stdout", "calls"}),
    KIND: frozenset(
        {"between", "sums_to", "trend", "distinct", "distribution", "length", "parameters", "shares_memory"}
        | {"contains", "matches", "any_of", "not"}
    ),
    MAKER: frozenset({"iterator", "dict", "file", "call", "device", "layout", "as"}),
    LIMIT: frozenset({"slowdown", "operators"}),
    COURSE: frozenset(),
}

# No input may have the name of a root, so that a path means one thing.
RESERVED = frozenset(ROOTS) | LATER[EXPECT]

# Words of the grammar that have one home.
HOMES: Mapping[str, str] = {
    **dict.fromkeys(("format", "submission", "exercises"), "the assignment"),
    **dict.fromkeys(
        ("id", "prompt", "hint", "needs", "call", "class", "cases", "points", "hidden", "given"), "an exercise"
    ),
    **dict.fromkeys(("init", "let", "set", "mode", "backward", "repeat", "expect"), "an exercise"),
}

# What authors write who know another tool, by the place where they write it.
SYNONYMS: Mapping[str, Mapping[str, str]] = {
    GRAMMAR: {
        **dict.fromkeys(("args", "arguments", "input", "inputs", "kwargs", "with"), "given"),
        **dict.fromkeys(("dims", "dim", "sizes", "shapes", "vars", "variables", "draw", "where"), "let"),
        **dict.fromkeys(("module", "cls", "object", "layer", "type"), "class"),
        **dict.fromkeys(("state", "assign", "parameters", "params", "weights", "state_dict"), "set"),
        **dict.fromkeys(("function", "func", "fn", "def", "method", "run", "calls"), "call"),
        **dict.fromkeys(("expected", "expects", "output", "outputs", "result", "results", "returns"), "expect"),
        **dict.fromkeys(("check", "checks", "assert", "asserts", "should", "want", "value"), "expect"),
        **dict.fromkeys(("grad", "grads", "gradient", "gradients", "cotangent"), "backward"),
        **dict.fromkeys(("description", "text", "task", "instructions", "docstring"), "prompt"),
        **dict.fromkeys(("tip", "tips", "help"), "hint"),
        **dict.fromkeys(("score", "worth", "marks", "mark", "grade", "weight"), "points"),
        **dict.fromkeys(("requires", "require", "depends", "depends_on", "prerequisites", "after"), "needs"),
        **dict.fromkeys(("private", "secret", "visible"), "hidden"),
        **dict.fromkeys(("times", "runs", "trials", "n", "count"), "repeat"),
        **dict.fromkeys(("variations", "tests", "examples", "parametrize", "grid"), "cases"),
        **dict.fromkeys(("timeout", "time", "seconds", "memory", "resources"), "limits"),
        **dict.fromkeys(("constructor", "init_args", "constructor_args"), "init"),
        **dict.fromkeys(("name", "key"), "id"),
        **dict.fromkeys(("training", "train", "eval"), "mode"),
        **dict.fromkeys(("file", "filename", "files", "module_file"), "submission"),
        **dict.fromkeys(("version", "schema"), "format"),
        **dict.fromkeys(("tasks", "questions", "problems"), "exercises"),
    },
    EXPECT: {
        **dict.fromkeys(("output", "out", "return", "returned", "returns", "value", "answer", "y"), "result"),
        **dict.fromkeys(("module", "model", "object", "layer", "net", "this"), "self"),
        **dict.fromkeys(("exception", "error", "errors", "throws", "raise"), "raises"),
        **dict.fromkeys(("everything", "reference", "rest"), "all"),
    },
    KIND: {
        **dict.fromkeys(("equals", "equal", "eq", "exactly", "values", "close", "allclose"), "value"),
        **dict.fromkeys(("reference", "same", "as", "matches_reference"), "like"),
        **dict.fromkeys(("size", "dims", "sizes"), "shape"),
        **dict.fromkeys(("instance", "isinstance", "class", "instance_of"), "type"),
        **dict.fromkeys(("requires_gradient", "grad", "differentiable"), "requires_grad"),
        **dict.fromkeys(("same_object", "identical", "identity"), "is"),
        **dict.fromkeys(("isfinite", "no_nan", "nan"), "finite"),
        **dict.fromkeys(("present", "absent", "missing", "none"), "exists"),
        **dict.fromkeys(("tolerance", "tol", "eps", "precision"), "atol"),
        **dict.fromkeys(("relative", "rel"), "rtol"),
    },
    MAKER: {
        **dict.fromkeys(("normal", "gaussian", "random"), "randn"),
        **dict.fromkeys(("uniform",), "rand"),
        **dict.fromkeys(("integers", "ints", "int"), "randint"),
        **dict.fromkeys(("array", "numbers", "data"), "tensor"),
        **dict.fromkeys(("range", "linspace"), "arange"),
        **dict.fromkeys(("fill", "constant"), "full"),
        **dict.fromkeys(("literal", "eval", "expr", "py"), "python"),
        **dict.fromkeys(("module", "layer", "object"), "class"),
        **dict.fromkeys(("args", "kwargs", "arguments"), "init"),
        **dict.fromkeys(("type",), "dtype"),
        **dict.fromkeys(("grad", "requires_gradient"), "requires_grad"),
        **dict.fromkeys(("low", "high", "between", "bounds", "min", "max", "start", "value"), "from"),
    },
    LIMIT: {
        **dict.fromkeys(("time", "timeout", "wall", "cpu"), "seconds"),
        **dict.fromkeys(("ram", "mem", "space"), "memory"),
    },
    COURSE: {
        **dict.fromkeys(("name",), "title"),
        **dict.fromkeys(("order", "exercises", "tasks", "homework"), "assignments"),
        **dict.fromkeys(("references", "solutions", "solution"), "reference"),
        **dict.fromkeys(("pytorch", "torch_version"), "torch"),
        **dict.fromkeys(("version",), "format"),
    },
}

# How other libraries spell torch's element types.
DTYPE_SYNONYMS: Mapping[str, str] = {
    **dict.fromkeys(("float", "single", "real", "f32"), "float32"),
    **dict.fromkeys(("double", "f64"), "float64"),
    **dict.fromkeys(("half", "f16"), "float16"),
    **dict.fromkeys(("int", "long", "integer", "i64"), "int64"),
    **dict.fromkeys(("short",), "int16"),
    **dict.fromkeys(("byte",), "uint8"),
    **dict.fromkeys(("boolean",), "bool"),
    **dict.fromkeys(("complex", "cfloat"), "complex64"),
    **dict.fromkeys(("cdouble",), "complex128"),
}

# Names that are taken for types, and the type that is meant.
TYPE_SYNONYMS: Mapping[str, str] = {
    **dict.fromkeys(("tensor", "torch.tensor", "Torch.Tensor"), "torch.Tensor"),
    **dict.fromkeys(("array", "numpy.array", "np.array", "np.ndarray"), "numpy.ndarray"),
    **dict.fromkeys(("string", "text"), "str"),
    **dict.fromkeys(("integer", "long"), "int"),
    **dict.fromkeys(("boolean",), "bool"),
    **dict.fromkeys(("number", "double"), "float"),
    **dict.fromkeys(("None", "null"), "NoneType"),
}
