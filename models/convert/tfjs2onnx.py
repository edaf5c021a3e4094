"""Converts a TensorFlow.js graph model to ONNX at fixed shapes.

A graph model computes much of its own plumbing while it runs: shapes, paddings, sizes,
branches. With fixed input shapes all of that is known beforehand. So the graph is
evaluated once, from its outputs back: what depends on constants and shapes only is
computed here with numpy, what depends on pixels becomes an ONNX node. Branches not taken
disappear.

Covers the operators of RobustVideoMatting and of the emotion network; any other is refused by name.
"""

import functools

import numpy as np

from onnx_graph import ConversionError, Graph, Tensor
from tfjs_reader import Model, Node

NOT_TAKEN = object()  # the value of a branch that is not taken
DILATED_DEPTHWISE = "DilatedDepthwiseConv2d"  # our own name, see fuse_dilated

ELEMENTWISE = {
    "Add": "Add",
    "AddV2": "Add",
    "Sub": "Sub",
    "Mul": "Mul",
    "RealDiv": "Div",
    "Minimum": "Min",
    "Maximum": "Max",
    "Sigmoid": "Sigmoid",
    "Tanh": "Tanh",
}
CAST_TYPES = {"DT_FLOAT": np.float32, "DT_INT32": np.int32}


class Evaluator:
    """Evaluates nodes on demand, each once; `inputs` are Tensors, or arrays for constants."""

    def __init__(self, model: Model, inputs: dict):
        self.graph = Graph()
        self.nodes = fuse_dilated(model.nodes)
        self.weights = model.weights
        self.inputs = inputs
        self.values = {}
        self._references = sum(len(node.inputs) for node in self.nodes.values())

    def value(self, reference: str):
        """The value of "node" or "node:k"."""
        name, _, index = reference.partition(":")
        self._evaluate(name)
        value = self.values[name]
        return value[int(index or 0)] if isinstance(value, list) else value

    def _evaluate(self, name: str):
        """Evaluates a node after all it depends on; a stack, since graphs run deep."""
        waiting = [name]
        while waiting:
            node = self.nodes[waiting[-1]]
            sources = [reference.partition(":")[0] for reference in node.inputs]
            missing = [source for source in sources if source not in self.values]
            if node.name not in self.values and missing:
                waiting += missing
                if len(waiting) > self._references + 1:
                    raise ConversionError(f"{name} depends on itself; loops are not supported")
                continue
            waiting.pop()
            if node.name not in self.values:
                try:
                    self.values[node.name] = self._apply(node)
                except (LookupError, ValueError, AttributeError) as error:
                    raise ConversionError(f"{node.name} ({node.kind}): {error!r}") from error

    def _apply(self, node: Node):
        if node.kind == "Const":
            return self.weights[node.name]
        if node.kind == "Placeholder":
            return self.inputs[node.name]
        values = [self.value(reference) for reference in node.inputs]
        if node.kind == "Merge":  # gives the branch taken, and which it was
            return [next((v for v in values if v is not NOT_TAKEN), NOT_TAKEN), None]
        if any(value is NOT_TAKEN for value in values):
            return NOT_TAKEN
        if not any(isinstance(value, Tensor) for value in values):
            if node.kind not in FOLDED:
                raise ConversionError(f"operator {node.kind} on constants is not supported")
            return FOLDED[node.kind](node, values)
        if node.kind in ELEMENTWISE:
            return self.graph.elementwise(ELEMENTWISE[node.kind], values)
        if node.kind in OPERATORS:
            return OPERATORS[node.kind](self.graph, node, values)
        raise ConversionError(f"operator {node.kind} is not supported")


# -------------------------------------------------- known beforehand (numpy)


def cut_constant(node: Node, values: list):
    array, begin, end, stride = values
    for mask in ("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask"):
        if node.attributes[mask]:
            raise ConversionError(f"StridedSlice with {mask} is not supported")
    single = node.attributes["shrink_axis_mask"]
    steps = zip(begin.tolist(), end.tolist(), stride.tolist(), strict=True)
    cuts = [b if single >> k & 1 else slice(b, e, s) for k, (b, e, s) in enumerate(steps)]
    return array[tuple(cuts)]


