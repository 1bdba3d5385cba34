// The names that AWS Lambda takes from modules: its settings name a module and the function in it.
// https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html, https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html

import { asObject, readTextOrNull } from '../../host/settings-file.ts';
import { yamlOrNull } from '../../host/yaml.ts';
import { below, resolvePath } from '../../model/path.ts';
import type { StartedName } from '../../model/started-name.ts';
import type { EntrySources } from './entry.ts';
import {
  type LambdaHandler,
  nodeModule,
  pythonModule,
  SAM_FILES,
  SERVERLESS_FILES,
  samHandlers,
  serverlessHandlers,
} from './lambda-handlers.ts';

/** How the runtimes of the two languages read a handler, and the modules that it may be. */
const RUNTIMES = [
  { language: 'python', endings: ['.py', '/__init__.py'], read: pythonModule, by: 'handler' },
  {
    language: 'nodejs',
    endings: ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'],
    read: nodeModule,
    by: 'node-handler',
  },
] as const;

/** Of modules that are there: what is not may come from a layer. */
export function lambdaStarts(sources: EntrySources): StartedName[] {
  return sources.packages.flatMap(({ directory }) => [
    ...SERVERLESS_FILES.flatMap((file) => startsIn(directory, file, serverlessHandlers, sources)),
    ...SAM_FILES.flatMap((file) => startsIn(directory, file, samHandlers, sources)),
  ]);
}

function startsIn(
  directory: string,
  name: string,
  handlersOf: (settings: Readonly<Record<string, unknown>>) => LambdaHandler[],
  { fileSystem, graph }: EntrySources,
): StartedName[] {
  const file = below(directory, name);
  const text = readTextOrNull(fileSystem, file);
  const settings = text === null ? null : asObject(yamlOrNull(text));
  if (text === null || settings === null) return [];
  const places = new Map<string, number>();
  const ofLambda = handlersOf(settings).filter(({ isOfLambda }) => isOfLambda);
  return ofLambda.flatMap(({ folder, handler, runtime }): StartedName[] => {
    const at = placeOf(text, handler, places.get(handler) ?? 0);
    places.set(handler, at + 1);
    for (const { language, endings, read, by } of RUNTIMES) {
      const { module: specifier, name: taken, path } = read(folder, handler);
      if (at === -1 || specifier === '' || (runtime !== null && !runtime.startsWith(language))) continue;
      const place = resolvePath(directory, path);
      const module = endings.map((ending) => place + ending).find((id) => graph.has(id));
      if (module === undefined) continue;
      const nameAt = at + handler.length - taken.length;
      const span = { start: nameAt, end: at + handler.length };
      const moduleSpan = { start: at, end: nameAt - 1 };
      return [{ file, span, moduleSpan, specifier, module, expected: module, name: taken, by }];
    }
    return [];
  });
}

/** Where a whole value stands, from `from` on; that of several functions with the same one which comes first when there is no other. */
function placeOf(text: string, value: string, from: number): number {
  const isWhole = (at: number) => !/[\w./-]/.test(text.charAt(at - 1) + text.charAt(at + value.length));
  for (let start = from; ; ) {
    const at = text.indexOf(value, start);
    if (at === -1) return from === 0 ? -1 : placeOf(text, value, 0);
    if (isWhole(at)) return at;
    start = at + 1;
  }
}
