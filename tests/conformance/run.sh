#!/usr/bin/env bash
# The WebAssembly build gives the native build's answers: tests/conformance/run.sh [BUILD], after ./dev build and
# ./dev build wasm.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
build=${1:-build}
[[ -f $build/tucai.wasm ]] || cmake/build-wasm.sh "$build/tucai.wasm"
${CXX:-g++} -std=c++20 -O1 -Wall -Wextra -ffp-contract=off -Isrc tests/conformance/native_answers.cpp \
    "$build/src/libtucai_rules.a" "$build/src/libtucai_measure.a" "$build/src/libtucai_base.a" \
    -o "$build/native_answers"
"$build/native_answers" rules >"$build/native_answers.json"
node --test-reporter=spec tests/conformance/wasm_same_answers.mjs "$build/tucai.wasm" "$build/native_answers.json"
