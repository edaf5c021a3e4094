"""MediaPipe's own TFLite operators, written with standard ONNX nodes.

Three of them make the attention mesh look again at lips and eyes: from the coarse
landmarks comes a 4x4 matrix, with it a small crop of the features is sampled, and the
fine landmarks found in that crop are carried back. The fourth is a transposed
convolution with a bias.
"""

import struct

import numpy as np
from flatbuffers import flexbuffers
from onnx import TensorProto

from onnx_graph import ConversionError, Graph, Tensor

SHORTEST_EYE_LINE = 1e-12  # keeps the division by its length finite


class Number:
    """A computed number of shape (1, 1, 1); arithmetic on it adds nodes."""

    def __init__(self, graph: Graph, name: str):
        self.graph = graph
        self.name = name

    def __add__(self, other):
        return self._node("Add", other)

    def __sub__(self, other):
        return self._node("Sub", other)

    def __mul__(self, other):
        return self._node("Mul", other)

    def __neg__(self):
        return Number(self.graph, self.graph.node("Neg", [self.name]))

    def reduced(self, op):
        """The greatest or least along the row of points."""
        return Number(self.graph, self.graph.node(op, [self.name], axes=[1], keepdims=1))

    def _node(self, op, other):
        name = other.name if isinstance(other, Number) else self.graph.constant(np.float32(other))
        return Number(self.graph, self.graph.node(op, [self.name, name]))


def landmarks_to_matrix(graph: Graph, landmarks: Tensor, custom: bytes) -> Tensor:
    """Landmarks2TransformMatrix: the matrix from a small crop's grid to the picture.

    Some landmarks are bounded by a box whose sides follow the line between two landmarks
    (the corners of an eye or of the mouth). The matrix maps crop cells, output_width by
    output_height, onto that box grown by scale_x and scale_y.
    """
    options = read_options(custom)
    if options["target_rotation_radians"] != 0:
        raise ConversionError("Landmarks2TransformMatrix with a target rotation")
    width, height = options["output_width"], options["output_height"]

    line = [options["left_rotation_idx"], options["right_rotation_idx"]]
    cosine, sine = direction(graph, pick_points(graph, landmarks, line))
    x, y = split_xy(graph, pick_points(graph, landmarks, options["subset_idxs"]))
    along, across = cosine * x + sine * y, cosine * y - sine * x  # turned back by the line's angle
    right, left = along.reduced("ReduceMax"), along.reduced("ReduceMin")
    bottom, top = across.reduced("ReduceMax"), across.reduced("ReduceMin")

    middle_along, middle_across = (right + left) * 0.5, (bottom + top) * 0.5
    centre_x = cosine * middle_along - sine * middle_across
    centre_y = sine * middle_along + cosine * middle_across
    step_x = (right - left) * (options["scale_x"] / width)  # picture pixels a crop cell
    step_y = (bottom - top) * (options["scale_y"] / height)

    xx, xy = cosine * step_x, -(sine * step_y)
    yx, yy = sine * step_x, cosine * step_y
    origin_x = centre_x - xx * (width / 2) - xy * (height / 2)
    origin_y = centre_y - yx * (width / 2) - yy * (height / 2)
    return matrix(graph, [[xx, xy, 0, origin_x], [yx, yy, 0, origin_y], [0, 0, 1, 0], [0, 0, 0, 1]])


def read_options(custom: bytes) -> dict:
    try:
        options = flexbuffers.Loads(custom)
    except (ValueError, IndexError, struct.error) as error:
        raise ConversionError(f"a custom operator's options cannot be read ({error})") from error
    if not isinstance(options, dict):
        raise ConversionError("a custom operator's options are no map")
    return options


def pick_points(graph, landmarks, indices):
    """The x and y of some landmarks, (1, n, 2)."""
    points = graph.node("Gather", [graph.stored(landmarks), graph.integers(indices)], axis=1)
    return part(graph, points, axis=2, start=0, end=2)


def split_xy(graph, points):
    return [Number(graph, part(graph, points, axis=2, start=k, end=k + 1)) for k in (0, 1)]


def direction(graph, two_points):
    """Cosine and sine of the line from the first point to the second."""
    first = part(graph, two_points, axis=1, start=0, end=1)
    second = part(graph, two_points, axis=1, start=1, end=2)
    line = graph.node("Sub", [second, first])
    length = graph.node("ReduceL2", [line], axes=[2], keepdims=1)
    length = graph.node("Max", [length, graph.constant(np.float32(SHORTEST_EYE_LINE))])
    return split_xy(graph, graph.node("Div", [line, length]))


