"""Tests of the converters on small hand-made models; no network, no model files.

    /usr/bin/python3 -m unittest discover -s models/convert
"""

import base64
import json
import os
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import flatbuffers
import numpy as np
from flatbuffers import flexbuffers
from onnx import helper, numpy_helper

import mediapipe_ops
import onnx_graph
import tfjs_reader
import tflite2onnx
import tflite_reader
from onnx_graph import ConversionError, Graph, Tensor, plan_window
from tfjs2onnx import Evaluator
from tfjs_reader import Node

FLOAT32, FLOAT16, INT32 = 0, 1, 2
CODES = {name: number for number, name in tflite_reader.OPERATORS.items()}


# ------------------------------------------------------- a small TFLite writer


class Writer:
    """Writes a TFLite file of a few tensors and operators."""

    def __init__(self):
        self.builder = flatbuffers.Builder(1024)
        self.tensors = []  # (name, shape, type, content)
        self.operators = []  # (kind, inputs, outputs, options, custom)

    def tensor(self, name, shape, array=None, kind=FLOAT32):
        self.tensors.append((name, shape, kind, b"" if array is None else array.tobytes()))
        return len(self.tensors) - 1

    def operator(self, kind, inputs, outputs, options=(), custom=b""):
        """`options` are (field, form, value) with form "b" or "i"."""
        self.operators.append((kind, inputs, outputs, options, custom))

    def finish(self, inputs, outputs, version=3, identifier=b"TFL3"):
        kinds = list(dict.fromkeys(kind for kind, *_ in self.operators))
        codes = self._tables([self._code(kind) for kind in kinds])
        buffers = self._tables([self._buffer(content) for *_, content in self.tensors])
        tensors = self._tables([self._tensor(k, *t[:3]) for k, t in enumerate(self.tensors)])
        operators = self._tables([self._operator(kinds, *o) for o in self.operators])
        parts = [(0, tensors), (1, self._ints(inputs)), (2, self._ints(outputs)), (3, operators)]
        graphs = self._tables([self._table(4, references=parts)])
        references = [(1, codes), (2, graphs), (4, buffers)]
        root = self._table(5, references=references, numbers=[(0, "i", version)])
        self.builder.Finish(root, file_identifier=identifier)
        return bytes(self.builder.Output())

    def _code(self, kind):
        if kind in CODES:
            return self._table(4, numbers=[(0, "b", min(CODES[kind], 127)), (3, "i", CODES[kind])])
        if kind.isdigit():
            return self._table(4, numbers=[(0, "b", min(int(kind), 127)), (3, "i", int(kind))])
        name = self.builder.CreateString(kind)
        custom = [(0, "b", tflite_reader.CUSTOM), (3, "i", tflite_reader.CUSTOM)]
        return self._table(4, references=[(1, name)], numbers=custom)

    def _buffer(self, content):
        references = [(0, self.builder.CreateByteVector(content))] if content else []
        return self._table(1, references=references)

    def _tensor(self, index, name, shape, kind):
        references = [(0, self._ints(shape)), (3, self.builder.CreateString(name))]
        return self._table(4, references=references, numbers=[(1, "b", kind), (2, "i", index)])

    def _operator(self, kinds, kind, inputs, outputs, options, custom):
        references = [(1, self._ints(inputs)), (2, self._ints(outputs))]
        if options:
            references.append((4, self._table(8, numbers=options)))
        if custom:
            references.append((5, self.builder.CreateByteVector(custom)))
        return self._table(6, references=references, numbers=[(0, "i", kinds.index(kind))])

    def _ints(self, values):
        self.builder.StartVector(4, len(values), 4)
        for value in reversed(values):
            self.builder.PrependInt32(value)
        return self.builder.EndVector()

    def _tables(self, tables):
        self.builder.StartVector(4, len(tables), 4)
        for table in reversed(tables):
            self.builder.PrependUOffsetTRelative(table)
        return self.builder.EndVector()

    def _table(self, fields, references=(), numbers=()):
        self.builder.StartObject(fields)
        for field, place in references:
            self.builder.PrependUOffsetTRelativeSlot(field, place, 0)
        for field, form, value in numbers:
            if form == "b":
                self.builder.PrependInt8Slot(field, value, 0)
            else:
                self.builder.PrependInt32Slot(field, value, 0)
        return self.builder.EndObject()


