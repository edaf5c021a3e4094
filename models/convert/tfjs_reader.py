"""Reads a TensorFlow.js graph model: a JSON topology and one file of weights.

Weights stored as bytes with a scale and a minimum are widened to single precision here.
"""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ELEMENT_TYPES = {"float32": np.float32, "int32": np.int32, "bool": np.bool_}


class FormatError(Exception):
    """The files are no TensorFlow.js graph model, or one with parts not known here."""


@dataclass(frozen=True)
class Node:
    """One step. An input is "node" or "node:k" for its k-th output."""

    name: str
    kind: str
    inputs: tuple[str, ...]
    attributes: dict


@dataclass(frozen=True)
class Model:
    nodes: dict[str, Node]
    outputs: dict[str, str]  # the signature's names -> "node:k"; empty where it has none
    weights: dict[str, np.ndarray]


def read_model(topology: Path, weights: Path) -> Model:
    """Reads both files; FormatError says what is wrong with them."""
    try:
        tables = json.loads(topology.read_bytes())
        nodes = [read_node(entry) for entry in tables["modelTopology"]["node"]]
        named = tables.get("signature", {}).get("outputs", {})  # some models name none
        outputs = {name: entry["name"] for name, entry in named.items()}
        entries = [entry for group in tables["weightsManifest"] for entry in group["weights"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(f"not a TensorFlow.js graph model ({error!r})") from None
    model = Model({node.name: node for node in nodes}, outputs, read_weights(entries, weights.read_bytes()))
    check_references(model)
    return model


def check_references(model: Model) -> None:
    references = [reference for node in model.nodes.values() for reference in node.inputs]
    for reference in [*references, *model.outputs.values()]:
        if reference.partition(":")[0] not in model.nodes:
            raise FormatError(f"there is no node {reference}")


def read_node(entry: dict) -> Node:
    inputs = tuple(name for name in entry.get("input", []) if not name.startswith("^"))
    attributes = {key: attribute(value) for key, value in entry.get("attr", {}).items()}
    return Node(entry["name"], entry["op"], inputs, attributes)


def attribute(value: dict):
    """A number, a truth value, a text, a type's name, or a list of texts or integers."""
    if "list" in value:
        content = value["list"]
        return [decoded(text) for text in content.get("s", [])] or [int(k) for k in content.get("i", [])]
    if "s" in value:
        return decoded(value["s"])
    if "i" in value:
        return int(value["i"])
    return next((value[key] for key in ("b", "f", "type") if key in value), None)


def decoded(text: str) -> str:
    return base64.b64decode(text).decode()


def read_weights(entries: list[dict], content: bytes) -> dict[str, np.ndarray]:
    """Cuts the weights out of the file in the order in which they are listed."""
    weights, place = {}, 0
    for entry in entries:
        stored, widen = storage(entry)
        size = int(np.prod(entry["shape"])) * stored.itemsize
        if place + size > len(content):
            raise FormatError(f"the weights end within {entry['name']}")
        array = np.frombuffer(content[place : place + size], stored).reshape(entry["shape"])
        weights[entry["name"]] = widen(array)
        place += size
    if place != len(content):
        raise FormatError(f"{len(content) - place} bytes of weights are left over")
    return weights


def storage(entry: dict):
    """How a weight is stored, and what makes the weight of it."""
    kind, packing = entry["dtype"], entry.get("quantization")
    if kind not in ELEMENT_TYPES:
        raise FormatError(f"weight {entry['name']}: type {kind} is not supported")
    if packing is None:
        return np.dtype(ELEMENT_TYPES[kind]), lambda array: array
    if kind != "float32" or packing["dtype"] != "uint8":
        raise FormatError(f"weight {entry['name']}: {kind} packed as {packing['dtype']} is not supported")
    scale, least = np.float32(packing["scale"]), np.float32(packing["min"])
    return np.dtype(np.uint8), lambda array: array.astype(np.float32) * scale + least