def take_branch(node: Node, values: list):
    """Switch: the outputs are the branch for false and the branch for true."""
    value, condition = values
    return [NOT_TAKEN, value] if bool(condition) else [value, NOT_TAKEN]


FOLDED = {
    "BroadcastTo": lambda node, values: np.broadcast_to(*values),
    "Cast": lambda node, values: np.asarray(values[0]).astype(CAST_TYPES[node.attributes["DstT"]]),
    "ConcatV2": lambda node, values: np.concatenate(values[:-1], int(values[-1])),
    "Equal": lambda node, values: np.equal(*values),
    "FloorMod": lambda node, values: np.mod(*values),
    "Identity": lambda node, values: values[0],
    "Mul": lambda node, values: np.multiply(*values),
    "Pack": lambda node, values: np.stack(values, node.attributes["axis"]),
    "Squeeze": lambda node, values: np.squeeze(values[0]),
    "StridedSlice": cut_constant,
    "Sub": lambda node, values: np.subtract(*values),
    "Switch": take_branch,
}


# ------------------------------------------------------ known only with pixels


def identity(graph, node, values):
    return values[0]


def shape_of(graph, node, values):
    return np.array(values[0].shape, np.int32)


def relu6(graph, node, values):
    return graph.clip(values[0], 0, 6)


def square(graph, node, values):
    return graph.elementwise("Mul", [values[0], values[0]])


def broadcast_to(graph, node, values):
    value, shape = values
    if tuple(shape.tolist()) != value.shape:
        raise ConversionError(f"BroadcastTo from {value.shape} to {shape.tolist()} is not supported")
    return value


def convolution(graph, node, values):
    value, weights, *rest = values
    weights = weights.transpose(3, 2, 0, 1)  # from (height, width, in, out)
    return windowed(graph, node, value, weights, rest, groups=1)


def depthwise_convolution(graph, node, values):
    value, weights, *rest = values
    return windowed(graph, node, value, depthwise_weights(weights), rest, groups=value.shape[3])


def depthwise_weights(weights):
    """From (height, width, channels, 1) to one filter a group."""
    if weights.shape[3] != 1:
        raise ConversionError("a depthwise convolution with a multiplier is not supported")
    return weights.transpose(2, 3, 0, 1)


def windowed(graph, node, value, weights, rest, groups):
    """A convolution with what is fused into it: a bias, and a Relu after it."""
    fused = node.attributes.get("fused_ops") or []
    if fused not in ([], ["BiasAdd"], ["BiasAdd", "Relu"]):
        raise ConversionError(f"{node.kind} fused with {fused} is not supported")
    if node.attributes["dilations"] != [1, 1, 1, 1]:
        raise ConversionError(f"{node.kind} with dilations is not supported")
    result = graph.convolution(
        value,
        weights,
        rest[0] if fused else None,
        strides=node.attributes["strides"][1:3],
        padding=node.attributes["padding"],
        groups=groups,
    )
    return graph.elementwise("Relu", [result]) if "Relu" in fused else result


def dilated_depthwise_convolution(graph, node, values):
    """The fused three of `fuse_dilated`."""
    value, block, margins, weights, _, crops = values
    result = graph.convolution(
        value,
        depthwise_weights(weights),
        None,
        strides=[1, 1],
        padding=margins.tolist(),
        dilations=block.tolist(),
        groups=value.shape[3],
    )
    (top, bottom), (left, right) = crops.tolist()
    if top == bottom == left == right == 0:
        return result
    batch, height, width, channels = result.shape
    return graph.slice(result, [0, top, left, 0], [batch, height - bottom, width - right, channels])


def pool(operator, graph, node, values):
    return graph.pool(
        operator,
        values[0],
        kernel=node.attributes["ksize"][1:3],
        strides=node.attributes["strides"][1:3],
        padding=node.attributes["padding"],
    )


