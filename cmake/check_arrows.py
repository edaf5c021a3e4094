"""Fails on an include from one room into another that cmake/arrows.txt does not list.

usage: check_arrows.py   (from the repository's root)

Tests and mains obey the same arrows as the room they lie in.
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+"([a-z_]+)/[^"]+"', re.M)


def read_arrows(path):
    """room -> set of rooms that it may include."""
    arrows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            room, _, used = line.partition(":")
            arrows[room.strip()] = set(used.split())
    return arrows


def main():
    arrows = read_arrows(pathlib.Path("cmake/arrows.txt"))
    wrong = []
    for path in sorted(pathlib.Path("src").rglob("*")):
        if path.suffix not in (".h", ".cpp"):
            continue
        room = path.parts[1]
        if room not in arrows:
            wrong.append(f"{path}: the room '{room}' is not in cmake/arrows.txt")
            continue
        for used in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if used != room and used in arrows and used not in arrows[room]:
                wrong.append(f"{path}: '{room}' may not include '{used}'")
    print("\n".join(wrong) if wrong else "arrows hold", file=sys.stderr if wrong else sys.stdout)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
