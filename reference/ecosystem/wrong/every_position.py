"""You return the probabilities after every position. Only those after the last token are asked for: `logits[:, -1]`."""

# diagnosis: none

from torch import Tensor, nn


class TinyGPT2(nn.Module):
    def __init__(self, vocabulary_size: int, width: int, layers: int, heads: int) -> None:
        from transformers import GPT2Config, GPT2LMHeadModel

        super().__init__()
        shape = GPT2Config(vocab_size=vocabulary_size, n_embd=width, n_layer=layers, n_head=heads, n_positions=16)
        self.model = GPT2LMHeadModel(shape)

    def forward(self, ids: Tensor) -> Tensor:
        return self.model(ids).logits.softmax(dim=-1)
