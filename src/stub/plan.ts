// From what is asked to what would be written: which file, in which dialect, with which names in which shapes. Reads
// the project, writes nothing.

import type { FileSystem } from '../host/file-system.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import { type ModuleId, relativeId } from '../model/module-id.ts';
import {
  type StubDialect,
  type StubFile,
  type StubName,
  type StubPlan,
  type StubRefusal,
  WHOLE_MODULE,
} from '../model/stub.ts';
import type { DemandedName } from './asks.ts';
import type { CollectedDemand, Demand } from './demand.ts';
import { emitterFor } from './emitters.ts';
import type { ModuleName } from './module-name.ts';
import { decidePlace } from './place.ts';
import { shapeOf } from './shape.ts';

export interface PlanInput {
  readonly root: string;
  readonly fileSystem: FileSystem;
  readonly demand: CollectedDemand;
  /** What package.json says of a `.js` file at a path. */
  readonly formatOf: (path: ModuleId) => 'esm' | 'commonjs' | 'unknown';
  readonly moduleName: ModuleName;
  /** Why a file at this path would not reach the server, in words; null when nothing is known against it. */
  readonly whyNotDelivered: (path: ModuleId) => string | null;
}

/** What stops one demand from being met. */
interface Stopped {
  readonly why: string;
  readonly instead: string;
}

export function planStubs(input: PlanInput): StubPlan {
  const files: StubFile[] = [];
  const refusals: StubRefusal[] = [...input.demand.refusals];
  for (const demand of input.demand.demands) {
    const target = targetOf(input, demand);
    if ('why' in target) {
      refusals.push(...refuseAll(demand, target));
      continue;
    }
    const { names, refused } = namesOf(demand, target.dialect);
    refusals.push(...refused);
    if (names.length === 0 && demand.names.length > 0) continue;
    const notDelivered = input.whyNotDelivered(target.path);
    files.push({
      ...target,
      names,
      warnings: notDelivered === null ? [] : [`${notDelivered}: this stub would not reach the server`],
    });
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), refusals };
}

type Target = Pick<StubFile, 'path' | 'language' | 'dialect' | 'standsFor' | 'moduleName'>;

function targetOf(input: PlanInput, demand: Demand): Target | Stopped {
  return demand.kind === 'module' ? moduleTarget(input, demand) : siblingTarget(input, demand.module);
}

function moduleTarget(
  { root, fileSystem, formatOf, moduleName }: PlanInput,
  { uses, started, names }: Extract<Demand, { kind: 'module' }>,
): Target | Stopped {
  const erased = uses.every(({ request }) => request.typeOnly || request.runs === 'never');
  const typesOnly = erased && names.every(({ asks }) => asks.every(({ typeOnly }) => typeOnly));
  const asked = {
    typesOnly,
    whole: names.some(({ name }) => name === WHOLE_MODULE),
    defaultByNode: names.some(({ name, importers }) => name === 'default' && importers.has('esm-node')),
  };
  const [start] = started;
  const place =
    decidePlace(uses, asked, formatOf) ??
    (start === undefined ? null : { path: start.expected, dialect: 'python' });
  if (place === null) return { why: 'nothing asks for it any more', instead: 'nothing is to be done' };
  const { path, dialect } = place;
  if (fileSystem.stat(path) !== null) {
    return {
      why: `${relativeId(root, path)} is there already`,
      instead: 'correct the specifier, or move that file away',
    };
  }
  const language = dialect === 'python' ? 'python' : 'javascript';
  return { path, dialect, language, standsFor: { kind: 'module' }, moduleName: moduleName(path) };
}

