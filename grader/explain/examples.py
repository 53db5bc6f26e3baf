"""Small exercises that show the words of the grammar at work. Kinds and laws have theirs in their own files."""

from __future__ import annotations

from collections.abc import Mapping

_FILE = """\
format: 1
title: Sums
submission: sums.py
exercises:
  - id: total
    call: total
    given: {x: {tensor: [1.0, 2.0]}}
"""
_TOLD = """\
- id: total
  title: The sum of all elements
  prompt: Return the sum of all elements of x.
  hint: [Tensors can add themselves up., "`return x.sum()`"]
  points: 2
  needs: [numpy]
  diagnoses: {over_reduced: false, not_reduced: One number for all of x is asked for.}
  call: total
  given: {x: {tensor: [1.0, 2.0]}}
  cases:
    - {title: two numbers}
    - {title: none at all, hidden: true, given: {x: {zeros: [0]}}}
"""
_WITHDRAWN = """\
- id: total
  withdrawn: The sum of no numbers was not explained.
  points: 2
  call: total
  given: {x: {zeros: [0]}}
"""
_CALLED = """\
- id: scaled
  call: [scaled, scale]
  let: {B: 1..4, D: 2..6, factor: 0.5..2.0}
  given: {x: {randn: [B, D]}, factor: $factor}
  backward: random
  repeat: 20
"""
_MODULE = """\
- id: affine
  class: Affine
  let: {B: 1..6, I: 2..5, O: 2..5}
  init: {in_features: $I, out_features: $O}
  set: {self.bias: {zeros: same}}
  mode: eval
  given: {x: {randn: [B, I]}}
  backward: random
"""
_CASES = """\
- id: reduced
  call: reduced
  let: {B: 2..5, C: 2..5}
  given: {x: {randn: [B, C]}, dim: $dim}
  cases: {dim: [0, 1, -1]}
"""
_STEPS = """\
- id: running-mean
  class: RunningMean
  given: {x: {randn: [4]}, y: {randn: [6]}}
  steps:
    first: {call: update, given: {values: $x}}
    second: {call: update, given: {values: $y}, repeat: 3}
"""
_EXPECTED = """\
- id: halves
  call: halves
  given: {x: {tensor: [1.0, 2.0, 3.0, 4.0]}}
  expect:
    result.0: [1.0, 2.0]
    result.1: {like: "x[2:]"}
    x: reference
"""
_LAWS = """\
- id: running-total
  call: running_total
  let: {B: 1..3, S: 3..6}
  given: {x: {randn: [B, S]}}
  laws: {causal: {of: x, dim: 1}}
"""
_SOURCE = """\
- id: own-softmax
  call: own_softmax
  let: {B: 1..4, C: 2..6}
  given: {x: {randn: [B, C]}}
  source: {forbid: [softmax], loops: false}
"""
_LIMITS = """\
- id: distances
  call: distances
  let: {N: 100..200, D: 2..5}
  given: {x: {randn: [N, D]}}
  limits: {seconds: 5, memory: 512MiB, slowdown: 100, operators: 40}
"""
_BY_HAND = """\
- id: total-of-all
  call: total_of_all
  given:
    a: {tensor: [[1, 2], [3, 4]]}
    b: {zeros: [2, 0]}
    c: {ones: [3]}
    d: {full: [2, 2], from: 7.0}
    e: {arange: [2, 3], from: 5..}
"""
_DRAWN = """\
- id: picked
  call: picked
  let: {N: 2..6, D: 2..5}
  given:
    table: {randn: [N, D], dtype: float64, requires_grad: true, device: cpu}
    scale: {rand: [D], from: 0.5..1.5}
    rows: {randint: [4], from: 0..1}
"""
_LAYOUT = """\
- id: flat
  call: flat
  given:
    x: {randn: [3, 4], layout: transposed}
    weights: {rand: [12], as: list}
"""
_PYTHON = """\
- id: gathered
  call: gathered
  given:
    pair: {tuple: [1, {randn: [3]}]}
    numbers: {iterator: [1.0, 2.0, 4.0]}
    settings: {dict: {scale: 2.0, offset: {ones: [3]}}}
    place: {python: "(0, None)"}
"""
_FROM_FILE = """\
- id: center
  call: center
  given: {points: {file: points.npy}}
"""
_FROM_CODE = """\
- id: center
  call: center
  given: {points: {call: spiral, given: {count: 20}}}
"""
_OBJECT = """\
- id: one-step
  call: one_step
  given:
    model: {class: torch.nn.Linear, init: {in_features: 2, out_features: 1}}
    optimizer: {class: torch.optim.SGD, init: {params: $model.parameters, lr: 0.1}}
    x: {randn: [4, 2]}
"""
_ALL = """\
- id: doubled
  call: doubled_in_place
  given: {x: {randn: [3]}}
  expect:
    all: reference
    result: {is: x}
"""
_RESULTS = """\
- id: fresh-noise
  call: fresh_noise
  repeat: 5
  expect:
    result: {shape: [3]}
    results: {distinct: true}
"""
_SELF = """\
- id: affine
  class: Affine
  init: {in_features: 3, out_features: 2}
  given: {x: {randn: [4, 3]}}
  backward: random
  expect:
    self.weight: {shape: [2, 3]}
    self.*.grad: {exists: true}
"""
_STDOUT = """\
- id: countdown
  call: countdown
  given: {start: 3}
  expect: {stdout: {contains: ["3", "2", "1"]}}
"""
_RAISES = """\
- id: square-root
  call: square_root
  cases:
    - {title: of a number, given: {x: {tensor: 9.0}}}
    - title: of less than nothing
      given: {x: {tensor: -1.0}}
      expect: {raises: {type: ValueError, contains: negative}}
"""
_CALLS = """\
- id: projected
  call: projected
  given: {x: {randn: [3, 4]}, w: {randn: [4, 2]}}
  expect:
    result: reference
    calls.matmul: {between: 1..}
"""
_CLOSE = """\
- id: log-sum-exp
  call: log_sum_exp
  given: {x: {randn: [100]}}
  expect: {result: {like: reference, rtol: 1.0e-4, atol: measured}}
"""