SMALL_WEIGHTS = np.arange(3 * 3 * 3 * 2, dtype=np.float16).reshape(3, 3, 3, 2)


def small_writer(activation=0, dilation=1):
    """A picture through half-precision weights, a stride-2 convolution, and a Relu."""
    writer = Writer()
    picture = writer.tensor("picture", (1, 8, 6, 2))
    half = writer.tensor("half", SMALL_WEIGHTS.shape, SMALL_WEIGHTS, FLOAT16)
    weights = writer.tensor("weights", SMALL_WEIGHTS.shape)
    bias = writer.tensor("bias", (3,), np.ones(3, np.float32))
    sums = writer.tensor("sums", (1, 4, 3, 3))
    result = writer.tensor("result", (1, 4, 3, 3))
    options = [(0, "b", 0), (1, "i", 2), (2, "i", 2), (3, "b", activation), (4, "i", dilation)]
    writer.operator("DEQUANTIZE", [half], [weights])
    writer.operator("CONV_2D", [picture, weights, bias], [sums], [*options, (5, "i", 1)])
    writer.operator("RELU", [sums], [result])
    return writer, picture, result


def small_model(**changes):
    writer, picture, result = small_writer(**changes)
    return writer.finish([picture], [result])


def single_operator(kind, shape, result, options=(), constants=(), custom=b""):
    """A model of one operator; `constants` follow its first input."""
    writer = Writer()
    value = writer.tensor("value", shape)
    others = [
        writer.tensor(f"constant{k}", array.shape, array, INT32 if array.dtype == np.int32 else FLOAT32)
        for k, array in enumerate(constants)
    ]
    output = writer.tensor("result", result)
    writer.operator(kind, [value, *others], [output], options, custom)
    return tflite_reader.parse_model(writer.finish([value], [output]))


def kinds(model):
    return [node.op_type for node in model.graph.node]


def attributes(node):
    return {a.name: helper.get_attribute_value(a) for a in node.attribute}


def shapes(values):
    return {v.name: [d.dim_value for d in v.type.tensor_type.shape.dim] for v in values}


# ------------------------------------------------------------------- TFLite


class TheTfliteReader(unittest.TestCase):
    def test_reads_names_shapes_and_constants(self):
        model = tflite_reader.parse_model(small_model())
        self.assertEqual([o.kind for o in model.operators], ["DEQUANTIZE", "CONV_2D", "RELU"])
        self.assertEqual(model.tensors[model.inputs[0]].name, "picture")
        self.assertEqual(model.tensors[0].shape, (1, 8, 6, 2))
        np.testing.assert_array_equal(model.tensors[1].constant, SMALL_WEIGHTS)

    def test_refuses_foreign_bytes(self):
        for content in (b"", b"short", b"\xff\xd8\xff\xe0" * 100, bytes(1000)):
            with self.assertRaisesRegex(tflite_reader.FormatError, "not a TFLite model"):
                tflite_reader.parse_model(content)

    def test_refuses_every_truncation_in_words(self):
        content = small_model()
        for length in range(8, len(content), 7):
            try:
                tflite_reader.parse_model(content[:length])
            except tflite_reader.FormatError as error:
                self.assertTrue(str(error))
            else:  # only padding at the very end may be missing
                self.assertGreater(length, len(content) - 8)

    def test_never_fails_in_another_way_on_damaged_bytes(self):
        content, random = small_model(), np.random.default_rng(1)
        for _ in range(500):
            damaged = bytearray(content)
            for place in random.integers(8, len(content), 4):
                damaged[place] = random.integers(256)
            try:
                tflite2onnx.convert(tflite_reader.parse_model(bytes(damaged)))
            except (tflite_reader.FormatError, ConversionError) as error:
                self.assertTrue(str(error))

    def test_refuses_another_schema_version(self):
        writer, picture, result = small_writer()
        with self.assertRaisesRegex(tflite_reader.FormatError, "schema version 4"):
            tflite_reader.parse_model(writer.finish([picture], [result], version=4))

    def test_refuses_an_integer_quantised_tensor(self):
        writer = Writer()
        value = writer.tensor("bytes", (1, 4), kind=3)
        with self.assertRaisesRegex(tflite_reader.FormatError, "tensor bytes: element type 3"):
            tflite_reader.parse_model(writer.finish([value], [value]))

    def test_refuses_a_constant_that_does_not_fill_its_shape(self):
        writer = Writer()
        value = writer.tensor("few", (5,), np.zeros(4, np.float32))
        with self.assertRaisesRegex(tflite_reader.FormatError, "do not fill the shape"):
            tflite_reader.parse_model(writer.finish([value], [value]))


