#!/usr/bin/python3
"""Converts TFLite models of faces and persons (MediaPipe's, MobileFaceNet) to ONNX.

    tflite2onnx.py model.tflite --output model.onnx [--batch N]

Inputs and outputs keep their names and their stored shapes (pictures as batch, height,
width, channels); --batch takes another number of pictures than the stored one.
Half-precision weights become single ones. Any operator, element type or option that
these models do not use is refused by name.
"""

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import mediapipe_ops
import tflite_reader
from onnx_graph import ConversionError, Graph, Tensor, write_model
from tflite_reader import FormatError, Table

PADDINGS = {0: "SAME", 1: "VALID"}


@dataclass(frozen=True)
class Step:
    """An operator with its inputs looked up: Tensors, or arrays for constants."""

    kind: str
    inputs: list
    shape: tuple[int, ...]  # of its output
    options: Table | None
    custom: bytes

    def option(self, index, form, default=0):
        return default if self.options is None else self.options.number(index, form, default)

    def require(self, what, index, form, wanted, default=0):
        """Refuses an option that our models do not use."""
        value = self.option(index, form, default)
        if value != wanted:
            raise ConversionError(f"{self.kind} with {what} {value} is not supported")


# ------------------------------------------------------------------ operators


def dequantize(graph, step):
    """Half-precision weights are kept as single-precision constants."""
    (weights,) = step.inputs
    if isinstance(weights, Tensor) or weights.dtype != np.float16:
        raise ConversionError("DEQUANTIZE of anything but half-precision weights")
    return weights.astype(np.float32)


def convolution(graph, step):
    value, weights, bias = step.inputs
    step.require("a fused activation", 3, "b", 0)
    step.require("a horizontal dilation", 4, "i", 1, default=1)
    step.require("a vertical dilation", 5, "i", 1, default=1)
    weights = weights.transpose(0, 3, 1, 2)  # from (out, height, width, in)
    return graph.convolution(value, weights, bias, strides=strides(step), padding=padding(step))


def depthwise_convolution(graph, step):
    value, weights, bias = step.inputs
    step.require("a multiplier", 3, "i", 1, default=1)
    step.require("a fused activation", 4, "b", 0)
    step.require("a horizontal dilation", 5, "i", 1, default=1)
    step.require("a vertical dilation", 6, "i", 1, default=1)
    weights = weights.transpose(3, 0, 1, 2)  # from (1, height, width, channels)
    groups = value.shape[3]
    return graph.convolution(
        value, weights, bias, strides=strides(step), padding=padding(step), groups=groups
    )


def pool(op):
    def convert(graph, step):
        step.require("a fused activation", 5, "b", 0)
        kernel = (step.option(4, "i", 1), step.option(3, "i", 1))
        (value,) = step.inputs
        return graph.pool(op, value, kernel=kernel, strides=strides(step), padding=padding(step))

    return convert


def strides(step):
    """(vertical, horizontal); the same fields in all windowed operators."""
    return step.option(2, "i", 1), step.option(1, "i", 1)


def padding(step):
    number = step.option(0, "b")
    if number not in PADDINGS:
        raise ConversionError(f"padding {number} is not supported")
    return PADDINGS[number]


def elementwise(op):
    return lambda graph, step: graph.elementwise(op, step.inputs)


def arithmetic(op):
    def convert(graph, step):
        step.require("a fused activation", 0, "b", 0)
        return graph.elementwise(op, step.inputs)

    return convert


def prelu(graph, step):
    value, slopes = step.inputs
    return graph.prelu(value, slopes)


def pad(graph, step):
    value, margins = step.inputs
    return graph.pad(value, margins.tolist())


def concatenate(graph, step):
    step.require("a fused activation", 1, "b", 0)
    return graph.concatenate(step.inputs, step.option(0, "i"))


def reshape(graph, step):
    return graph.reshape(step.inputs[0], step.shape)


def resize_bilinear(graph, step):
    step.require("aligned corners", 2, "b", 0)
    step.require("half-pixel centres", 3, "b", 1)
    value, size = step.inputs
    return graph.resize_bilinear(value, *size.tolist())


