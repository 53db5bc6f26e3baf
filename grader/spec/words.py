"""The words of the language beyond its kinds and laws, and what people write instead of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from grader.model.values import ITEM_SIZES
from grader.model.written import Form, Layout
from grader.source import RULES

# Where a word can stand. A map in the schema says in its `$comment` which of these it is.
GRAMMAR, CASE, STEP, COURSE, LIMIT = "grammar", "case", "step", "course", "limit"
EXPECT, KIND, LAW, SOURCE, MAKER, TOLD = "expect", "kind", "law", "source", "maker", "told"

# What each maker may have beside it.
_TENSOR = ("dtype", "requires_grad", "device", "layout", "as")
MAKERS: Mapping[str, tuple[str, ...]] = {
    "tensor": _TENSOR,
    "randn": _TENSOR,
    "rand": ("from", *_TENSOR),
    "randint": ("from", *_TENSOR),
    "zeros": _TENSOR,
    "ones": _TENSOR,
    "full": ("from", *_TENSOR),
    "arange": ("from", *_TENSOR),
    "tuple": (),
    "iterator": (),
    "dict": (),
    "python": (),
    "file": ("as",),
    "class": ("init",),
    "call": ("given",),
}
DTYPES = tuple(ITEM_SIZES)
LAYOUTS: tuple[str, ...] = get_args(Layout)
FORMS: tuple[str, ...] = get_args(Form)

# Roots of paths that are no names of inputs or steps. None of them can be such a name, so that a path means one thing.
ROOTS = ("result", "results", "self", "stdout", "raises", "calls", "all")

# Where sentences for people stand.
SENTENCES = frozenset({"title", "prompt", "hint"})

# The atol that is the reference's own error.
MEASURED = "measured"

# Words of the grammar that have one home.
HOMES: Mapping[str, str] = {
    **dict.fromkeys(("format", "submission", "exercises"), "the assignment"),
    **dict.fromkeys(("id", "prompt", "hint", "needs", "call", "class", "cases", "points"), "an exercise"),
    **dict.fromkeys(("hidden", "diagnoses", "withdrawn"), "an exercise"),
    **dict.fromkeys(("given", "init", "let", "set", "mode", "backward", "repeat", "expect"), "an exercise"),
    **dict.fromkeys(("steps", "laws", "source", "limits"), "an exercise"),
    **dict.fromkeys(RULES, "`source`"),
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
        **dict.fromkeys(("sequence", "actions", "turns", "script"), "steps"),
        **dict.fromkeys(("law", "properties", "property", "invariants", "relations"), "laws"),
        **dict.fromkeys(("rules", "ast", "static", "banned", "text_rules", "lint"), "source"),
    },
    EXPECT: {
        **dict.fromkeys(("output", "out", "return", "returned", "returns", "value", "answer", "y"), "result"),
        **dict.fromkeys(("module", "model", "object", "layer", "net", "this"), "self"),
        **dict.fromkeys(("exception", "error", "errors", "throws", "raise"), "raises"),
        **dict.fromkeys(("everything", "reference", "rest"), "all"),
        **dict.fromkeys(("print", "prints", "printed", "text", "console"), "stdout"),
        **dict.fromkeys(("called", "trace", "calling"), "calls"),
        **dict.fromkeys(("all_results", "outputs"), "results"),
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
        **dict.fromkeys(("within", "range", "in_range", "from"), "between"),
        **dict.fromkeys(("sum", "sums", "total"), "sums_to"),
        **dict.fromkeys(("monotonic", "monotone", "increasing", "decreasing", "direction"), "trend"),
        **dict.fromkeys(("unique", "different", "all_different"), "distinct"),
        **dict.fromkeys(("uniform", "normal", "choices", "drawn_from", "random"), "distribution"),
        **dict.fromkeys(("len", "count", "items"), "length"),
        **dict.fromkeys(("params", "num_parameters", "numel"), "parameters"),
        **dict.fromkeys(("view_of", "shares", "memory", "alias", "aliases"), "shares_memory"),
        **dict.fromkeys(("includes", "has", "in"), "contains"),
        **dict.fromkeys(("regex", "re", "regexp", "pattern"), "matches"),
        **dict.fromkeys(("or", "either", "one_of", "anyOf", "oneOf"), "any_of"),
        **dict.fromkeys(("isnt", "differs", "unequal", "never"), "not"),
    },
    LAW: {
        **dict.fromkeys(("gradient_check", "grad_check", "numerical_gradient"), "gradcheck"),
        **dict.fromkeys(("autoregressive", "masked", "no_peeking"), "causal"),
        **dict.fromkeys(("invariant", "shift_invariant", "invariant_to"), "unchanged_by"),
        **dict.fromkeys(("equivariant", "permutation", "permute"), "permutes"),
        **dict.fromkeys(("chunks", "streaming", "split"), "splits"),
        **dict.fromkeys(("inverts", "undoes", "inverse_of"), "inverse"),
        **dict.fromkeys(("uses", "sensitive_to"), "depends_on"),
        **dict.fromkeys(("roundtrip", "save_and_load"), "round_trip"),
        **dict.fromkeys(("devices", "same"), "same_on"),
    },
    SOURCE: {
        **dict.fromkeys(("ban", "banned", "disallow", "forbidden", "exclude", "deny"), "forbid"),
        **dict.fromkeys(("must_use", "uses", "use", "required"), "require"),
        **dict.fromkeys(("allow", "allowed", "permit"), "only"),
        **dict.fromkeys(("loop", "no_loops", "for", "while"), "loops"),
        **dict.fromkeys(("max", "most", "limit", "maximum", "count"), "at_most"),
    },
    MAKER: {
        **dict.fromkeys(("normal", "gaussian", "random"), "randn"),
        **dict.fromkeys(("uniform",), "rand"),
        **dict.fromkeys(("integers", "ints", "int"), "randint"),
        **dict.fromkeys(("array", "numbers", "data"), "tensor"),
        **dict.fromkeys(("range", "linspace"), "arange"),
        **dict.fromkeys(("generator", "iter", "once"), "iterator"),
        **dict.fromkeys(("map", "mapping", "dictionary", "keys"), "dict"),
        **dict.fromkeys(("load", "path", "read"), "file"),
        **dict.fromkeys(("function", "func"), "call"),
        **dict.fromkeys(("fill", "constant"), "full"),
        **dict.fromkeys(("literal", "eval", "expr", "py"), "python"),
        **dict.fromkeys(("module", "layer", "object"), "class"),
        **dict.fromkeys(("args", "kwargs", "arguments"), "init"),
        **dict.fromkeys(("type",), "dtype"),
        **dict.fromkeys(("grad", "requires_gradient"), "requires_grad"),
        **dict.fromkeys(("memory_format", "strides", "stride", "order"), "layout"),
        **dict.fromkeys(("form", "to", "wrap"), "as"),
        **dict.fromkeys(("low", "high", "between", "bounds", "min", "max", "start", "value"), "from"),
    },
    LIMIT: {
        **dict.fromkeys(("time", "timeout", "wall", "cpu"), "seconds"),
        **dict.fromkeys(("ram", "mem", "space"), "memory"),
        **dict.fromkeys(("slower", "speed", "factor"), "slowdown"),
        **dict.fromkeys(("ops", "flops", "kernels", "calls"), "operators"),
    },
    COURSE: {
        **dict.fromkeys(("name",), "title"),
        **dict.fromkeys(("order", "exercises", "tasks", "homework"), "assignments"),
        **dict.fromkeys(("references", "solutions", "solution"), "reference"),
        **dict.fromkeys(("pytorch", "torch_version"), "torch"),
        **dict.fromkeys(("version",), "format"),
    },
}

# How other languages spell numbers that have no digits.
NUMBER_SYNONYMS: Mapping[str, str] = {
    **dict.fromkeys(("inf", "+inf", "infinity"), ".inf"),
    **dict.fromkeys(("-inf", "-infinity"), "-.inf"),
    "nan": ".nan",
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