class TheTfliteConverter(unittest.TestCase):
    def test_keeps_names_and_stored_shapes(self):
        model = tflite2onnx.convert(tflite_reader.parse_model(small_model()))
        self.assertEqual(shapes(model.graph.input), {"picture": [1, 8, 6, 2]})
        self.assertEqual(shapes(model.graph.output), {"result": [1, 4, 3, 3]})
        self.assertEqual(kinds(model), ["Transpose", "Conv", "Relu", "Transpose", "Identity"])

    def test_reorders_and_widens_the_weights(self):
        model = tflite2onnx.convert(tflite_reader.parse_model(small_model()))
        weights = next(t for t in model.graph.initializer if len(t.dims) == 4)
        wanted = SMALL_WEIGHTS.astype(np.float32).transpose(0, 3, 1, 2)
        np.testing.assert_array_equal(numpy_helper.to_array(weights), wanted)

    def test_puts_the_odd_cell_of_same_padding_after(self):
        model = tflite2onnx.convert(tflite_reader.parse_model(small_model()))
        self.assertEqual(attributes(model.graph.node[1])["pads"], [0, 0, 1, 1])

    def test_refuses_what_our_models_do_not_use(self):
        with self.assertRaisesRegex(ConversionError, "CONV_2D with a fused activation 3"):
            tflite2onnx.convert(tflite_reader.parse_model(small_model(activation=3)))
        with self.assertRaisesRegex(ConversionError, "CONV_2D with a horizontal dilation 2"):
            tflite2onnx.convert(tflite_reader.parse_model(small_model(dilation=2)))
        with self.assertRaisesRegex(ConversionError, "operator number 99 is not supported"):
            tflite2onnx.convert(single_operator("99", (1, 4), (1, 4)))
        with self.assertRaisesRegex(ConversionError, "operator SomebodysOwn is not supported"):
            tflite2onnx.convert(single_operator("SomebodysOwn", (1, 4), (1, 4)))

    def test_refuses_an_operator_with_missing_inputs(self):
        with self.assertRaisesRegex(ConversionError, "PRELU has unexpected inputs"):
            tflite2onnx.convert(single_operator("PRELU", (1, 2, 2, 3), (1, 2, 2, 3)))

    def test_pads_in_the_order_of_the_layout(self):
        margins = np.array([[0, 0], [1, 2], [3, 4], [0, 5]], np.int32)
        model = tflite2onnx.convert(single_operator("PAD", (1, 4, 4, 1), (1, 7, 11, 6), constants=[margins]))
        ends = numpy_helper.to_array(model.graph.initializer[0]).tolist()
        self.assertEqual(ends, [0, 0, 1, 3, 0, 5, 2, 4])

    def test_slices_a_table_as_it_is_stored(self):
        cuts = [np.array(k, np.int32) for k in ([0, 1], [2, 4], [1, 1])]
        options = [(k, "i", 0) for k in range(5)]
        model = tflite2onnx.convert(single_operator("STRIDED_SLICE", (2, 5), (2, 3), options, cuts))
        self.assertEqual(kinds(model), ["Slice", "Identity"])

    def test_resizes_with_half_pixel_centres_only(self):
        size = np.array([8, 8], np.int32)
        good = single_operator("RESIZE_BILINEAR", (1, 4, 4, 2), (1, 8, 8, 2), [(3, "b", 1)], [size])
        node = next(n for n in tflite2onnx.convert(good).graph.node if n.op_type == "Resize")
        self.assertEqual(attributes(node)["coordinate_transformation_mode"], b"half_pixel")
        bad = single_operator("RESIZE_BILINEAR", (1, 4, 4, 2), (1, 8, 8, 2), [(2, "b", 1)], [size])
        with self.assertRaisesRegex(ConversionError, "aligned corners"):
            tflite2onnx.convert(bad)


