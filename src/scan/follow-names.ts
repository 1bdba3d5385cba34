// Follows names through re-exports, reading each module they pass, so that the linker later finds all it needs.
// `import { debounce } from 'lodash-es'` reads two files of that package, not six hundred. Names are followed together:
// a step that meets a module which nobody has read waits until all the others have come as far, so that the modules of
// a round are read on all processors.

import { type MadeBy, makersOf, type ValueSource } from '../model/commonjs-face.ts';
import type { ExportEntry, StarExport } from '../model/export-entry.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRecord } from '../model/module-record.ts';
import type { Resolution } from '../model/resolution.ts';
import type { GraphBuilder, GrowingNode } from './graph-builder.ts';
import type { StarSteps } from './star-steps.ts';

export interface NameFollower {
  /**
   * Asks for what a request leads to, and on along `path`: `[]` asks for the module alone, `['a']` for its export `a`,
   * `['ns', 'b']` for `b` of the namespace that it exports as `ns`, `['*']` for all names.
   */
  ask(from: GrowingNode, request: number, path: readonly string[]): void;
  /** The same for what is erased: only the types are read, not what runs behind them. */
  askTypes(from: GrowingNode, request: number, path: readonly string[]): void;
  /** Asks on along `path` from a module that is known. */
  askModule(module: ModuleId, path: readonly string[]): void;
  /** Reads all modules that what was asked leads to. */
  follow(): Promise<void>;
}

interface Step {
  readonly module: ModuleId;
  /** It is only what runs behind types that were found: what the lexer does not see of it stays unknown. */
  readonly behindTypes: boolean;
  readonly path: readonly string[];
  /** It is asked what the member makes, which only the whole text tells. */
  readonly ofMember: boolean;
}

