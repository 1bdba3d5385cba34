// Names that a CommonJS module has from functions of others: `require('./password')(User)`, `module.exports =
// require('./make')(options)`, `module.exports = new (require('./api'))()`.

import type { MadeBy, MadeNames, MakingUse } from '../model/commonjs-face.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { targetOf } from './request-target.ts';

/** `open`: nobody can tell. */
export type Made = 'there' | 'open' | 'absent';

type Node = Pick<ModuleNode, 'id' | 'record' | 'resolutions'>;

/** What a function is called with, by which module, inside of which call of a function of that. */
interface Call {
  readonly from: Node;
  readonly given: NonNullable<MadeBy['given']>;
  readonly around: Call | null;
}

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
  /** The calls that are being asked, each inside the one before. */
  const running: string[] = [];
  let answer: Made = 'absent';
  const add = (other: Made): boolean => {
    if (other !== 'absent') answer = other;
    return other === 'there';
  };
  const ask = (from: Node, makers: readonly MadeBy[], around: Call | null): boolean =>
    makers.some(({ request, use, given }) => {
      const call = given === undefined ? null : { from, given, around };
      return askTarget(from, request, use, call);
    });
  const askTarget = (from: Node, request: number, use: MakingUse, call: Call | null): boolean => {
    const { module } = targetOf(from.resolutions[request]);
    const made = module === null ? null : surfaceOf(module)?.node;
    if (!made) return add('open');
    const key = `${made.id}\0${use}`;
    if (call !== null) {
      // Called with something else, it may give other names.
      const isAround = running.includes(key);
      running.push(key);
      const isThere = isAround ? add('open') : askUse(made, use, call);
      running.pop();
      return isThere;
    }
    if (seen.has(key)) return false;
    seen.add(key);
    return askUse(made, use, null);
  };
  const askUse = (node: Node, use: MakingUse, call: Call | null): boolean => {
    const { record } = node;
    const { makes = {}, exports, exportsKind, commonjs, moduleKind, unlistedProperties } = record;
    if (use === 'exports') {
      if (exports.some((entry) => entry.kind !== 'star' && entry.exportName === name)) return add('there');
      if (unlistedProperties?.includes(name) || namesPutInto(node.id)?.has(name)) return add('there');
      if (exportsKind === 'dynamic') add('open');
      return ask(node, record.madeBy ?? [], null) || askStars(node, use, null);
    }
    if (record.makes === undefined) {
      // module.exports = require('./other')
      const isOther = moduleKind === 'commonjs' && exportsKind === 'static' && commonjs?.isFunction !== true;
      const isTold = isOther && record.madeBy === undefined && exports.some(({ kind }) => kind === 'star');
      return isTold ? askStars(node, use, call) : add('open');
    }
    const made = makes[use];
    return made === undefined ? use === 'instance' && add('open') : askNames(node, made, call);
  };
  const askNames = (node: Node, made: MadeNames, call: Call | null): boolean => {
    if (made.names.includes(name)) return add('there');
    if (made.isOpen) add('open');
    const isGiven = made.ofArguments?.some((position) => {
      const given = call?.given[position];
      return call && given ? askNames(call.from, given, call.around) : add('open');
    });
    return isGiven || ask(node, made.madeBy, call);
  };
  const askStars = (node: Node, use: MakingUse, call: Call | null): boolean =>
    node.record.exports.some((entry) => entry.kind === 'star' && askTarget(node, entry.request, use, call));
  ask(node, madeBy, null);
  return answer;
}
