"""You take the logits after the first token. What comes next is told by the last position: `logits[:, -1]`."""

# diagnosis: none

from torch import Tensor, nn


class TinyGPT2(nn.Module):
    def __init__(self, vocabulary_size: int, width: int, layers: int, heads: int) -> None:
        from transformers import GPT2Config, GPT2LMHeadModel

        super().__init__()
        shape = GPT2Config(vocab_size=vocabulary_size, n_embd=width, n_layer=layers, n_head=heads, n_positions=16)
        self.model = GPT2LMHeadModel(shape)

    def forward(self, ids: Tensor) -> Tensor:
        return self.model(ids).logits[:, 0].softmax(dim=-1)
