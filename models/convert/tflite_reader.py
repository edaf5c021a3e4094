"""Reads a TFLite model: a FlatBuffer, taken apart here without the schema compiler.

Every read is checked against the file's end, so that truncated or foreign bytes end in
`FormatError` and not in nonsense. Only what the converter needs is read; field numbers
are those of TensorFlow's schema.fbs, version 3.
"""

import struct
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

IDENTIFIER = b"TFL3"
SCHEMA_VERSION = 3
CUSTOM = 32
OPERATORS = {
    0: "ADD",
    1: "AVERAGE_POOL_2D",
    2: "CONCATENATION",
    3: "CONV_2D",
    4: "DEPTHWISE_CONV_2D",
    6: "DEQUANTIZE",
    14: "LOGISTIC",
    17: "MAX_POOL_2D",
    18: "MUL",
    19: "RELU",
    22: "RESHAPE",
    23: "RESIZE_BILINEAR",
    34: "PAD",
    41: "SUB",
    45: "STRIDED_SLICE",
    54: "PRELU",
    101: "ABS",
    117: "HARD_SWISH",
}
ELEMENT_TYPES = {0: np.float32, 1: np.float16, 2: np.int32}


class FormatError(Exception):
    """The bytes are no TFLite model, or one with parts that this reader does not know."""


class Bytes:
    """The file's bytes; reading outside of them is an error."""

    def __init__(self, content: bytes):
        self.content = content

    def number(self, form: str, place: int):
        size = struct.calcsize(form)
        self._check(place, size)
        return struct.unpack_from("<" + form, self.content, place)[0]

    def array(self, dtype, count: int, place: int) -> np.ndarray:
        self._check(place, count * np.dtype(dtype).itemsize)
        return np.frombuffer(self.content, dtype, count, place)

    def _check(self, place: int, size: int):
        if place < 0 or place + size > len(self.content):
            raise FormatError(f"truncated or damaged: byte {place + size} of {len(self.content)} is wanted")


class Table:
    """A FlatBuffer table; a field that is absent has its default."""

    def __init__(self, data: Bytes, place: int):
        self._data = data
        self._place = place
        self._directory = place - data.number("i", place)
        self._directory_size = data.number("H", self._directory)

    def number(self, index: int, form: str, default=0):
        place = self._field(index)
        return default if place is None else self._data.number(form, place)

    def text(self, index: int) -> str:
        return self.array(index, np.uint8).tobytes().decode("utf-8", "replace")

    def array(self, index: int, dtype) -> np.ndarray:
        place = self._target(index)
        if place is None:
            return np.zeros(0, dtype)
        return self._data.array(dtype, self._data.number("I", place), place + 4)

    def table(self, index: int) -> "Table | None":
        place = self._target(index)
        return None if place is None else Table(self._data, place)

    def tables(self, index: int) -> list["Table"]:
        place = self._target(index)
        if place is None:
            return []
        offsets = self._data.array(np.uint32, self._data.number("I", place), place + 4)
        return [
            Table(self._data, place + 4 + 4 * k + int(offset)) for k, offset in enumerate(offsets)
        ]

    def _field(self, index: int) -> int | None:
        entry = 4 + 2 * index
        if entry + 2 > self._directory_size:
            return None
        offset = self._data.number("H", self._directory + entry)
        return self._place + offset if offset else None

    def _target(self, index: int) -> int | None:
        place = self._field(index)
        return None if place is None else place + self._data.number("I", place)


@dataclass(frozen=True)
class TensorInfo:
    """A tensor's name and shape, and its content when it is a constant."""

    name: str
    shape: tuple[int, ...]
    constant: np.ndarray | None


@dataclass(frozen=True)
class Operator:
    """One step; `inputs` and `outputs` are indices into the model's tensors."""

    kind: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: Table | None
    custom: bytes


@dataclass
class Model:
    tensors: list[TensorInfo] = field(default_factory=list)
    inputs: list[int] = field(default_factory=list)
    outputs: list[int] = field(default_factory=list)
    operators: list[Operator] = field(default_factory=list)


def read_model(path: Path) -> Model:
    """Reads a file; FormatError says what is wrong with it."""
    return parse_model(path.read_bytes())


def parse_model(content: bytes) -> Model:
    data = Bytes(content)
    if content[4:8] != IDENTIFIER:
        raise FormatError("not a TFLite model: the identifier TFL3 is missing")
    root = Table(data, data.number("I", 0))
    if root.number(0, "I") != SCHEMA_VERSION:
        raise FormatError(f"schema version {root.number(0, 'I')}, only {SCHEMA_VERSION} is known")
    graphs = root.tables(2)
    if len(graphs) != 1:
        raise FormatError(f"{len(graphs)} graphs, only one is known")
    kinds = [operator_kind(code) for code in root.tables(1)]
    buffers = root.tables(4)
    model = Model(
        tensors=[read_tensor(table, buffers) for table in graphs[0].tables(0)],
        inputs=graphs[0].array(1, np.int32).tolist(),
        outputs=graphs[0].array(2, np.int32).tolist(),
        operators=[read_operator(table, kinds) for table in graphs[0].tables(3)],
    )
    check_indices(model)
    return model


def operator_kind(code: Table) -> str:
    """The operator's name; codes above 127 do not fit the older field and have their own."""
    number = max(code.number(0, "b"), code.number(3, "i"))
    return code.text(1) if number == CUSTOM else OPERATORS.get(number, f"number {number}")


def read_tensor(table: Table, buffers: list[Table]) -> TensorInfo:
    name, shape = table.text(3), tuple(table.array(0, np.int32).tolist())
    kind, buffer = table.number(1, "b"), table.number(2, "I")
    if kind not in ELEMENT_TYPES:
        raise FormatError(f"tensor {name}: element type {kind} is not supported")
    if table.table(6) is not None:
        raise FormatError(f"tensor {name}: sparse weights are not supported")
    if buffer >= len(buffers):
        raise FormatError(f"tensor {name}: there is no buffer {buffer}")
    content = buffers[buffer].array(0, np.uint8)
    if content.size == 0:
        return TensorInfo(name, shape, None)
    dtype = np.dtype(ELEMENT_TYPES[kind])
    if content.size != int(np.prod(shape)) * dtype.itemsize:
        raise FormatError(f"tensor {name}: {content.size} bytes do not fill the shape {shape}")
    return TensorInfo(name, shape, np.frombuffer(content.tobytes(), dtype).reshape(shape))


def read_operator(table: Table, kinds: list[str]) -> Operator:
    code = table.number(0, "I")
    if code >= len(kinds):
        raise FormatError(f"there is no operator code {code}")
    return Operator(
        kind=kinds[code],
        inputs=tuple(table.array(1, np.int32).tolist()),
        outputs=tuple(table.array(2, np.int32).tolist()),
        options=table.table(4),
        custom=table.array(5, np.uint8).tobytes(),
    )


def check_indices(model: Model) -> None:
    lists = [model.inputs, model.outputs]
    for operator in model.operators:
        lists += [operator.inputs, operator.outputs]
    for index in (index for indices in lists for index in indices):
        if not 0 <= index < len(model.tensors):
            raise FormatError(f"there is no tensor {index}")
