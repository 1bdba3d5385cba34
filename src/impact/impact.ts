// When a finding crashes: at the start of an entry, when a function is called, in tests, or never. Follows from what
// the line does when it runs (the finding's site) and from how its module is reached.

import type { CallsOf } from '../link/called-functions.ts';
import { exportedFunction, nameOfUnnamedAt } from '../link/calls.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import { chainTo, type Reached, reachableFrom } from '../link/reachability.ts';
import type { Finding, FindingSite } from '../model/finding.ts';
import { AS_SCRIPT, type ModuleCalls } from '../model/module-calls.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Impact } from '../model/report.ts';
import type { Span } from '../model/span.ts';
import type { CodePlace } from './code-place.ts';
import type { Entry, EntryKind } from './entries/entry.ts';
import { codeOf, givenTo, keptToItself } from './function-around.ts';
import { heardByProcess } from './process-listeners.ts';
import { createStartedCode, type Start, type StartedCode } from './started-code.ts';
import { createTurns, type Turn, type Turns, toldTurn } from './turn.ts';

type Reach = ReadonlyMap<ModuleId, Reached>;

/** What is asked about the project. */
interface Project {
  readonly linked: LinkedGraph;
  readonly callsOf: CallsOf;
  readonly turns: Turns;
}

/** How the modules are reached from one kind of entry: for sure at its start, perhaps at its start, and at all. */
interface Reaches {
  readonly sure: Reach;
  readonly start: Reach;
  readonly all: Reach;
  /** Whether an entry is run itself, and not imported by somebody. */
  readonly isScript: (entry: ModuleId) => boolean;
  /** Functions that are called by whoever starts the entries. */
  readonly called: readonly CodePlace[];
}

/**
 * The impact of each finding; paths in it are absolute.
 * @param callsOf what the modules call, asked of those that may lead to a finding
 */
export function computeImpact(
  findings: readonly Finding[],
  linked: LinkedGraph,
  entries: readonly Entry[],
  callsOf: CallsOf,
): Map<Finding, Impact> {
  if (findings.length === 0) return new Map();
  const reachesOf = (kind: EntryKind): Reaches => {
    const ofKind = entries.filter((entry) => entry.kind === kind);
    const modules = ofKind.map(({ module }) => module);
    const areRun = kind === 'production' || kind === 'tool';
    const scripts = new Set(
      ofKind.flatMap(({ module, starts }) => (areRun && starts !== 'import' ? [module] : [])),
    );
    const isScript = (module: ModuleId): boolean => scripts.has(module);
    return {
      sure: reachableFrom(modules, linked, 'sure', isScript),
      start: reachableFrom(modules, linked, 'start', isScript),
      all: reachableFrom(modules, linked, 'all'),
      isScript,
      called: ofKind.flatMap((entry) => calledAtStart(entry, linked, callsOf)),
    };
  };
  // What is known to be run tells more than what others may begin with.
  const started = [[reachesOf('production'), reachesOf('tool')], [reachesOf('public')]];
  const tested = reachesOf('test');
  const turns = createTurns(linked);
  const code = createStartedCode(
    findings.flatMap((finding) => placesOf(finding, started, callsOf)),
    linked,
    callsOf,
    turns,
  );
  return new Map(
    findings.map((finding) => {
      const impact = impactOf(finding, started, tested, code, { linked, callsOf, turns });
      return [finding, { ...impact, ...keptToItself(finding, impact, linked, callsOf) }];
    }),
  );
}

function calledAtStart({ module, calls = [] }: Entry, linked: LinkedGraph, callsOf: CallsOf): CodePlace[] {
  const node = linked.graph.get(module);
  return calls.flatMap((name): CodePlace[] => {
    const called = node === undefined ? null : exportedFunction(node, name, linked, callsOf);
    return called === null ? [] : [{ module: called.module, code: called.name }];
  });
}

