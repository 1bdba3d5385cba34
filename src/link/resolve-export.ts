// ResolveExport (ECMA-262 16.2.1.7.2.2) on a graph that may be incomplete, for every kind of module. A name is
// *missing* only when all that could have given it was seen; whatever is not seen makes the answer *unknown*.

import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type {
  IndirectExport,
  LocalExport,
  ModuleKind,
  ModuleRecord,
  StarExport,
} from '../model/module-record.ts';
import type { Span } from '../model/span.ts';
import {
  type Answer,
  found,
  foundLocal,
  hops,
  preferred,
  sameBinding,
  step,
  type Trail,
  unknown,
  withMembers,
} from './answer.ts';
import { orBuiltinType } from './builtin-types.ts';
import { importerKind } from './importer-kind.ts';
import type { ImporterKind } from './linked-graph.ts';
import { nameOfNoModule, targetOf } from './request-target.ts';
import type { NamedExport, OwnedExports, Surface } from './surface.ts';

/**
 * What two stars with different bindings of a name make of it. CommonJS spreads and Python stars overwrite; in a
 * declaration TypeScript takes the first (and the module that runs is looked at for itself); elsewhere ECMA-262 holds.
 */
const starConflict: Partial<Record<ModuleKind, 'last' | 'first'>> = {
  commonjs: 'last',
  python: 'last',
  declaration: 'first',
};

/** A chain of re-exports longer than this is not followed (the call stack is finite): the answer is unknown. */
const deepest = 400;

/**
 * Makes the look-up. Answers of top-level calls are kept; those under a non-empty resolve set are not, because they
 * depend on the way that led there.
 */