function siblingTarget({ root, fileSystem, moduleName }: PlanInput, module: ModuleNode): Target | Stopped {
  const dialect = dialectOf(module);
  const emitter = emitterFor(dialect);
  const { language } = module.record;
  const moduleNameOfTarget = moduleName(module.id);
  if (emitter.read(fileSystem.readText(module.id)) !== null) {
    // The module is a stub itself, for a module that is not there or for another's names: it takes the new ones.
    return {
      path: module.id,
      dialect,
      language,
      standsFor: { kind: 'module' },
      moduleName: moduleNameOfTarget,
    };
  }
  if (emitter.reexport === null) {
    return { why: 'the module has one `export =`', instead: 'add the name to what it exports' };
  }
  const path = emitter.reexport.siblingOf(module.id);
  if (fileSystem.stat(path) !== null && emitter.read(fileSystem.readText(path)) === null) {
    return { why: `${relativeId(root, path)} is there already, and no stub`, instead: 'move that file away' };
  }
  const standsFor = { kind: 'names', module: module.id } as const;
  return { path, dialect, language, standsFor, moduleName: moduleNameOfTarget };
}

/** The dialect of a file that is there. */
export function dialectOf({ id, record, settings }: ModuleNode): StubDialect {
  if (record.language === 'python') return 'python';
  if (/\.d\.[cm]?ts$/.test(id)) return 'declaration';
  if (/\.(?:[cm]?ts|tsx)$/.test(id)) {
    const equals = record.exports.some((entry) => entry.kind === 'local' && entry.exportName === 'export=');
    return equals ? 'typescript-commonjs' : 'typescript';
  }
  if (record.moduleKind === 'commonjs' || id.endsWith('.cjs')) return 'commonjs';
  return record.moduleKind === 'esm' || settings.format !== 'commonjs' ? 'esm' : 'commonjs';
}

function namesOf(
  demand: Demand,
  dialect: StubDialect,
): { readonly names: readonly StubName[]; readonly refused: readonly StubRefusal[] } {
  const emitter = emitterFor(dialect);
  const names: StubName[] = [];
  const refused: StubRefusal[] = [];
  for (const demanded of wholeAsDefault(demand.names, dialect)) {
    const why = emitter.refuses(demanded.name);
    if (why === null) {
      names.push({ name: demanded.name, ...shapeOf(demanded.asks), askedBy: demanded.askedBy });
      continue;
    }
    const stopped = { why, instead: 'use another name' };
    refused.push(
      ...demanded.askedBy.map((location) => ({ location, specifier: '', name: demanded.name, ...stopped })),
    );
  }
  return { names, refused };
}

/** In CommonJS what `import x from` gives is the module as a whole, unless it is `require('…').default`. */
function wholeAsDefault(names: readonly DemandedName[], dialect: StubDialect): readonly DemandedName[] {
  if (dialect !== 'commonjs' && dialect !== 'typescript-commonjs') return names;
  const onlyRequired = ({ importers }: DemandedName) => importers.size === 1 && importers.has('require');
  const isWhole = (demanded: DemandedName) =>
    demanded.name === WHOLE_MODULE || (demanded.name === 'default' && !onlyRequired(demanded));
  const wholes = names.filter(isWhole);
  if (wholes.length === 0) return names;
  const whole: DemandedName = {
    name: WHOLE_MODULE,
    asks: wholes.flatMap(({ asks }) => asks),
    askedBy: wholes.flatMap(({ askedBy }) => askedBy),
    importers: new Set(wholes.flatMap(({ importers }) => [...importers])),
  };
  return [whole, ...names.filter((name) => !isWhole(name))];
}

function refuseAll(demand: Demand, stopped: Stopped): StubRefusal[] {
  if (demand.kind === 'module') {
    return [
      ...demand.uses.map(({ node, request }) => ({
        location: { module: node.id, span: request.span },
        specifier: request.specifier,
        ...stopped,
      })),
      ...demand.started.map(({ file, moduleSpan, specifier }) => ({
        location: { module: file, span: moduleSpan },
        specifier,
        ...stopped,
      })),
    ];
  }
  return demand.names.flatMap(({ name, askedBy }) =>
    askedBy.map((location) => ({ location, specifier: '', name, of: demand.module.id, ...stopped })),
  );
}