class MediapipesOperators(unittest.TestCase):
    def options(self, **changes):
        options = {
            "left_rotation_idx": 0,
            "right_rotation_idx": 1,
            "subset_idxs": [0, 1, 2],
            "output_width": 16,
            "output_height": 16,
            "scale_x": 1.5,
            "scale_y": 1.5,
            "target_rotation_radians": 0.0,
        }
        return bytes(flexbuffers.Dumps(options | changes))

    def test_the_matrix_passes_onnxs_own_shape_check(self):
        graph = Graph()
        landmarks = Tensor((1, 5, 3), stored="landmarks")
        result = mediapipe_ops.landmarks_to_matrix(graph, landmarks, self.options())
        model = graph.finish({"landmarks": (1, 5, 3)}, {"matrix": result})
        self.assertEqual(shapes(model.graph.output), {"matrix": [1, 4, 4]})

    def test_a_target_rotation_is_refused(self):
        landmarks = Tensor((1, 5, 3), stored="landmarks")
        with self.assertRaisesRegex(ConversionError, "target rotation"):
            mediapipe_ops.landmarks_to_matrix(Graph(), landmarks, self.options(target_rotation_radians=1.0))

    def test_unreadable_options_are_refused(self):
        for custom in (b"", b"\x01", b"nonsense"):
            with self.assertRaises(ConversionError):
                mediapipe_ops.read_options(custom)

    def test_the_crop_has_the_asked_size(self):
        graph = Graph()
        features = Tensor((1, 12, 10, 4), stored="features")
        matrix = Tensor((1, 4, 4), stored="matrix")
        custom = bytes(flexbuffers.Dumps({"output_width": 6, "output_height": 5}))
        result = mediapipe_ops.sample_crop(graph, features, matrix, custom)
        model = graph.finish({"features": (1, 12, 10, 4), "matrix": (1, 4, 4)}, {"crop": result})
        self.assertEqual(shapes(model.graph.output), {"crop": [1, 5, 6, 4]})

    def test_the_transposed_convolution_fills_its_shape(self):
        weights, bias = np.ones((1, 2, 2, 3), np.float32), np.zeros(1, np.float32)
        custom = struct.pack("<3i", 1, 2, 2)
        kind, constants = "Convolution2DTransposeBias", [weights, bias]
        source = single_operator(kind, (1, 4, 4, 3), (1, 8, 8, 1), constants=constants, custom=custom)
        model = tflite2onnx.convert(source)
        self.assertEqual(attributes(model.graph.node[1])["strides"], [2, 2])
        self.assertEqual(shapes(model.graph.output), {"result": [1, 8, 8, 1]})


# --------------------------------------------------------------------- graph


class TheGraph(unittest.TestCase):
    def test_plans_windows_as_counted_by_hand(self):
        self.assertEqual(plan_window((5, 5), (3, 3), (1, 1), (1, 1), "SAME"), ([1, 1, 1, 1], [5, 5]))
        self.assertEqual(plan_window((6, 6), (3, 3), (2, 2), (1, 1), "SAME"), ([0, 0, 1, 1], [3, 3]))
        self.assertEqual(plan_window((6, 9), (2, 3), (2, 3), (1, 1), "VALID"), ([0, 0, 0, 0], [3, 3]))
        margins = ((2, 1), (0, 3))
        self.assertEqual(plan_window((6, 6), (3, 3), (1, 1), (2, 2), margins), ([2, 0, 1, 3], [5, 5]))

    def test_stores_equal_constants_once(self):
        graph = Graph()
        first = graph.constant(np.ones(3, np.float32))
        self.assertEqual(graph.constant(np.ones(3, np.float64)), first)
        self.assertNotEqual(graph.constant(np.ones((3, 1), np.float32)), first)

    def test_drops_what_no_output_needs(self):
        graph = Graph()
        value = Tensor((2, 2), stored="value")
        graph.elementwise("Relu", [value])
        kept = graph.elementwise("Sigmoid", [value])
        self.assertEqual(kinds(graph.finish({"value": (2, 2)}, {"result": kept})), ["Sigmoid", "Identity"])

    def test_refuses_a_table_where_a_picture_is_wanted(self):
        with self.assertRaisesRegex(ConversionError, "used as a picture"):
            Graph().channels_first(Tensor((2, 3), stored="table"))

    def test_splits_and_averages_along_stored_axes(self):
        graph = Graph()
        value = Tensor((1, 4, 6, 8), stored="value")
        left, right = graph.split(value, [3, 5], axis=3)
        self.assertEqual((left.shape, right.shape), ((1, 4, 6, 3), (1, 4, 6, 5)))
        average = graph.mean(right, [1, 2])
        self.assertEqual(average.shape, (1, 1, 1, 5))
        model = graph.finish({"value": (1, 4, 6, 8)}, {"left": left, "average": average})
        self.assertEqual(shapes(model.graph.output), {"left": [1, 4, 6, 3], "average": [1, 1, 1, 5]})