def matrix(graph, rows):
    """A (1, 4, 4) tensor of computed numbers and constants."""
    names = [
        cell.name if isinstance(cell, Number) else graph.constant(np.full((1, 1, 1), cell, np.float32))
        for row in rows
        for cell in row
    ]
    flat = graph.node("Concat", names, axis=2)
    return Tensor((1, 4, 4), stored=graph.node("Reshape", [flat, graph.integers([1, 4, 4])]))


def part(graph, name, *, axis, start, end):
    """The slice [start, end) of one axis."""
    inputs = [name, *(graph.integers([k]) for k in (start, end, axis))]
    return graph.node("Slice", inputs)


def sample_crop(graph: Graph, features: Tensor, transform: Tensor, custom: bytes) -> Tensor:
    """TransformTensorBilinear: samples a crop of the features through the matrix.

    Samples whose centre lies outside the features' pixel centres are zero, as MediaPipe
    has it; GridSample alone would fade them out over one pixel.
    """
    options = read_options(custom)
    width, height = options["output_width"], options["output_height"]
    _, in_height, in_width, channels = features.shape

    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    cells = np.stack([x + 0.5, y + 0.5, np.zeros_like(x), np.ones_like(x)], -1)
    two_rows = part(graph, graph.stored(transform), axis=1, start=0, end=2)
    columns = graph.node("Transpose", [two_rows], perm=[0, 2, 1])
    places = graph.node("MatMul", [graph.constant(cells.reshape(1, -1, 4)), columns])

    to_unit = graph.constant(np.array([2 / in_width, 2 / in_height], np.float32))
    grid = graph.node("Sub", [graph.node("Mul", [places, to_unit]), graph.constant(np.float32(1))])
    grid = graph.node("Reshape", [grid, graph.integers([1, height, width, 2])])
    mode = {"mode": "bilinear", "padding_mode": "zeros", "align_corners": 0}
    sampled = graph.node("GridSample", [graph.channels_first(features), grid], **mode)

    inside = inside_mask(graph, places, in_width, in_height)
    mask = graph.node("Reshape", [inside, graph.integers([1, 1, height, width])])
    masked = graph.node("Mul", [sampled, mask])
    return Tensor((1, height, width, channels), channels_first=masked)


def inside_mask(graph, places, width, height):
    """1 where a place lies between the outermost pixel centres, else 0; (1, n)."""
    last = np.array([width - 0.5, height - 0.5], np.float32)
    after = graph.node("GreaterOrEqual", [places, graph.constant(np.float32(0.5))])
    before = graph.node("LessOrEqual", [places, graph.constant(last)])
    both = graph.node("Cast", [graph.node("And", [after, before])], to=TensorProto.FLOAT)
    return graph.node("ReduceMin", [both], axes=[2], keepdims=0)


def transform_landmarks(graph: Graph, landmarks: Tensor, transform: Tensor) -> Tensor:
    """TransformLandmarks: carries (1, n, 2) points through the matrix."""
    two_rows = part(graph, graph.stored(transform), axis=1, start=0, end=2)
    turn = graph.node("Transpose", [part(graph, two_rows, axis=2, start=0, end=2)], perm=[0, 2, 1])
    shift = graph.node("Transpose", [part(graph, two_rows, axis=2, start=3, end=4)], perm=[0, 2, 1])
    turned = graph.node("MatMul", [graph.stored(landmarks), turn])
    return Tensor(landmarks.shape, stored=graph.node("Add", [turned, shift]))


def transposed_convolution(
    graph: Graph, value: Tensor, weights: np.ndarray, bias: np.ndarray, custom: bytes, shape
) -> Tensor:
    """Convolution2DTransposeBias; `weights` are (out, height, width, in), `shape` the result's.

    The options are three 32-bit integers: padding, horizontal stride, vertical stride. What
    the full result has more than `shape` is cut off, half before and the rest after.
    """
    try:
        _, stride_x, stride_y = struct.unpack_from("<3i", custom)
    except struct.error as error:
        raise ConversionError(f"Convolution2DTransposeBias: {error}") from error
    strides, kernel = [stride_y, stride_x], weights.shape[1:3]
    spare = [(value.shape[1 + k] - 1) * strides[k] + kernel[k] - shape[1 + k] for k in (0, 1)]
    if min(spare) < 0:
        raise ConversionError(f"Convolution2DTransposeBias cannot fill the shape {shape}")
    before = [total // 2 for total in spare]
    after = [total - total // 2 for total in spare]
    inputs = [graph.channels_first(value)]
    inputs += [graph.constant(weights.transpose(3, 0, 1, 2)), graph.constant(bias)]
    name = graph.node(
        "ConvTranspose", inputs, strides=strides, kernel_shape=kernel, pads=before + after
    )
    return Tensor(shape, channels_first=name)
