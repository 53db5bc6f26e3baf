"""Reference solutions of all examples: those of kinds, of laws, and of the other words of the language."""

import torch


def affine_of(x, weight, bias):
    return x @ weight.T + bias


class Affine(torch.nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.randn(out_features, in_features))
        self.bias = torch.nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return affine_of(x, self.weight, self.bias)


class MyDropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        return x * (torch.rand_like(x) >= self.p) / (1 - self.p) if self.training else x


class RunningMean:
    def __init__(self):
        self.total, self.count = 0.0, 0

    def update(self, values):
        self.total, self.count = self.total + values.sum(), self.count + values.numel()
        return self.total / self.count


class Tokenizer:
    def __init__(self, alphabet):
        self.alphabet = alphabet

    def encode(self, text):
        return [self.alphabet.index(letter) for letter in text]

    def decode(self, tokens):
        return "".join(self.alphabet[token] for token in tokens)


def attention_weights(scores):
    return scores.softmax(-1)


def causal_attention(q, k, v):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    ahead = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1)
    return scores.masked_fill(ahead, -torch.inf).softmax(-1) @ v


def center(points):
    return points - points.mean(0)


def chunks(x, count):
    return x.chunk(count)


def clear(w):
    w.grad = None


def countdown(start):
    for number in range(start, 0, -1):
        print(number)


def encrypt(text, key):
    return "".join(chr((ord(letter) - ord("a") + key) % 26 + ord("a")) for letter in text)


def decrypt(text, key):
    return encrypt(text, -key)


def diagonal(x):
    return torch.diagonal(x)


def distances(x):
    return (x[:, None] - x).square().sum(-1).sqrt()


def doubled_in_place(x):
    return x.mul_(2)


def fill_diagonal(x):
    return x.fill_diagonal_(0)


def first_row(x):
    return x[0]


def flat(x, weights):
    return x.reshape(-1) * torch.tensor(weights)


def fresh_noise():
    return torch.randn(3)


def frozen(x):
    return x.detach()


def frozen_weight(x, w):
    return x * w


def gathered(pair, numbers, settings, place):
    start, _ = place
    return pair[1][start:] * pair[0] * sum(numbers) * settings["scale"] + settings["offset"]


def halves(x):
    return x[:2], x[2:]


def identity(x):
    return x


def labels(n):
    return torch.arange(n)


def log_sum_exp(x):
    largest = x.max()
    return largest + (x - largest).exp().sum().log()


def losses(steps):
    return [1.0 / (1 + step) for step in range(steps)]


def masked_mean(x, weight):
    return (x * weight).sum() / weight.sum()


def noise(n):
    return torch.randn(n.shape if isinstance(n, torch.Tensor) else n)


def normalise_rows(x):
    return (x - x.mean(-1, keepdim=True)) / (x.std(-1, keepdim=True) + 1e-5)


def one_step(model, optimizer, x):
    optimizer.zero_grad()
    model(x).sum().backward()
    optimizer.step()
    return model(x).detach()


def own_softmax(x):
    powers = (x - x.amax(-1, keepdim=True)).exp()
    return powers / powers.sum(-1, keepdim=True)


def picked(table, scale, rows):
    return table[rows] * scale


def outer(a, b):
    return a[:, None] * b


def pairwise(a, b):
    return (a.unsqueeze(1) - b.unsqueeze(0)).square().sum(-1)


def positions(x):
    return x + torch.arange(x.shape[1], device=x.device)


def projected(x, w):
    return torch.matmul(x, w)


def reduced(x, dim):
    return x.sum(dim)


def report(loss):
    print(f"loss: {loss}")


def rgb_image(height, width):
    return torch.rand(3, height, width)


def row_sums(x):
    return x.sum(1)


def running_sum(x, start):
    sums = start[:, None] + x.cumsum(1)
    return sums, sums[:, -1]


def running_total(x):
    return x.cumsum(1)


def sample_tokens(logits, count):
    return torch.multinomial(logits.softmax(-1), count, replacement=True)


def scaled(x, factor):
    return x * factor


def slope(x):
    return 2 * x


def softmax(x, dim=-1):
    powers = (x - x.amax(dim, keepdim=True)).exp()
    return powers / powers.sum(dim, keepdim=True)


def square(x):
    return x**2


def square_root(x):
    if x < 0:
        raise ValueError(f"{x} is negative")
    return x.sqrt()


def swish(x):
    return x * x.sigmoid()


def to_cpu(x):
    return x.cpu()


def total(x):
    return x.sum()


def total_of_all(a, b, c, d, e):
    return sum(each.sum() for each in (a, b, c, d, e))


def train(model, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        model(torch.ones(4, 2)).square().mean().backward()
        optimizer.step()
    return model
