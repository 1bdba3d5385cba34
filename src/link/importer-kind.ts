// Through which loader a request goes, and so which face of a CommonJS or JSON module it sees. The only place that
// knows it: the linker asks here for every hop, the rules for the first.

import type { ModuleNode } from '../model/module-graph.ts';
import type { RequestForm } from '../model/module-request.ts';
import type { ImporterKind } from './linked-graph.ts';

const requireForms: ReadonlySet<RequestForm> = new Set(['require', 'require-resolve', 'import-equals']);
/** Forms that a test runner answers, and those that ask for types, which no loader looks for. */
const otherForms: ReadonlySet<RequestForm> = new Set(['mock', 'import-actual', 'jsdoc', 'import-type']);

/**
 * What `node` sees of a target that it asks for in this form.
 * `import` in a file that a compiler turns into `require` (CommonJS format), and everything that a bundler reads, goes
 * through an interop layer that shows all names; Node's own ESM loader shows only what its lexer sees
 * (https://nodejs.org/api/esm.html#commonjs-namespaces).
 */
export function importerKind(node: ModuleNode, form: RequestForm): ImporterKind {
  const { runtime, format } = node.settings;
  if (node.record.moduleKind === 'python') return 'python';
  if (requireForms.has(form)) return 'require';
  if (runtime !== 'node' || node.record.moduleKind === 'declaration') return 'interop';
  // `import()` reaches the ESM loader from CommonJS too, unless a compiler rewrites it, which it may in TypeScript.
  if (form === 'dynamic-import' && !node.settings.typescript) return 'esm-node';
  if (otherForms.has(form)) return 'interop';
  return format === 'esm' ? 'esm-node' : 'interop';
}
