// The child process of the CommonJS judge: loads files as Node does and says which names each has. Run as
// `node load.mjs LIST`, where LIST is a JSON file `[{ file, stars }]`; answers go to descriptor 3, one line of JSON each.
// It runs code of packages, so that it is started in a folder of its own, quietly, and may be killed at any time.

import { readFileSync, writeSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const answer = (message) => writeSync(3, `${JSON.stringify(message)}\n`);
const modules = JSON.parse(readFileSync(process.argv[2], 'utf8'));
process.argv.splice(2);

// A file that is a program ends the process, or fails long after it was loaded: the others are still to be asked.
process.exit = process.reallyExit = process.abort = () => {
  throw new Error('the module ends the process');
};
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});

/** What `require` gives, with all that it inherits from anything but Node's own `Object` and `Function`. */
function namesOf(value) {
  const names = new Set();
  for (
    let object = value;
    (typeof object === 'object' || typeof object === 'function') && object !== null;
    object = Object.getPrototypeOf(object)
  ) {
    if (object === Object.prototype || object === Function.prototype) break;
    for (const name of Object.getOwnPropertyNames(object)) names.add(name);
  }
  return names;
}

/**
 * The names of a module when it was just loaded: what others put into it later is not its own. Those of the object that it
 * was given, where it has put another in its place: a module that it loads meanwhile, in a circle, sees them.
 */
const loaded = new Map();
const { load } = Module.prototype;
Module.prototype.load = function (...asked) {
  const given = this.exports;
  const result = load.apply(this, asked);
  loaded.set(this.filename, {
    names: [...namesOf(this.exports)],
    replaced: given === this.exports ? [] : [...namesOf(given)],
    isFunction: typeof this.exports === 'function' && this.exports !== Function.prototype,
  });
  return result;
};

const attempt = (action) => {
  try {
    return action();
  } catch {
    return null;
  }
};

for (const { file, stars } of modules) {
  answer({ start: file });
  const require = createRequire(file);
  const isLoaded = attempt(() => [require(file)]) !== null;
  const own = loaded.get(file);
  if (!isLoaded || own === undefined) {
    answer({ file, names: null });
    continue;
  }
  const starNames = stars.map((specifier) => attempt(() => [...namesOf(require(specifier))]));
  const namespace = await import(pathToFileURL(file)).then(Object.keys, () => null);
  answer({ file, ...own, starNames, namespace });
}
// Servers and timers of what was loaded would keep the process.
process.kill(process.pid, 'SIGKILL');
