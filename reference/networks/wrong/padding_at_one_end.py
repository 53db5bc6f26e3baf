"""You add the padding once, but there are zeros at both ends of the side: it grows by 2 * padding."""

# diagnosis: none


def conv_output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    room = size + padding - kernel
    if room < 0:
        raise ValueError("the kernel does not fit")
    return room // stride + 1
