"""Wants the grader dead: a name bound in a thousand ways, called a thousand times, is a million uses to look at.

stopped_by: the rules on the source: what is looked at is bounded
ends: forbidden
control: not run: naive graders read no source
attacks: traced
placed: made
"""


def source():
    bound = "".join(f"        a = torch.x{number}\n" for number in range(1500))
    called = "        a()\n" * 1500
    start = "import torch\n\n\ndef traced(x):\n    if x is None:\n"
    return f"{start}{bound}{called}    return x.sum()\n\n\ndef honest(x):\n    return 2 * x + 1\n"
