"""Where the rest is odd you cut more off at the top. Round down: `(image.shape[-2] - height) // 2`."""

# diagnosis: none

from torch import Tensor


def centre_crop(image: Tensor, height: int, width: int) -> Tensor:
    if height > image.shape[-2] or width > image.shape[-1]:
        raise ValueError("too small")
    top, left = (image.shape[-2] - height + 1) // 2, (image.shape[-1] - width + 1) // 2
    return image[..., top : top + height, left : left + width]