# ------------------------------------------------------------- TensorFlow.js


def node(name, kind, *inputs, **attributes):
    return Node(name, kind, inputs, attributes)


def evaluate(nodes, output, shape=(1, 8, 8, 2), **weights):
    constants = [node(name, "Const") for name in weights]
    nodes = {n.name: n for n in [node("x", "Placeholder"), *constants, *nodes]}
    model = tfjs_reader.Model(nodes, {}, {name: np.asarray(w) for name, w in weights.items()})
    evaluator = Evaluator(model, {"x": Tensor(shape, stored="x")})
    return evaluator.value(output), evaluator.graph


class TheTfjsEvaluator(unittest.TestCase):
    def test_computes_shapes_beforehand(self):
        masks = dict.fromkeys(["begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask"], 0)
        nodes = [
            node("shape", "Shape", "x"),
            node("height", "StridedSlice", "shape", "one", "two", "one", shrink_axis_mask=1, **masks),
        ]
        value, graph = evaluate(nodes, "height", one=np.array([1]), two=np.array([2]))
        self.assertEqual((int(value), graph.nodes), (8, []))

    def test_follows_the_branch_taken_only(self):
        nodes = [
            node("switch", "Switch", "x", "condition"),
            node("no", "Relu6", "switch"),
            node("yes", "Sigmoid", "switch:1"),
            node("end", "Merge", "no", "yes"),
        ]
        for condition, kind in ((True, "Sigmoid"), (False, "Clip")):
            _, graph = evaluate(nodes, "end", condition=np.bool_(condition))
            self.assertEqual([n.op_type for n in graph.nodes], ["Transpose", kind])

    def dilated(self, padding="VALID"):
        return [
            node("space", "SpaceToBatchND", "x", "block", "margins"),
            node("conv", "DepthwiseConv2dNative", "space", "w", strides=[1] * 4, padding=padding),
            node("batch", "BatchToSpaceND", "conv", "block", "crops"),
        ]

    def test_makes_one_dilated_convolution_of_three_nodes(self):
        result, graph = evaluate(
            self.dilated(),
            "batch",
            w=np.ones((3, 3, 2, 1), np.float32),
            block=np.array([2, 2]),
            margins=np.array([[2, 2], [2, 2]]),
            crops=np.array([[0, 0], [0, 0]]),
        )
        self.assertEqual(result.shape, (1, 8, 8, 2))
        convolution = attributes(graph.nodes[-1])
        self.assertEqual((convolution["dilations"], convolution["group"]), ([2, 2], 2))

    def test_refuses_a_chain_that_is_no_dilated_convolution(self):
        with self.assertRaisesRegex(ConversionError, "without a plain dilated convolution"):
            evaluate(self.dilated("SAME"), "batch", w=1, block=1, margins=1, crops=1)

    def test_refuses_what_our_models_do_not_use(self):
        with self.assertRaisesRegex(ConversionError, "operator Erf is not supported"):
            evaluate([node("y", "Erf", "x")], "y")
        with self.assertRaisesRegex(ConversionError, "operator Erf on constants"):
            evaluate([node("y", "Erf", "c")], "y", c=1.0)
        fused = node("y", "_FusedConv2D", "x", "w", "b", fused_ops=["BiasAdd", "Elu"])
        with self.assertRaisesRegex(ConversionError, "fused with"):
            evaluate([fused], "y", w=np.ones((1, 1, 2, 3)), b=np.ones(3))

    def test_refuses_a_loop(self):
        with self.assertRaisesRegex(ConversionError, "depends on itself"):
            evaluate([node("a", "Relu6", "b"), node("b", "Relu6", "a")], "a")


