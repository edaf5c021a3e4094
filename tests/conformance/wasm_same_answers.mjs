// The WebAssembly build gives the native build's answers: node wasm_same_answers.mjs MODULE.wasm ANSWERS.json
// Numbers may differ by 1e-6 of themselves (other libm), words and verdicts not at all.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const [modulePath, answersPath] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(modulePath));
const questions = JSON.parse(readFileSync(answersPath, 'utf8'));
const { exports: wasm } = new WebAssembly.Instance(module, {});
wasm._initialize();

const number = value => typeof value === 'string' ? { nan: NaN, inf: Infinity, '-inf': -Infinity }[value] : value;

/** Calls `use` with the offsets of copies of typed arrays and texts, and gives the copies back afterwards. */
function withMemory(values, use) {
  const offsets = values.map(value => {
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value + '\0')
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const offset = wasm.wasm_alloc(bytes.length);
    new Uint8Array(wasm.memory.buffer).set(bytes, offset);
    return offset;
  });
  try {
    return use(...offsets);
  } finally {
    offsets.forEach(wasm.wasm_free);
  }
}

const doubles = (offset, count) => [...new Float64Array(wasm.memory.buffer, offset, count)];

function text(offset) {
  const bytes = new Uint8Array(wasm.memory.buffer);
  return new TextDecoder().decode(bytes.subarray(offset, bytes.indexOf(0, offset)));
}

function assertNear(got, wanted, what) {
  assert.equal(got.length, wanted.length, what);
  wanted.map(number).forEach((w, i) => {
    const near = Object.is(got[i], w) || Math.abs(got[i] - w) <= 1e-6 * Math.max(1, Math.abs(w)) || (isNaN(w) && isNaN(got[i]));
    assert.ok(near, `${what}, number ${i}: ${got[i]} instead of ${w}`);
  });
}

test('the module needs nothing from its host', () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
});

test('head boxes', () => {
  let crossed = 0;
  questions.head_box.forEach(({ points, answer }, i) => {
    const got = withMemory([Float64Array.from(points, number), new Float64Array(7)], (p, box) =>
      wasm.wasm_measure_head_box(p, box) === 0 ? doubles(box, 7) : null);
    if (answer === null) {
      ++crossed;
      assert.equal(got, null, `head ${i}`);
    } else {
      assert.notEqual(got, null, `head ${i}`);
      assertNear(got, answer, `head ${i}`);
    }
  });
  assert.ok(crossed > 0 && crossed < questions.head_box.length / 2);
});

test('whole mattes', () => {
  let broken = 0;
  questions.matte_whole.forEach((q, i) => {
    const floats = levels => Float32Array.from(levels, level => Math.fround(level / 255));
    const got = withMemory([floats(q.alpha), floats(q.person), Float64Array.from(q.face), new Float64Array(4)],
      (alpha, person, face, whole) =>
        wasm.wasm_measure_matte_whole(alpha, person, q.width, q.height, face, q.face.length / 2, q.chin,
          q.reaches ? 1 : 0, whole) === 0 ? doubles(whole, 4) : null);
    assert.equal(got === null, q.answer === null, `matte ${i}`);
    if (got) {
      assertNear(got, q.answer, `matte ${i}`);
      broken += got[0] < 1 || got[2] > 0 || got[3] > 0 ? 1 : 0;
    }
  });
  assert.ok(broken > 20, 'the drawn mattes have faults to find');
});

/** Every measure by its name, as native_answers writes them. */
function measured(measures) {
  const all = {};
  for (let i = 0; i < wasm.wasm_measures_count(measures); ++i)
    all[text(wasm.wasm_measure_name(measures, i))] = withMemory([new Float64Array(7)], out => {
      assert.equal(wasm.wasm_measure_numbers(measures, i, out), 0);
      return doubles(out, 7);
    });
  return all;
}

function assertSameMeasures(measures, answer, what) {
  const got = measured(measures);
  assert.deepEqual(Object.keys(got), Object.keys(answer), what);
  for (const [name, numbers] of Object.entries(answer))
    assertNear(got[name], numbers, `${what}, ${name}`);
}

test('measures of faces', () => {
  const seen = new Set();
  questions.faces.forEach((q, i) => {
    const measures = wasm.wasm_measures_new();
    assert.equal(withMemory([Uint8Array.from(q.rgb), Float64Array.from(q.points)], (rgb, points) =>
      wasm.wasm_measure_face(measures, rgb, q.width, q.height, points, 1, q.happy)), 0);
    assertSameMeasures(measures, q.answer, `face ${i}`);
    Object.keys(q.answer).forEach(name => seen.add(name));
    wasm.wasm_measures_free(measures);
  });
  for (const name of ['yaw_deg', 'eye_opening_ratio', 'smile_log_odds', 'defocus_ratio', 'noise'])
    assert.ok(seen.has(name), name);
});

test('measures of backdrops', () => {
  questions.backdrops.forEach((q, i) => {
    const measures = wasm.wasm_measures_new();
    const alpha = Float32Array.from(q.alpha, level => Math.fround(level / 255));
    const cover = new Float32Array(alpha.length).fill(1);
    assert.equal(withMemory([Uint8Array.from(q.rgb), alpha, cover, Float64Array.from(q.points), Int32Array.from(q.target)],
      (rgb, a, c, points, target) =>
        wasm.wasm_measure_backdrop(measures, rgb, a, c, q.width, q.height, points, target)), 0);
    assertSameMeasures(measures, q.answer, `backdrop ${i}`);
    wasm.wasm_measures_free(measures);
  });
});

