// `danglint why FILE SPECIFIER`: how a specifier was resolved. It is resolved once more, by a resolver that remembers
// nothing, over a file system that remembers what was looked at.

import { createRecordingFileSystem } from '../host/recording-file-system.ts';
import { UserError } from '../host/user-error.ts';
import { languages } from '../languages/languages.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import { nearestName } from '../model/nearest-name.ts';
import type { Resolution } from '../model/resolution.ts';
import type { Span } from '../model/span.ts';
import type { Analysis } from '../pipeline.ts';
import { whenOf } from './when-it-runs.ts';

export interface SpecifierAnswer {
  readonly lines: readonly string[];
  readonly isResolved: boolean;
}

/**
 * @param place how a place is shown, from where the user stands
 * @param path the same for a path
 * @throws {UserError} when the file does not ask for the specifier
 */
export async function aboutSpecifier(
  analysis: Analysis,
  module: ModuleId,
  specifier: string,
  place: (module: ModuleId, span: Span) => string,
  path: (path: string) => string,
): Promise<SpecifierAnswer> {
  const node = analysis.graph.get(module);
  const requests = node?.record.requests ?? [];
  const asked = requests.flatMap((request, index) =>
    request.specifier === specifier ? [{ request, index }] : [],
  );
  const [first] = asked;
  if (node === undefined || first === undefined) {
    const near = nearestName(specifier, [...new Set(requests.map((request) => request.specifier))]);
    throw new UserError(
      `${path(module)} does not ask for "${specifier}"`,
      near === null ? 'write it as it stands in the file' : `did you mean "${near}"?`,
    );
  }
  const language = languages.find(({ id }) => id === node.record.language);
  if (language === undefined) return { lines: [], isResolved: true };
  const { options, discovery, view } = analysis;
  const fileSystem = createRecordingFileSystem(view.fileSystem);
  const resolver = (await language.loadResolver())({
    root: options.root,
    fileSystem,
    files: new Set([...discovery.files, ...discovery.targets]),
    options: options.resolver,
    asInstalled: view.loadedBy === 'package-entries',
  });
  const decisive = resolver.explain?.(module, node.record, first.index) ?? [];
  // Whatever is found out once for all (workspaces, tools, settings) is no candidate of this specifier.
  resolver.settings(module, node.record);
  const absent: ModuleRequest = { ...first.request, specifier: 'absent_package' };
  resolver.resolve(module, { ...node.record, requests: [absent] }, 0);
  fileSystem.taken();
  const resolution = resolver.resolve(module, node.record, first.index);
  // The file set answers for the project's own files: what was found need not have been looked up on disk, and a source
  // that was read is no candidate, but was asked who serves or copies the file.
  const found = new Set(pathsOf(resolution));
  const sources = new Set(discovery.files);
  const looks = fileSystem.taken().filter((look) => found.has(look.path) || !sources.has(look.path));
  const seen = new Set(looks.map((look) => look.path));
  const rows = [
    ...looks,
    ...[...found].filter((one) => !seen.has(one)).map((one) => ({ path: one, found: 'file' })),
  ];
  return {
    lines: [
      ...asked.map(({ request }) => `${place(module, request.span)}  "${specifier}"  ${howAsked(request)}`),
      ...sentencesOf(resolution, path),
      ...decisive.map(([label, value]) => `${label.padEnd(14)} ${shown(value, options.root, path)}`),
      ...(rows.length === 0 ? [] : ['looked at']),
      ...folded(rows.map((row) => ({ ...row, path: path(row.path) }))),
    ],
    isResolved: resolution.kind !== 'unresolved',
  };
}

/** Names that are not there and differ in their endings alone stand in one line. */
function folded(rows: readonly { readonly path: string; readonly found: string | null }[]): string[] {
  const lines: string[] = [];
  let stem: string | null = null;
  for (const { path, found } of rows) {
    const [, before = path, ending = ''] = /^(.*?[^/.][^/.]*)(\.[^/]+)$/.exec(path) ?? [];
    if (found === null && ending !== '' && before === stem) {
      lines.push(`${lines.pop()} ${ending}`);
      continue;
    }
    stem = found === null && ending !== '' ? before : null;
    lines.push(`  ${found === null ? '-' : '+'} ${path}${found === 'directory' ? '/' : ''}`);
  }
  return lines;
}

function howAsked(request: ModuleRequest): string {
  return `${request.form.replaceAll('-', ' ')}, ${request.typeOnly ? 'types only' : whenOf(request)}`;
}

/** Absolute paths of the project in a value are shown as all others; a path that holds a space stays as it is. */
function shown(value: string, root: string, path: (path: string) => string): string {
  return value
    .split(/(,? )/)
    .map((part) => (part.startsWith(`${root}/`) ? path(part) : part === root ? '.' : part))
    .join('');
}

function pathsOf(resolution: Resolution): string[] {
  if (resolution.kind === 'asset') return [resolution.path];
  if (resolution.kind !== 'module') return [];
  const { module, runtime } = resolution;
  return [module, ...(runtime === undefined || runtime === null || runtime === module ? [] : [runtime])];
}

function sentencesOf(resolution: Resolution, path: (path: string) => string): string[] {
  switch (resolution.kind) {
    case 'module': {
      const { module, runtime, packageName, declared } = resolution;
      const what =
        runtime === undefined
          ? [`resolves to ${path(module)}`]
          : runtime === null
            ? [`resolves to ${path(module)}`, 'nothing is loaded at run time']
            : [`resolves to ${path(module)} for types`, `and to ${path(runtime)} at run time`];
      if (packageName === undefined) return what;
      const how =
        declared === undefined ? '' : declared === 'undeclared' ? ', undeclared' : `, one of ${declared}`;
      return [...what, `of the package ${packageName}${how}`];
    }
    case 'external':
      return [`is the package ${resolution.packageName}, which is not followed`];
    case 'builtin':
      return [`is the built-in module ${resolution.name}`];
    case 'asset':
      return [`is the file ${path(resolution.path)}, no module`];
    case 'unresolved': {
      const { reason, suggestion } = resolution;
      const hint = suggestion === undefined ? [] : [`there is ${suggestion}`];
      return [`is not resolved: ${reason.replaceAll('-', ' ')}`, ...hint];
    }
    case 'unknown':
      return [
        `cannot be judged: ${resolution.reason.replaceAll('-', ' ')}`,
        ...(resolution.hint === undefined ? [] : [resolution.hint]),
      ];
  }
}