export function createResolveExport(
  surfaceOf: (module: ModuleId) => Surface | null,
  assignedTo: (module: ModuleId) => ReadonlySet<string> | undefined,
): (module: ModuleId, name: string, importer: ImporterKind) => ExportResolution {
  const answers = new Map<string, ExportResolution>();
  const zero: Span = { start: 0, end: 0 };

  function topLevel(module: ModuleId, name: string, importer: ImporterKind): ExportResolution {
    const key = `${importer}\0${module}\0${name}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(module, name, importer, new Set(), null);
    const resolution: ExportResolution = answer === 'asked' ? { kind: 'cycle', via: [] } : answer;
    answers.set(key, resolution);
    return resolution;
  }

  function ask(
    module: ModuleId,
    name: string,
    importer: ImporterKind,
    asked: Set<string>,
    trail: Trail | null,
  ): Answer {
    const key = `${importer}\0${module}\0${name}`;
    if (asked.has(key)) return 'asked';
    asked.add(key);
    const surface = surfaceOf(module);
    if (surface === null) return unknown('not-followed', module);
    if ((trail?.depth ?? 0) > deepest) return unknown('too-deep', module);
    const named = askNamed(surface, name, importer, asked, trail);
    const isChecked = importer === 'python' && trail?.typeOnly !== true;
    const isPromise = isChecked && named !== null && named !== 'missing' && isTypeOf(named, module);
    // Python: an import in a `try` that goes on when it fails binds nothing then; other code may still give the name.
    const isUnbound =
      importer === 'python' &&
      named !== null &&
      named !== 'missing' &&
      named !== 'asked' &&
      named.kind === 'missing' &&
      surface.own.byName.get(name)?.every(({ certainty }) => certainty === 'may') === true;
    const goesOn = isPromise || isUnbound;
    // Python: `import pkg.sub` puts the submodule in the place of what the package bound under its name, unless it was
    // loaded before that.
    const twin = named !== null && named !== 'missing' && named !== 'asked' && named.kind === 'namespace';
    if (twin && isOther(surface.node.submodules?.get(name), named.module))
      return unknown('attribute-or-submodule', module);
    if (named !== null && named !== 'missing' && !goesOn) return named;
    if (named === null || goesOn) {
      const starred = askStars(surface.own, name, asked, trail);
      if (starred !== null && starred !== 'asked' && starred.kind !== 'missing') {
        // `module.exports = require('./other')`: as long as neither says that it was an ES module, loaders give the whole
        // as the default, whatever else cannot be seen of the other.
        const isWhole = starred.kind === 'unknown' && name === 'default' && importer === 'interop';
        if (isWhole && isPlainCommonJs(surface.node) && isPlainCommonJs(surfaceOf(starred.module)?.node))
          return found(surface.node, 'module.exports', trail);
        // Python: a star copies the submodules of the other package that are loaded; a submodule of one's own with that
        // name takes their place as soon as it is imported.
        const mine = starred.kind === 'namespace' ? surface.node.submodules?.get(name) : undefined;
        if (mine !== undefined) return { kind: 'namespace', module: mine, via: hops(trail) };
        const promise = isPromise ? named : starred;
        const isGiven = !isChecked || starred.kind !== 'found' || starred.meaning !== 'type';
        return isGiven ? starred : (askRest(surface, name, importer, asked, trail) ?? promise);
      }
      const rest = askRest(surface, name, importer, asked, trail);
      if (rest !== null) return rest;
      if (goesOn) return named;
      if (starred !== null && starred !== 'asked') return starred;
    }
    return { kind: 'missing', module, name, via: hops(trail) };
  }

  /** What the module says about this name by itself; `missing` when that is final, null to go on with stars. */
  function askNamed(
    surface: Surface,
    name: string,
    importer: ImporterKind,
    asked: Set<string>,
    trail: Trail | null,
  ): Answer | 'missing' | null {
    const { node, own } = surface;
    const { moduleKind, commonjs } = node.record;
    if (importer === 'esm-node') {
      if (moduleKind === 'json') return name === 'default' ? found(node, name, trail) : 'missing';
      if (moduleKind === 'commonjs' && commonjs !== undefined) return askLexer(node, name, asked, trail);
    }
    const entries = own.byName.get(name);
    if (entries !== undefined) {
      const answer = askEntries(own, entries, name, asked, trail);
      return withMembers(
        answer,
        surface.augmentations.flatMap(({ byName }) => byName.get(name) ?? []),
      );
    }
    for (const augmentation of surface.augmentations) {
      const added = augmentation.byName.get(name);
      if (added !== undefined) return askEntries(augmentation, added, name, asked, trail);
    }
    const whole = own.byName.get('export=');
    if (whole !== undefined) return askWhole(surface, whole, name, asked, trail);
    return null;
  }

  /** The names that Node's ESM loader sees of a CommonJS module: no more, whatever the module does at run time. */
  function askLexer(
    node: ModuleNode,
    name: string,
    asked: Set<string>,
    trail: Trail | null,
  ): Answer | 'missing' {
    const face = node.record.commonjs;
    if (name === 'default' || name === 'module.exports') return found(node, 'module.exports', trail);
    if (face === undefined || face.names.includes(name)) return found(node, name, trail);
    let open: ExportResolution | null = null;
    for (const request of face.reexports) {
      const target = targetOf(node.resolutions[request]);
      if (target.module === null) {
        open ??= unknown(target.reason, node.id);
        continue;
      }
      const next = step(node, name, node.record.requests[request]?.span ?? zero, false, trail);
      const answer = ask(target.module, name, 'esm-node', asked, next);
      if (answer === 'asked') continue;
      // Of a re-exported ES module the lexer sees what that exports; `require()` of it may still refuse.
      if (answer.kind === 'unknown') open ??= answer;
      else if (answer.kind !== 'missing') return answer;
    }
    return open ?? 'missing';
  }

  /** Several entries of one name: merged declarations in TypeScript, branches in Python. Any that is there will do. */
  function askEntries(
    owned: OwnedExports,
    entries: readonly (LocalExport | IndirectExport)[],
    name: string,
    asked: Set<string>,
    trail: Trail | null,
  ): Answer {
    let best: Answer | null = null;
    for (const entry of entries) {
      const answer =
        entry.kind === 'local'
          ? foundLocal(owned.owner, entry, name, trail)
          : askIndirect(owned.owner, entry, name, asked, trail);
      best = best === null ? answer : preferred(best, answer);
    }
    return best ?? unknown('not-followed', owned.owner.id);
  }

  function askIndirect(
    owner: ModuleNode,
    entry: IndirectExport,
    name: string,
    asked: Set<string>,
    trail: Trail | null,
  ): Answer {
    const request = owner.record.requests[entry.request];
    const target = targetOf(owner.resolutions[entry.request]);
    const next = step(owner, name, entry.span, entry.typeOnly, trail);
    const importer = importerKind(owner, request?.form ?? 'import');
    if (target.module === null) {
      const resolution = owner.resolutions[entry.request];
      return nameOfNoModule(resolution, target.reason, entry.importName, importer, owner.id);
    }
    if (entry.importName === '*') return { kind: 'namespace', module: target.module, via: hops(next) };
    const answer = orBuiltinType(
      owner,
      entry.request,
      entry.typeOnly,
      ask(target.module, entry.importName, importer, asked, next),
    );
    // `from . import sub` in the package itself asks the package for the name that this line binds: not bound yet, so the
    // submodule is imported (importlib, "_handle_fromlist").
    if ((answer === 'asked' || answer.kind === 'missing') && entry.orModule !== undefined) {
      const submodule = targetOf(owner.resolutions[entry.orModule]);
      if (submodule.module !== null) return { kind: 'namespace', module: submodule.module, via: hops(next) };
      if (submodule.reason !== 'unresolved') return unknown(submodule.reason, owner.id);
    }
    if (answer === 'asked') return { kind: 'cycle', via: hops(next) };
    return entry.certainty === 'may' && answer.kind === 'found' ? { ...answer, certainty: 'may' } : answer;
  }

  /** `export = X`: X is the default, and its members are the names. */
  function askWhole(
    { own: { owner }, augmentations }: Surface,
    whole: readonly (LocalExport | IndirectExport)[],
    name: string,
    asked: Set<string>,
    trail: Trail | null,
  ): Answer | 'missing' | null {
    for (const entry of whole) {
      if (name === 'default') {
        if (entry.kind === 'indirect') return found(owner, name, trail);
        // What is added to the module is added to its value: `declare module 'react' { … }`.
        const added = augmentations.flatMap(({ byName }) => [...byName.keys()]);
        const answer = foundLocal(owner, entry, name, trail);
        return answer.members === undefined ? answer : { ...answer, members: [...answer.members, ...added] };
      }
      if (entry.kind === 'indirect') {
        if (entry.importName !== '*') return unknown('export-equals', owner.id);
        const target = targetOf(owner.resolutions[entry.request]);
        if (target.module === null) return unknown(target.reason, owner.id);
        const next = step(owner, name, entry.span, entry.typeOnly, trail);
        return ask(target.module, name, 'require', asked, next);
      }
      const has = (one: NamedExport) => one.kind === 'local' && one.someMembers?.includes(name) === true;
      const typed = entry.typeName;
      if (entry.members?.includes(name) || has(entry)) return found(owner, name, trail, entry.span);
      if (typed !== undefined && augmentations.some(({ byName }) => byName.get(typed)?.some(has))) {
        return found(owner, name, trail, entry.span);
      }
    }
    const complete = whole.every((entry) => entry.kind === 'local' && entry.members !== undefined);
    return complete && owner.record.exportsKind === 'static' ? 'missing' : unknown('export-equals', owner.id);
  }

  /** Steps 6 to 9 of ResolveExport. Null when there is no star that could give the name. */
  function askStars(own: OwnedExports, name: string, asked: Set<string>, trail: Trail | null): Answer | null {
    const { owner } = own;
    const conflict = starConflict[owner.record.moduleKind] ?? 'ambiguous';
    if (name === 'default' && conflict !== 'last') return null;
    let first: { readonly answer: ExportResolution; readonly star: StarExport } | null = null;
    let open: ExportResolution | null = null;
    let absent: ExportResolution | null = null;
    for (const star of own.stars) {
      const target = targetOf(owner.resolutions[star.request]);
      if (target.module === null) {
        open ??= unknown(target.reason, owner.id);
        continue;
      }
      if (!takes(surfaceOf(target.module), name)) continue;
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
      } else if (first === null || conflict === 'last') first = { answer, star };
      else if (conflict === 'ambiguous' && !sameBinding(first.answer, answer)) {
        const candidates = [first.star, star].map(({ span }) => ({ module: owner.id, name, span }));
        return { kind: 'ambiguous', candidates, via: hops(trail) };
      }
    }
    return first?.answer ?? open ?? absent;
  }

  /** What is left when neither name nor star has it: defaults that loaders make, submodules, and what is not seen. */
  function askRest(
    surface: Surface,
    name: string,
    importer: ImporterKind,
    asked: Set<string>,
    trail: Trail | null,
  ): Answer | null {
    const { node } = surface;
    const { record, settings } = node;
    for (const augmentation of surface.augmentations) {
      const added = askStars(augmentation, name, asked, trail);
      if (added !== null && added !== 'asked' && added.kind !== 'missing') return added;
    }
    const submodule = node.submodules?.get(name);
    if (submodule !== undefined) return { kind: 'namespace', module: submodule, via: hops(trail) };
    if (importer === 'python' && isDunder(name)) return unknown('module-attribute', node.id);
    if (record.unlistedNames === 'internal' && isInternal(name)) return unknown('system-dependent', node.id);
    if (importer !== 'esm-node' && record.unlistedProperties?.includes(name)) return found(node, name, trail);
    // `require()` of an ES module says so too, where there is a default export that interop code asks for.
    if (name === '__esModule' && (record.commonjs?.esModule || importer === 'require')) {
      return found(node, name, trail);
    }
    if (record.moduleKind === 'commonjs') {
      if (name === 'default' && importer === 'interop') return found(node, 'module.exports', trail);
      if (assignedTo(node.id)?.has(name)) return found(node, name, trail);
    }
    if (importer !== 'python' && record.moduleKind !== 'esm' && isInherited(name, record)) {
      return unknown('object-prototype', node.id);
    }
    // A declaration without `default` may describe a CommonJS module, of which loaders make one
    // (canHaveSyntheticDefault in TypeScript's checker).
    if (name === 'default' && record.moduleKind === 'declaration') {
      if (settings.format !== 'esm' || importer !== 'esm-node') return unknown('synthetic-default', node.id);
    }
    if (importer === 'require' && record.moduleKind === 'esm' && surface.own.byName.has('module.exports')) {
      return unknown('export-equals', node.id); // https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require
    }
    if (record.exportsKind === 'dynamic' && !exportsNothing(node)) {
      return unknown(record.dynamicReason ?? 'dynamic', node.id);
    }
    return null;
  }

  return topLevel;
}

/**
 * Python: bound under `if TYPE_CHECKING:` and nowhere else in the text. When the module runs, a star or `__getattr__` may
 * give the name.
 */
function isTypeOf(answer: Answer, module: ModuleId): boolean {
  return (
    answer !== 'asked' && answer.kind === 'found' && answer.meaning === 'type' && answer.module === module
  );
}

function isOther(submodule: ModuleId | undefined, bound: ModuleId): boolean {
  return submodule !== undefined && submodule !== bound;
}

/** A text without module syntax that is loaded as an ES module, or is TypeScript source, exports nothing for sure. */
function exportsNothing(node: ModuleNode): boolean {
  const { record, settings } = node;
  if (record.dynamicReason !== 'no-module-syntax') return false;
  return settings.format === 'esm' || (settings.typescript && record.moduleKind === 'script');
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

function isInternal(name: string): boolean {
  return name.startsWith('_') || name === name.toUpperCase();
}

function isPlainCommonJs(node: ModuleNode | undefined): boolean {
  return node?.record.moduleKind === 'commonjs' && node.record.commonjs?.esModule === false;
}

/** What every object has; and every function, where that is what `module.exports` is. */
function isInherited(name: string, { commonjs }: ModuleRecord): boolean {
  if (Object.hasOwn(Object.prototype, name)) return true;
  return commonjs?.isFunction === true && (name === 'prototype' || Object.hasOwn(Function.prototype, name));
}

function isDunder(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__') && name.length > 4;
}

/** Whether a star takes this name from the module (`default` was left out before). */
function takes(surface: Surface | null, name: string): boolean {
  const names = surface?.node.record.starNames;
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
