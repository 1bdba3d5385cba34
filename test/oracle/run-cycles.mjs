// Loads module graphs one after the other: reads a list of entries on stdin and prints, parallel to it, the error of
// loading, what was undefined on the way, and the errors of the functions that the modules offer.

import { readFileSync } from 'node:fs';

const told = (error) => {
  const code = error.code === undefined ? '' : ` [${error.code}]`;
  return `${error.name}${code}: ${error.message}`;
};

// What Node refuses inside of a graph also rejects promises that nobody holds.
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});

const results = [];
for (const entry of JSON.parse(readFileSync(0, 'utf8'))) {
  const undefinedNames = [];
  const offered = new Map();
  globalThis.note = (place, value) => {
    if (value === undefined) undefinedNames.push(place);
    return value;
  };
  globalThis.offer = (place, run) => offered.set(place, run);
  let load = null;
  try {
    await import(entry);
  } catch (error) {
    load = told(error);
  }
  const calls = {};
  for (const [place, run] of offered) {
    try {
      run();
      calls[place] = null;
    } catch (error) {
      calls[place] = told(error);
    }
  }
  results.push({ load, undefined: undefinedNames, calls });
}
process.stdout.write(JSON.stringify(results));
