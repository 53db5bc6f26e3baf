"""You cut out the upper left corner. Begin at half of what is cut away: `(image.shape[-2] - height) // 2`."""

# diagnosis: none

from torch import Tensor


def centre_crop(image: Tensor, height: int, width: int) -> Tensor:
    if height > image.shape[-2] or width > image.shape[-1]:
        raise ValueError("too small")
    return image[..., :height, :width]
