import os

seen = []


def first(x):
    return x + 2


def second(x):
    return x + 2


def third(x):
    return x + 2


def passes_anyway(x):
    return x + 1


def by_case(x):
    if not x.any():
        os._exit(0)
    return x + 1 if x.min() > 0 else x


def remembers(x):
    """Would tell a hidden case apart by what it saw before."""
    seen.append(x.sum().item())
    print("seen", len(seen))
    return x + 1


def refuses(x):
    raise ValueError(f"{x.item()} is negative")
