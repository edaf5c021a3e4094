"""Fails on a warning's code that src/photo/words.cpp has no Chinese sentence for.

usage: check_words.py   (from the repository's root)
"""
import pathlib
import re
import sys

WARNING = re.compile(r'\{\s*"((?:image|genuine|output)\.[a-z_]+)",\s*(?:"|std::string|fmt::)')


def main():
    words = pathlib.Path("src/photo/words.cpp")
    known = set(re.findall(r'\{"([a-z]+\.[a-z_]+)", "', words.read_text(encoding="utf-8")))
    missing = []
    for path in sorted(pathlib.Path("src").rglob("*.cpp")):
        if path == words or path.stem.endswith("_test"):
            continue
        for code in WARNING.findall(path.read_text(encoding="utf-8")):
            if code not in known:
                missing.append(f"{path}: {code} has no Chinese sentence in {words}")
    print("\n".join(missing) or "words hold")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
