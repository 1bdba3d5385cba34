// ResolveExport (ECMA-262 16.2.1.7.2.2) on a graph that may be incomplete, for every kind of module. A name is
// *missing* only when all that could have given it was seen; whatever is not seen makes the answer *unknown*.

import type { IndirectExport, LocalExport } from '../model/export-entry.ts';
import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Span } from '../model/span.ts';
import {
  type Answer,
  found,
  foundLocal,
  hops,
  preferred,
  step,
  type Trail,
  unknown,
  withMembers,
  withoutMembers,
} from './answer.ts';
import type { AskedGraph } from './asked-graph.ts';
import type { FromOutside } from './assigned-names.ts';
import { orBuiltinType } from './builtin-types.ts';
import { impliedName } from './implied-names.ts';
import { importerKind } from './importer-kind.ts';
import type { ImporterKind } from './linked-graph.ts';
import { nameOfNoModule, targetOf } from './request-target.ts';
import { askStars } from './star-exports.ts';
import type { NamedExport, OwnedExports, Surface } from './surface.ts';
import { isPlainCommonJs } from './whole-default.ts';
import { askWhole } from './whole-export.ts';

/** A chain of re-exports longer than this is not followed (the call stack is finite): the answer is unknown. */
const deepest = 400;

/**
 * Makes the look-up. Answers of top-level calls are kept; those under a non-empty resolve set are not, because they
 * depend on the way that led there.
 */
