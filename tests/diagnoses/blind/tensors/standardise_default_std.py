"""By default `std` divides by one less than the number of values, so your numbers come out a little too small. Say
`correction=0`, as the exercise asks."""
# diagnosis: correction

import torch


def standardise(images: torch.Tensor) -> torch.Tensor:
    result = torch.empty_like(images)
    for c in range(images.shape[1]):
        channel = images[:, c]
        result[:, c] = (channel - channel.mean()) / channel.std()
    return result
