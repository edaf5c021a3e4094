#!/usr/bin/python3
"""Writes models/reference/<model>.json: what each model must compute for a drawn portrait.

    models/reference/make_reference.py --models build/models --runtime DIR

DIR is a folder in which `npm install --ignore-scripts onnxruntime-node@VERSION` was run,
with the version of [runtime] in models/manifest.toml. To be run again only when a model,
the picture or the runtime changes. README.md describes the files.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
PICTURE = HERE / "picture.json"
SAMPLES = 16
KNUTH = 2654435761  # 2^32 over the golden ratio: spreads whole numbers evenly
TOLERANCE_RATIO = 3e-4  # of the output's greatest magnitude
TOLERANCE_TIMES_SEEN = 20  # and at least so often what the optimiser alone changes

# How the levels 0 to 255 become an input, as the manifest's `pixels` says in words.
SCALES = {
    "RGB, (x - 127.5) / 127.5": (1 / 127.5, -1.0),
    "RGB, x / 255": (1 / 255, 0.0),
    "RGB, (x - 127) / 128": (1 / 128, -127 / 128),
    "grey, x / 127.5 - 1": (1 / 127.5, -1.0),
    "RGB, (x - 127.5) / 128": (1 / 128, -127.5 / 128),
    "RGB, x,": (1.0, 0.0),
    # The drawn colours go in as they stand, red first: they are no face's anyway.
    "BGR, (x - 127) / 128": (1 / 128, -127 / 128),
}


def paint(width: int, height: int) -> np.ndarray:
    """The picture as levels (height, width, 3); whole numbers only, so exact everywhere."""
    picture = json.loads(PICTURE.read_text())
    x = (2 * np.arange(width, dtype=np.int64) + 1) * 1000 // width - 1000
    y = (2 * np.arange(height, dtype=np.int64) + 1) * 1000 // height - 1000
    x, y = x[None, :], y[:, None]
    levels = np.tile(np.array(picture["background"], np.int64), (height, width, 1))
    for ellipse in picture["ellipses"]:
        (cx, cy), (rx, ry) = ellipse["centre"], ellipse["radius"]
        inside = (x - cx) ** 2 * ry**2 + (y - cy) ** 2 * rx**2 <= rx**2 * ry**2
        levels[inside] = ellipse["colour"]
    index = np.arange(levels.size, dtype=np.uint64).reshape(levels.shape)
    grain = ((index * np.uint64(KNUTH)) % np.uint64(2**32)) >> np.uint64(28)
    return np.clip(levels + grain.astype(np.int64) - 8, 0, 255)


def describe_inputs(model: dict) -> list[dict]:
    """The first input is the picture; further ones are states, filled with zeros."""
    scale, offset = next(value for words, value in SCALES.items() if model["pixels"].startswith(words))
    first, *states = model["inputs"]
    layout = {3: "NHWC", 1: "grey"}.get(first["shape"][3], "NCHW")
    picture = {**first, "layout": layout, "scale": scale, "offset": offset}
    return [picture, *({**state, "fill": 0.0} for state in states)]


def make_input(entry: dict) -> np.ndarray:
    if "fill" in entry:
        return np.full(entry["shape"], entry["fill"], np.float32)
    nchw = entry["layout"] == "NCHW"
    height, width = entry["shape"][2:4] if nchw else entry["shape"][1:3]
    values = (paint(width, height) * entry["scale"] + entry["offset"]).astype(np.float32)
    if entry["layout"] == "grey":
        return np.broadcast_to(values[None, :, :, :1], entry["shape"])
    return (values.transpose(2, 0, 1) if nchw else values)[None]


def compute(model: dict, inputs: list[dict], folder: Path, runtime: Path, optimisation: str) -> dict:
    """Runs the model in ONNX Runtime; gives its outputs as flat arrays."""
    with tempfile.TemporaryDirectory() as work:
        job = {"runtime": str(runtime.resolve()), "model": str((folder / model["file"]).resolve())}
        job |= {"optimisation": optimisation, "inputs": [], "outputs": []}
        for entry in inputs:
            place = Path(work) / f"in-{entry['name']}"
            np.ascontiguousarray(make_input(entry)).tofile(place)
            job["inputs"].append({"name": entry["name"], "shape": entry["shape"], "file": str(place)})
        for entry in model["outputs"]:
            job["outputs"].append({"name": entry["name"], "file": f"{work}/out-{entry['name']}"})
        (Path(work) / "job.json").write_text(json.dumps(job))
        subprocess.run(["node", str(HERE / "run_model.cjs"), f"{work}/job.json"], check=True)
        return {entry["name"]: np.fromfile(entry["file"], np.float32) for entry in job["outputs"]}


def summarise(entry: dict, values: np.ndarray, plain: np.ndarray) -> dict:
    """Samples of one output, and how far the runtime's own optimiser moves it."""
    greatest, seen = float(np.abs(values).max()), float(np.abs(values - plain).max())
    tolerance = max(greatest * TOLERANCE_RATIO, seen * TOLERANCE_TIMES_SEEN)
    return {
        **entry,
        "tolerance": float(f"{tolerance:.1e}"),
        "mean_magnitude": rounded(np.abs(values.astype(np.float64)).mean()),
        "samples": [[place, rounded(values[place])] for place in sample_places(values)],
    }


