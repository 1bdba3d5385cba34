// The ts-morph projects of a code base: one for each tsconfig or jsconfig, made when the first file that it includes is
// asked for; files that none includes share one with forgiving options.
// The choice is that of TypeScript's language server: the nearest configuration that includes the file, or that refers
// to one which does.

import type { Project, ts } from 'ts-morph';
import type { ResolverContext } from '../languages/language.ts';
import { addToSet } from '../model/lists.ts';
import type { ModuleId } from '../model/module-id.ts';
import { parentOf, resolvePath } from '../model/path.ts';
import { createFileSystemHost } from './file-system-host.ts';
import { loadTsMorph } from './load.ts';

export interface EngineProjects {
  /** The project of a file. */
  of(file: ModuleId): Project;
  /** All that were made, each with the files it was asked for. */
  all(): Iterable<readonly [Project, ReadonlySet<ModuleId>]>;
}

const CONFIG_NAMES = ['tsconfig.json', 'jsconfig.json'];

export function createEngineProjects({ root, fileSystem, options }: ResolverContext): EngineProjects {
  const host = createFileSystemHost(fileSystem, root);
  const byConfig = new Map<string, Project | null>();
  const byFile = new Map<ModuleId, Project>();
  const asked = new Map<Project, Set<ModuleId>>();
  let loose: Project | undefined;

  /** The project of a configuration file; null when it cannot be read. */
  function load(config: string): Project | null {
    const known = byConfig.get(config);
    if (known !== undefined) return known;
    let project: Project | null = null;
    try {
      const { Project } = loadTsMorph();
      project = new Project({
        fileSystem: host,
        tsConfigFilePath: config,
        skipFileDependencyResolution: true,
      });
    } catch {
      // A configuration that TypeScript refuses is reported by nobody here: its files are read with the loose options.
    }
    byConfig.set(config, project);
    return project;
  }

  function find(file: ModuleId, config: string, seen: Set<string>): Project | null {
    if (seen.has(config)) return null;
    seen.add(config);
    const project = load(config);
    if (project === null) return null;
    if (project.getSourceFile(file) !== undefined) return project;
    for (const reference of referencesOf(config)) {
      const found = find(file, reference, seen);
      if (found !== null) return found;
    }
    return null;
  }

  function referencesOf(config: string): string[] {
    const { ts } = loadTsMorph();
    const parsed = ts.parseConfigFileTextToJson(config, host.readFileSync(config));
    const { references } = (parsed.config ?? {}) as { references?: unknown };
    if (!Array.isArray(references)) return [];
    return references.flatMap((reference: unknown) => {
      const path = (reference as { path?: unknown } | null)?.path;
      if (typeof path !== 'string') return [];
      const target = resolvePath(parentOf(config) ?? '/', path);
      return fileSystem.stat(target) === 'directory' ? [`${target}/tsconfig.json`] : [target];
    });
  }

  function choose(file: ModuleId): Project {
    const seen = new Set<string>();
    const given =
      options.tsconfig === undefined ? null : find(file, resolvePath(root, options.tsconfig), seen);
    if (given !== null) return given;
    for (let directory = parentOf(file); directory !== null; directory = parentOf(directory)) {
      for (const name of CONFIG_NAMES) {
        const config = `${directory}/${name}`;
        if (fileSystem.stat(config) !== 'file') continue;
        const found = find(file, config, seen);
        if (found !== null) return found;
      }
      if (directory === root) break;
    }
    loose ??= new (loadTsMorph().Project)({ fileSystem: host, compilerOptions: looseOptions() });
    return loose;
  }

  return {
    of(file) {
      let project = byFile.get(file);
      if (project === undefined) {
        project = choose(file);
        byFile.set(file, project);
        addToSet(asked, project, file);
      }
      return project;
    },
    all: () => asked,
  };
}

/** For files of no tsconfig: JavaScript projects, scripts beside the sources. */
function looseOptions(): ts.CompilerOptions {
  const { ts } = loadTsMorph();
  return {
    allowJs: true,
    checkJs: false,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.Preserve,
    resolveJsonModule: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
  };
}
