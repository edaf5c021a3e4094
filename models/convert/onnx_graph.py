"""Builds an ONNX graph from a network that keeps pictures as batch, height, width, channels.

TFLite and TensorFlow.js store pictures that way ("stored"); ONNX computes on batch,
channels, height, width ("channels first"). A `Tensor` remembers in which of the two it
exists, and the other is made by a Transpose only when a node asks for it. So the usual
run of convolutions holds no Transpose at all.

Shapes are always given as stored. All shapes are fixed. The same calls give the same
bytes: names are numbered in order, and nothing comes from the clock, the machine or a
hash order.
"""

import math
import os
from pathlib import Path

import numpy as np
import onnx
import onnx.shape_inference
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8
PRODUCER = "tucai"
PRODUCER_VERSION = "1"

TO_CHANNELS_FIRST = (0, 3, 1, 2)
TO_STORED = (0, 2, 3, 1)


class ConversionError(Exception):
    """The model holds something that these converters do not know."""


class Tensor:
    """A computed tensor; `shape` is the stored one."""

    def __init__(self, shape, *, stored=None, channels_first=None):
        self.shape = tuple(int(size) for size in shape)
        self.stored = stored
        self.channels_first = channels_first


class Graph:
    """Collects nodes and constants. Values are `Tensor`s, or numpy arrays for constants."""

    def __init__(self):
        self.nodes = []
        self.constants = {}  # name -> TensorProto
        self._names = {}  # content of a constant -> its name
        self._count = 0

    # ------------------------------------------------------------ raw parts

    def _name(self, stem):
        self._count += 1
        return f"{stem}_{self._count}"

    def constant(self, array):
        """Gives the name of a constant; equal ones are stored once. Floats become float32."""
        array = np.asarray(array)
        if array.dtype in (np.float16, np.float64):
            array = array.astype(np.float32)
        content = (array.dtype.str, array.shape, array.tobytes())
        if content not in self._names:
            name = self._name("constant")
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
            self._names[content] = name
        return self._names[content]

    def integers(self, values):
        return self.constant(np.array(list(values), np.int64))

    def node(self, op, inputs, **attributes):
        """Adds a node with one output and gives the output's name."""
        return self.nodes_outputs(op, inputs, 1, **attributes)[0]

    def nodes_outputs(self, op, inputs, count, **attributes):
        """Adds a node with `count` outputs and gives their names."""
        outputs = [self._name(op) for _ in range(count)]
        self.nodes.append(helper.make_node(op, inputs, outputs, name=outputs[0], **attributes))
        return outputs

    # -------------------------------------------------------------- layouts

    def stored(self, value):
        """Gives the name of a value in its stored layout."""
        if not isinstance(value, Tensor):
            return self.constant(value)
        if value.stored is None:
            value.stored = self.node("Transpose", [value.channels_first], perm=TO_STORED)
        return value.stored

    def channels_first(self, value):
        """Gives the name of a value as batch, channels, height, width."""
        if not isinstance(value, Tensor):
            array = np.asarray(value)
            array = array.reshape((1,) * (4 - array.ndim) + array.shape)
            return self.constant(array.transpose(TO_CHANNELS_FIRST))
        if value.channels_first is None:
            if len(value.shape) != 4:
                raise ConversionError(f"a tensor of shape {value.shape} is used as a picture")
            value.channels_first = self.node("Transpose", [value.stored], perm=TO_CHANNELS_FIRST)
        return value.channels_first

    def _operand(self, value, rank):
        return self.channels_first(value) if rank == 4 else self.stored(value)

    def _result(self, shape, name):
        if len(shape) == 4:
            return Tensor(shape, channels_first=name)
        return Tensor(shape, stored=name)

    # ---------------------------------------------------- operations on values

    def elementwise(self, op, values, **attributes):
        """A node that treats every element alike, such as Relu or Add; shapes broadcast."""
        shape = np.broadcast_shapes(*[np.shape(v) if not isinstance(v, Tensor) else v.shape for v in values])
        inputs = [self._operand(value, len(shape)) for value in values]
        return self._result(shape, self.node(op, inputs, **attributes))

    def clip(self, value, low, high):
        inputs = [self._operand(value, len(value.shape))]
        inputs += [self.constant(np.float32(low)), self.constant(np.float32(high))]
        return self._result(value.shape, self.node("Clip", inputs))

    def prelu(self, value, slopes):
        """Relu with one slope a channel; `slopes` has the shape (1, 1, channels)."""
        inputs = [self.channels_first(value), self.constant(slopes.transpose(2, 0, 1))]
        return self._result(value.shape, self.node("PRelu", inputs))

    def convolution(self, value, weights, bias, *, strides, padding, dilations=(1, 1), groups=1):
        """`weights` are (out, in / groups, height, width); `padding` is "SAME", "VALID" or
        ((top, bottom), (left, right))."""
        kernel = weights.shape[2:]
        pads, size = plan_window(value.shape[1:3], kernel, strides, dilations, padding)
        inputs = [self.channels_first(value), self.constant(weights)]
        if bias is not None:
            inputs.append(self.constant(bias))
        name = self.node(
            "Conv",
            inputs,
            kernel_shape=kernel,
            strides=strides,
            dilations=dilations,
            pads=pads,
            group=groups,
        )
        return self._result((value.shape[0], *size, weights.shape[0]), name)

    def pool(self, op, value, *, kernel, strides, padding):
        """MaxPool or AveragePool; padded cells do not count in an average."""
        pads, size = plan_window(value.shape[1:3], kernel, strides, (1, 1), padding)
        attributes = {"count_include_pad": 0} if op == "AveragePool" else {}
        name = self.node(
            op,
            [self.channels_first(value)],
            kernel_shape=kernel,
            strides=strides,
            pads=pads,
            **attributes,
        )
        return self._result((value.shape[0], *size, value.shape[3]), name)

    def resize_bilinear(self, value, height, width):
        """Scales a picture; pixel centres lie at halves."""
        batch, _, _, channels = value.shape
        inputs = [self.channels_first(value), "", ""]
        inputs.append(self.integers([batch, channels, height, width]))
        mode = {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}
        name = self.node("Resize", inputs, **mode)
        return self._result((batch, height, width, channels), name)

    def pad(self, value, margins):
        """Adds zeros; `margins` is one (before, after) a dimension."""
        shape = [size + sum(pair) for size, pair in zip(value.shape, margins, strict=True)]
        ordered = [margins[k] for k in self._order(value)]
        ends = [before for before, _ in ordered] + [after for _, after in ordered]
        inputs = [self._operand(value, len(shape)), self.integers(ends)]
        return self._result(shape, self.node("Pad", inputs))

    def concatenate(self, values, axis):
        rank = len(values[0].shape)
        shape = list(values[0].shape)
        shape[axis] = sum(value.shape[axis] for value in values)
        inputs = [self._operand(value, rank) for value in values]
        name = self.node("Concat", inputs, axis=self._order(values[0]).index(axis % rank))
        return self._result(shape, name)

    def slice(self, value, begin, end):
        """The part [begin, end) of each dimension."""
        shape = [stop - start for start, stop in zip(begin, end, strict=True)]
        order = self._order(value)
        inputs = [self._operand(value, len(shape))]
        inputs += [self.integers(begin[k] for k in order), self.integers(end[k] for k in order)]
        inputs.append(self.integers(range(len(shape))))
        return self._result(shape, self.node("Slice", inputs))

    def split(self, value, sizes, axis):
        """Cuts a picture along one axis into parts of the given sizes."""
        inputs = [self.channels_first(value), self.integers(sizes)]
        place = TO_CHANNELS_FIRST.index(axis % 4)
        names = self.nodes_outputs("Split", inputs, len(sizes), axis=place)
        shapes = [list(value.shape) for _ in sizes]
        for shape, size in zip(shapes, sizes):
            shape[axis] = size
        return [self._result(shape, name) for shape, name in zip(shapes, names)]

    def mean(self, value, axes):
        """The mean of a picture over some axes, which stay with size 1."""
        places = [TO_CHANNELS_FIRST.index(axis) for axis in axes]
        inputs = [self.channels_first(value)]
        name = self.node("ReduceMean", inputs, axes=places, keepdims=1)
        shape = [1 if axis in axes else size for axis, size in enumerate(value.shape)]
        return self._result(shape, name)

    def reshape(self, value, shape):
        name = self.node("Reshape", [self.stored(value), self.integers(shape)])
        return Tensor(shape, stored=name)

    @staticmethod
    def _order(value):
        """Which stored dimension each dimension of the operand is."""
        rank = len(value.shape)
        return list(TO_CHANNELS_FIRST) if rank == 4 else list(range(rank))

    # ---------------------------------------------------------------- finish

    def finish(self, inputs, outputs):
        """Gives the checked model. `inputs` is name -> shape, `outputs` is name -> Tensor."""
        for name, value in outputs.items():
            self.nodes.append(helper.make_node("Identity", [self.stored(value)], [name], name=name))
        nodes, used = self._needed_for(outputs)
        graph = helper.make_graph(
            nodes,
            PRODUCER,
            [describe(name, shape) for name, shape in inputs.items()],
            [describe(name, value.shape) for name, value in outputs.items()],
            [tensor for name, tensor in self.constants.items() if name in used],
        )
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            producer_name=PRODUCER,
            producer_version=PRODUCER_VERSION,
        )
        model.ir_version = IR_VERSION
        try:
            onnx.checker.check_model(model, full_check=True)
        except (onnx.checker.ValidationError, onnx.shape_inference.InferenceError) as error:
            raise ConversionError(f"the result is no valid ONNX model ({error})") from error
        return model

    def _needed_for(self, outputs):
        """The nodes that the outputs depend on, in order, and all names these use."""
        used, kept = set(outputs), []
        for node in reversed(self.nodes):
            if any(name in used for name in node.output):
                kept.append(node)
                used.update(node.input)
        return kept[::-1], used


def describe(name, shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def plan_window(sizes, kernel, strides, dilations, padding):
    """Gives ONNX's pads (top, left, bottom, right) and the output's (height, width)."""
    margins, results = [], []
    for axis in (0, 1):
        size, stride = sizes[axis], strides[axis]
        reach = (kernel[axis] - 1) * dilations[axis] + 1
        if padding == "SAME":  # as many outputs as strides fit; the odd cell goes after
            total = max((math.ceil(size / stride) - 1) * stride + reach - size, 0)
            margin = (total // 2, total - total // 2)
        elif padding == "VALID":
            margin = (0, 0)
        else:
            margin = padding[axis]
        margins.append(margin)
        results.append((size + sum(margin) - reach) // stride + 1)
    (top, bottom), (left, right) = margins
    return [int(pad) for pad in (top, left, bottom, right)], [int(size) for size in results]


def write_model(model, path: Path):
    """Writes the model in one step: a file at `path` is whole."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(model.SerializeToString(deterministic=True))
    os.replace(temporary, path)