class TheTfjsReader(unittest.TestCase):
    def files(self, folder, weights=b"\0\1\2\xff", **changes):
        packing = {"dtype": "uint8", "scale": 0.5, "min": -1.0}
        entry = {"name": "w", "shape": [4], "dtype": "float32", "quantization": packing} | changes
        nodes = [{"name": "w", "op": "Const", "attr": {"dtype": {"type": "DT_FLOAT"}}}]
        text = {"T": {"s": encoded("text")}}
        nodes.append({"name": "y", "op": "Relu6", "input": ["w", "^w"], "attr": text})
        tables = {
            "modelTopology": {"node": nodes},
            "signature": {"outputs": {"out": {"name": "y:0"}}},
            "weightsManifest": [{"paths": ["w.bin"], "weights": [entry]}],
        }
        topology, content = Path(folder) / "m.json", Path(folder) / "w.bin"
        topology.write_text(json.dumps(tables))
        content.write_bytes(weights)
        return topology, content

    def test_widens_packed_weights_and_drops_control_inputs(self):
        with tempfile.TemporaryDirectory() as folder:
            model = tfjs_reader.read_model(*self.files(folder))
        np.testing.assert_array_equal(model.weights["w"], np.float32([-1, -0.5, 0, 126.5]))
        self.assertEqual(model.nodes["y"].inputs, ("w",))
        self.assertEqual(model.nodes["y"].attributes, {"T": "text"})
        self.assertEqual(model.outputs, {"out": "y:0"})

    def test_refuses_damaged_files_in_words(self):
        with tempfile.TemporaryDirectory() as folder:
            for words, changes in {
                "end within w": {"weights": b"\0"},
                "left over": {"weights": bytes(5)},
                "type complex64": {"dtype": "complex64"},
            }.items():
                with self.assertRaisesRegex(tfjs_reader.FormatError, words):
                    tfjs_reader.read_model(*self.files(folder, **changes))
            topology, weights = self.files(folder)
            topology.write_bytes(topology.read_bytes()[:50])
            with self.assertRaisesRegex(tfjs_reader.FormatError, "not a TensorFlow.js graph model"):
                tfjs_reader.read_model(topology, weights)


def encoded(text):
    return base64.b64encode(text.encode()).decode()


# ------------------------------------------------------------------- command


class TheCommand(unittest.TestCase):
    def run_converter(self, folder, content, seed="0"):
        source, result = Path(folder) / "m.tflite", Path(folder) / "m.onnx"
        source.write_bytes(content)
        result.unlink(missing_ok=True)
        command = [sys.executable, str(HERE / "tflite2onnx.py"), str(source), "--output", str(result)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        return done, result

    def test_gives_the_same_bytes_whatever_the_hash_seed(self):
        with tempfile.TemporaryDirectory() as folder:
            results = set()
            for seed in ("0", "1", "4711"):
                done, result = self.run_converter(folder, small_model(), seed)
                self.assertEqual(done.returncode, 0, done.stderr)
                results.add(result.read_bytes())
        self.assertEqual(len(results), 1)

    def test_ends_in_one_line_and_no_file_on_a_damaged_model(self):
        with tempfile.TemporaryDirectory() as folder:
            done, result = self.run_converter(folder, small_model()[:200])
            self.assertEqual(list(Path(folder).glob("*.onnx*")), [])
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"\Am\.tflite: truncated or damaged.*\n\Z")

    def test_names_the_producer_and_no_moment(self):
        model = tflite2onnx.convert(tflite_reader.parse_model(small_model()))
        self.assertEqual((model.producer_name, model.producer_version), ("tucai", "1"))
        self.assertEqual((model.doc_string, list(model.metadata_props)), ("", []))
        self.assertEqual(model.opset_import[0].version, onnx_graph.OPSET)


if __name__ == "__main__":
    unittest.main()
