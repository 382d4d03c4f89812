// Validates bodies with ajv, all errors: {schema, bodies: {name: [...]}, seconds} comes in on
// standard input; {version, times: {name: seconds of one validation}} goes out.
const { readFileSync } = require("node:fs");
const Ajv = require("ajv/dist/2020").default;

const { schema, bodies, seconds } = JSON.parse(readFileSync(0, "utf8"));
const validate = new Ajv({
  allErrors: true,
  strict: false,
  validateFormats: false,
  addUsedSchema: false,
}).compile(schema);

function time(ones) {
  let count = 0;
  const started = process.hrtime.bigint();
  let passed = 0;
  while (passed < seconds) {
    for (const one of ones) validate(one);
    count += ones.length;
    passed = Number(process.hrtime.bigint() - started) / 1e9;
  }
  return passed / count;
}

const times = {};
for (const [name, ones] of Object.entries(bodies)) {
  time(ones); // for the compiler
  const rounds = Array.from({ length: 9 }, () => time(ones)).sort((a, b) => a - b);
  times[name] = rounds[4];
}
const { version } = require("ajv/package.json");
process.stdout.write(JSON.stringify({ version, times }));
