"""Tests of what the face embeddings' conversion adds: another batch, and dlib's ResNet.

    /usr/bin/python3 -m unittest discover -s models/convert
"""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import numpy as np

import dlib_resnet
import tflite2onnx
import tflite_reader
from onnx_graph import ConversionError
from test_convert import Writer
from tfjs_reader import FormatError


def pair_model():
    """Two pictures in, |x| - x out, as a table of two rows."""
    writer = Writer()
    x = writer.tensor("x", [2, 4, 4, 3])
    size = writer.tensor("size", [2], np.int32([2, 48]), kind=2)
    a, d, y = (writer.tensor(name, shape) for name, shape in (("a", [2, 4, 4, 3]), ("d", [2, 4, 4, 3]), ("y", [2, 48])))
    writer.operator("ABS", [x], [a])
    writer.operator("SUB", [a, x], [d], options=[(0, "b", 0)])
    writer.operator("RESHAPE", [d, size], [y])
    return tflite_reader.parse_model(writer.finish([x], [y]))


class AnotherBatch(unittest.TestCase):
    def shapes(self, model):
        values = [*model.graph.input, *model.graph.output]
        return [[size.dim_value for size in value.type.tensor_type.shape.dim] for value in values]

    def test_changes_pictures_and_results_alike(self):
        model = tflite2onnx.with_batch(pair_model(), 1)
        self.assertEqual(self.shapes(tflite2onnx.convert(model)), [[1, 4, 4, 3], [1, 48]])

    def test_keeps_the_stored_one_where_none_is_asked_for(self):
        self.assertEqual(self.shapes(tflite2onnx.convert(pair_model())), [[2, 4, 4, 3], [2, 48]])

    def test_refuses_a_tensor_that_is_not_of_pictures(self):
        model = pair_model()
        model.tensors[-1] = tflite_reader.TensorInfo("y", (96,), None)
        with self.assertRaisesRegex(ConversionError, "y of shape .* has no batch of 2"):
            tflite2onnx.with_batch(model, 1)


def layer_weights(name, kernel, before, after, random):
    return {
        f"{name}/conv/filters": random.normal(0, 0.1, (kernel, kernel, before, after)),
        f"{name}/conv/bias": random.normal(0, 0.1, after),
        f"{name}/scale/weights": random.normal(1, 0.1, after),
        f"{name}/scale/biases": random.normal(0, 0.1, after),
    }


def resnet_weights():
    random = np.random.default_rng(1)
    arrays = layer_weights("conv32_down", 7, 3, 32, random)
    before = 32
    for name in dlib_resnet.BLOCKS:
        after = int(name[4:].split("_")[0])
        arrays |= layer_weights(f"{name}/conv1", 3, before, after, random)
        arrays |= layer_weights(f"{name}/conv2", 3, after, after, random)
        before = after
    arrays["fc"] = random.normal(0, 0.1, (256, 128))
    return {name: array.astype(np.float32) for name, array in arrays.items()}


class DlibsResnet(unittest.TestCase):
    def test_gives_128_numbers_of_150_pixels(self):
        model = dlib_resnet.convert(resnet_weights())
        output = model.graph.output[0]
        self.assertEqual(output.name, "descriptor")
        self.assertEqual([size.dim_value for size in output.type.tensor_type.shape.dim], [1, 128])
        kinds = [node.op_type for node in model.graph.node]
        self.assertEqual(kinds.count("Conv"), 29, "dlib's network has 29 layers of convolution")
        self.assertEqual(kinds.count("Pad"), 5, "three times channels, twice a row and a column")

    def test_folds_scale_and_shift_into_the_convolution(self):
        weights = resnet_weights()
        graph, value = dlib_resnet.Graph(), dlib_resnet.Tensor((1, 150, 150, 3), stored="input")
        dlib_resnet.layer(graph, dlib_resnet.Weights(weights), value, "conv32_down", stride=2, padding="VALID")
        bias = next(tensor for tensor in graph.constants.values() if list(tensor.dims) == [32])
        wanted = weights["conv32_down/conv/bias"] * weights["conv32_down/scale/weights"]
        wanted = wanted + weights["conv32_down/scale/biases"]
        np.testing.assert_array_equal(np.frombuffer(bias.raw_data, np.float32), wanted)

    def test_wants_every_weight_and_no_other(self):
        weights = resnet_weights()
        with self.assertRaisesRegex(FormatError, "without a use: extra"):
            dlib_resnet.convert(weights | {"extra": weights["fc"]})
        del weights["conv64_1/conv2/scale/biases"]
        with self.assertRaisesRegex(FormatError, "no weight conv64_1/conv2/scale/biases"):
            dlib_resnet.convert(weights)

    def test_ends_in_one_line_on_a_damaged_manifest(self):
        with tempfile.TemporaryDirectory() as folder:
            manifest, weights = Path(folder) / "m.json", Path(folder) / "w.bin"
            manifest.write_text(json.dumps({"no": "list"}))
            weights.write_bytes(b"")
            command = [sys.executable, str(HERE / "dlib_resnet.py"), str(manifest), str(weights)]
            command += ["--output", str(Path(folder) / "m.onnx")]
            done = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"\Am\.json: not a manifest of weights .*\n\Z")


if __name__ == "__main__":
    unittest.main()
