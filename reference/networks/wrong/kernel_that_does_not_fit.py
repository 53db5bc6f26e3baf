"""You give a number even where the kernel is longer than the padded side. Raise a ValueError there."""

# diagnosis: none


def conv_output_size(size: int, kernel: int, stride: int, padding: int) -> int:
    return (size + 2 * padding - kernel) // stride + 1
