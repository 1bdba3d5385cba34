#!/usr/bin/env node
// Thin on purpose, and old syntax on purpose: an unsupported Node gets one sentence, not a SyntaxError.
import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`danglint needs Node 20.19 or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  // V8 optimises what has run for a moment, as for a server; a run is over before that pays. Eight times later it costs a
  // third less processor time on a small project, and what is hot in a large one is still optimised. (Bun has no V8; that
  // of Node 22 and later does not know the option, and says so.)
  if (major < 22 && !process.versions.bun) setFlagsFromString('--interrupt-budget=528000');
  if (module.enableCompileCache) module.enableCompileCache();
  const { main } = await import('../dist/cli/main.js');
  const code = await main(process.argv.slice(2));
  // Set already when stdout could not be written.
  process.exitCode ??= code;
}
