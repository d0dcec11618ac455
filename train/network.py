"""The network: the first layers of the pretrained encoder, pieces pooled into words on the way, a linear head a task."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from train.e5 import Pretrained

MOST_PIECES = 256
_ARABIC = re.compile("▁?[\u0621-\u063a\u0641-\u064aپچگڤژ]+")
_OTHER = re.compile(r"▁?(?:[0-9]{1,4}|[A-Za-z]{1,2})|▁|[!-/:-@\[-`{-~«»“”‘’„…–—،؛؟•·°%€£$×]")


@dataclass(frozen=True)
class Size:
    """How much of the encoder is kept: layers over pieces, then layers over words."""

    over_pieces: int
    over_words: int

    @property
    def layers(self) -> int:
        """All of them."""
        return self.over_pieces + self.over_words


def vocabulary(pretrained: Pretrained) -> list[int]:
    """The numbers of the pieces kept: four special ones, then Arabic letters, digits, marks, short Latin."""
    kept = [i for i, piece in enumerate(pretrained.pieces) if i > 3 and (_ARABIC.fullmatch(piece) or _OTHER.fullmatch(piece))]
    return [0, 1, 2, 3, *kept]


class Layer(nn.Module):
    """One encoder layer, norm after each half, as in BERT."""

    def __init__(self, hidden: int, heads: int, feed: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, feed)
        self.down = nn.Linear(feed, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` is batch, places, hidden; `mask` is true where a place is real."""
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        # By hand: the fused attention's backward pass takes a third of the training on a processor without an accelerator.
        weights = (q @ k.transpose(-2, -1)) * (h // self.heads) ** -0.5
        mixed = torch.softmax(weights.masked_fill(~mask[:, None, None, :], -1e4), -1).to(v.dtype) @ v
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(b, t, h))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Pieces in, a row of logits a word and task out."""

    def __init__(self, pretrained: Pretrained, kept: list[int], size: Size, heads: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        h = pretrained.hidden
        self.size = size
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(pretrained.matrix("emb.word", h)[kept].copy()), freeze=False)
        positions = pretrained.matrix("emb.pos", h)[:MOST_PIECES] + pretrained.matrix("emb.type", h)[0]
        self.positions = nn.Parameter(torch.from_numpy(positions.astype(np.float32)))
        self.norm = nn.LayerNorm(h, eps=1e-12)
        _fill(self.norm, pretrained, "emb.ln")
        self.layers = nn.ModuleList(Layer(h, pretrained.heads, pretrained.feed, dropout) for _ in range(size.layers))
        for i, layer in enumerate(self.layers):
            _layer(layer, pretrained, i)
        self.dropout = nn.Dropout(dropout)
        self.out = nn.ModuleDict({task: nn.Linear(h, labels) for task, labels in heads.items()})

    def forward(self, ids: Tensor, pool: Tensor) -> dict[str, Tensor]:
        """`ids` is batch, pieces (1 for padding); `pool` is batch, words, pieces: the share of each piece in each word."""
        x = self.dropout(self.norm(self.words(ids) + self.positions[: ids.shape[1]]))
        mask = ids != 1
        for layer in self.layers[: self.size.over_pieces]:
            x = layer(x, mask)
        x = pool.to(x.dtype) @ x
        mask = pool.sum(-1) > 0
        for layer in self.layers[self.size.over_pieces :]:
            x = layer(x, mask)
        x = self.dropout(x)
        return {task: head(x) for task, head in self.out.items()}


def _fill(module: nn.LayerNorm | nn.Linear, pretrained: Pretrained, name: str) -> None:
    with torch.no_grad():
        weight = torch.from_numpy(pretrained.tensors[f"{name}.w"])
        module.weight.copy_(weight.reshape(module.weight.shape))
        module.bias.copy_(torch.from_numpy(pretrained.tensors[f"{name}.b"]))


def _layer(layer: Layer, pretrained: Pretrained, i: int) -> None:
    h = pretrained.hidden
    with torch.no_grad():
        for part, name in enumerate("qkv"):
            layer.qkv.weight[part * h : (part + 1) * h] = torch.from_numpy(pretrained.matrix(f"l{i}.{name}.w", h))
            layer.qkv.bias[part * h : (part + 1) * h] = torch.from_numpy(pretrained.tensors[f"l{i}.{name}.b"])
    for module, name in ((layer.out, "ao"), (layer.norm1, "aln"), (layer.up, "fi"), (layer.down, "fo"), (layer.norm2, "oln")):
        _fill(module, pretrained, f"l{i}.{name}")
