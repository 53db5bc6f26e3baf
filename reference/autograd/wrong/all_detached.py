"""You take the whole result out of the graph, so no gradient reaches x. Only the correction is a constant."""
# diagnosis: graph_cut

import torch
from torch import Tensor


def round_through(x: Tensor) -> Tensor:
    return (x + (torch.round(x) - x)).detach()