export function createNameFollower(builder: GraphBuilder, starsFor: StarSteps): NameFollower {
  const asked = new Map<ModuleId, Set<string>>();
  let waiting: Step[] = [];
  /** Members of a default, which loaders make of a CommonJS module that has types. */
  let ofDefaults: { readonly types: ModuleId; readonly runtime: ModuleId; readonly member: string }[] = [];

  /** Whether this is the first time that the path is asked of the module. */
  function isNew({ module, path, behindTypes, ofMember }: Step): boolean {
    let paths = asked.get(module);
    if (paths === undefined) {
      paths = new Set();
      asked.set(module, paths);
    }
    // Most paths are one name or none: joining makes a text for each.
    const words = path.length > 1 ? path.join('\0') : (path[0] ?? '');
    const name = ofMember ? `${words}\0!` : words;
    if (paths.has(name)) return false;
    const before = paths.size;
    // Of what was asked behind types, more may be read when it is asked for itself.
    return paths.add(behindTypes ? `${name}\0?` : name).size > before;
  }

  /** The module that a request leads to, and the one that runs behind its types. */
  function visitTargets(
    from: GrowingNode,
    request: number,
    visit: (module: ModuleId, behindTypes: boolean) => void,
  ): void {
    const resolution = builder.resolution(from.id, request);
    if (resolution.kind === 'builtin' && resolution.module !== undefined) visit(resolution.module, false);
    if (resolution.kind !== 'module') return;
    const { module, runtime } = resolution;
    visit(module, false);
    if (runtime === undefined || runtime === null || runtime === module) return;
    // Of what `require()` gives, no types are told: what runs decides.
    visit(runtime, from.record.requests[request]?.form !== 'require');
  }

  /** Most of what is asked was asked before: none of that becomes a step. */
  function askOnce(module: ModuleId, path: readonly string[], behindTypes: boolean): void {
    const step = { module, path, behindTypes, ofMember: false };
    if (isNew(step)) walk([step]);
  }

  /** @param stack steps that are new */
  function walk(stack: Step[]): void {
    for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
      if (builder.isRead(step.module)) stack.push(...newStepsOf(step));
      else waiting.push(step);
    }
  }

  function newStepsOf(step: Step): Step[] {
    const node = builder.node(step.module);
    if (node === null) return [];
    return stepsFrom(node, step).filter(isNew);
  }

  function stepsFrom(node: GrowingNode, { path, behindTypes, ofMember }: Omit<Step, 'module'>): Step[] {
    const steps: Step[] = [];
    const push = (request: number, rest: readonly string[], isMember = false) => {
      visitTargets(node, request, (module, isBehind) => {
        steps.push({ module, path: rest, behindTypes: behindTypes || isBehind, ofMember: isMember });
      });
    };
    const pushMaker = ({ request, member }: ValueSource, asked: readonly string[]) =>
      push(request, member === undefined ? asked : [member, ...asked], member !== undefined);
    const [name, ...rest] = path;
    if (name === undefined) return steps;
    if (ofMember && node.record.commonjs !== undefined) {
      const whole = builder.readWhole(node.id);
      if (whole !== null) return stepsFrom(whole, { path, behindTypes, ofMember: false });
    }
    const entries =
      name === '*' ? undefined : (node.exportsByName.get(name) ?? node.exportsByName.get('export='));
    for (const entry of entries ?? []) {
      if (entry.kind === 'local' && entry.typeName !== undefined) pushReferences(node, push);
      if (entry.kind !== 'indirect') continue;
      if (entry.importName === '*') push(entry.request, entry.exportName === 'export=' ? path : rest);
      else if (entry.exportName === 'export=') push(entry.request, path);
      else push(entry.request, [entry.importName, ...rest]);
      if (entry.orModule !== undefined) push(entry.orModule, rest);
    }
    if (rest.length > 0) for (const maker of makersOfMember(node.record, name)) pushMaker(maker, rest);
    // Node gives `module.exports` as the default.
    if (name === 'default' && rest.length > 0 && node.record.commonjs !== undefined)
      steps.push({ module: node.id, path: rest, behindTypes, ofMember: false });
    if (entries !== undefined) return steps;
    if (name !== 'default' && !behindTypes && node.record.commonjs !== undefined) {
      const whole = builder.readWhole(node.id);
      if (whole !== null) return stepsFrom(whole, { path, behindTypes, ofMember });
    }
    for (const { request } of name === '*' ? starsOf(node.record) : starsFor(node, name)) push(request, path);
    for (const maker of makersIn(node.record)) pushMaker(maker, path);
    for (const request of node.record.commonjs?.reexports ?? []) push(request, path);
    const submodule = node.submodules?.get(name);
    if (submodule !== undefined) steps.push({ module: submodule, path: rest, behindTypes, ofMember: false });
    return steps;
  }

  function noteMemberOfDefault(resolution: Resolution, [name, member, ...deeper]: readonly string[]): void {
    if (name !== 'default' || member === undefined || deeper.length > 0) return;
    const { module: types, runtime } = resolution.kind === 'module' ? resolution : {};
    if (types !== undefined && runtime) ofDefaults.push({ types, runtime, member });
  }

  /** Of a member that the types lack, the whole text of what runs is asked. */
  function askWholes(): void {
    const asked = ofDefaults;
    ofDefaults = [];
    for (const { types, runtime, member } of asked) {
      const whole = builder.node(types)?.exportsByName.get('export=') ?? [];
      const isLacking = (entry: ExportEntry) =>
        entry.kind === 'local' && entry.members !== undefined && !entry.members.includes(member);
      const step = { module: runtime, path: [member], behindTypes: false, ofMember: true };
      if (whole.length > 0 && whole.every(isLacking) && isNew(step)) walk([step]);
    }
  }

  return {
    ask(from, request, path) {
      noteMemberOfDefault(builder.resolution(from.id, request), path);
      visitTargets(from, request, (module, behindTypes) => askOnce(module, path, behindTypes));
    },
    askTypes(from, request, path) {
      visitTargets(from, request, (module, behindTypes) => {
        if (!behindTypes) askOnce(module, path, false);
      });
    },
    askModule: (module, path) => askOnce(module, path, false),
    async follow() {
      do {
        while (waiting.length > 0) {
          const round = waiting;
          waiting = [];
          await builder.readAhead([...new Set(round.map(({ module }) => module))], 'surface');
          for (const step of round) walk(newStepsOf(step));
        }
        askWholes();
      } while (waiting.length > 0);
    },
  };
}

function starsOf({ exports }: ModuleRecord): readonly StarExport[] {
  return exports.filter((entry) => entry.kind === 'star');
}

/** Functions of other modules that may give the name to this one, or by this one to another. */
function makersIn({ madeBy = [], makes = {} }: ModuleRecord): readonly MadeBy[] {
  return makersOf([...madeBy, ...Object.values(makes).flatMap((made) => made.madeBy)]);
}

/** The same of one member of the module, or what that is of another. */
function makersOfMember({ madeMembers = [] }: ModuleRecord, member: string): readonly ValueSource[] {
  return madeMembers.flatMap(({ name, makes = {}, of }): readonly ValueSource[] => {
    if (name !== member) return [];
    const makers = makersOf(Object.values(makes).flatMap((made) => made.madeBy));
    return of === undefined ? makers : [of, ...makers];
  });
}

/** `/// <reference path="./common/array.d.ts" />`: lodash adds to the interface of its value in such files. */
function pushReferences(
  { record }: GrowingNode,
  push: (request: number, rest: readonly string[]) => void,
): void {
  record.requests.forEach(({ form }, request) => {
    if (form === 'reference-path') push(request, []);
  });
}
