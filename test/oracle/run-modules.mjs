// Loads modules and calls their functions: reads `[{ entry, calls: ["file#function"] }]` on stdin and prints, parallel
// to it, the errors as `Name [CODE]: message`.

import { readFileSync } from 'node:fs';

const told = (error) => {
  const code = error.code === undefined ? '' : ` [${error.code}]`;
  return `${error.name}${code}: ${error.message}`;
};
const outcome = async (run) => {
  try {
    await run();
    return null;
  } catch (error) {
    return told(error);
  }
};

const results = [];
for (const { entry, calls } of JSON.parse(readFileSync(0, 'utf8'))) {
  const load = await outcome(() => import(entry));
  const called = {};
  for (const call of calls) {
    const [file, name] = call.split('#');
    called[call] = await outcome(async () => (await import(file))[name]());
  }
  results.push({ load, calls: called });
}
process.stdout.write(JSON.stringify(results));
