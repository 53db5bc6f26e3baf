"""You count axes from the front, which fails for a batch. Height and width are the last two: `image[..., a:b, c:d]`."""

# diagnosis: none

from torch import Tensor


def centre_crop(image: Tensor, height: int, width: int) -> Tensor:
    if image.ndim == 2:
        image = image[None]
        return centre_crop(image, height, width)[0]
    top, left = (image.shape[1] - height) // 2, (image.shape[2] - width) // 2
    if top < 0 or left < 0:
        raise ValueError("too small")
    return image[:, top : top + height, left : left + width]
