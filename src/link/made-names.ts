// Names that a CommonJS module has from functions of others: `require('./password')(User)`, `module.exports =
// require('./make')(options)`, `module.exports = new (require('./api'))()`.

import type { MadeBy, MakingUse } from '../model/commonjs-face.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { targetOf } from './request-target.ts';

/** `open`: nobody can tell. */
export type Made = 'there' | 'open' | 'absent';

type Node = Pick<ModuleNode, 'id' | 'record' | 'resolutions'>;

/**
 * Whether functions of other modules give a name.
 * @param node the module that calls them
 * @param madeBy which
 * @param namesPutInto what other modules put into one
 */
export function madeName(
  surfaceOf: (module: ModuleId) => { readonly node: Node } | null,
  node: Node,
  madeBy: readonly MadeBy[],
  name: string,
  namesPutInto: (module: ModuleId) => { has(name: string): boolean } | undefined,
): Made {
  const seen = new Set<string>();
  let answer: Made = 'absent';
  const add = (other: Made): boolean => {
    if (other !== 'absent') answer = other;
    return other === 'there';
  };
  const ask = (from: Node, makers: readonly MadeBy[]): boolean =>
    makers.some(({ request, use }) => {
      const { module } = targetOf(from.resolutions[request]);
      const made = module === null ? null : surfaceOf(module)?.node;
      if (!made) return add('open');
      const key = `${made.id}\0${use}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return askUse(made, use);
    });
  const askUse = (node: Node, use: MakingUse): boolean => {
    const { record } = node;
    const { makes = {}, exports, exportsKind, commonjs, moduleKind, unlistedProperties } = record;
    if (use === 'exports') {
      if (exports.some((entry) => entry.kind !== 'star' && entry.exportName === name)) return add('there');
      if (unlistedProperties?.includes(name) || namesPutInto(node.id)?.has(name)) return add('there');
      if (exportsKind === 'dynamic') add('open');
      return ask(node, record.madeBy ?? []) || askStars(node, use);
    }
    if (record.makes === undefined) {
      // module.exports = require('./other')
      const isOther = moduleKind === 'commonjs' && exportsKind === 'static' && commonjs?.isFunction !== true;
      const isTold = isOther && record.madeBy === undefined && exports.some(({ kind }) => kind === 'star');
      return isTold ? askStars(node, use) : add('open');
    }
    const made = makes[use];
    if (made === undefined) return use === 'instance' && add('open');
    if (made.names.includes(name)) return add('there');
    if (made.isOpen) add('open');
    return ask(node, made.madeBy);
  };
  const askStars = (node: Node, use: MakingUse): boolean =>
    ask(
      node,
      node.record.exports.flatMap((entry) =>
        entry.kind === 'star' ? [{ request: entry.request, use }] : [],
      ),
    );
  ask(node, madeBy);
  return answer;
}
