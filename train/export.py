"""A trained network -> the shipped files: an int8 ONNX graph for one sentence, pieces, labels, digests.

The graph is written out node by node, so that what is computed is on this page: weights are int8 with a scale a column,
activations are quantised as they come (one scale a sentence), attention and norms stay in floats.
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from train.network import Tagger

Floats = NDArray[np.float32]


class Graph:
    """An ONNX graph as it grows: nodes in order, weights by name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.count = 0

    def add(self, kind: str, *inputs: str, domain: str = "", name: str | None = None, **attributes: object) -> str:
        """A node with one output; its name comes back."""
        self.count += 1
        out = name or f"t{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], domain=domain, **attributes))
        return out

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """A weight."""
        self.weights.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def linear(self, x: str, name: str, weight: Floats, bias: Floats) -> str:
        """`x` times an int8 matrix; `weight` has outputs in rows."""
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-8) / 127.0
        small = np.clip(np.round(weight / scale[:, None]), -127, 127).astype(np.int8).T
        return self.add(
            "DynamicQuantizeMatMul",
            x,
            self.constant(f"{name}.w", small),
            self.constant(f"{name}.s", scale.astype(np.float32)),
            self.constant(f"{name}.z", np.zeros(len(scale), np.int8)),
            self.constant(f"{name}.b", bias),
            domain="com.microsoft",
        )

    def norm(self, x: str, name: str, weight: Floats, bias: Floats) -> str:
        """A layer norm."""
        w, b = self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias)
        return self.add("LayerNormalization", x, w, b, axis=-1, epsilon=1e-12)


def graph(model: Tagger) -> bytes:
    """The ONNX file: inputs `ids` (pieces) and `pool` (words, pieces), an output of logits (words, labels) a task."""
    state = {key: value.detach().float().numpy() for key, value in model.state_dict().items()}
    g = Graph()
    x = _embedded(g, state)
    for i in range(model.size.layers):
        if i == model.size.over_pieces:
            x = g.add("MatMul", "pool", x)
        x = _layer(g, x, f"layers.{i}", state, model.layers[i].heads)
    if not model.size.over_words:
        x = g.add("MatMul", "pool", x)
    for task in model.out:
        w, b = (state[f"out.{task}.{part}"] for part in ("weight", "bias"))
        g.add("Gemm", x, g.constant(f"{task}.w", w), g.constant(f"{task}.b", b), transB=1, name=task)
    outputs = [helper.make_tensor_value_info(task, TensorProto.FLOAT, ["words", head.out_features]) for task, head in model.out.items()]
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["pieces"]),
        helper.make_tensor_value_info("pool", TensorProto.FLOAT, ["words", "pieces"]),
    ]
    made = helper.make_model(
        helper.make_graph(g.nodes, "mahdar-tagger", inputs, outputs, g.weights),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
        producer_name="mahdar",
        ir_version=9,
    )
    return bytes(made.SerializeToString(deterministic=True))


def _embedded(g: Graph, state: dict[str, Floats]) -> str:
    table = state["words.weight"]
    scale = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127.0
    rows = g.constant("words", np.clip(np.round(table / scale[:, None]), -127, 127).astype(np.int8))
    scales = g.constant("words.s", scale.astype(np.float32)[:, None])
    words = g.add("Mul", g.add("Cast", g.add("Gather", rows, "ids"), to=TensorProto.FLOAT), g.add("Gather", scales, "ids"))
    positions = g.constant("positions", state["positions"])
    zero, axis = g.constant("zero", np.array([0], np.int64)), g.constant("axis", np.array([0], np.int64))
    places = g.add("Slice", positions, zero, g.add("Shape", "ids"), axis)
    return g.norm(g.add("Add", words, places), "norm", state["norm.weight"], state["norm.bias"])


def _layer(g: Graph, x: str, name: str, state: dict[str, Floats], heads: int) -> str:
    def linear(inside: str, part: str) -> str:
        return g.linear(inside, f"{name}.{part}", state[f"{name}.{part}.weight"], state[f"{name}.{part}.bias"])

    def norm(inside: str, part: str) -> str:
        return g.norm(inside, f"{name}.{part}", state[f"{name}.{part}.weight"], state[f"{name}.{part}.bias"])

    hidden = state[f"{name}.out.weight"].shape[0]
    shape = g.constant(f"{name}.shape", np.array([-1, 3, heads, hidden // heads], np.int64))
    split = g.add("Transpose", g.add("Reshape", linear(x, "qkv"), shape), perm=[1, 2, 0, 3])
    q, k, v = (g.add("Gather", split, g.constant(f"{name}.{part}", np.array(part, np.int64)), axis=0) for part in range(3))
    scale = g.constant(f"{name}.scale", np.array((hidden // heads) ** -0.5, np.float32))
    weights = g.add("Softmax", g.add("MatMul", g.add("Mul", q, scale), g.add("Transpose", k, perm=[0, 2, 1])), axis=-1)
    mixed = g.add("Transpose", g.add("MatMul", weights, v), perm=[1, 0, 2])
    flat = g.add("Reshape", mixed, g.constant(f"{name}.flat", np.array([-1, hidden], np.int64)))
    x = norm(g.add("Add", x, linear(flat, "out")), "norm1")
    up = g.add("Gelu", linear(x, "up"), domain="com.microsoft")
    return norm(g.add("Add", x, linear(up, "down")), "norm2")
