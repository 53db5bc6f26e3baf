def first(x):
    return x + 1


second = third = passes_anyway = by_case = remembers = first


def refuses(x):
    raise ValueError("negative")
