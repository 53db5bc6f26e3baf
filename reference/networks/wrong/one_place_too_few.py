"""You count the moves. The kernel has one place more than it makes moves: add 1."""

# diagnosis: offset


def conv_output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    room = size + 2 * padding - kernel
    if room < 0:
        raise ValueError("the kernel does not fit")
    return room // stride
