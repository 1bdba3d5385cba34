// Links module graphs with Node's own engine and says what it says. In: JSON lines on stdin, each a map from module
// name to text, the first module being the root. Out: a JSON line each: null when it links, else the message.
// Started with --experimental-vm-modules.

import { createInterface } from 'node:readline';
import vm from 'node:vm';

for await (const line of createInterface({ input: process.stdin })) {
  const texts = JSON.parse(line);
  const modules = new Map(
    Object.entries(texts).map(([name, text]) => [name, new vm.SourceTextModule(text, { identifier: name })]),
  );
  let outcome = null;
  try {
    await modules.values().next().value?.link((specifier) => modules.get(specifier.slice(2)));
  } catch (error) {
    outcome = error.message;
  }
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
