"""Reads models/manifest.toml and checks that its entries fit together."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
MANIFEST = HERE / "manifest.toml"
CONVERTERS = HERE / "convert"
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Problem(Exception):
    """A failure told to the user in one paragraph: what, why, and the mend."""


@dataclass(frozen=True)
class Package:
    """One npm package at one version."""

    name: str
    version: str
    integrity: str  # "sha512-<base64>", as the registry publishes it
    bytes: int

    @property
    def spec(self) -> str:
        return f"{self.name}@{self.version}"


@dataclass(frozen=True)
class Source:
    """A file inside a package, or the bytes [start, end) of one."""

    name: str
    package: str
    path: str
    sha256: str
    bytes: int
    range: tuple[int, int] | None


@dataclass(frozen=True)
class Item:
    """A file that the cache must hold: a model, or the runtime."""

    name: str
    file: str
    sha256: str
    bytes: int
    optional: bool
    converter: str  # "copy", or a script in models/convert
    arguments: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    packages: dict[str, Package]
    sources: dict[str, Source]
    items: tuple[Item, ...]

    def packages_of(self, item: Item) -> list[str]:
        return [self.sources[name].package for name in item.sources]


def read_manifest(path: Path) -> Manifest:
    """Reads and checks the manifest; Problem names the entry that is wrong."""
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
        packages = [
            Package(p["name"], p["version"], p["integrity"], p["bytes"]) for p in table["package"]
        ]
        sources = [read_source(s) for s in table["source"]]
        items = [read_model(m) for m in table["model"]] + [read_runtime(table["runtime"])]
    except FileNotFoundError:
        raise Problem(f"{path} is missing: the checkout is not whole") from None
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{path} is not TOML: {error}") from None
    except KeyError as error:
        raise Problem(f"{path}: an entry lacks {error}") from None
    manifest = Manifest({p.name: p for p in packages}, {s.name: s for s in sources}, tuple(items))
    check_manifest(manifest)
    return manifest


def read_source(entry: dict) -> Source:
    span = tuple(entry["range"]) if "range" in entry else None
    return Source(
        entry["name"], entry["package"], entry["path"], entry["sha256"], entry["bytes"], span
    )


def read_model(entry: dict) -> Item:
    return Item(
        name=entry["name"],
        file=entry["file"],
        sha256=entry["sha256"],
        bytes=entry["bytes"],
        optional=entry["optional"],
        converter=entry["converter"],
        arguments=tuple(entry["arguments"]),
        sources=tuple(entry["sources"]),
    )


def read_runtime(entry: dict) -> Item:
    return Item(
        name=entry["name"],
        file=entry["file"],
        sha256=entry["sha256"],
        bytes=entry["bytes"],
        optional=False,
        converter="copy",
        arguments=(),
        sources=(entry["source"],),
    )


def check_manifest(manifest: Manifest) -> None:
    """Refuses names that lead out of a folder, and references to nothing."""
    for name in [s.name for s in manifest.sources.values()] + [i.file for i in manifest.items]:
        if not PLAIN_NAME.fullmatch(name):
            raise Problem(f"the manifest's file name {name!r} is not a plain name")
    for source in manifest.sources.values():
        if source.package not in manifest.packages:
            raise Problem(f"source {source.name}: no [[package]] is named {source.package!r}")
    for item in manifest.items:
        for name in item.sources:
            if name not in manifest.sources:
                raise Problem(f"model {item.name}: no [[source]] is named {name!r}")
        if item.converter != "copy" and not (CONVERTERS / item.converter).is_file():
            raise Problem(f"model {item.name}: no converter is named {item.converter!r}")