def mean(graph, node, values):
    """Over the plane of a picture, whose axes may go, or over its channels, which stay with size 1."""
    value, axes = values
    axes = sorted(int(axis) % 4 for axis in np.atleast_1d(axes))
    if axes not in ([1, 2], [3]) or (axes == [3] and not node.attributes["keep_dims"]):
        raise ConversionError(f"Mean over the axes {axes} is not supported")
    result = graph.mean(value, axes)
    return result if node.attributes["keep_dims"] else graph.reshape(result, (value.shape[0], value.shape[3]))


def softmax(graph, node, values):
    """Over the last axis of a table."""
    if len(values[0].shape) != 2:
        raise ConversionError(f"Softmax of the shape {values[0].shape} is not supported")
    return graph.elementwise("Softmax", values, axis=1)


def resize_bilinear(graph, node, values):
    if node.attributes["align_corners"] or not node.attributes["half_pixel_centers"]:
        raise ConversionError("ResizeBilinear without half-pixel centres is not supported")
    value, size = values
    return graph.resize_bilinear(value, *size.tolist())


def pad(graph, node, values):
    value, margins = values
    return graph.pad(value, margins.tolist())


def concatenate(graph, node, values):
    *parts, axis = values
    return graph.concatenate(parts, int(axis))


def split_evenly(graph, node, values):
    axis, value = values
    count = node.attributes["num_split"]
    return graph.split(value, [value.shape[int(axis)] // count] * count, int(axis))


def split(graph, node, values):
    value, sizes, axis = values
    return graph.split(value, sizes.tolist(), int(axis))


def slice_(graph, node, values):
    """A size of -1 means up to the end."""
    value, begin, size = values
    end = [
        whole if length == -1 else start + length
        for whole, start, length in zip(value.shape, begin.tolist(), size.tolist(), strict=True)
    ]
    if not any(begin) and tuple(end) == value.shape:
        return value
    return graph.slice(value, begin.tolist(), end)


OPERATORS = {
    "AvgPool": functools.partial(pool, "AveragePool"),
    "BroadcastTo": broadcast_to,
    "ConcatV2": concatenate,
    "Conv2D": convolution,
    "DepthwiseConv2dNative": depthwise_convolution,
    DILATED_DEPTHWISE: dilated_depthwise_convolution,
    "FusedDepthwiseConv2dNative": depthwise_convolution,
    "Identity": identity,
    "MaxPool": functools.partial(pool, "MaxPool"),
    "Mean": mean,
    "Pad": pad,
    "Relu": lambda graph, node, values: graph.elementwise("Relu", values),
    "Relu6": relu6,
    "ResizeBilinear": resize_bilinear,
    "Shape": shape_of,
    "Slice": slice_,
    "Softmax": softmax,
    "Split": split_evenly,
    "SplitV": split,
    "Square": square,
    "Switch": lambda graph, node, values: take_branch(node, values),
    "_FusedConv2D": convolution,
}


# ------------------------------------------------------------------- rewrite


def fuse_dilated(nodes: dict[str, Node]) -> dict[str, Node]:
    """Makes one node of SpaceToBatchND, a depthwise convolution and BatchToSpaceND.

    That chain is how TensorFlow writes a dilated convolution. The new node bears the name
    of the last and has the inputs: value, block, margins, weights, block again, crops.
    """
    fused = dict(nodes)
    for last in nodes.values():
        if last.kind != "BatchToSpaceND":
            continue
        middle = nodes[last.inputs[0]]
        first = nodes[middle.inputs[0]]
        attributes = middle.attributes
        plain = attributes.get("padding") == "VALID" and attributes.get("strides") == [1] * 4
        if first.kind != "SpaceToBatchND" or middle.kind != "DepthwiseConv2dNative" or not plain:
            raise ConversionError(f"{last.name}: BatchToSpaceND without a plain dilated convolution")
        inputs = first.inputs + middle.inputs[1:] + last.inputs[1:]
        fused[last.name] = Node(last.name, DILATED_DEPTHWISE, inputs, {})
    return fused
