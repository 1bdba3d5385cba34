// Runs the resolver on a few files in memory. A row says who asks for what in which form, and what comes of it.

import { createMemoryFileSystem, type MemoryFile } from '../../../src/host/memory-file-system.ts';
import { createResolver } from '../../../src/languages/javascript/resolve.ts';
import type { ResolverOptions } from '../../../src/languages/language.ts';
import type { ModuleRecord } from '../../../src/model/module-record.ts';
import type { RequestForm } from '../../../src/model/module-request.ts';
import type { Resolution } from '../../../src/model/resolution.ts';

export interface Asked {
  readonly form?: RequestForm;
  readonly typeOnly?: boolean;
  readonly moduleKind?: ModuleRecord['moduleKind'];
  readonly options?: Partial<ResolverOptions>;
}

const defaults: ResolverOptions = {
  alias: {},
  conditions: [],
  runtime: 'auto',
  generated: [],
  pythonPath: [],
};

/**
 * @param files paths relative to the root, to their text
 * @returns the answer in short, paths relative to the root: `src/a.ts`, `src/a.d.ts | src/a.js` (types | runtime),
 * `external p`, `builtin fs`, `asset a.css`, `unknown url`, `not-found ~ suggestion`
 */
export function ask(
  root: string,
  files: Readonly<Record<string, MemoryFile>>,
  importer: string,
  specifier: string,
  asked: Asked = {},
): string {
  const resolution = resolveIn(root, files, importer, specifier, asked);
  return inShort(resolution).replaceAll(`${root}/`, '');
}

export function resolveIn(
  root: string,
  files: Readonly<Record<string, MemoryFile>>,
  importer: string,
  specifier: string,
  asked: Asked = {},
): Resolution {
  const all = Object.fromEntries(Object.entries(files).map(([path, file]) => [`${root}/${path}`, file]));
  const sources = Object.keys(all).filter(
    (path) => !/\/(?:node_modules|dist)\//.test(path) && /\.[cm]?[jt]sx?$/.test(path),
  );
  const resolver = createResolver({
    root,
    fileSystem: createMemoryFileSystem({ [`${root}/${importer}`]: '', ...all }),
    files: new Set(sources),
    options: { ...defaults, ...asked.options },
  });
  return resolver.resolve(`${root}/${importer}`, recordOf(specifier, asked), 0);
}

export function recordOf(specifier: string, asked: Asked): ModuleRecord {
  const span = { start: 0, end: 0 };
  return {
    language: 'javascript',
    moduleKind: asked.moduleKind ?? 'esm',
    exportsKind: 'static',
    requests: [
      {
        specifier,
        form: asked.form ?? 'import',
        typeOnly: asked.typeOnly ?? false,
        span,
        runs: 'load',
        guard: 'none',
      },
    ],
    imports: [],
    exports: [],
    memberUses: [],
    ambientModules: [],
    directives: [],
    errors: [],
  };
}

function inShort(resolution: Resolution): string {
  switch (resolution.kind) {
    case 'module':
      return resolution.runtime === undefined
        ? resolution.module
        : `${resolution.module} | ${resolution.runtime}`;
    case 'external':
      return `external ${resolution.packageName}`;
    case 'builtin':
      return `builtin ${resolution.name}`;
    case 'asset':
      return `asset ${resolution.path}`;
    case 'unknown':
      return `unknown ${resolution.reason}`;
    case 'unresolved':
      return resolution.suggestion === undefined
        ? resolution.reason
        : `${resolution.reason} ~ ${resolution.suggestion}`;
  }
}