function impactOf(
  finding: Finding,
  started: readonly (readonly Reaches[])[],
  tested: Reaches,
  code: StartedCode,
  project: Project,
): Impact {
  const { linked, callsOf, turns } = project;
  const { site, location } = finding;
  const { module } = location;
  const base = {
    failure: site.failure,
    ...(site.runtimeError === undefined ? {} : { error: site.runtimeError }),
    ...(site.handedTo === undefined ? {} : { handedTo: site.handedTo }),
    ...(site.onlyAfter === undefined ? {} : { onlyAfter: site.onlyAfter }),
  };
  const nowhere = { entry: null, enclosing: codeOf(site), chain: [] };
  const given = () => givenTo(finding, callsOf);
  if (site.failure === 'type' || site.runs === 'never') return { ...base, when: 'never', ...nowhere };

  // A script of pyproject.toml, the command of a Procfile: what it names is what runs first.
  if (!linked.graph.has(module)) return { ...nowhere, ...base, when: 'startup' };
  const atLoad = (site.runs === 'load' || site.atStart !== undefined) && !isOnlyHeld(site);
  const places = placesOf(finding, started, callsOf);
  for (const reaches of started) {
    const load = atLoad ? startOf(finding, reaches) : undefined;
    if (load !== undefined) {
      // No branch keeps modules from being linked, and where a value is needed that is not there is told with the use.
      const isTurnedAtLoad = site.failure === 'throw' && isConditional(callsOf(module), location.span.start);
      const told = path(finding, load, linked);
      const turn = turns.onTheWay(module, load) ?? turnHere(finding, isTurnedAtLoad, turns);
      const way = { chain: told.chain, reach: load, isCalled: site.runs === 'call' };
      const heard = () => heardByProcess(finding, way, linked, callsOf);
      return {
        ...{ ...base, when: 'startup', enclosing: null },
        ...told,
        ...toldTurn(told.swallowed === undefined ? (turn ?? heard()) : turn),
      };
    }
    for (const loaded of reaches) {
      const [start] = places.flatMap((place) => code.startOf(place, loaded) ?? []);
      if (start !== undefined && !isWithin(callsOf(module)?.afterwards, location.span.start)) {
        const here = turnHere(finding, isConditional(callsOf(module), location.span.start), turns);
        return {
          ...base,
          when: 'startup',
          ...startedWay(finding, start, here, loaded, project),
        };
      }
    }
    const all = reaches.map((reach) => reach.all).find((reach) => reach.has(module));
    if (all === undefined) continue;
    const enclosing = site.asScript === true ? AS_SCRIPT : (codeOf(site) ?? lastCall(module, all, linked));
    const loading = enclosing === null && atLoad && site.runs === 'load' ? { loading: module } : {};
    return { ...base, when: 'call', enclosing, ...given(), ...loading, ...path(finding, all, linked) };
  }
  const test = (atLoad ? startOf(finding, [tested]) : undefined) ?? tested.all;
  if (test.has(module)) {
    return { ...base, when: 'test', enclosing: site.enclosing ?? null, ...path(finding, test, linked) };
  }
  const swallowed = swallowedBy(finding, []);
  return { ...base, when: 'unreached', ...nowhere, ...given(), ...(swallowed === null ? {} : { swallowed }) };
}

/**
 * A name that is only undefined breaks nothing until somebody uses it, and that is later than the load; unless it is handed
 * to other code now.
 */
function isOnlyHeld({ failure, runtimeError, handedTo, fails }: FindingSite): boolean {
  return failure === 'undefined' && (runtimeError ?? handedTo ?? fails) === undefined;
}

/** What the place of a finding itself depends on. */
function turnHere({ site, location }: Finding, isConditional: boolean, turns: Turns): Turn | null {
  const turn = turns.at(location.module, site);
  return turn === null && isConditional ? { module: location.module, isHeard: false } : turn;
}

function isConditional(calls: ModuleCalls | null, at: number): boolean {
  return isWithin(calls?.conditional, at);
}

function isWithin(spans: readonly Span[] | undefined, at: number): boolean {
  return spans?.some(({ start, end }) => start <= at && at < end) === true;
}

/** The code that a finding stands in, where calls may lead to it at the start of a program and nothing else does. */
function placesOf(
  { site, location }: Finding,
  started: readonly (readonly Reaches[])[],
  callsOf: CallsOf,
): CodePlace[] {
  const { module } = location;
  if (site.failure === 'type' || site.runs === 'never' || isOnlyHeld(site)) return [];
  // Where nobody starts the module itself, nothing else leads there.
  if (site.asScript === true) return [];
  const isLoaded = started.flat().some(({ start }) => start.has(module));
  const isCalled = site.runs === 'call' && site.atStart === undefined;
  if (!isCalled)
    return isLoaded ? [] : [{ module, code: site.runs === 'load' ? null : (site.enclosing ?? null) }];
  const code = isNamed(site.enclosing)
    ? site.enclosing
    : nameOfUnnamedAt(location.span.start, callsOf(module));
  return code === null ? [] : [{ module, code }];
}

