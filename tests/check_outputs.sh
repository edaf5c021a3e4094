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

# The rules, against what people said of pictures. Held to the limits: every rule that is assessed, but
# frame.space, whose two good pictures are 600 px high, less than the photo, which is never enlarged; the
# others wait for networks, and their pictures count as missed.
echo "rules, labelled pictures:"
assessed=(background.{even,folds,objects,shadow,white} clothes.{colour,contrast,pattern} expression.neutral
    eyes.{gaze,open,red} frame.{compression,noise,one_face,resolution,sharp}
    light.{colour,exposure,hotspot,shadow,uniform} mouth.closed pose.{pitch,roll,shoulders,yaw})
tail -n +2 "$shared/data/rules.csv" | cut -d, -f1 | sort -u | while read -r file; do
    [[ -e $shared/data/$file ]] && echo "$shared/data/$file" || echo "$shared/data/portraits/$file"
done >"$out/labelled.txt"
xargs -d '\n' "$build/tucai" check --json <"$out/labelled.txt" >"$out/labelled.jsonl"
named=()
for rule in "${assessed[@]}"; do
    ! grep -q ",$rule," "$shared/data/rules.csv" || named+=(--rule "$rule")
done
check verdicts --labels "$shared/data/rules.csv" "${named[@]}" --max-eer 0.05 --max-refused 0.01 \
    --max-asked 0.08 --max-missed 0.10 "$out/labelled.jsonl"

# How often a good picture meets any alarm, whatever the rule: frame.space and what is not assessed included. Wanted:
# refused in at most 3 %, asked in at most 8 %. What a rule still keeps from that is recorded here as a number
# of pictures: more of them fail, and as long as the wish is not met the step says so aloud.
asked_recorded=17
/usr/bin/python3 "$shared/checks/verdicts.py" --labels "$shared/data/rules.csv" "$out/labelled.jsonl" |
    tail -1 | tee "$out/alarms.txt"
if read -r good _ _ refused _ asked _ <"$out/alarms.txt" && [[ $good$refused$asked =~ ^[0-9]+$ ]]; then
    ((refused * 100 <= good * 3)) || fail "any rule refuses $refused of $good good pictures, more than 3 %"
    ((asked <= asked_recorded)) || fail "any rule asks of $asked good pictures, $asked_recorded are recorded"
    ((asked * 100 <= good * 8)) ||
        echo "NOT YET AS WANTED: any rule asks of $asked of $good good pictures, 8 % are wanted" >&2
else
    fail "verdicts.py ends with another line than expected"
fi

# The comparison, on the published pairs and on as many as a rate of 1e-3 needs; each picture is read once.
lfw=$shared/data/pairs_lfw
echo "comparison:"
"$build/tucai" compare --json --pairs "$lfw/pairs.csv" >"$out/pairs.jsonl"
check pairs --pairs "$lfw/pairs.csv" --max-fnmr-at-1e-2 0.01 "$out/pairs.jsonl"
/usr/bin/python3 "$shared/checks/cross_pairs.py" "$lfw/images" >"$out/cross.csv" || fail "cross_pairs"
"$build/tucai" compare --json --pairs "$out/cross.csv" >"$out/cross.jsonl"
check pairs --pairs "$out/cross.csv" --max-fnmr-at-1e-2 0.01 --max-fnmr-at-1e-3 0.015 "$out/cross.jsonl"

# Same input, same bytes: with one thread and with four.
"$build/tucai" make --json --threads 1 -o "$out/one" "$shared/data/portraits/neutral" >/dev/null
"$build/tucai" make --json --threads 4 -o "$out/four" "$shared/data/portraits/neutral" >/dev/null
diff -rq "$out/one" "$out/four" && diff -rq "$out/one" "$out/neutral" || fail "same input, other bytes"
echo "$faults faults" >&2
((faults == 0))