def sample_places(values: np.ndarray) -> list[int]:
    """Flat indices: half spread over all, half over what is neither near the least value nor
    near the greatest, since a mask is mostly 0 and 1."""
    least, greatest = values.min(), values.max()
    margin = (greatest - least) * 0.05
    between = np.flatnonzero((values > least + margin) & (values < greatest - margin))
    return sorted({*spread(np.arange(values.size), SAMPLES // 2), *spread(between, SAMPLES // 2)})


def spread(places: np.ndarray, count: int) -> list[int]:
    """Some of the places, spread so that no row or column of a picture is preferred."""
    if places.size <= count:
        return places.tolist()
    return [int(places[(k * KNUTH % 2**32) * places.size >> 32]) for k in range(1, count + 1)]


def rounded(value) -> float:
    return float(f"{float(value):.7g}")


def reference(model: dict, runtime: dict, folder: Path, node: Path) -> dict:
    inputs = describe_inputs(model)
    values = compute(model, inputs, folder, node, "all")
    plain = compute(model, inputs, folder, node, "disabled")
    return {
        "model": model["name"],
        "sha256": model["sha256"],
        "computed_by": f"{runtime['name']} {runtime['version']}",
        "picture": PICTURE.name,
        "inputs": inputs,
        "outputs": [summarise(o, values[o["name"]], plain[o["name"]]) for o in model["outputs"]],
    }


def dump(content: dict) -> str:
    """JSON with one line a sample row, so that a change reads well."""
    text = json.dumps(content, indent=1)
    for entry in content["outputs"] + content["inputs"]:
        for row in [entry["shape"], *entry.get("samples", [])]:
            text = text.replace(indented(row), json.dumps(row))
    return text + "\n"


def indented(row: list) -> str:
    """How json.dumps(indent=1) writes `row` at the depth where it stands."""
    depth = 4 if isinstance(row[1], float) else 3
    inner = ",\n".join(" " * (depth + 1) + json.dumps(value) for value in row)
    return f"[\n{inner}\n{' ' * depth}]"


def main(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--models", type=Path, required=True, help="the linked models and their manifest")
    parser.add_argument("--runtime", type=Path, required=True, help="where onnxruntime-node is installed")
    parser.add_argument("--only", metavar="NAME,…", help="only these models")
    options = parser.parse_args(arguments)
    manifest = tomllib.loads((options.models / "manifest.toml").read_text())
    for model in manifest["model"]:
        if options.only and model["name"] not in options.only.split(","):
            continue
        content = reference(model, manifest["runtime"], options.models, options.runtime)
        (HERE / f"{model['name']}.json").write_text(dump(content))
        for output in content["outputs"]:
            print(model["name"], output["name"], "tolerance", output["tolerance"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
