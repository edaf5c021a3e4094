"""The cache of fetched and converted files, shared by all checkouts of one user."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from manifest import Item

ABSENT = "absent"


def say(line: str) -> None:
    """Tells of progress; the outcome alone goes to standard output."""
    print(f"models: {line}", file=sys.stderr, flush=True)


def cache_root() -> Path:
    if os.environ.get("TUCAI_CACHE"):
        return Path(os.environ["TUCAI_CACHE"])
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "tucai"


class Cache:
    """Files named by their SHA-256, read-only, moved in whole or not at all."""

    def __init__(self, root: Path):
        self.root = root.absolute()
        self.files = self.root / "files"

    def path(self, item: Item) -> Path:
        return self.files / item.sha256

    def fault(self, item: Item, verify: bool) -> str | None:
        """Why the cached file cannot serve, or None; its hash is looked at on request."""
        path = self.path(item)
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            return ABSENT
        if size != item.bytes:
            return f"the cached file has {size} bytes, not {item.bytes}"
        if verify and sha256_of(path) != item.sha256:
            return "the cached file has another SHA-256"
        return None

    def drop(self, item: Item) -> None:
        """Removes a faulty file, so that nothing is linked to it; call with the lock held."""
        self.path(item).unlink(missing_ok=True)

    def adopt(self, made: Path, item: Item) -> None:
        """Moves a checked file in; `made` lies on the same file system (see `workplace`)."""
        made.chmod(0o444)
        os.replace(made, self.path(item))

    @contextlib.contextmanager
    def locked(self):
        """Holds the cache's lock; waits, and says so, while another process has it."""
        self.files.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("another setup is filling the cache; waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextlib.contextmanager
    def workplace(self):
        """A temporary folder beside the cached files; call with the lock held.

        Folders left by a killed run are removed first: the lock says nobody uses them.
        """
        for left in self.root.glob("work-*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix="work-", dir=self.root) as folder:
            yield Path(folder)


def link(cache: Cache, items: list[Item], manifest: Path, folder: Path) -> None:
    """Makes `folder` hold a link to each cached item and a copy of the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    for item in items:
        target, place = cache.path(item), folder / item.file
        if not target.exists():
            if place.is_symlink():
                place.unlink()  # an optional model that was there once
        elif not (place.is_symlink() and os.readlink(place) == str(target)):
            put(place, lambda temporary, target=target: temporary.symlink_to(target))
    copy, content = folder / manifest.name, manifest.read_bytes()
    if not copy.is_file() or copy.read_bytes() != content:
        put(copy, lambda temporary: temporary.write_bytes(content))


def put(place: Path, write) -> None:
    """Replaces `place` in one step by what `write` makes under a temporary name."""
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    write(temporary)
    os.replace(temporary, place)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
