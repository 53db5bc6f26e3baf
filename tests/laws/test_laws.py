"""Every law on what keeps it, what breaks it and nothing else, and what is hostile. All calls are really made."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.laws.drawn import Draw

SOFTMAX = """
def softmax(x):
    shifted = (x - x.amax(-1, keepdim=True)).exp()
    return shifted / shifted.sum(-1, keepdim=True)
"""
ATTENTION = """
def attend(q, k, v):
    S = q.shape[1]
    scores = q @ k.mT / q.shape[-1] ** 0.5
    scores = scores.masked_fill(torch.ones(S, S, dtype=torch.bool).triu(1), float("-inf"))
    return scores.softmax(-1) @ v
"""
CELL = """
class Cell(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(size, size))
    def forward(self, x, state=None):
        state = x.new_zeros(x.shape[0], x.shape[2]) if state is None else state
        out = []
        for t in range(x.shape[1]):
            state = torch.tanh(x[:, t] + state @ self.weight)
            out.append(state)
        return torch.stack(out, 1), state
"""
CACHED = """
class Cached:
    def __init__(self):
        self.seen = None
    def __call__(self, x):
        before = 0 if self.seen is None else self.seen
        self.seen = before + x.sum(1)
        return (x.cumsum(1) + (before if isinstance(before, int) else before[:, None]))
"""
CODEC = """
def encode(text):
    return [ord(letter) for letter in text]
def decode(ids):
    return "".join(chr(number) for number in ids)
"""
SHIFT = """
def encrypt(text, key):
    return "".join(chr((ord(letter) - 97 + key) % 26 + 97) for letter in text)
def decrypt(text, key):
    return encrypt(text, -key)
"""
SQUARE = """
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x
    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * 2 * x
def square(x):
    return Square.apply(x)
"""
AFFINE = """
class Affine(nn.Module):
    def __init__(self, I, O):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(O, I))
        self.bias = nn.Parameter(torch.zeros(O))
    def forward(self, x):
        return torch.relu(x @ self.weight.T + self.bias)
"""
MASKED = """
def masked_mean(x, mask):
    return (x * mask).sum() / mask.sum()
"""
EMBED = """
def embed(tokens, table):
    return table[tokens]
"""
ROWS = """
def normalise(x):
    return (x - x.mean(1, keepdim=True)) / x.std(1, keepdim=True)
