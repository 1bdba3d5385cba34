// Checks Python files, in memory or on disk: scan, link and all rules, without discovery and report.

import type { FileSystem } from '../../src/host/file-system.ts';
import { createMemoryFileSystem, type MemoryFile } from '../../src/host/memory-file-system.ts';
import { languages } from '../../src/languages/languages.ts';
import type { LinkedGraph } from '../../src/link/linked-graph.ts';
import { linkProject } from '../../src/link-project.ts';
import type { Finding } from '../../src/model/finding.ts';
import { rules } from '../../src/rules/rules.ts';
import { noReadingCache, type ReadingCache } from '../../src/scan/reading-cache.ts';
import { noReadingThreads } from '../../src/scan/reading-threads.ts';
import { scan } from '../../src/scan/scan.ts';
import { createSurfaceCache } from '../../src/typescript/surface-cache.ts';

export interface PythonProject {
  /** Absolute path → text. Python files are checked, all others are only there. */
  readonly files: Readonly<Record<string, MemoryFile>>;
  readonly root: string;
  readonly pythonVersion?: string;
  /** The others are targets only. */
  readonly isChecked?: (path: string) => boolean;
  /** Where production begins. */
  readonly starts?: readonly string[];
}

export interface PythonFiles {
  readonly fileSystem: FileSystem;
  readonly root: string;
  /** The files that are checked. */
  readonly files: readonly string[];
  readonly pythonVersion?: string;
  readonly cache?: ReadingCache;
  /** Environments that are switched on. */
  readonly environments?: readonly string[];
  readonly starts?: readonly string[];
}

export async function checkWithRules(
  project: PythonFiles,
): Promise<{ findings: Finding[]; linked: LinkedGraph }> {
  const { fileSystem, root, files, pythonVersion, environments } = project;
  const scanned = await scan({
    files: [...files].sort(),
    fileSystem,
    programs: new Map(),
    languages,
    cache: project.cache ?? noReadingCache,
    threads: noReadingThreads,
    context: {
      root,
      fileSystem,
      files: new Set(files),
      options: {
        alias: {},
        conditions: [],
        runtime: 'auto',
        generated: [],
        pythonPath: [],
        ...(pythonVersion === undefined ? {} : { pythonVersion }),
        ...(environments === undefined ? {} : { pythonEnvironments: environments }),
      },
    },
  });
  const { graph, linked } = await linkProject(scanned.graph, {
    root,
    fileSystem,
    cache: createSurfaceCache({}),
    frontends: scanned.frontends,
  });
  const checked = [...graph.values()].filter(({ role }) => role === 'project');
  const facts = {
    production: project.starts === undefined ? null : new Set(project.starts),
    runsAsEmitted: new Map(),
    importedFrom: new Map(),
    whyNotDeployed: () => null,
    notInView: null,
    whyLeftOut: () => null,
    broughtBy: () => null,
    starts: project.starts ?? [],
    started: [],
    globalValues: new Set<string>(),
    settingsErrors: [],
    absentEntries: [],
    absentStarts: [],
    evaluationOf: () => null,
    today: '2025-01-01',
  };
  return { findings: rules.flatMap((rule) => [...rule.run({ graph, linked, checked, facts })]), linked };
}

export async function checkPython(
  project: PythonProject,
): Promise<{ findings: Finding[]; linked: LinkedGraph }> {
  const fileSystem = createMemoryFileSystem(project.files);
  const isChecked = project.isChecked ?? ((path: string) => !path.includes('/site-packages/'));
  const files = Object.keys(project.files).filter((path) => path.endsWith('.py') && isChecked(path));
  return checkWithRules({ ...project, fileSystem, files });
}
