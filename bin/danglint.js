#!/usr/bin/env node
// Thin on purpose, and old syntax on purpose: an unsupported Node gets one sentence, not a SyntaxError.
import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`danglint needs Node 20.19 or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  // V8 optimises what has run for a moment, as for a server; a run is over before that pays. Ten times later it costs a
  // fifth to a third less processor time on a small project, and what is hot in a large one is still optimised. Each V8
  // has its own word for it, and complains about another's (Node 20 to 26 were tried; Bun has no V8).
  if (!process.versions.bun && major < 22) setFlagsFromString('--interrupt-budget=528000');
  else if (!process.versions.bun && major <= 26) {
    setFlagsFromString('--invocation-count-for-maglev=4000');
    setFlagsFromString('--invocation-count-for-turbofan=30000');
  }
  if (module.enableCompileCache) module.enableCompileCache();
  const { importDirectly } = await import('../dist/host/direct-imports.js');
  importDirectly();
  const { main } = await import('../dist/cli/main.js');
  const code = await main(process.argv.slice(2));
  // Set already when stdout could not be written.
  process.exitCode ??= code;
}
