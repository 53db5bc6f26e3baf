"""Mistakes that stop on a GPU or leave the result behind, and code that works there, for a device that is pretended."""

# ruff: noqa: E501 - code of students is as wide as it is

from __future__ import annotations

HEAD = """
import math
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
"""

# By name: the code, and the name or the words that the finding has.
MIXED, NUMPY, LEFT = "mixed", "numpy", "left"
MISTAKES: dict[str, tuple[str, str, str]] = {
    "noise without a device": (
        MIXED, "noise",
        """
        def f(x, labels, device):
            noise = torch.randn(x.shape)
            return x + noise
        """,
    ),
    "mask": (
        MIXED, "mask",
        """
        def f(x, labels, device):
            scores = x @ x.T
            mask = torch.tril(torch.ones(scores.shape)) == 0
            return scores.masked_fill(mask, -1e9).softmax(-1)
        """,
    ),
    "positions": (
        MIXED, "",
        """
        def f(x, labels, device):
            table = nn.Embedding(8, 4).to(device)
            return x + table(torch.arange(x.shape[0]))
        """,
    ),
    "unit matrix": (
        MIXED, "eye",
        """
        def f(x, labels, device):
            eye = torch.eye(4)
            return x @ eye
        """,
    ),
    "column of ones": (
        MIXED, "",
        """
        def f(x, labels, device):
            return torch.cat([x, torch.ones(x.shape[0], 1)], dim=1)
        """,
    ),
    "attribute instead of a buffer": (
        MIXED, "self.mean",
        """
        class Centred(nn.Module):
            def __init__(self):
                super().__init__()
                self.mean = torch.ones(4)
                self.layer = nn.Linear(4, 2)
            def forward(self, x):
                return self.layer(x - self.mean)
        def f(x, labels, device):
            return Centred().to(device)(x)
        """,
    ),
    "parameter that is moved as it is made": (
        MIXED, "self.weight",
        """
        class Scaled(nn.Module):
            def __init__(self):
                super().__init__()
                self.weight = nn.Parameter(torch.ones(4)).to("cpu") * 1
            def forward(self, x):
                return x * self.weight
        def f(x, labels, device):
            return Scaled().to(device)(x)
        """,
    ),
    "plain list of layers": (
        MIXED, "layer.bias",
        """
        class Deep(nn.Module):
            def __init__(self):
                super().__init__()
                self.layers = [nn.Linear(4, 4) for _ in range(2)]
            def forward(self, x):
                for layer in self.layers:
                    x = layer(x)
                return x
        def f(x, labels, device):
            return Deep().to(device)(x)
        """,
    ),
    "hidden state": (
        MIXED, "h",
        """
        def f(x, labels, device):
            cell = nn.RNNCell(4, 5).to(device)
            h = torch.zeros(1, 5)
            for row in x:
                h = cell(row[None], h)
            return h
        """,
    ),
    "hidden state of an LSTM": (
        MIXED, "h",
        """
        def f(x, labels, device):
            lstm = nn.LSTM(4, 5).to(device)
            h, c = torch.zeros(1, 5), torch.zeros(1, 5)
            return lstm(x, (h, c))[0]
        """,
    ),
    "constant list": (
        MIXED, "weights",
        """
        def f(x, labels, device):
            weights = torch.tensor([0.1, 0.2, 0.3, 0.4])
            return (x * weights).sum(1)
        """,
    ),
    "class weights": (
        MIXED, "",
        """
        def f(x, labels, device):
            return F.cross_entropy(x, labels, weight=torch.tensor([1.0, 2.0, 1.0, 2.0]))
        """,
    ),
    "hard-coded device": (
        MIXED, "total",
        """
        def f(x, labels, device):
            total = torch.zeros(4, device="cpu")
            for row in x:
                total += row
            return total
        """,
    ),
    "model that was not moved": (
        MIXED, "",
        """
        def f(x, labels, device):
            return nn.Linear(4, 2)(x)
        """,
    ),
    "data that were not moved": (
        MIXED, "x",
        """
        def f(x, labels, device):
            model = nn.Linear(4, 2).to(device)
            x.to(device)
            x = x.cpu()
            x.to(device)
            return model(x)
        """,
    ),
    "optimizer with averages of the CPU": (
        MIXED, "",
        """
        def f(x, labels, device):
            model = nn.Linear(4, 2)
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
            model(torch.ones(2, 4)).sum().backward()
            optimizer.step()
            model = model.to(device)
            optimizer.zero_grad()
            model(x).sum().backward()
            optimizer.step()
            return model.weight
        """,
    ),
    "running sum": (
        MIXED, "",
        """
        def f(x, labels, device):
            total = torch.tensor(0.0)
            for row in x:
                total += row.sum()
            return total
        """,
    ),
    "one-hot rows of the CPU": (
        MIXED, "",
        """
        def f(x, labels, device):
            targets = torch.eye(4)[labels]
            return ((x - targets) ** 2).mean()
        """,
    ),
    "numpy in the middle": (
        NUMPY, "",
        """
        def f(x, labels, device):
            order = np.argsort(x.numpy(), axis=1)
            return torch.from_numpy(order)
        """,
    ),
    "function of numpy": (
        NUMPY, "",
        """
        def f(x, labels, device):
            return torch.as_tensor(np.mean(np.asarray(x), axis=0))
        """,
    ),
    "result on the CPU": (
        LEFT, "result",
        """
        def f(x, labels, device):
            return x.cpu().softmax(-1)
        """,
    ),
    "result that is filled": (
        LEFT, "result",
        """
        def f(x, labels, device):
            out = torch.zeros(x.shape)
            for i in range(len(x)):
                out[i] = x[i] * 2
            return out
        """,
    ),
    "result of numbers": (
        LEFT, "result",
        """
        def f(x, labels, device):
            return torch.tensor([row.sum().item() for row in x])
        """,
    ),
}  # fmt: skip

