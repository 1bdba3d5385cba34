// Relative specifiers: the path that is meant, from the place of the source or of its compiled output, and which of them
// need not lead anywhere.

import type { FileSystem } from '../../../host/file-system.ts';
import type { ModuleRequest, RequestForm } from '../../../model/module-request.ts';
import { below, isWithin, parentOf, resolvePath } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { FileLookUp } from './file.ts';
import type { Importer } from './importer.ts';
import { type PathResolver, pathOfRelative, type Want } from './path.ts';
import { isReplacedModule, isVirtualModule } from './virtual.ts';

export interface RelativeResolver {
  /** @param path the specifier without `query` */
  resolve(asked: ModuleRequest, path: string, query: string, importer: Importer, want: Want): Resolution;
}

/** What the compiler does not look for: it leaves the path to what runs. */
const ASSET = /\.(?!(?:d\.)?[cm]?[jt]sx?$|json$)\w+$/;

/** Forms whose path is looked up by what runs, where the compiled file is. */
const RUNTIME_FORMS: ReadonlySet<RequestForm> = new Set([
  'require',
  'require-resolve',
  'dynamic-import',
  'import-meta-resolve',
  'url',
]);

export function createRelativeResolver(
  fileSystem: FileSystem,
  files: FileLookUp,
  paths: PathResolver,
): RelativeResolver {
  function resolve(
    asked: ModuleRequest,
    path: string,
    query: string,
    importer: Importer,
    want: Want,
  ): Resolution {
    const { form, specifier } = asked;
    const target = pathOfRelative(importer.directory, path);
    const directory = target.endsWith('/') ? target.slice(0, -1) : target;
    // `new URL('./', import.meta.url)` and require.resolve may mean a directory itself.
    const mayBeDirectory = form === 'url' || form === 'require-resolve' || form === 'import-meta-resolve';
    if (mayBeDirectory && fileSystem.stat(directory) === 'directory')
      return { kind: 'asset', path: directory };
    const answer =
      byUrl(path, query, importer, want) ?? paths.resolve(target, query, specifier, importer, want);
    const { tools } = importer;
    const isMade = answer.kind === 'unresolved' && isVirtualModule(specifier, tools);
    if (isMade && !isOfNoRoute(directory)) {
      return { kind: 'unknown', reason: 'virtual-module' };
    }
    if (answer.kind === 'module' && isReplacedModule(path, tools)) {
      return { kind: 'unknown', reason: 'virtual-module' };
    }
    // A URL is only a name: the file may be written later. Where not even its folder is there, nothing is expected.
    const isOnlyName = asked.nameOnly === true || (form === 'url' && !isThere(parentOf(directory)));
    if (isOnlyName && answer.kind === 'unresolved') {
      return { kind: 'unknown', reason: 'url' };
    }
    if (answer.kind === 'unresolved' && (RUNTIME_FORMS.has(form) || ASSET.test(path))) {
      const compiled = besideOutput(path, importer);
      if (compiled !== null) return paths.ofFile(compiled);
    }
    const described =
      form === 'export-from' && !want.types ? files.find(target, 'types', want.mode.suffixes) : null;
    if (answer.kind !== 'module' || described === null) return answer;
    const declaration = fileSystem.realpath(described.path);
    return declaration === answer.module ? answer : { ...answer, declaration };
  }

  /** React Router writes `+types/home` for `home.tsx` beside that folder: reactrouter.com, "Type Safety". */
  function isOfNoRoute(path: string): boolean {
    const [, folder, route] = /^(.*)\/\+types\/([^/]+)$/.exec(path) ?? [];
    if (folder === undefined || route === undefined) return false;
    const stem = route.replace(/\.[jt]sx?$/, '');
    return !fileSystem
      .list(folder)
      .some(({ kind, name }) => kind === 'file' && name.replace(/\.[cm]?[jt]sx?$|\.mdx?$/, '') === stem);
  }

  /** ES modules are named by URLs, in which characters may be escaped: nodejs.org/api/esm.html, "Terminology". */
  function byUrl(path: string, query: string, importer: Importer, want: Want): Resolution | null {
    if (!/%[\da-f]{2}/i.test(path)) return null;
    if (fileSystem.stat(pathOfRelative(importer.directory, path)) !== null) return null;
    const decoded = decodedOrNull(path);
    return decoded === null
      ? null
      : paths.find(pathOfRelative(importer.directory, decoded), query, importer, want);
  }

  /**
   * The file that a path means from the place of the compiled importer: `require('../package.json')` in `src/lib/cli.ts`
   * runs in `lib/cli.js`. What the compiler resolves itself (`import`) is written for the place of the source.
   */
  function besideOutput(path: string, { dialect, directory, config }: Importer): string | null {
    const { outDir, rootDir } = config?.options ?? {};
    if (dialect !== 'typescript' || config === null || outDir === undefined) return null;
    // Without `rootDir` it is the folder that holds all the sources.
    const sources = rootDir === undefined ? [below(config.directory, 'src'), config.directory] : [rootDir];
    for (const source of sources) {
      if (!isWithin(source, directory)) continue;
      const target = resolvePath(outDir + directory.slice(source.length), path);
      const found = files.find(target, 'runtime', ['']);
      // What lies in the output is made of what stands there in the sources: left over from a source that is gone.
      if (found !== null && (outDir === config.directory || !isWithin(outDir, found.path))) return found.path;
    }
    return null;
  }

  function isThere(directory: string | null): boolean {
    return directory !== null && fileSystem.stat(directory) === 'directory';
  }

  return { resolve };
}

function decodedOrNull(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null; // `%E0` alone is no UTF-8
  }
}