def strided_slice(graph, step):
    for mask in range(5):
        step.require("a mask", mask, "i", 0)
    value, begin, end, stride = step.inputs
    if any(stride != 1):
        raise ConversionError(f"STRIDED_SLICE with strides {stride.tolist()} is not supported")
    return graph.slice(value, begin.tolist(), end.tolist())


def landmarks_to_matrix(graph, step):
    return mediapipe_ops.landmarks_to_matrix(graph, step.inputs[0], step.custom)


def sample_crop(graph, step):
    return mediapipe_ops.sample_crop(graph, *step.inputs, step.custom)


def transform_landmarks(graph, step):
    return mediapipe_ops.transform_landmarks(graph, *step.inputs)


def transposed_convolution(graph, step):
    return mediapipe_ops.transposed_convolution(graph, *step.inputs, step.custom, step.shape)


OPERATORS = {
    "ABS": elementwise("Abs"),
    "ADD": arithmetic("Add"),
    "AVERAGE_POOL_2D": pool("AveragePool"),
    "CONCATENATION": concatenate,
    "CONV_2D": convolution,
    "Convolution2DTransposeBias": transposed_convolution,
    "DEPTHWISE_CONV_2D": depthwise_convolution,
    "DEQUANTIZE": dequantize,
    "HARD_SWISH": elementwise("HardSwish"),
    "LOGISTIC": elementwise("Sigmoid"),
    "Landmarks2TransformMatrix": landmarks_to_matrix,
    "MAX_POOL_2D": pool("MaxPool"),
    "MUL": arithmetic("Mul"),
    "PAD": pad,
    "PRELU": prelu,
    "RELU": elementwise("Relu"),
    "RESHAPE": reshape,
    "RESIZE_BILINEAR": resize_bilinear,
    "STRIDED_SLICE": strided_slice,
    "SUB": arithmetic("Sub"),
    "TransformLandmarks": transform_landmarks,
    "TransformTensorBilinear": sample_crop,
}


# ----------------------------------------------------------------- conversion


def with_batch(model: tflite_reader.Model, batch: int):
    """The same model for another number of pictures at a time.

    Every computed tensor must hold the stored number first: all of our networks treat the
    pictures of a batch apart.
    """
    inputs = [model.tensors[index].shape for index in model.inputs]
    stored = inputs[0][0] if inputs and inputs[0] else 0
    tensors = []
    for info in model.tensors:
        if info.constant is None:
            if not info.shape or info.shape[0] != stored:
                raise ConversionError(f"the tensor {info.name} of shape {info.shape} has no batch of {stored}")
            info = replace(info, shape=(batch, *info.shape[1:]))
        tensors.append(info)
    return replace(model, tensors=tensors)


def convert(model: tflite_reader.Model):
    """Gives the ONNX model of a TFLite model."""
    graph, tensors = Graph(), model.tensors
    values = {index: info.constant for index, info in enumerate(tensors) if info.constant is not None}
    for index in model.inputs:
        values[index] = Tensor(tensors[index].shape, stored=tensors[index].name)
    for operator in model.operators:
        if operator.kind not in OPERATORS:
            raise ConversionError(f"operator {operator.kind} is not supported")
        try:
            (output,) = operator.outputs
            inputs = [values[index] for index in operator.inputs]
            step = Step(operator.kind, inputs, tensors[output].shape, operator.options, operator.custom)
            values[output] = OPERATORS[operator.kind](graph, step)
        except (LookupError, ValueError, AttributeError) as error:
            raise ConversionError(f"{operator.kind} has unexpected inputs ({error!r})") from error
    for index in model.outputs:
        if not isinstance(values.get(index), Tensor):
            raise ConversionError(f"the output {tensors[index].name} is not computed")
    return graph.finish(
        {tensors[index].name: tensors[index].shape for index in model.inputs},
        {tensors[index].name: values[index] for index in model.outputs},
    )


def main(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--batch", type=int, metavar="N", help="pictures at a time (default: as stored)")
    options = parser.parse_args(arguments)
    try:
        model = tflite_reader.read_model(options.model)
        if options.batch is not None:
            model = with_batch(model, options.batch)
        write_model(convert(model), options.output)
    except (FormatError, ConversionError, OSError) as error:
        print(f"{options.model.name}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
