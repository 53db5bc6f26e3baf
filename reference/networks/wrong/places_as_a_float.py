"""`/` always makes a float in Python, even where nothing is left over. Divide with `//` to get a whole number."""

# diagnosis: none


def conv_output_size(size: int, kernel: int, stride: int, padding: int) -> float:
    room = size + 2 * padding - kernel
    if room < 0:
        raise ValueError("the kernel does not fit")
    return room / stride + 1
