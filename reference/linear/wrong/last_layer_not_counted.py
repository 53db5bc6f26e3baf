"""The last layer is missing. A list of n sizes stands for n - 1 layers."""

# diagnosis: none


def parameter_count(sizes: list[int], bias: bool = True) -> int:
    total = 0
    for i in range(len(sizes) - 2):
        total += sizes[i] * sizes[i + 1] + bias * sizes[i + 1]
    return total
