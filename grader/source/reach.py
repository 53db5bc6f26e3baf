"""What the text of an exercise calls, its helpers included: functions, classes and other files, transitively.

The walk keeps a list of what is left to look at, so that no depth of nesting matters.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Literal, TypeAlias

from grader.source.cycles import in_cycles
from grader.source.names import attribute_of, canonical, look_up, resolve
from grader.source.scopes import DEFINITIONS, Definition, Elsewhere, File, Method, Named, Own, Scope, Target, scopes
from grader.source.text import Text, UnreadableError
from grader.source.vocabulary import KNOWN, NUMBER_TYPES

# Called, handed on without a call, inherited from, defined by the submission, not to be read, looked up by a name.
How: TypeAlias = Literal["call", "mention", "base", "own", "hidden", "lookup"]
_HIDING = frozenset(("eval", "exec", "__import__", "importlib.import_module", "importlib.__import__", "runpy.run_path"))
# More than anybody writes: a name that is bound in a thousand ways stands for all of them wherever it is used.
_MOST = 100_000
_LOOK_UPS = (".__dict__", ".__getattr__", ".__getattribute__")
_LOOPS: dict[type[ast.AST], str] = {
    ast.For: "for",
    ast.AsyncFor: "for",
    ast.While: "while",
    ast.ListComp: "comprehension",
    ast.SetComp: "comprehension",
    ast.DictComp: "comprehension",
    ast.GeneratorExp: "comprehension",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the submission, ``function`` the one that it stands in (empty at a module's top level)."""

    text: Text
    line: int
    function: str = ""

    def __str__(self) -> str:
        return self.text.quote(self.line)


@dataclass(frozen=True, slots=True)
class Use:
    """``torch.softmax`` at a place; ``.softmax`` is a method of anything, ``self.softmax`` one of the own object."""

    name: str
    how: How
    place: Place


@dataclass(frozen=True, slots=True)
class Reached:
    """``found`` are the exercise's own definitions, none where its name is bound in another way.

    ``loops`` say what each is, ``own`` all names that the files define, ``methods`` those within classes.
    """

    found: tuple[tuple[Definition, Text], ...]
    uses: tuple[Use, ...]
    loops: tuple[tuple[str, Place], ...]
    own: frozenset[str]
    methods: frozenset[str] = frozenset()


def reach(texts: tuple[Text, ...], called: tuple[tuple[str, ...], ...]) -> Reached:
    """Everything from what is ``called``, each by the first of its accepted names that a file binds.

    Where nothing is found that way, it is everything in the files.
    """
    walk = _Walk()
    modules = scopes(texts)
    starts = [
        bound
        for names in called
        for bound in [(name, scope) for name in names for scope in modules if name in scope.bindings][:1]
    ]
    for name, scope in starts:
        walk.start(name, scope)
    if not starts:
        walk.waiting = [(node, scope, None) for scope in modules for node in scope.text.tree.body]
    walk.run()
    order = {text: index for index, text in enumerate(texts)}
    loops = [*walk.loops, *(("recursion", place) for place in in_cycles(walk.edges))]
    defined = [node for text in texts for node in ast.walk(text.tree) if isinstance(node, _NAMED_DEFINITIONS)]
    members = (each for node in defined if isinstance(node, ast.ClassDef) for each in node.body)
    return Reached(
        tuple(walk.found),
        tuple(sorted(set(walk.uses), key=lambda use: (order[use.place.text], use.place.line, use.name, use.how))),
        tuple(sorted(set(loops), key=lambda loop: (order[loop[1].text], loop[1].line, loop[0]))),
        frozenset(node.name for node in defined),
        frozenset(each.name for each in members if isinstance(each, _NAMED_DEFINITIONS)),
    )


