"""torch's own functions, as they are."""

from torch.nn.functional import *  # noqa: F403
