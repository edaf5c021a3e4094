// Runs one model once in onnxruntime-node and writes its outputs as raw float32.
// usage: node run_model.cjs JOB.json, as make_reference.py writes it.

const fs = require('fs');
const path = require('path');

async function run(job) {
  const ort = require(path.join(job.runtime, 'node_modules', 'onnxruntime-node'));
  const session = await ort.InferenceSession.create(job.model, {
    graphOptimizationLevel: job.optimisation,
    intraOpNumThreads: 1,
    extra: { session: { set_denormal_as_zero: '1' } },
  });
  const feeds = {};
  for (const { name, shape, file } of job.inputs) {
    const bytes = fs.readFileSync(file);
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    feeds[name] = new ort.Tensor('float32', values, shape);
  }
  const outputs = await session.run(feeds);
  for (const { name, file } of job.outputs) {
    fs.writeFileSync(file, Buffer.from(outputs[name].data.slice().buffer));
  }
}

run(JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))).catch((error) => {
  console.error(String(error));
  process.exit(1);
});
