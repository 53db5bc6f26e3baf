"""What Python and torch say most often in somebody's first weeks: arguments, indices, None, sizes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.diagnoses.raised import match, says
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight


def _from_nothing(s: Sight) -> Iterator[Finding]:
    """None where a value was expected, and the line where that shows."""
    if match(s, r"unsupported operand.*'NoneType'|'NoneType' object|expected tensor.*nonetype|(?:not|got) NoneType"):
        line = s.raised.frames[-1].text if s.raised and s.raised.frames else ""
        yield Finding(parameters={"where": f", in `{line}`" if line else ""})


_MANY = (
    r"(?P<name>[\w.]+)\(\) takes (?:from \d+ to )?(?P<takes>\d+) positional arguments? but (?P<given>\d+) "
    r"(?:was|were) given"
)
_SIZES = (
    r"sizes of tensors must match except in dimension (?P<dim>\d+)\. expected size (?P<one>\d+) but got size "
    r"(?P<other>\d+)"
)
_DIMENSION = (
    r"dimension out of range \(expected to be in range of \[(?P<low>-?\d+), (?P<high>-?\d+)\], but got (?P<dim>-?\d+)"
)
_OF_LISTS = (
    r"can't multiply sequence by non-int|can only concatenate (?:list|tuple)"
    r"|unsupported operand type\(s\).*'(?:list|tuple)'"
)


def _without_self(s: Sight) -> Iterator[Finding]:
    """A method whose first argument is not `self`."""
    found = match(s, _MANY)
    if found is None or int(found["given"]) != int(found["takes"]) + 1:
        return
    for node, _ in s.code.nodes():
        if isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef) and found["name"].endswith(each.name) and not _has_self(each):
                    yield Finding(each.name, {"name": each.name})


def _has_self(function: ast.FunctionDef) -> bool:
    names = [argument.arg for argument in function.args.args]
    return bool(function.decorator_list) or names[:1] in (["self"], ["cls"])


RULES = (
    Rule(
        "self_missing",
        _without_self,
        "the first argument of a method is the object itself: write `def {name}(self, …)`",
        is_fact=True,
    ),
    Rule(
        "argument_missing",
        says(r"(?P<name>[\w.]+)\(\) missing \d+ required (?:positional |keyword-only )?arguments?: (?P<what>.+)"),
        "`{name}` needs {what} too: hand it over in the call",
        is_fact=True,
    ),
    Rule(
        "arguments_many",
        says(_MANY),
        "`{name}` takes {takes} arguments and is given {given}; of a method, the object before the dot is one of them",
        is_fact=True,
    ),
    Rule(
        "list_of_tensors",
        says(r"expected (?:tensor|a sequence of tensors|tensor as element \d+).*but got|must be tuple of tensors, not"),
        "a list or tuple of tensors is wanted here, as in `torch.stack([a, b])`",
        is_fact=True,
    ),
    Rule(
        "arguments_unfit",
        says(
            r"(?P<name>\w+)\(\):? (?:received an invalid combination of arguments|argument '(?P<what>\w+)'.* must be)"
        ),
        "`{name}` cannot work with arguments of these kinds: look at what each of them is, a tensor, a number or a "
        "tuple, and at their order",
        is_fact=True,
    ),
    Rule(
        "index_outside",
        says(r"index (?P<index>-?\d+) is out of bounds for (?:dimension|axis) (?P<dim>\d+) with size (?P<size>\d+)"),
        "the index {index} does not exist in a dimension of size {size}: indices count from 0, so the last one is the "
        "size less one",
        is_fact=True,
    ),
    Rule(
        "index_outside",
        says(r"(?P<what>list|tuple|string) index out of range"),
        "the {what} is shorter than this index needs: indices count from 0, so the last one is the length less one",
        is_fact=True,
        variant="list",
    ),
    Rule(
        "dimension_outside",
        says(_DIMENSION),
        "the tensor has no dimension {dim}: its dimensions are 0 to {high}, or {low} to -1 from the end",
        is_fact=True,
    ),
    Rule(
        "indices_many",
        says(r"too many indices for tensor of dimension (?P<dims>\d+)|invalid index of a 0-dim tensor"),
        "there are more indices than the tensor has dimensions: print its `.shape` and count",
        is_fact=True,
    ),
    Rule(
        "stack_sizes",
        says(r"stack expects each tensor to be equal size, but got (?P<one>\[[^\]]*\]).* and (?P<other>\[[^\]]*\])"),
        "`torch.stack` wants tensors of the same shape, and finds {one} and {other}: pad them, or join them along a "
        "dimension that is there with `torch.cat`",
        is_fact=True,
    ),
    Rule(
        "cat_sizes",
        says(_SIZES),
        "`torch.cat` joins along dimension {dim}, and all other sizes must be equal, but {one} and {other} meet: "
        "choose the other `dim`, or `torch.stack` for a new one",
        is_fact=True,
    ),
    Rule(
        "cat_sizes",
        says(r"zero-dimensional tensor .* cannot be concatenated|tensors must have same number of dimensions"),
        "`torch.cat` joins along a dimension that all tensors have, and these have not the same ones: use "
        "`torch.stack` for single numbers, or add a dimension with `unsqueeze`",
        is_fact=True,
        variant="dimensions",
    ),
    Rule(
        "not_called",
        says(r"'(?:builtin_function_or_method|method|function|method_descriptor)'"),
        "a function stands where its result is meant: call it, with parentheses after its name",
        is_fact=True,
        variant="raised",
    ),
    Rule(
        "called_value",
        says(r"'(?P<type>[\w.]+)' object is not callable"),
        "parentheses call a function, and this is a {type}: an index stands in square brackets, `.shape` and `.T` are "
        "no calls, and a name such as `sum` may have been given to a value",
        is_fact=True,
    ),
    Rule(
        "from_nothing",
        _from_nothing,
        "something is None{where}: a function without `return` gives it back, and so do `print`, `list.append` and "
        "`backward`",
        is_fact=True,
    ),
    Rule(
        "not_enough_values",
        says(r"(?:not enough|too many) values to unpack \(expected (?P<wanted>\d+)"),
        "the left side has {wanted} names, and another number of values comes: print what is on the right",
        is_fact=True,
    ),
    Rule(
        "list_arithmetic",
        says(_OF_LISTS),
        "lists and tuples do not calculate: make a tensor of the numbers first, with `torch.tensor`",
        is_fact=True,
    ),
    Rule(
        "used_before_set",
        says(r"local variable '(?P<name>\w+)' (?:where it is not associated|referenced before)"),
        "`{name}` is used before it has a value: give it one before the `if` or the loop",
        is_fact=True,
    ),
    Rule(
        "divided_by_zero",
        says(r"division by zero|modulo by zero"),
        "a number is divided by zero: think of the case in which there is nothing to count",
        is_fact=True,
    ),
)
