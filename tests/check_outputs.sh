#!/usr/bin/env bash
# Makes photos of the test portraits and lets the independent checkers judge them.
# usage: check_outputs.sh SHARED BUILD   (SHARED: the folder with data/ and checks/; absent: skipped aloud)
set -uo pipefail
shared=$1 build=$2
if [[ ! -d $shared/data || ! -d $shared/checks ]]; then
    echo "SKIPPED: $shared is not there, so no test portraits and no independent checkers" >&2
    exit 0
fi
out=$build/checked
rm -rf "$out" && mkdir -p "$out"
faults=0
fail() { echo "FAILED: $*" >&2; faults=$((faults + 1)); }
check() { /usr/bin/python3 "$shared/checks/$1.py" "${@:2}" || fail "$1 ${*: -1}"; }

for set in neutral canada; do
    "$build/tucai" make --json -o "$out/$set" "$shared/data/portraits/$set" >"$out/$set.jsonl"
    (($? <= 2)) || fail "make $set: some could not be read"
    check standard_photo "$out/$set"
done
# The truth holds both folders; each is judged alone.
head -1 "$shared/data/portraits/framing.csv" >"$out/neutral.csv"
grep '^neutral/' "$shared/data/portraits/framing.csv" >>"$out/neutral.csv"
check framing --truth "$out/neutral.csv" "$out/neutral.jsonl"

for maker in wall rvm; do
    [[ -e $build/models/rvm_640x480.onnx || $maker == wall ]] || { echo "SKIPPED: no rvm network" >&2; continue; }
    "$build/tucai" make --json --force --matte "$maker" --alpha "$out/alpha-$maker" -o "$out/matte-$maker" \
        "$shared/data/portraits/matte/image" >"$out/matte-$maker.jsonl"
    limits=(--mad 0.005 --band 0.04)
    [[ $maker == rvm ]] && limits=(--mad 0.0067 --band 0.0513)
    echo "matte, $maker:"
    check matte --truth "$shared/data/portraits/matte/alpha" --reports "$out/matte-$maker.jsonl" "${limits[@]}" \
        "$out/alpha-$maker"
done

check hostile --expected "$shared/data/hostile/expected.csv" "$build/tucai" "$shared/data/hostile"

# Same input, same bytes: with one thread and with four.
"$build/tucai" make --json --threads 1 -o "$out/one" "$shared/data/portraits/neutral" >/dev/null
"$build/tucai" make --json --threads 4 -o "$out/four" "$shared/data/portraits/neutral" >/dev/null
diff -rq "$out/one" "$out/four" && diff -rq "$out/one" "$out/neutral" || fail "same input, other bytes"
echo "$faults faults" >&2
((faults == 0))
