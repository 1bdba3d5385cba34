// A type where the runtime needs a value: an import or re-export that stays in the output, of a name that does not.

import type { LinkedGraph, NameLookup } from '../link/linked-graph.ts';
import { describeName } from '../link/missing-name.ts';
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
  },
  help: {
    import: 'write "import type", or "type {name}" inside the braces',
    're-export': 'write "export type"',
    javascript: 'import a value, or use the type in a documentation comment',
  },
  *run({ checked, linked }) {
    for (const node of checked) {
      if (node.record.moduleKind === 'declaration') continue;
      for (const lookup of linked.lookups(node.id)) {
        const { answer, importer, typeOnly } = lookup;
        if (typeOnly || importer === 'python') continue;
        if (answer.kind !== 'found' || answer.meaning !== 'type') continue;
        const isSilent =
          isDeclaration(linked, answer.module) ||
          isValueOfStar(linked, answer) ||
          isDroppedWithItsType(linked, node, lookup);
        const messageId = messageFor(node, lookup, isSilent);
        if (messageId === null) continue;
        yield {
          rule: typeAsValue.id,
          messageId,
          ...describeName(linked, node, lookup),
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
): 'import' | 're-export' | 'javascript' | null {
  const { asks } = lookup;
  const { typescript, verbatim, isolated } = node.settings;
  if (!typescript) return isSilent ? null : 'javascript';
  // Members are read where they stand: `ns.Type` in a value position is the type checker's business.
  if (asks.by === 'member') return null;
  if (asks.by === 're-export') return verbatim || isolated ? 're-export' : null;
  if (verbatim) return 'import';
  return isolated && isReexported(node, lookup) ? 're-export' : null;
}

/** A declaration tells nothing about what JavaScript loads. */
function isDeclaration(linked: LinkedGraph, module: ModuleId): boolean {
  return linked.graph.get(module)?.record.moduleKind === 'declaration';
}

/** A type of Flow that is only used as one, where Babel leaves nothing that asks for it. */
function isDroppedWithItsType(linked: LinkedGraph, node: ModuleNode, { asks, answer }: NameLookup): boolean {
  if (node.settings.dropsTypes !== true || asks.by !== 'import' || answer.kind !== 'found') return false;
  return asks.entry.usedAsValue !== true && linked.graph.get(answer.module)?.settings.typescript === false;
}

/**
 * `export type { T } from './types'; export * from './values'`: the first line is for the compiler only, and JavaScript may
 * get a value of that name through the star.
 */
function isValueOfStar(
  linked: LinkedGraph,
  answer: Extract<NameLookup['answer'], { kind: 'found' }>,
): boolean {
  const named = answer.via.flatMap(({ module, star }) => (star === true ? [] : [module]));
  return [...named, answer.module].some(
    (module) =>
      linked.graph.get(module)?.record.exports.some((entry) => entry.kind === 'star' && !entry.typeOnly) ===
      true,
  );
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