"""


@dataclass(frozen=True)
class Lawful:
    """An exercise with one law, a submission that keeps it, and others, each with its message (None: it keeps it)."""

    law: str
    exercise: str
    right: str
    others: tuple[tuple[str, str | None], ...]


# How many of an exercise's drawn cases are looked at here.
_CASES = 3
TABLE = [
    Lawful(
        "unchanged_by",
        "{call: softmax, let: {B: 1..6, C: 2..9}, given: {x: {randn: [B, C]}}, "
        "laws: {unchanged_by: {add: 100.0, to: x}}}",
        SOFTMAX,
        (
            ("def softmax(x): return x.exp() / x.exp().sum(-1, keepdim=True)", "unchanged_by.changed"),
            ("def softmax(x): return (x / 100).softmax(-1) * x.amax(-1, keepdim=True)", "unchanged_by.changed"),
            ("def softmax(x): return x.softmax(-1) if x.mean() < 50 else x.mean()", "unchanged_by.other"),
            ("def softmax(x): return torch.zeros_like(x)", None),
            ("def softmax(x): return x.double().softmax(-1).float()", None),
        ),
    ),
    Lawful(
        "unchanged_by",
        "{call: cosine, given: {x: {randn: [5]}, y: {randn: [5]}}, laws: {unchanged_by: {multiply: 7, to: [x, y]}}}",
        "def cosine(x, y): return x @ y / x.norm() / y.norm()",
        (
            ("def cosine(x, y): return x @ y / x.norm()", "unchanged_by.changed"),
            ("def cosine(x, y): return x @ y / (x.norm() * y.norm() + 1)", "unchanged_by.changed"),
        ),
    ),
    Lawful(
        "unchanged_by",
        "{call: largest, given: {values: [3, 1, 2]}, laws: {unchanged_by: {multiply: 3, add: 10, to: values}}}",
        "def largest(values): return values.index(max(values))",
        (
            ("def largest(values): return max(values)", "unchanged_by.changed"),
            ("def largest(values): return str(max(values))", "unchanged_by.other"),
        ),
    ),
    Lawful(
        "causal",
        "{call: attend, let: {B: 1..3, S: 3..8, D: 4..9}, given: {q: {randn: [B, S, D]}, k: {randn: [B, "
        "S, D]}, v: {randn: [B, S, D]}}, laws: {causal: {of: [k, v], dim: 1}}}",
        ATTENTION,
        (
            (ATTENTION.replace("triu(1)", "triu(2)"), "causal.sees"),
            (ATTENTION.replace("triu(1)", "triu(S - 1)"), "causal.sees"),
            (ATTENTION.replace("triu(1)", "triu(1).mT"), "causal.sees"),
            (ATTENTION.replace("triu(1)", "triu(0).tril(-2)"), "causal.sees"),
            (ATTENTION.replace("@ v", "@ (v - v.mean())"), "causal.sees"),
            ("def attend(q, k, v): return torch.zeros_like(q)", None),
            ("def attend(q, k, v): return q[:, :0]", "causal.nothing"),
        ),
    ),
    Lawful(
        "causal",
        "{call: lookup, let: {S: 4..9}, given: {tokens: {randint: [S], from: 0..20}}, "
        "laws: {causal: {of: tokens, dim: -1}}}",
        "def lookup(tokens): return tokens.cumsum(0)",
        (
            ("def lookup(tokens): return tokens.cumsum(0) + tokens[-1]", "causal.sees"),
            ("def lookup(tokens): return tokens.flip(0).cumsum(0).flip(0)", "causal.sees"),
        ),
    ),
    Lawful(
        "causal",
        "{call: shifted, given: {x: {randn: [2, 6]}}, laws: {causal: {of: x, dim: 1, in: result.1}}}",
        "def shifted(x): return x.sum(1, keepdim=True).expand(2, 6), x",
        (("def shifted(x): return x, x.sum(1, keepdim=True).expand(2, 6)", "causal.sees"),),
    ),
    Lawful(
        "permutes",
        "{call: normalise, let: {N: 2..6, D: 3..9}, given: {x: {randn: [N, D]}}, laws: {permutes: {of: x, dim: 0}}}",
        ROWS,
        (
            ("def normalise(x): return (x - x.mean(0)) / x.std(1, keepdim=True) - x[0]", "permutes.differs"),
            (ROWS + "\nold = normalise\ndef normalise(x): return torch.cat([old(x[:-1]), x[-1:]])", "permutes.differs"),
            (
                ROWS + "\nold = normalise\ndef normalise(x): return old(x) + torch.arange(len(x))[:, None]",
                "permutes.differs",
            ),
            ("def normalise(x): return torch.ones_like(x)", None),
            ("def normalise(x): return x.sum()", "permutes.nothing"),
        ),
    ),
    Lawful(
        "permutes",
        "{call: attend, given: {q: {randn: [2, 5, 4]}, k: $q, v: $q}, laws: {permutes: {of: [q, k, v], "
        "dim: 1, in: result.0}}}",
        "def attend(q, k, v):\n  weights = (q @ k.mT).softmax(-1)\n  return weights @ v, weights",
        (
            (
                "def attend(q, k, v):\n  weights = (q @ k.mT).triu().softmax(-1)\n  return weights @ v, weights",
                "permutes.differs",
            ),
        ),
    ),
    Lawful(
        "depends_on",
        "{call: masked_mean, let: {N: 3..8}, given: {x: {randn: [N]}, mask: {rand: [N]}}, "
        "laws: {depends_on: {of: result, input: [x, mask]}}}",
        MASKED,
        (
            ("def masked_mean(x, mask): return x.mean()", "depends_on.not"),
            ("def masked_mean(x, mask): return mask.mean()", "depends_on.not"),
            ("def masked_mean(x, mask): return None", "depends_on.nothing"),
            ("def masked_mean(x, mask): return x.mean() + mask.mean()", None),
        ),
    ),
    Lawful(
        "depends_on",
        "{call: embed, given: {tokens: {randint: [2, 5], from: 0..9}, table: {randn: [10, 3]}}, "
        'laws: {depends_on: {of: result, at: "[:, 0]", input: "tokens[:, 0]"}}}',
        EMBED,
        (
            (
                "def embed(tokens, table): return torch.cat([table[:1].expand(2, 1, 3), table[tokens[:, 1:]]], 1)",
                "depends_on.not",
            ),
            ("def embed(tokens, table): return table[tokens.roll(1, 1)]", "depends_on.not"),
            ("def embed(tokens, table): return table[tokens.roll(1, 1)][:0]", "depends_on.not"),
        ),
    ),
    Lawful(
        "depends_on",
        "{call: scale, given: {x: 2.5, flag: true}, laws: {depends_on: {of: result, input: [x, flag]}}}",
        "def scale(x, flag): return -x if flag else x",
        (
            ("def scale(x, flag): return x", "depends_on.not"),
            ("def scale(x, flag):\n  assert x == 2.5\n  return x", "laws.stopped"),
        ),
    ),
    Lawful(
        "splits",
        "{class: Cell, init: {size: 3}, let: {B: 1..3}, given: {x: {randn: [B, 6, 3]}}, "
        "backward: {result.0: random}, laws: {splits: {of: x, dim: 1, parts: [4, 1, 1], "
        "carry: {state: 1}}}}",
        CELL,
        (
            (CELL.replace("return torch.stack(out, 1), state", "return torch.stack(out, 1), out[0]"), "splits.differs"),
            (CELL.replace("out = []", "out, state = [], 0 * state"), "splits.differs"),
            (CELL.replace("), state", ").flip(1), state"), "splits.differs"),
            (CELL.replace("), state", ")[:, -1:].expand_as(x), state"), "splits.differs"),
            (CELL.replace("), state", ") * 0, state"), None),
            (CELL.replace("), state", ")[:, :2], state"), "splits.nothing"),
            (CELL.replace("return torch.stack(out, 1), state", "return (torch.stack(out, 1),)"), "laws.nothing"),
        ),
    ),
    Lawful(
        "splits",
        "{class: Cached, let: {S: 4..7}, given: {x: {randn: [2, S]}}, laws: {splits: {of: x, dim: -1, "
        "parts: [S-2, 2]}}}",
        CACHED,
        (
            (CACHED.replace("self.seen = before + x.sum(1)", "pass"), "splits.differs"),
            (
                CACHED.replace("before + x.sum(1)", "x.sum(1)[:, None]").replace("before[:, None]", "before * 2"),
                "splits.differs",
            ),
        ),
    ),
    Lawful(
        "inverse",
        "{call: decrypt, given: {text: khoor, key: 3}, laws: {inverse: {of: encrypt}}}",
        SHIFT,
        (
            (SHIFT.replace("-key", "1 - key"), "inverse.other"),
            (SHIFT.replace("encrypt(text, -key)", "text"), "inverse.other"),
            ("def decrypt(text, key): return text", "not_written.near"),
            ("def decrypt(text, key): return text\nencrypt = decrypt", None),
        ),
    ),
    Lawful(
        "inverse",
        "{call: last, given: {axis: 1, x: {randn: [2, 3, 4]}}, laws: {inverse: {of: first, input: x}}}",
        "def first(axis, x): return x.movedim(axis, 0)\ndef last(axis, x): return x.movedim(0, axis)",
        (
            (
                "def first(axis, x): return x.movedim(axis, 0)\ndef last(axis, x): return x.movedim(0, -1)",
                "inverse.other",
            ),
            ("def first(axis, x): return x + 1\ndef last(axis, x): return x - 1.001", "inverse.differs"),
        ),
    ),
    Lawful(
        "round_trip",
        "{call: encode, given: {text: a cat}, laws: {round_trip: [encode, decode]}}",
        CODEC,
        (
            (
                CODEC.replace("chr(number) for number in ids", "chr(number) for number in ids if number > 32"),
                "round_trip.other",
            ),
            (CODEC.replace('"".join(', "list("), "round_trip.other"),
            (CODEC.replace("ord(letter)", "ord(letter) % 32"), "round_trip.other"),
            (CODEC.replace("chr(number)", "chr(-number)"), "laws.stopped"),
        ),
    ),
    Lawful(
        "round_trip",
        "{class: Codec, call: there, given: {x: {randn: [4]}}, laws: {round_trip: [there, back]}}",
        "class Codec:\n  def there(self, x): return x.exp()\n  def back(self, x): return x.log()",
        (
            (
                "class Codec:\n  def there(self, x): return x.exp()\n  def back(self, x): return x.log1p()",
                "round_trip.differs",
            ),
            (
                "class Codec:\n  def there(self, x): return x.exp()\n  def back(self, x): return x.log().double()",
                "round_trip.other",
            ),
        ),
    ),
    Lawful(
        "round_trip",
        "{call: there, given: {x: {tensor: [[1, 2], [3, 4]], as: list}}, laws: {round_trip: [there, back]}}",
        "def there(x): return torch.tensor(x)\ndef back(t): return t.tolist()",
        (
            ("def there(x): return torch.tensor(x)\ndef back(t): return t", "round_trip.other"),
            ("def there(x): return torch.tensor(x)\ndef back(t): return t.T.tolist()", "round_trip.differs"),
        ),
    ),
    Lawful(
        "gradcheck",
        "{call: square, let: {N: 2..6}, given: {x: {randn: [N]}}, backward: random, laws: {gradcheck: true}}",
        SQUARE,
        (
            (SQUARE.replace("grad * 2 * x", "grad * x"), "gradcheck.differs"),
            (SQUARE.replace("grad * 2 * x", "2 * x"), "gradcheck.differs"),
            (SQUARE.replace("grad * 2 * x", "grad * 2.01 * x"), "gradcheck.differs"),
            ("def square(x): return (x * x).detach()", "gradcheck.none"),
            ("def square(x): return x.detach() * x", "gradcheck.differs"),
            ("def square(x): return (x * x).float()", "gradcheck.precision"),
            ("def square(x): return torch.zeros_like(x)", None),
            ("def square(x): return x.sum() ** 2", "gradcheck.form"),
            ("def square(x): return (x ** 2.0).relu()", None),
        ),
    ),
    Lawful(
        "gradcheck",
        "{class: Affine, let: {B: 1..4, I: 2..5, O: 2..5}, init: {I: $I, O: $O}, given: {x: {randn: [B, "
        "I]}}, backward: random, laws: {gradcheck: true}}",
        AFFINE,
        (
            (AFFINE.replace("self.bias)", "self.bias.detach())"), "gradcheck.none"),
            (AFFINE.replace("@ self.weight.T", "@ (2 * self.weight - self.weight.detach()).T"), "gradcheck.differs"),
            (AFFINE.replace("return ", "x.register_hook(lambda g: 3 * g); return "), "gradcheck.differs"),
        ),
    ),
    Lawful(
        "gradcheck",
        "{class: Affine, init: {I: 3, O: 2}, given: {x: {randn: [2, 3]}}, backward: random, "
        "laws: {gradcheck: {of: [x, self.weight]}}}",
        AFFINE,
        (
            (AFFINE.replace("@ self.weight.T", "@ self.weight.detach().T"), "gradcheck.none"),
            (AFFINE.replace("self.bias)", "self.bias.detach())"), None),
        ),
    ),
    Lawful(
        "gradcheck",
        "{call: pair, given: {xs: [{randn: [2]}, {randn: [3]}]}, backward: random, laws: {gradcheck: {of: xs}}}",
        "def pair(xs): return xs[0].sin() , xs[1].exp() * xs[0].sum()",
        (("def pair(xs): return xs[0].sin() , xs[1].exp() * xs[0].sum().detach()", "gradcheck.differs"),),
    ),
]


ROWS = [(each, text, says) for each in TABLE for text, says in each.others]


@pytest.mark.parametrize(("lawful", "text", "says"), ROWS, ids=[f"{each.law}-{text[-40:]}" for each, text, _ in ROWS])
def test_a_law(draw: Draw, lawful: Lawful, text: str, says: str | None) -> None:
    for drawn in draw(lawful.exercise, lawful.right)[:_CASES]:
        assert drawn.draft.case.laws[0].name == lawful.law
        assert all(drawn.calls), "there are further calls"
        assert drawn.message(lawful.right) is None
        found = drawn.message(text)
        assert (found and found.id) == says, found
