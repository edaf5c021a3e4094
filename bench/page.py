"""Writes docs/speed.md from a benchmark's result: page.py build/bench.json >docs/speed.md"""
import json
import pathlib
import sys


def main():
    bench = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    stages = {name: stage["median_ms"] for name, stage in bench["stages"].items()}
    rate = bench["throughput"]
    print(f"""# Speed

Written by `./dev docs` from what `./dev bench` measured last. The machine: {bench['machine']}, one thread a photo, warm unless said otherwise. Machines differ; the ratio to the floor, measured in the same run, does not.

| what | value |
|---|---|
| floor: one scaled decode, each network of the network's matte once, one encode; 2 megapixels | {bench['floor_ms']:.0f} ms |
| the whole way with the network's matte | {bench['total_ms']:.0f} ms |
| **ratio to the floor** (wanted: at most 1.3) | **{bench['ratio']:.2f}** |
| measures, signs of editing and rules (wanted: at most 25 ms) | {stages['rvm.measure'] + stages['rvm.rules']:.1f} ms |
| peak memory of that process | {bench['peak_rss_mb']:.0f} MB |
| cold start: start, networks compared and loaded, one photo, end | {bench['cold_start_ms']:.0f} ms |
| photos a second: one thread, two threads, two processes | {rate['1']:.1f}, {rate['2']:.1f}, {rate['two_processes']:.1f} |

| source | bytes | wall's matte | network's matte |
|---|---|---|---|""")
    for item in bench["inputs"]:
        print(f"| {item['width']} x {item['height']} | {item['bytes']:,} | {item['wall_ms']:.0f} ms | {item['rvm_ms']:.0f} ms |")
    print("""
Where the time goes, 2 megapixels, medians in ms. `matte` holds the person mask, `faces` the pyramid of smaller pictures and the second detector, `mesh` a second pass on a better square, `measure` the network of expressions and the signs of editing: networks that the floor does not hold. Before the rules were judged the ratio was 1.22.

| stage | wall | network | floor |
|---|---|---|---|""")
    floor = {"decode": "floor_decode", "faces": "floor_detector", "mesh": "floor_mesh", "encode": "floor_encode"}
    for stage in ("decode", "faces", "mesh", "matte", "measure", "rules", "photo", "encode"):
        below = stages["floor_mask"] + stages["floor_matte"] if stage == "matte" else stages.get(floor.get(stage), 0)
        print(f"| {stage} | {stages['wall.' + stage]:.1f} | {stages['rvm.' + stage]:.1f} | {below:.1f} |")


if __name__ == "__main__":
    main()
