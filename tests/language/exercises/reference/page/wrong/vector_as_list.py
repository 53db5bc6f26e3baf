"""The type: a list of numbers is no tensor yet."""


def vector() -> list[int]:
    return [1, 2, 3]
