#!/usr/bin/python3
"""Converts the emotion network (TensorFlow.js) to ONNX for so many faces at once.

    emotion.py emotion.json emotion.bin --output emotion.onnx --faces 3

Input: faces (n, 64, 64, 1), grey, -1 to 1. Output: probabilities (n, 7) of angry, disgust,
fear, happy, sad, surprise, neutral.
"""

import argparse
import sys
from pathlib import Path

from onnx_graph import ConversionError, Tensor, write_model
from tfjs2onnx import Evaluator
from tfjs_reader import FormatError, Model, read_model


def convert(model: Model, faces: int):
    shape = (faces, 64, 64, 1)
    evaluator = Evaluator(model, {"input_1": Tensor(shape, stored="faces")})
    return evaluator.graph.finish({"faces": shape}, {"probabilities": evaluator.value("Identity")})


def main(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("topology", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--faces", type=int, required=True)
    options = parser.parse_args(arguments)
    try:
        model = read_model(options.topology, options.weights)
        write_model(convert(model, options.faces), options.output)
    except (FormatError, ConversionError, OSError) as error:
        print(f"{options.topology.name}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
