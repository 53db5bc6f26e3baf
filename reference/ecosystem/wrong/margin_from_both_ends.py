"""`top:-top` keeps a row too many where the rest is odd, and none where top is 0. End at `top + height`."""

# diagnosis: none

from torch import Tensor


def centre_crop(image: Tensor, height: int, width: int) -> Tensor:
    top, left = (image.shape[-2] - height) // 2, (image.shape[-1] - width) // 2
    if top < 0 or left < 0:
        raise ValueError("too small")
    return image[..., top:-top, left:-left]