export function createResolveExport(
  surfaceOf: (module: ModuleId) => Surface | null,
  outside: FromOutside,
): (module: ModuleId, name: string, importer: ImporterKind) => ExportResolution {
  const answers = new Map<string, ExportResolution>();
  const zero: Span = { start: 0, end: 0 };
  const graph: AskedGraph = { surfaceOf, ask };
  const hasSubmodule = (module: ModuleId, name: string) =>
    submodulesOf(module, name).some((file) => surfaceOf(file) !== null);

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
    // Python: what is taken from another distribution under the name of a submodule is what the package has, until that
    // is imported.
    const isUnseen = named !== null && named !== 'missing' && named !== 'asked' && named.kind === 'unknown';
    if (isUnseen && importer === 'python' && !isUnbound && hasSubmodule(module, name))
      return unknown('attribute-or-submodule', module);
    if (named !== null && named !== 'missing' && !goesOn) return named;
    if (named === null || goesOn) {
      const starred = askStars(graph, surface.own, name, asked, trail);
      if (starred !== null && starred !== 'asked' && starred.kind !== 'missing') {
        // `module.exports = require('./other')`: as long as neither says that it was an ES module, loaders give the whole
        // as the default, whatever else cannot be seen of the other.
        const isWhole = starred.kind === 'unknown' && name === 'default' && importer === 'interop';
        if (isWhole && isPlainCommonJs(surface.node) && isPlainCommonJs(surfaceOf(starred.module)?.node))
          return found(surface.node, 'module.exports', trail);
        // Python: a star copies the submodules of the other package that are loaded; a submodule of one's own with that
        // name takes their place when it is imported after that, and loses its own when it was imported before.
        if (starred.kind === 'namespace' && isOther(surface.node.submodules?.get(name), starred.module))
          return unknown('attribute-or-submodule', module);
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
    // fastify-cli/helper.d.ts is a module, and says in `declare module 'fastify-cli/helper.js'` what it is as a whole.
    const teller = [own, ...surface.augmentations].find(({ byName }) => byName.has('export='));
    const told = teller === undefined ? surface : { ...surface, own: teller };
    const whole = teller?.byName.get('export=');
    if (importer === 'esm-node') {
      if (moduleKind === 'json') return name === 'default' ? found(node, name, trail) : 'missing';
      if (moduleKind === 'commonjs' && commonjs !== undefined) return askLexer(node, name, asked, trail);
    }
    const entries = own.byName.get(name);
    // `require('./d.json')` is the value itself: it has a `default` where one of its keys is that, beside the whole.
    const isWholeOnly = moduleKind === 'json' && name === 'default' && entries?.length === 1;
    if (importer === 'require' && isWholeOnly) return 'missing';
    if (entries !== undefined) {
      const answer = askEntries(own, entries, name, asked, trail);
      // Without the mark of an ES module the whole is the default, whatever member of that name it has.
      const isWhole = name === 'default' && importer === 'interop' && isPlainCommonJs(node);
      if (isWhole && answer !== 'asked' && answer.kind === 'found')
        return { ...answer, binding: 'module.exports' };
      return withMembers(answer, namedByAugmentations(surface, name));
    }
    const added = askAugmentations(surface, name, asked, trail);
    if (added === null) return whole === undefined ? null : askWhole(graph, told, whole, name, asked, trail);
    // What is added under a name that `export =` or a star gives is merged with that (mergeModuleAugmentation in
    // TypeScript's checker): `declare module 'knex' { namespace Knex { interface QueryBuilder { … } } }`.
    const base =
      whole === undefined
        ? askStars(graph, own, name, asked, trail)
        : askWhole(graph, told, whole, name, asked, trail);
    if (base === null || base === 'missing' || base === 'asked' || base.kind === 'missing') return added;
    if (base.kind !== 'unknown') return withMembers(base, namedByAugmentations(surface, name));
    // `interface Context { … }` is merged with whatever the star gives: a class has a value too.
    return isType(added) ? base : withoutMembers(added);
  }

  /** The name as other files add it to the module, those additions merged; null when none does. */
  function askAugmentations(
    surface: Surface,
    name: string,
    asked: Set<string>,
    trail: Trail | null,
  ): Answer | null {
    let best: Answer | null = null;
    for (const augmentation of surface.augmentations) {
      const entries = augmentation.byName.get(name);
      if (entries === undefined) continue;
      const answer = askEntries(augmentation, entries, name, asked, trail);
      best = best === null ? answer : preferred(best, answer);
    }
    return best;
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
      if (target.module === owner.id && entry.importName === name)
        return { kind: 'missing', module: owner.id, name, via: hops(trail) };
    }
    if (answer === 'asked') return { kind: 'cycle', via: hops(next) };
    return entry.certainty === 'may' && answer.kind === 'found' ? { ...answer, certainty: 'may' } : answer;
  }

  /** What is left when neither name nor star has it. */
  function askRest(
    surface: Surface,
    name: string,
    importer: ImporterKind,
    asked: Set<string>,
    trail: Trail | null,
  ): Answer | null {
    for (const augmentation of surface.augmentations) {
      const added = askStars(graph, augmentation, name, asked, trail);
      if (added !== null && added !== 'asked' && added.kind !== 'missing') return added;
    }
    return impliedName(surface, name, importer, trail, outside, surfaceOf);
  }

  return topLevel;
}

/**
 * Python: bound under `if TYPE_CHECKING:` and nowhere else in the text. When the module runs, a star or `__getattr__` may
 * give the name.
 */
function isTypeOf(answer: Answer, module: ModuleId): boolean {
  return isType(answer) && answer.module === module;
}

function isType(answer: Answer): answer is Extract<ExportResolution, { kind: 'found' }> {
  return answer !== 'asked' && answer.kind === 'found' && answer.meaning === 'type';
}

function namedByAugmentations({ augmentations }: Surface, name: string): NamedExport[] {
  return augmentations.flatMap(({ byName }) => byName.get(name) ?? []);
}

/** Where a Python package may have a submodule; nothing for what is no package. */
function submodulesOf(module: ModuleId, name: string): ModuleId[] {
  const folder = /^(.*)\/__init__\.pyw?$/.exec(module)?.[1];
  return folder === undefined ? [] : [`${folder}/${name}.py`, `${folder}/${name}/__init__.py`];
}

function isOther(submodule: ModuleId | undefined, bound: ModuleId): boolean {
  return submodule !== undefined && submodule !== bound;
}
