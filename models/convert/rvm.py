#!/usr/bin/python3
"""Converts RobustVideoMatting (TensorFlow.js) to ONNX for pictures of one size.

    rvm.py rvm.json rvm.bin --output rvm.onnx --height 640 --width 480 --ratio 0.5

Inputs: src (1, height, width, 3), RGB 0 to 1, and the states r1i to r4i, which are zero for
a first picture. Outputs: pha (alpha) and fgr (foreground colours) of the same size, and
the states r1o to r4o. The ratio says how much smaller the picture is matted before the
result is refined at full size.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from onnx_graph import ConversionError, Tensor, write_model
from tfjs2onnx import Evaluator
from tfjs_reader import FormatError, Model, read_model

STATES_IN = ("r1i", "r2i", "r3i", "r4i")
STATES_OUT = ("r1o", "r2o", "r3o", "r4o")
OUTPUTS = ("pha", "fgr", *STATES_OUT)


def convert(model: Model, height: int, width: int, ratio: float):
    """Gives the ONNX model.

    The states' shapes follow from the size and the ratio, and the network knows how: it
    accepts a plain 0 for "no state yet". So it is evaluated once with zeros to learn the
    shapes, and once more with states of these shapes as inputs.
    """
    picture = {"src": (1, height, width, 3)}
    first = evaluate(model, picture, ratio, {name: np.float32(0) for name in STATES_IN})
    states = {
        name: first.value(model.outputs[result]).shape
        for name, result in zip(STATES_IN, STATES_OUT, strict=True)
    }
    inputs = picture | states
    second = evaluate(model, inputs, ratio, {})
    outputs = {name: second.value(model.outputs[name]) for name in OUTPUTS}
    return second.graph.finish(inputs, outputs)


def evaluate(model: Model, shapes: dict, ratio: float, constants: dict) -> Evaluator:
    tensors = {name: Tensor(shape, stored=name) for name, shape in shapes.items()}
    return Evaluator(model, {**tensors, **constants, "downsample_ratio": np.float32(ratio)})


def main(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("topology", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--height", type=int, required=True)
    parser.add_argument("--width", type=int, required=True)
    parser.add_argument("--ratio", type=float, required=True)
    options = parser.parse_args(arguments)
    try:
        model = read_model(options.topology, options.weights)
        write_model(convert(model, options.height, options.width, options.ratio), options.output)
    except (FormatError, ConversionError, OSError) as error:
        print(f"{options.topology.name}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