function isNamed(enclosing: string | undefined): enclosing is string {
  return enclosing !== undefined && !enclosing.endsWith('<anonymous>');
}

/** What is told of a start to which calls lead: `start()` of server.ts, which main.ts calls. */
function startedWay(
  finding: Finding,
  { from, modules, turn, caught, guarded, isHeard }: Start,
  here: Turn | null,
  loaded: Reaches,
  { linked, callsOf, turns }: Project,
): Pick<Impact, 'entry' | 'enclosing' | 'chain' | 'branchIn' | 'heard'> & { swallowed?: string } {
  const { site } = finding;
  const reach = loaded.sure.has(from) ? loaded.sure : loaded.start;
  const before = chainTo(from, reach);
  const chain = [...before, ...modules];
  const guards = [
    ...before.filter((step) => isHeard && isGuarded(reach.get(step), linked)),
    ...(guarded === undefined ? [] : [guarded]),
  ];
  // What rejects a promise is not caught by who catches what is thrown: `try { start(); } catch {}`.
  const { module, span } = finding.location;
  const isRejected = callsOf(module)?.later?.some(
    (each) => each.rejects && each.span.start <= span.start && span.start < each.span.end,
  );
  const isCaught = caught === 'all' || (caught === 'thrown' && isRejected !== true);
  const swallowed = swallowedBy(finding, guards) ?? (isCaught ? CAUGHT_BY_CALLER : null);
  const dependsOn = turns.onTheWay(from, reach) ?? turn ?? here;
  const heard = () => heardByProcess(finding, { chain: before, reach, isCalled: true }, linked, callsOf);
  return {
    entry: reach.get(from)?.entry ?? null,
    enclosing: site.runs === 'call' ? (site.enclosing ?? null) : null,
    chain: chain.filter((one, at) => one !== chain[at - 1]),
    ...(swallowed !== null && { swallowed }),
    ...toldTurn(swallowed === null ? (dependsOn ?? heard()) : dependsOn),
  };
}

/** How a module is reached at the start of one of the entries: for sure if that is so of any of them. */
function startOf({ location, site }: Finding, reaches: readonly Reaches[]): Reach | undefined {
  const { module } = location;
  const able = site.asScript === true ? reaches.filter(({ isScript }) => isScript(module)) : reaches;
  return [...able.map(({ sure }) => sure), ...able.map(({ start }) => start)].find((reach) => {
    const reached = reach.get(module);
    return reached !== undefined && (site.asScript !== true || reached.by === null);
  });
}

function path(
  finding: Finding,
  reach: Reach,
  linked: LinkedGraph,
): Pick<Impact, 'entry' | 'chain'> & { swallowed?: string } {
  const { module } = finding.location;
  const chain = chainTo(module, reach);
  const guarded = chain.filter((step) => isGuarded(reach.get(step), linked));
  const swallowed = swallowedBy(finding, guarded);
  return { entry: reach.get(module)?.entry ?? null, chain, ...(swallowed === null ? {} : { swallowed }) };
}

/** The function with the last deferred request on the way to `module`: calling it is what loads the module. */
function lastCall(module: ModuleId, reach: Reach, linked: LinkedGraph): string | null {
  for (const step of [...chainTo(module, reach)].reverse()) {
    const by = reach.get(step)?.by;
    const request = by == null ? undefined : linked.graph.get(by.module)?.record.requests[by.request];
    if (request?.runs === 'call') return request.enclosing ?? null;
  }
  return null;
}

function isGuarded(reached: Reached | undefined, linked: LinkedGraph): boolean {
  const by = reached?.by;
  if (by == null) return false;
  const request = linked.graph.get(by.module)?.record.requests[by.request];
  return request !== undefined && (request.guard !== 'none' || request.atStart === 'caught');
}

const CAUGHT_BY_CALLER = 'it is caught where the function around it is called, and the program goes on';

function swallowedBy({ site }: Finding, guarded: readonly ModuleId[]): string | null {
  if (site.guard === 'swallowed')
    return 'a broad handler around it catches the error, and the program goes on';
  if (site.guard === 'optional') return 'a handler around it catches the error, and the program goes on';
  if (site.atStart === 'caught') return CAUGHT_BY_CALLER;
  if (site.inProcess === true) return 'it ends the process that is started; the program goes on';
  const outer = guarded[0];
  return outer === undefined ? null : `a handler around the import of ${outer} catches the error`;
}
