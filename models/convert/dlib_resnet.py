#!/usr/bin/python3
"""Converts dlib's face recognition ResNet, as face-api.js stores it, to ONNX.

    dlib_resnet.py WEIGHTS_MANIFEST.json WEIGHTS.bin --output dlib_resnet.onnx

face-api.js ships weights without a topology: layers by name, each a convolution (filters,
bias) followed by a scale and a shift a channel. The topology is dlib's
(dnn_face_recognition_ex.cpp, "anet_type"): 7 x 7 and a maximum, then residual blocks of two
3 x 3, some of which halve the picture; a mean over what is left, and a matrix. It is built
here from the names, and every weight must be used.

Input: (1, 150, 150, 3), RGB 0 to 255; dlib's mean and division are inside. Output:
`descriptor` (1, 128). Scale and shift are folded into the convolutions.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from onnx_graph import ConversionError, Graph, Tensor, write_model
from tfjs_reader import FormatError, read_weights

SIDE_PX = 150
MEAN_RGB = (122.782, 117.001, 104.298)  # dlib, input_rgb_image_sized
DIVISOR = 256.0
# Blocks in dlib's order; one that halves the picture has "down" in its name.
BLOCKS = (
    *("conv32_1", "conv32_2", "conv32_3"),
    *("conv64_down", "conv64_1", "conv64_2", "conv64_3"),
    *("conv128_down", "conv128_1", "conv128_2"),
    *("conv256_down", "conv256_1", "conv256_2"),
    "conv256_down_out",
)


class Weights:
    """The weights by name; remembers which were not asked for."""

    def __init__(self, arrays: dict[str, np.ndarray]):
        self._arrays = arrays
        self.unused = set(arrays)

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._arrays:
            raise FormatError(f"there is no weight {name}")
        self.unused.discard(name)
        return self._arrays[name]


def layer(graph: Graph, weights: Weights, value: Tensor, name: str, *, stride=1, padding="SAME") -> Tensor:
    """A convolution with its scale and shift."""
    filters = weights[f"{name}/conv/filters"].transpose(3, 2, 0, 1)  # from (height, width, in, out)
    scale, shift = weights[f"{name}/scale/weights"], weights[f"{name}/scale/biases"]
    bias = weights[f"{name}/conv/bias"] * scale + shift
    return graph.convolution(
        value, filters * scale[:, None, None, None], bias, strides=(stride, stride), padding=padding
    )


def block(graph: Graph, weights: Weights, value: Tensor, name: str) -> Tensor:
    """A residual block. One that halves takes a mean of the value instead of the value, with
    zeros for the channels and the last row and column that only one side has."""
    halves = "down" in name
    stride, padding = (2, "VALID") if halves else (1, "SAME")
    inner = graph.elementwise("Relu", [layer(graph, weights, value, f"{name}/conv1", stride=stride, padding=padding)])
    inner = layer(graph, weights, inner, f"{name}/conv2")
    if halves:
        value = graph.pool("AveragePool", value, kernel=(2, 2), strides=(2, 2), padding="VALID")
    shape = np.maximum(inner.shape, value.shape)
    sides = [padded(graph, side, shape) for side in (value, inner)]
    return graph.elementwise("Relu", [graph.elementwise("Add", sides)])


def padded(graph: Graph, value: Tensor, shape) -> Tensor:
    missing = [int(wanted - size) for wanted, size in zip(shape, value.shape, strict=True)]
    return graph.pad(value, [(0, count) for count in missing]) if any(missing) else value


def convert(arrays: dict[str, np.ndarray]):
    """Gives the ONNX model of the weights."""
    graph, weights = Graph(), Weights(arrays)
    picture = {"input": (1, SIDE_PX, SIDE_PX, 3)}
    value = Tensor(picture["input"], stored="input")
    value = graph.elementwise("Sub", [value, np.float32(MEAN_RGB)])
    value = graph.elementwise("Mul", [value, np.full((1, 1, 1, 1), 1 / DIVISOR, np.float32)])
    value = graph.elementwise("Relu", [layer(graph, weights, value, "conv32_down", stride=2, padding="VALID")])
    value = graph.pool("MaxPool", value, kernel=(3, 3), strides=(2, 2), padding="VALID")
    for name in BLOCKS:
        value = block(graph, weights, value, name)
    mean = graph.reshape(graph.mean(value, (1, 2)), (1, value.shape[3]))
    matrix = weights["fc"]
    product = graph.node("MatMul", [graph.stored(mean), graph.constant(matrix)])
    if weights.unused:
        raise FormatError(f"weights without a use: {', '.join(sorted(weights.unused))}")
    return graph.finish(picture, {"descriptor": Tensor((1, matrix.shape[1]), stored=product)})


def read_layers(manifest: Path, content: Path) -> dict[str, np.ndarray]:
    """Reads face-api.js's weights: groups of entries, all in one file."""
    try:
        entries = [entry for group in json.loads(manifest.read_bytes()) for entry in group["weights"]]
        return read_weights(entries, content.read_bytes())
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError(f"not a manifest of weights ({error!r})") from None


def main(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("manifest", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        write_model(convert(read_layers(options.manifest, options.weights)), options.output)
    except (FormatError, ConversionError, OSError) as error:
        print(f"{options.manifest.name}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