test('what is no face is not measured', () => {
  const q = questions.faces[0];
  const measures = wasm.wasm_measures_new();
  assert.equal(withMemory([Uint8Array.from(q.rgb), Float64Array.from(q.points, () => NaN)], (rgb, points) =>
    wasm.wasm_measure_face(measures, rgb, q.width, q.height, points, 1, NaN)), 1);
  assert.equal(wasm.wasm_measures_count(measures), 0);
  wasm.wasm_measures_free(measures);
});

function makeProfile(rules) {
  const profile = wasm.wasm_profile_new();
  for (const rule of rules) {
    assert.equal(withMemory([rule.id, rule.unit], (id, unit) => wasm.wasm_profile_add_rule(profile, id, unit)), 0);
    for (const part of rule.parts)
      assert.equal(withMemory(
        [part.measure, Float64Array.from(part.limits, number), part.fix_low, part.fix_high, part.say_zh, part.say_en],
        (...words) => wasm.wasm_profile_add_part(profile, ...words)), 0, rule.id);
  }
  return profile;
}

function makeMeasures(given) {
  const measures = wasm.wasm_measures_new();
  for (const [name, value, confidence, region] of given)
    withMemory([name, Float64Array.from(region ?? [0, 0, 0, 0])], (n, r) =>
      wasm.wasm_measures_put(measures, n, number(value), confidence, region ? r : 0));
  return measures;
}

test('verdicts, values and sentences', () => {
  const seen = new Set();
  for (const [i, q] of questions.judge.entries()) {
    const profile = makeProfile(questions.profiles[q.profile]);
    const measures = makeMeasures(q.measures);
    const findings = wasm.wasm_judge(profile, measures, q.language);
    assert.equal(wasm.wasm_findings_count(findings), q.answer.length);
    q.answer.forEach(({ texts, numbers }, k) => {
      const got = withMemory([new Float64Array(13)], out => {
        assert.equal(wasm.wasm_finding_numbers(findings, k, out), 0);
        return doubles(out, 13);
      });
      const what = `${q.profile} ${i}, ${texts[0]}`;
      assert.equal(got[0], numbers[0], `${what}: the verdict`);
      assertNear(got, numbers, what);
      assert.deepEqual([0, 1, 2, 3].map(w => text(wasm.wasm_finding_text(findings, k, w))), texts, what);
      seen.add(numbers[0]);
    });
    wasm.wasm_findings_free(findings);
    wasm.wasm_measures_free(measures);
    wasm.wasm_profile_free(profile);
  }
  assert.deepEqual([...seen].sort(), [0, 1, 2, 3], 'every verdict came up');
});

test('words of fixes', () => {
  for (const [key, zh, en] of questions.fixes)
    withMemory([key], k => {
      assert.equal(text(wasm.wasm_fix_text(k, 0)), zh);
      assert.equal(text(wasm.wasm_fix_text(k, 1)), en);
    });
});

test('what is out of range is said, not done', () => {
  const profile = wasm.wasm_profile_new();
  const addPart = (limits, fix = '') => withMemory(['m', Float64Array.from(limits), fix, '', '{value}', '{value}'],
    (...words) => wasm.wasm_profile_add_part(profile, ...words));
  const addRule = id => withMemory([id, 'px'], (i, u) => wasm.wasm_profile_add_rule(profile, i, u));
  assert.equal(addPart([1, 2, 0, 3]), 1, 'no rule yet');
  assert.equal(addRule('frame.nonsense'), 1);
  assert.equal(addRule('frame.space'), 0);
  assert.equal(addRule('frame.space'), 1, 'set twice');
  assert.equal(addPart([1, 2, 0, 3]), 0);
  assert.equal(addPart([2, 1, 0, 3]), 1, 'crossed');
  assert.equal(addPart([1, 2, 1.5, 3]), 1, 'not nested');
  assert.equal(addPart([1, Infinity, 0, NaN]), 1, 'infinite');
  assert.equal(addPart([1, 2, 0, 3], 'be_brave'), 1, 'no fix');
  const measures = wasm.wasm_measures_new();
  const findings = wasm.wasm_judge(profile, measures, 1);
  assert.equal(withMemory([new Float64Array(13)], out => wasm.wasm_finding_numbers(findings, 999, out)), 1);
  assert.equal(text(wasm.wasm_finding_text(findings, -1, 0)), '');
  [['findings', findings], ['measures', measures], ['profile', profile]].forEach(([kind, it]) => wasm[`wasm_${kind}_free`](it));
});

test('nothing leaks', () => {
  const before = wasm.memory.buffer.byteLength;
  const q = questions.judge[0];
  for (let i = 0; i < 2000; ++i) {
    const profile = makeProfile(questions.profiles[q.profile]);
    const measures = makeMeasures(q.measures);
    wasm.wasm_findings_free(wasm.wasm_judge(profile, measures, 0));
    wasm.wasm_measures_free(measures);
    wasm.wasm_profile_free(profile);
  }
  assert.ok(wasm.memory.buffer.byteLength - before <= 65536, 'at most one page more');
});
