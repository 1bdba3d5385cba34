// What `export *` and its kin (CommonJS spreads, Python's `import *`) make of a name: none, one, or an ambiguity.

import type { StarExport } from '../model/export-entry.ts';
import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleKind } from '../model/module-record.ts';
import { type Answer, hops, sameBinding, step, type Trail, unknown } from './answer.ts';
import type { AskedGraph } from './asked-graph.ts';
import { orBuiltinType } from './builtin-types.ts';
import { importerKind } from './importer-kind.ts';
import { targetOf } from './request-target.ts';
import type { OwnedExports, Surface } from './surface.ts';

/**
 * What two stars with different bindings of a name make of it. CommonJS spreads and Python stars overwrite; in a
 * declaration TypeScript takes the first (and the module that runs is looked at for itself); elsewhere ECMA-262 holds.
 */
const starConflict: Partial<Record<ModuleKind, 'last' | 'first'>> = {
  commonjs: 'last',
  python: 'last',
  declaration: 'first',
};

/** Steps 6 to 9 of ResolveExport. Null when there is no star that could give the name. */
export function askStars(
  { surfaceOf, ask }: AskedGraph,
  own: OwnedExports,
  name: string,
  asked: Set<string>,
  trail: Trail | null,
): Answer | null {
  const { owner } = own;
  const conflict = starConflict[owner.record.moduleKind] ?? 'ambiguous';
  if (name === 'default' && conflict !== 'last') return null;
  let first: { readonly answer: ExportResolution; readonly star: StarExport } | null = null;
  let open: ExportResolution | null = null;
  let absent: ExportResolution | null = null;
  for (const star of own.starsFor(name)) {
    const target = targetOf(owner.resolutions[star.request]);
    if (target.module === null) {
      open ??= unknown(target.reason, owner.id);
      continue;
    }
    if (star.takesAll !== true && !takes(surfaceOf(target.module), name)) continue;
    const request = owner.record.requests[star.request];
    const next = step(owner, name, star.span, star.typeOnly, trail, true);
    const importer = importerKind(owner, request?.form ?? 'export-from');
    // A star takes types along, whatever else it is for.
    const answer = orBuiltinType(
      owner,
      star.request,
      owner.settings.typescript,
      ask(target.module, name, importer, asked, next),
    );
    // A pair already asked adds nothing here: it is absence, not a circle (notes on step 2 of ResolveExport).
    if (answer === 'asked' || answer.kind === 'cycle') continue;
    if (answer.kind === 'ambiguous') return answer;
    if (answer.kind === 'unknown') open ??= answer;
    else if (answer.kind === 'missing') {
      if (hasBrokenName(answer, next.depth)) absent ??= answer;
      if (mayBeCompleted(owner)) open ??= unknown('computed-commonjs', owner.id);
    } else if (first !== null && owner.record.language === 'python' && areOthers(first.answer, answer)) {
      // In branches of which one is run (`if backend() == 'torch': from shop.torch import *`), each gives a module of its own.
      return unknown('attribute-or-submodule', owner.id);
    } else if (first === null || conflict === 'last') {
      // What only type checkers see in the one module takes no place of what the other has when it runs.
      if (first === null || !isPromise(answer) || isPromise(first.answer)) first = { answer, star };
    } else if (conflict === 'ambiguous' && !sameBinding(first.answer, answer)) {
      const candidates = [first.star, star].map(({ span }) => ({ module: owner.id, name, span }));
      return { kind: 'ambiguous', candidates, via: hops(trail) };
    }
  }
  return first?.answer ?? open ?? absent;
}

/** Two modules: what the one lacks the other may have. */
function areOthers(one: ExportResolution, other: ExportResolution): boolean {
  return one.kind === 'namespace' && other.kind === 'namespace' && one.module !== other.module;
}

function isPromise(answer: ExportResolution): boolean {
  return answer.kind === 'found' && answer.meaning === 'type';
}

/**
 * `module.exports = require('./forge'); require('./pki');`: in a package, where only what a name leads to is read, the
 * modules that are loaded beside it may put more names into it.
 */
function mayBeCompleted({ record, role }: ModuleNode): boolean {
  if (role === 'project' || record.moduleKind !== 'commonjs' || record.exports.length !== 1) return false;
  const read = new Set(record.memberUses.map(({ of }) => ('request' in of ? of.request : null)));
  return record.requests.some(
    ({ form, runs, specifier }, request) =>
      form === 'require' &&
      runs === 'load' &&
      specifier.startsWith('.') &&
      !read.has(request) &&
      record.exports.every((entry) => entry.kind === 'local' || entry.request !== request),
  );
}

/** Whether a star takes this name from the module (`default` was left out before). */
function takes(surface: Surface | null, name: string): boolean {
  const names = surface?.starNames;
  if (names === undefined) return true;
  return names === 'public' ? !name.startsWith('_') : names.includes(name);
}

/**
 * Whether the way to a missing name went, behind its first `depth` steps, through a re-export that names it: that
 * re-export is what is broken. Otherwise no star has the name, and which of them was asked first tells nothing.
 */
function hasBrokenName(answer: ExportResolution, depth: number): boolean {
  return answer.kind === 'missing' && answer.via.slice(depth).some(({ star }) => star !== true);
}
