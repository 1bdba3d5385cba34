// A name that is read while modules on an import cycle are loaded, before the module that owns it has given it a value.
// Only what happens for certain: on every known way in, in code that surely runs.

import { certainEarlyReads } from '../link/initialisation/certain-early-reads.ts';
import type { EarlyRead } from '../link/initialisation/early-read.ts';
import type { Finding, Related } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { baseNameOf, parentOf } from '../model/path.ts';
import type { Span } from '../model/span.ts';
import type { Rule, RuleContext } from './rule.ts';

const MESSAGE_IDS: Readonly<Record<EarlyRead['kind'], string>> = {
  uninitialised: 'before-initialisation',
  undefined: 'before-export',
  replaced: 'before-replacement',
  unbound: 'before-binding',
  refused: 'refused',
};

export const initialisationCycle: Rule = {
  id: 'initialisation-cycle',
  defaultSeverity: 'warning',
  summary: 'A name is read around an import cycle before it is initialised',
  messages: {
    'before-initialisation': '"{name}" is read here before {owner} has initialised it: {circle}',
    'before-function-works':
      '"{name}" is called here before {owner} has initialised "{needs}", which it uses: {circle}',
    'before-export': '"{name}" is undefined here, {owner} gives it a value later: {circle}',
    'before-replacement': '"{name}" is not what {owner} exports in the end: {circle}',
    'before-binding': '"{name}" is imported here before {owner} has bound it: {circle}',
    refused: 'Node refuses to load {owner} here, it is still being loaded: {circle}',
  },
  help: {
    'before-initialisation':
      'move what both need into a module of its own, or read the name later, inside a function',
    'before-function-works':
      'move what both need into a module of its own, or make the call later, from a module that imports both',
    'before-export':
      'move what both need into a module of its own, or keep the module and read the name off it later, inside a function',
    'before-replacement':
      'move what both need into a module of its own, assign module.exports before the modules are required that need it, or require it inside the function',
    'before-binding':
      'import the module instead of the name, or move the import into the function that needs it',
    refused: 'move what both need into a module of its own, or load it later with import()',
  },
  *run(context) {
    const { linked, facts } = context;
    for (const read of certainEarlyReads(linked, facts, facts.starts)) {
      const node = linked.graph.get(read.reader);
      if (node?.role === 'project') yield toFinding(node, read, context);
    }
  },
};

function toFinding(node: ModuleNode, read: EarlyRead, { linked }: RuleContext): Finding {
  const request = node.record.requests[read.request];
  const declaration = linked.graph
    .get(read.owner)
    ?.record.exports.find((entry) => entry.kind === 'local' && entry.exportName === read.binding);
  const { runtimeError, later, called } = read;
  return {
    rule: initialisationCycle.id,
    messageId: called === undefined ? MESSAGE_IDS[read.kind] : 'before-function-works',
    data: {
      ...{ name: read.name, owner: read.owner, circle: drawn(read.circle) },
      ...(called === undefined ? {} : { needs: called.needs }),
    },
    location: { module: read.reader, span: read.span },
    related: relatedTo(read, declaration?.span),
    ...(request === undefined ? {} : { specifier: request.specifier }),
    ...(read.binding === '' ? {} : { name: read.name }),
    target: read.owner,
    suggestions: [],
    site: {
      failure: read.kind === 'undefined' || read.kind === 'replaced' ? 'undefined' : 'throw',
      runs: later === undefined ? 'load' : 'call',
      ...(later?.enclosing === undefined ? {} : { enclosing: later.enclosing }),
      guard: 'none',
      ...(runtimeError === undefined ? {} : { runtimeError }),
    },
  };
}

function relatedTo({ owner, called }: EarlyRead, declaration: Span | undefined): Related[] {
  if (called !== undefined) return [{ location: called.location, message: `"${called.needs}" is used here` }];
  if (declaration === undefined) return [];
  return [{ location: { module: owner, span: declaration }, message: 'initialised here, too late' }];
}

/** `a.js → b.js → a.js`; with their folders where names alone would not tell them apart. */
function drawn(circle: readonly ModuleId[]): string {
  const names = circle.map(baseNameOf);
  const isClear = new Set(names).size === names.length;
  const shown = isClear
    ? names
    : circle.map((module, index) => `${baseNameOf(parentOf(module) ?? '')}/${names[index] ?? ''}`);
  return [...shown, ...shown.slice(0, 1)].join(' → ');
}
