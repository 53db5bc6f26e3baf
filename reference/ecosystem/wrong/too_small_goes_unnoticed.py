"""A picture that is too small comes back in a wrong size, and nobody notices. Raise a ValueError."""

# diagnosis: none

from torch import Tensor


def centre_crop(image: Tensor, height: int, width: int) -> Tensor:
    top, left = max(0, (image.shape[-2] - height) // 2), max(0, (image.shape[-1] - width) // 2)
    return image[..., top : top + height, left : left + width]