_NAMED_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class _Walk:
    def __init__(self) -> None:
        # A node, the scope that it stands in, and the function around it.
        self.waiting: list[tuple[ast.AST, Scope, Definition | None]] = []
        self.found: list[tuple[Definition, Text]] = []
        self.uses: list[Use] = []
        self.loops: list[tuple[str, Place]] = []
        self.edges: dict[Definition, list[tuple[Definition, Place]]] = {}
        self._seen: set[object] = set()
        self._met = 0

    def start(self, name: str, scope: Scope) -> None:
        for target in look_up(name, scope):
            if isinstance(target, Own):
                self.found.append((target.node, target.scope.text))
                self._meet(target, Place(target.scope.text, target.node.lineno), "call", None)
            else:
                self._meet(target, _bound_at(name, scope), "call", None)
        self._look_behind(name, scope)

    def run(self) -> None:
        while self.waiting:
            self._visit(*self.waiting.pop())

    def _visit(self, node: ast.AST, scope: Scope, within: Definition | None) -> None:
        place = Place(scope.text, getattr(node, "lineno", 0), getattr(within, "name", "<lambda>") if within else "")
        if type(node) in _LOOPS:
            self.loops.append((_LOOPS[type(node)], place))
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.ClassDef():
                self._define(node, scope, within)
                return
            case ast.Call():
                self._call(node, scope, within, place)
                return
            case ast.Attribute() | ast.Name(ctx=ast.Load()):
                self._mention(node, scope, within, place, "mention")
                return
            case ast.AnnAssign(target=target, value=value):
                self._wait([target, *([value] if value else [])], scope, within)
                return
            case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()):
                self.uses.append(Use(".matmul", "call", place))
        if not isinstance(node, ast.Import | ast.ImportFrom):
            self._wait(list(ast.iter_child_nodes(node)), scope, within)

    def _wait(self, nodes: list[ast.expr] | list[ast.AST], scope: Scope, within: Definition | None) -> None:
        self.waiting += [(node, scope, within) for node in nodes]

    def _define(self, node: Definition, scope: Scope, within: Definition | None) -> None:
        if node in self._seen:
            return
        self._seen.add(node)
        for decorator in getattr(node, "decorator_list", ()):
            place = Place(scope.text, decorator.lineno)
            self._mention(decorator, scope, within, place, "call") if _is_name(decorator) else self._wait(
                [decorator], scope, within
            )
        if isinstance(node, ast.ClassDef):
            for base in node.bases:
                self._mention(base, scope, within, Place(scope.text, base.lineno), "base")
            self._wait([each.value for each in node.keywords], scope, within)
        else:
            self._wait([*node.args.defaults, *(each for each in node.args.kw_defaults if each)], scope, within)
        body: list[ast.AST] = list(node.body) if isinstance(node.body, list) else [node.body]
        self._wait(body, scope.enter(node), within if isinstance(node, ast.ClassDef) else node)

    def _call(self, node: ast.Call, scope: Scope, within: Definition | None, place: Place) -> None:
        self._mention(node.func, scope, within, place, "call")
        self._wait([*node.args, *(each.value for each in node.keywords)], scope, within)
        if not isinstance(node.func, ast.Name) or not node.args or node.func.id not in ("getattr", "vars"):
            return
        if attribute_of(node) is not None:
            self._mention(node, scope, within, place, "mention")
        elif any(_is_torch(target) for target in resolve(node.args[0], scope)):
            self.uses.append(Use(node.func.id, "lookup", place))

    def _mention(self, node: ast.expr, scope: Scope, within: Definition | None, place: Place, how: How) -> None:
        """A name, an attribute, or what is called: what it stands for, and what it hangs on."""
        for target in resolve(node, scope):
            self._meet(target, place, how, within)
        root = node
        while (step := attribute_of(root)) is not None:
            root = step[0]
        if isinstance(root, ast.Name):
            self._look_behind(root.id, scope)
        elif root is not node or not isinstance(root, ast.Name | ast.Attribute):
            self._wait([root], scope, within)

    def _meet(self, target: Target, place: Place, how: How, within: Definition | None) -> None:
        self._met += 1
        if self._met > _MOST:
            raise UnreadableError(place.text.name, "its names stand for too many things")
        match target:
            case Own(node=node, scope=scope):
                self.waiting.append((node, scope, None))
                self.uses.append(Use(getattr(node, "name", "<lambda>"), "own", place))
                if within is not None:
                    self.edges.setdefault(within, []).append((node, place))
                if isinstance(node, ast.ClassDef):
                    members = scope.enter(node).bindings.get("__init__", [])
                    made = [each.node for each in members if isinstance(each, Own)]
                    self.edges.setdefault(node, []).extend((each, place) for each in made)
            case Named(name=name):
                self._note(canonical(name), place, how)
            case Method(name=name, of_self=of_self) if how != "mention":
                self.uses.append(Use(f"{'self' if of_self else ''}.{name}", how, place))
            case _:
                if how == "call" and (name := getattr(target, "name", "")):
                    self._note(name, place, how)

    def _note(self, name: str, place: Place, how: How) -> None:
        if how == "call" and name in _HIDING:
            how = "hidden"
        elif name.startswith("torch.") and name.endswith(_LOOK_UPS):
            how = "lookup"
        # What is not called is a function handed on, or a class to compare with, a module, a number type.
        if how != "mention" or (name.rpartition(".")[2] in KNOWN and name not in NUMBER_TYPES):
            self.uses.append(Use(name, how, place))

    def _look_behind(self, name: str, scope: Scope) -> None:
        """What a module's top level binds ``name`` to is reached too: a table of functions, an alias."""
        holder = scope.holder(name)
        files = [star.scope for star in scope.module.stars if isinstance(star, File)] if holder is None else []
        places = [(name, holder)] if holder else [(name, each) for each in files]
        while places:
            name, module = places.pop()
            if module.parent is not None or (module, name) in self._seen:
                continue
            self._seen.add((module, name))
            for binding in module.bindings.get(name, ()):
                if isinstance(binding, ast.expr) and not isinstance(binding, DEFINITIONS):
                    self.waiting.append((binding, module, None))
                elif isinstance(binding, Elsewhere):
                    places.append((binding.name, binding.scope))


def _is_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute)


def _is_torch(target: Target) -> bool:
    return isinstance(target, Named) and target.name.split(".")[0] == "torch"


def _bound_at(name: str, scope: Scope) -> Place:
    """The line that binds ``name`` by an import or an assignment, where it is no definition of the file's own."""
    line = 1
    for node in ast.walk(scope.text.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            if any(name in (alias.asname, alias.name) for alias in node.names):
                line = node.lineno
        elif isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store):
            line = node.lineno
    return Place(scope.text, line)
