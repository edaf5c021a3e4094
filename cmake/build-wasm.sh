#!/usr/bin/env bash
# Builds the pure rooms for the browser: cmake/build-wasm.sh OUT.wasm. Needs Debian's clang-14, lld-14, wasi-libc,
# libc++-14-dev-wasm32, libc++abi-14-dev-wasm32 and libclang-rt-14-dev-wasm32; the module needs no imports.
set -euo pipefail
[[ $# == 1 ]] || { echo "usage: cmake/build-wasm.sh OUT.wasm" >&2; exit 2; }
mkdir -p "$(dirname "$1")"
out=$(realpath "$1")
cd "$(dirname "$(readlink -f "$0")")/.."

# Of the room rules only what reads no file and parses no text.
sources=(src/rules/fixes.cpp src/rules/number_text.cpp src/rules/verdict.cpp)
for source in src/measure/*.cpp src/wasm/*.cpp; do
    [[ $source == *_test.cpp ]] || sources+=("$source")
done

# tl::expected is a header of the host's; its folder alone is shown, so that no other host header is found.
headers=$(mktemp -d)
trap 'rm -rf "$headers"' EXIT
ln -s "${TUCAI_TL:-/usr/include/tl}" "$headers/tl"

exports=()
while read -r name; do exports+=("-Wl,--export=$name"); done < <(grep -oE '\bwasm_[a-z_]+\(' src/wasm/surface.h | tr -d '(' | sort -u)

"${CLANGXX:-clang++-14}" --target=wasm32-wasi -mexec-model=reactor -std=c++20 -stdlib=libc++ -O2 -flto -DNDEBUG \
    -fno-exceptions -fno-rtti -ffunction-sections -fdata-sections -fvisibility=hidden -ffp-contract=off \
    -Wall -Wextra -Werror -Isrc -isystem "$headers" "${sources[@]}" \
    -Wl,--gc-sections -Wl,--strip-all -Wl,-z,stack-size=262144 -Wl,--max-memory=268435456 "${exports[@]}" -o "$out"