FINE: dict[str, str] = {
    "attention with masked_fill": """
        def f(x, labels, device):
            q, k, v = (nn.Linear(4, 4).to(device)(x) for _ in range(3))
            scores = q @ k.transpose(-2, -1) / math.sqrt(4)
            mask = torch.ones(len(x), len(x), dtype=torch.bool, device=x.device).triu(1)
            return scores.masked_fill(mask, float("-inf")).softmax(-1) @ v
        """,
    "scaled dot product attention": """
        def f(x, labels, device):
            h = x.reshape(1, 1, *x.shape)
            return F.scaled_dot_product_attention(h, h, h, is_causal=True)[0, 0]
        """,
    "multi-head attention in training and evaluation": """
        def f(x, labels, device):
            layer = nn.MultiheadAttention(4, 2, batch_first=True).to(device)
            trained = layer(x[None], x[None], x[None])[0]
            trained.sum().backward()
            layer.eval()
            with torch.no_grad():
                return layer(x[None], x[None], x[None])[0]
        """,
    "transformer layer": """
        def f(x, labels, device):
            layer = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, batch_first=True).to(device)
            return layer(x[None])
        """,
    "embedding and layer norm": """
        def f(x, labels, device):
            table, norm = nn.Embedding(10, 6).to(device), nn.LayerNorm(6).to(device)
            positions = torch.arange(len(labels), device=labels.device)
            return norm(table(labels) + table(positions))
        """,
    "cells in a loop": """
        def f(x, labels, device):
            cell = nn.RNNCell(4, 5).to(device)
            h = x.new_zeros(1, 5)
            outputs = []
            for row in x:
                h = cell(row[None], h)
                outputs.append(h)
            return torch.cat(outputs)
        """,
    "LSTM and GRU": """
        def f(x, labels, device):
            lstm, gru = nn.LSTM(4, 5).to(device), nn.GRU(5, 3).to(device)
            out = gru(lstm(x)[0])[0]
            out.sum().backward()
            return out, lstm.weight_hh_l0.grad
        """,
    "cells of an LSTM written out": """
        class Cell(nn.Module):
            def __init__(self):
                super().__init__()
                self.gates = nn.Linear(9, 20)
            def forward(self, x, h, c):
                i, f, g, o = self.gates(torch.cat([x, h], -1)).chunk(4, -1)
                c = f.sigmoid() * c + i.sigmoid() * g.tanh()
                return o.sigmoid() * c.tanh(), c
        def f(x, labels, device):
            cell, h, c = Cell().to(device), torch.zeros(1, 5).to(x), torch.zeros(1, 5).to(x.device)
            for row in x.unbind(0):
                h, c = cell(row[None], h, c)
            return h
        """,
    "gather, scatter and index_put": """
        def f(x, labels, device):
            picked = x.gather(1, labels[:, None])
            spread = torch.zeros_like(x).scatter_(1, labels[:, None], picked)
            spread[torch.arange(len(x)), labels] += 1.0
            spread.index_add_(0, torch.tensor([0], device=device), torch.ones(1, 4, device=device))
            spread[0] = torch.tensor([1.0, 2.0, 3.0, 4.0])
            return spread
        """,
    "einsum": """
        def f(x, labels, device):
            return torch.einsum("ij,kj->ik", x, x), torch.einsum("ij->j", x)
        """,
    "where with numbers": """
        def f(x, labels, device):
            small = torch.tensor(0.5)
            return torch.where(x > 0, x, 0.1 * x) * small + torch.where(x > small, 1.0, x)
        """,
    "one-hot": """
        def f(x, labels, device):
            return F.one_hot(labels, 4).float() @ x.T, torch.eye(4, device=device)[labels]
        """,
    "cumsum, sort and topk": """
        def f(x, labels, device):
            values, order = x.sort(descending=True)
            top, _ = values.topk(2)
            return values.cumsum(1), order.argsort(), top, torch.unique(labels), x.max(1).indices
        """,
    "boolean indices": """
        def f(x, labels, device):
            y = x.clone()
            y[y < 0] = 0.0
            y[labels == 1] *= 2
            return y, x[x > 0].mean(), x[x[:, 0] > -10]
        """,
    "grids and ranges": """
        def f(x, labels, device):
            r = torch.arange(4, device=x.device)
            a, b = torch.meshgrid(r, torch.arange(0, 6, 2, device=device), indexing="ij")
            return a + b, torch.full((2,), 7.0, device=x.device), torch.randn(4, device=device).shape
        """,
    "dropout off and on": """
        def f(x, labels, device):
            layer = nn.Dropout(0.5)
            layer(x)
            return layer.eval()(x), (torch.rand_like(x) < 0.5).shape
        """,
    "cross entropy": """
        def f(x, labels, device):
            loss = F.cross_entropy(x, labels, weight=torch.ones(4, device=device), label_smoothing=0.1)
            by_hand = -x.log_softmax(-1)[range(len(x)), labels].mean()
            return loss, by_hand, loss.item() + float(by_hand)
        """,
    "small CNN": """
        def f(x, labels, device):
            net = nn.Sequential(
                nn.Conv2d(1, 3, 3, padding=1), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.LazyLinear(2)
            )
            net(torch.ones(2, 1, 4, 4))
            net.to(device)
            out = net(torch.randn(2, 1, 4, 4, device=device))
            out.sum().backward()
            return out, net[0].weight.grad
        """,
    "train step with SGD": """
        def f(x, labels, device):
            model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4)).to(device)
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=0.01)
            for _ in range(3):
                optimizer.zero_grad()
                loss = F.cross_entropy(model(x), labels)
                loss.backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
            return model[0].weight
        """,
    "train step with Adam, a schedule and a saved state": """
        def f(x, labels, device):
            model = nn.Linear(4, 4)
            optimizer = torch.optim.AdamW(model.parameters(), lr=0.1)
            model.to(device)
            schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1)
            losses = []
            for _ in range(3):
                loss = F.cross_entropy(model(x), labels)
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                optimizer.step()
                schedule.step()
                losses.append(loss.detach().cpu().item())
            other = nn.Linear(4, 4).to(device)
            other.load_state_dict({name: value.clone() for name, value in model.state_dict().items()})
            return model.weight, losses, other(x)
        """,
    "registered buffer": """
        class Scaled(nn.Module):
            def __init__(self):
                super().__init__()
                self.register_buffer("scale", torch.tensor([1.0, 2.0, 3.0, 4.0]))
                self.weight = nn.Parameter(torch.ones(4))
            def forward(self, x):
                self.scale.mul_(0.9).add_(0.1 * x.mean(0).detach())
                return x * self.scale * self.weight
        def f(x, labels, device):
            return Scaled().to(device)(x)
        """,
    "device asked for": """
        def f(x, labels, device):
            device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
            model = nn.Linear(4, 2).cuda() if x.is_cuda else nn.Linear(4, 2)
            assert next(model.parameters()).device == x.device and x.device.type == "cuda"
            return model(x.to(device)) + torch.zeros(2, device="cuda:0")
        """,
    "to numpy and back": """
        def f(x, labels, device):
            order = np.argsort(x.detach().cpu().numpy(), axis=1)
            back = torch.from_numpy(order).to(x.device)
            return x.gather(1, back), x.tolist()[0][0], f"{x[0, 0]:.2f} {x.mean()}", torch.tensor(x.tolist(), device=device)
        """,
    "copies and formats": """
        def f(x, labels, device):
            import copy
            layer = copy.deepcopy(nn.Linear(4, 4).to(device))
            return layer(x).double().to(torch.float32), x.half().float(), x.new_tensor([1.0]), torch.stack([x, x]).permute(2, 0, 1)
        """,
    "gradients by torch.func": """
        def f(x, labels, device):
            gradient = torch.func.grad(lambda w: (w * x).sum())(torch.ones(4, device=device))
            rows = torch.func.vmap(lambda row: row.softmax(0))(x)
            w = torch.ones(4, device=device, requires_grad=True)
            (again,) = torch.autograd.grad((w * x).sum(), w)
            return gradient, rows, again
        """,
    "views, splits and norms": """
        def f(x, labels, device):
            a, b = x.view(-1, 2, 2).transpose(1, 2).reshape(len(x), 4).split(2, dim=1)
            padded = F.pad(a, (0, 1))
            return torch.linalg.norm(padded, dim=1), torch.outer(a[:, 0], b[:, 0]), x.var(0), torch.cdist(x, x), x.T.contiguous()
        """,
    "updates of data as in old books": """
        def f(x, labels, device):
            w = torch.ones(4, device=device, requires_grad=True)
            for _ in range(2):
                (w * x).sum().backward()
                w.data -= 0.1 * w.grad.data
                w.grad.data.zero_()
            with torch.no_grad():
                w -= 0.1 * w
            return w
        """,
    "inference and evaluation": """
        def f(x, labels, device):
            model = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.Dropout()).to(device).eval()
            with torch.inference_mode():
                return model(x).argmax(1), (model(x).argmax(1) == labels).float().mean()
        """,
    "packed sequences, whose lengths stay on the CPU": """
        def f(x, labels, device):
            rows = nn.utils.rnn.pad_sequence([x, x[:2]], batch_first=True)
            packed = nn.utils.rnn.pack_padded_sequence(rows, torch.tensor([3, 2]), batch_first=True)
            out, (h, c) = nn.LSTM(4, 5, batch_first=True).to(device)(packed)
            return nn.utils.rnn.pad_packed_sequence(out, batch_first=True)[0], h
        """,
    "a function of autograd": """
        class Exp(torch.autograd.Function):
            @staticmethod
            def forward(ctx, a):
                out = a.exp()
                ctx.save_for_backward(out)
                return out
            @staticmethod
            def backward(ctx, grad):
                (out,) = ctx.saved_tensors
                return grad * out
        def f(x, labels, device):
            x = x.clone().requires_grad_()
            Exp.apply(x).sum().backward()
            return x.grad
        """,
}