# The example of each word, by the group that it belongs to.
EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "grammar": {
        **dict.fromkeys(("format", "submission", "exercises", "id"), _FILE),
        **dict.fromkeys(("title", "prompt", "hint", "points", "needs", "hidden", "diagnoses"), _TOLD),
        "withdrawn": _WITHDRAWN,
        **dict.fromkeys(("call", "let", "given", "backward", "repeat"), _CALLED),
        **dict.fromkeys(("class", "init", "set", "mode"), _MODULE),
        "cases": _CASES,
        "steps": _STEPS,
        "expect": _EXPECTED,
        "laws": _LAWS,
        "source": _SOURCE,
        "limits": _LIMITS,
    },
    "values": {
        **dict.fromkeys(("tensor", "zeros", "ones", "full", "arange"), _BY_HAND),
        **dict.fromkeys(("randn", "rand", "randint"), _DRAWN),
        **dict.fromkeys(("tuple", "iterator", "dict", "python"), _PYTHON),
        "file": _FROM_FILE,
        "call": _FROM_CODE,
        "class": _OBJECT,
    },
    "options of values": {
        **dict.fromkeys(("from", "dtype", "requires_grad", "device"), _DRAWN),
        **dict.fromkeys(("layout", "as"), _LAYOUT),
        "init": _OBJECT,
        "given": _FROM_CODE,
    },
    "paths": {
        "result": _EXPECTED,
        "results": _RESULTS,
        "self": _SELF,
        "stdout": _STDOUT,
        "raises": _RAISES,
        "calls": _CALLS,
        "all": _ALL,
    },
    "tolerances": dict.fromkeys(("rtol", "atol"), _CLOSE),
    "limits": dict.fromkeys(("seconds", "memory", "slowdown", "operators"), _LIMITS),
}
