// Names that a CommonJS module has from functions of others: `require('./password')(User)`, `module.exports =
// require('./make')(options)`, `module.exports = new (require('./api'))()`.

import {
  anyUse,
  type MadeBy,
  type MadeNames,
  type MakingUse,
  type NamingExport,
} from '../model/commonjs-face.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { type FromOutside, loadedBy } from './assigned-names.ts';

/** `open`: nobody can tell. */
export type Made = 'there' | 'open' | 'absent';

type Node = Pick<ModuleNode, 'id' | 'record' | 'resolutions'>;

/** The answers of {@link FromOutside} that count here. */
type Outside = Pick<FromOutside, 'namesPutInto' | 'namesGivenTo'>;

type Asked = Omit<MadeBy, 'given'>;

/** What a function is called with, by which module, inside of which call of a function of that. */
interface Call {
  readonly from: Node;
  readonly given: NonNullable<MadeBy['given']>;
  readonly around: Call | null;
}

/** Whether others name it when they call such exports of the module. */
export function isNamedThrough(
  through: readonly NamingExport[] | undefined,
  module: ModuleId,
  name: string,
  outside: Pick<FromOutside, 'namesGivenTo'>,
): boolean {
  return through?.some((each) => outside.namesGivenTo(module, each)?.has(name) === true) === true;
}

/**
 * Whether functions of other modules give a name.
 * @param node the module that calls them
 * @param madeBy which
 * @param outside what other modules do to the names of one
 */
export function madeName(
  surfaceOf: (module: ModuleId) => { readonly node: Node } | null,
  node: Node,
  madeBy: readonly MadeBy[],
  name: string,
  outside: Outside,
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
    makers.some(({ given, ...maker }) => {
      const call = given === undefined ? null : { from, given, around };
      return askTarget(from, maker, call);
    });
  const askTarget = (from: Node, { request, member, use }: Asked, call: Call | null): boolean => {
    const module = loadedBy(from.resolutions[request]);
    const made = module === null ? null : surfaceOf(module)?.node;
    if (!made) return add('open');
    const key = `${made.id}\0${member ?? ''}\0${use}`;
    if (call !== null) {
      // Called with something else, it may give other names.
      const isAround = running.includes(key);
      running.push(key);
      const isThere = isAround ? add('open') : askNode(made, member, use, call);
      running.pop();
      return isThere;
    }
    if (seen.has(key)) return false;
    seen.add(key);
    return askNode(made, member, use, null);
  };
  const askNode = (node: Node, member: string | undefined, use: MakingUse, call: Call | null): boolean =>
    member === undefined ? askUse(node, use, call) : askMember(node, member, use, call);
  // Whoever gets the member may do more to it.
  const askMember = (node: Node, member: string, use: MakingUse, call: Call | null): boolean =>
    (node.record.madeMembers ?? []).some(({ name: own, makes, of }) => {
      if (own !== member) return false;
      const made = makes?.[use];
      if (made !== undefined && askNames(node, made, call)) return true;
      return of !== undefined && askTarget(node, { ...of, use }, call);
    }) || add('open');
  const askUse = (node: Node, use: MakingUse, call: Call | null): boolean => {
    const { record } = node;
    const { makes = {}, exports, exportsKind, commonjs, moduleKind, unlistedProperties } = record;
    if (use === 'exports') {
      if (exports.some((entry) => entry.kind !== 'star' && entry.exportName === name)) return add('there');
      const put = outside.namesPutInto(node.id);
      if (unlistedProperties?.includes(name) || put?.has(name)) return add('there');
      if (isNamedThrough(record.namedThrough, node.id, name, outside)) return add('there');
      if (exportsKind === 'dynamic' || put?.isOpen) add('open');
      return ask(node, record.madeBy ?? [], null) || askStars(node, use, null);
    }
    if (record.makes === undefined) {
      // module.exports = require('./other')
      const isOther = moduleKind === 'commonjs' && exportsKind === 'static' && commonjs?.isFunction !== true;
      const isTold = isOther && record.madeBy === undefined && exports.some(({ kind }) => kind === 'star');
      if (isTold) return askStars(node, use, call);
      // module.exports = require('./other').Pool
      const isMade = (record.madeBy ?? []).some(
        (maker) => maker.use === 'exports' && askTarget(node, { ...maker, use }, call),
      );
      return isMade || add('open');
    }
    const made = makes[use] ?? makes[anyUse];
    return made === undefined ? use === 'instance' && add('open') : askNames(node, made, call);
  };
  const askNames = (node: Node, made: MadeNames, call: Call | null): boolean => {
    if (made.names.includes(name)) return add('there');
    if (isNamedThrough(made.namedThrough, node.id, name, outside)) return add('there');
    if (made.isOpen) add('open');
    const isGiven = made.ofArguments?.some((position) => {
      const given = call?.given[position];
      return call && given ? askNames(call.from, given, call.around) : add('open');
    });
    return isGiven || ask(node, made.madeBy, call);
  };
  const askStars = (node: Node, use: MakingUse, call: Call | null): boolean =>
    node.record.exports.some(
      (entry) => entry.kind === 'star' && askTarget(node, { request: entry.request, use }, call),
    );
  ask(node, madeBy, null);
  return answer;
}
