// Stubs for an analysed project: what would be written, with the texts. The door for the command line and the editor.

import { findRepository } from '../host/git.ts';
import { textOf } from '../host/text-of.ts';
import type { FileChange } from '../host/write-files.ts';
import type { ModuleId } from '../model/module-id.ts';
import { below, isWithin, parentOf } from '../model/path.ts';
import type { StubPlan } from '../model/stub.ts';
import type { Analysis } from '../pipeline.ts';
import { declaresName } from '../typescript/declared-name.ts';
import { ignoredBy } from '../views/git-ignore.ts';
import { collectDemand } from './demand.ts';
import { fileChanges } from './file-changes.ts';
import { createModuleName } from './module-name.ts';
import { planStubs } from './plan.ts';
import { withPythonPackages } from './python-packages.ts';
import { createUsesOf, isScript } from './read-uses.ts';
import { siblingSpecifier } from './sibling-specifier.ts';

export interface StubRequest {
  /** Absolute files and folders, there or not: stubs at, for or asked for from them. Empty: all. */
  readonly paths: readonly string[];
  readonly message?: string;
  /** `YYYY-MM-DD`. */
  readonly expires?: string;
  readonly version: string;
}

export interface StubProposal {
  readonly plan: StubPlan;
  readonly changes: readonly FileChange[];
}

export function proposeStubs(analysis: Analysis, request: StubRequest): StubProposal {
  const { linked, view, frontends, findings, started } = analysis;
  const { root, today } = analysis.options;
  const { fileSystem } = view;
  const declares = (module: ModuleId, name: string) => {
    const text = isScript(module) ? textOf(module, fileSystem) : null;
    return text !== null && declaresName(text, module, name);
  };
  const moduleName = createModuleName(root, linked, started);
  const repository = findRepository(root);
  const resolver = frontends.get('javascript')?.resolver;
  const complete = planStubs({
    root,
    fileSystem,
    demand: collectDemand({ root, linked, findings, started, usesOf: createUsesOf(fileSystem), declares }),
    moduleName,
    formatOf: (path) => resolver?.format(path) ?? 'unknown',
    whyNotDelivered: (path) => (repository === null ? null : ignoredBy(repository, path)),
  });
  const selected = request.paths.length === 0 ? complete : select(complete, request.paths);
  const plan = { ...selected, files: withPythonPackages(selected.files, root, fileSystem, moduleName) };
  const { message, expires, version } = request;
  const changes = fileChanges(plan, {
    root,
    fileSystem,
    ...(message === undefined ? {} : { message }),
    ...(expires === undefined ? {} : { expires }),
    today,
    version,
    specifierOf: (module, sibling) => siblingSpecifier(linked, module, sibling),
  });
  return { plan, changes };
}

/** Python: where `from app import pool` looks for the name first; elsewhere a file that nobody asks about. */
function packageAround(path: string): string {
  return below(parentOf(path) ?? '/', '__init__.py');
}

/** The files that a path means: the stub itself, with or without its ending, its module, or who asks for it. */
function select({ files, refusals }: StubPlan, paths: readonly string[]): StubPlan {
  const isMeant = (path: string) => paths.some((selected) => isWithin(selected, path));
  return {
    files: files.filter(
      ({ path, standsFor, names }) =>
        isMeant(path) ||
        isMeant(path.replace(/(?:\.d)?\.[a-z]+$/, '')) ||
        isMeant(standsFor.kind === 'names' ? standsFor.module : packageAround(path)) ||
        names.some(({ askedBy }) => askedBy.some(({ module }) => isMeant(module))),
    ),
    refusals: refusals.filter(
      ({ location, of }) => isMeant(location.module) || (of !== undefined && isMeant(of)),
    ),
  };
}
