// A type where the runtime needs a value: an import or re-export that stays in the output, of a name that does not.

import type { LinkedGraph, NameLookup } from '../link/linked-graph.ts';
import { describeName } from '../link/missing-name.ts';
import { targetOf } from '../link/request-target.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Rule } from './rule.ts';

export const typeAsValue: Rule = {
  id: 'type-as-value',
  defaultSeverity: 'error',
  summary: 'A type is imported where the runtime needs a value',
  messages: {
    import: '"{name}" is only a type in "{specifier}", but this import stays at run time',
    're-export': '"{name}" is only a type in "{specifier}", but this re-export stays at run time',
    javascript: '"{name}" is only a type in "{specifier}", and JavaScript has no types',
    value: '"{name}" is only a type in "{specifier}", but it is used as a value',
  },
  help: {
    import: 'write "import type", or "type {name}" inside the braces',
    're-export': 'write "export type"',
    javascript: 'import a value, or use the type in a documentation comment',
    value: 'export a value of that name again, or use it in types alone',
  },
  *run({ checked, linked, facts }) {
    for (const node of checked) {
      if (node.record.moduleKind === 'declaration') continue;
      for (const lookup of linked.lookups(node.id)) {
        const { answer, importer, typeOnly } = lookup;
        if (typeOnly || importer === 'python') continue;
        if (answer.kind !== 'found' || answer.meaning !== 'type') continue;
        if (isUntold(lookup) && isDeclaration(linked, answer.module)) continue;
        const isSilent =
          (isDeclaration(linked, answer.module) && !isAbsentAtRuntime(linked, node, lookup)) ||
          isValueOfStar(linked, lookup, answer) ||
          isDroppedWithItsType(linked, node, lookup);
        const messageId = messageFor(node, lookup, isSilent);
        if (messageId === null || (messageId === 'value' && isGlobal(node, lookup, facts.globalValues)))
          continue;
        yield {
          rule: typeAsValue.id,
          messageId,
          ...describeName(linked, node, lookup),
          // A stub would be a second declaration of the name.
          suggestions: [],
          related: declared(linked, lookup),
        };
      }
    }
  },
};

/** Null where the compiler sees that only a type is meant, and drops the import. */
function messageFor(
  node: ModuleNode,
  lookup: NameLookup,
  isSilent: boolean,
): 'import' | 're-export' | 'javascript' | 'value' | null {
  const { asks } = lookup;
  const { typescript, verbatim, isolated } = node.settings;
  if (!typescript) return isSilent ? null : 'javascript';
  if (asks.by === 'member') return isSilent ? null : 'value';
  if (asks.by === 're-export') return verbatim || isolated ? 're-export' : null;
  if (verbatim) return 'import';
  if (isolated && isReexported(node, lookup)) return 're-export';
  return asks.entry.usedAsValue === undefined || isSilent ? null : 'value';
}

/** `// @ts-expect-error` above a member: a test of types shows that it is no value. */
function isUntold({ asks }: NameLookup): boolean {
  return asks.by === 'member' && asks.use.untold === true;
}

/** Where the whole program is looked at, the value is the global one: `import { Event } from './types'; new Event('x')`. */
function isGlobal(node: ModuleNode, { asks }: NameLookup, globalValues: ReadonlySet<string>): boolean {
  return asks.by === 'import' && !node.settings.isolated && globalValues.has(asks.entry.localName ?? '');
}

/** A declaration tells nothing about what JavaScript loads. */
function isDeclaration(linked: LinkedGraph, module: ModuleId): boolean {
  return linked.graph.get(module)?.record.moduleKind === 'declaration';
}

/** What is loaded in the place of the declaration is known, and does not have the name either. */
function isAbsentAtRuntime(
  linked: LinkedGraph,
  node: ModuleNode,
  { request, name, importer }: NameLookup,
): boolean {
  const resolution = node.resolutions[request];
  const runtime = resolution?.kind === 'module' ? (resolution.runtime ?? null) : null;
  return runtime !== null && linked.resolveExport(runtime, name, importer).kind === 'missing';
}

/** A type of Flow that is only used as one, where Babel leaves nothing that asks for it. */
function isDroppedWithItsType(linked: LinkedGraph, node: ModuleNode, { asks, answer }: NameLookup): boolean {
  if (node.settings.dropsTypes !== true || asks.by !== 'import' || answer.kind !== 'found') return false;
  return (
    asks.entry.usedAsValue === undefined && linked.graph.get(answer.module)?.settings.typescript === false
  );
}

/**
 * `export type { T } from './types'; export * from './values'`: the first line is for the compiler only, and JavaScript may
 * get a value of that name through the star.
 */
function isValueOfStar(
  linked: LinkedGraph,
  { importer }: NameLookup,
  answer: Extract<NameLookup['answer'], { kind: 'found' }>,
): boolean {
  const named = answer.via.flatMap(({ module, name, star }) => (star === true ? [] : [{ module, name }]));
  return [...named, { module: answer.module, name: answer.binding }].some(({ module, name }) => {
    const node = linked.graph.get(module);
    return node?.record.exports.some((entry) => {
      if (entry.kind !== 'star' || entry.typeOnly) return false;
      const target = targetOf(node.resolutions[entry.request]);
      return target.module === null || isValue(linked.resolveExport(target.module, name, importer));
    });
  });
}

/** Also when it cannot be told. */
function isValue(answer: NameLookup['answer']): boolean {
  return answer.kind === 'found' ? answer.meaning !== 'type' : answer.kind !== 'missing';
}

/** `import { T } from './t'; export { T }`: a compiler that sees one file cannot know that T is a type. */
function isReexported({ record }: ModuleNode, { asks, request, name }: NameLookup): boolean {
  return (
    asks.by === 'import' &&
    record.exports.some(
      (entry) =>
        entry.kind === 'indirect' &&
        entry.request === request &&
        entry.importName === name &&
        !entry.typeOnly,
    )
  );
}

function declared(linked: LinkedGraph, { answer }: NameLookup) {
  if (answer.kind !== 'found' || linked.graph.get(answer.module)?.role !== 'project') return [];
  return [{ location: { module: answer.module, span: answer.span }, message: 'declared as a type here' }];
}
