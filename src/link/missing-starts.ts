// What is started by a name that is not there: a script of pyproject.toml, the application of a server, a handler.

import type { Finding } from '../model/finding.ts';
import type { ModuleId } from '../model/module-id.ts';
import { nearestName } from '../model/nearest-name.ts';
import type { StartedName } from '../model/started-name.ts';
import { nameInErrors } from './dotted-name.ts';
import type { ImporterKind, LinkedGraph } from './linked-graph.ts';

/** All of a finding but what its rule calls it. */
type StartFacts = Omit<Finding, 'rule' | 'messageId'>;

/** Names that their module does not have. */
export function* missingStartNames(
  started: readonly StartedName[],
  linked: LinkedGraph,
): Iterable<StartFacts> {
  for (const { file, span, specifier, module, name, by } of started) {
    if (module === null || name === null) continue;
    const importer = importerOf(by, module, linked);
    // `handler.inner` is a member of what is exported.
    const [exported = ''] = name.split('.');
    if (linked.resolveExport(module, exported, importer).kind !== 'missing') continue;
    const near = nearestName(name, linked.exportedNames(module, importer).names);
    const from = nameInErrors(specifier, module, linked.graph);
    yield {
      data: {
        name,
        specifier,
        hint: near === null ? `define it in ${specifier}` : `did you mean "${near}"?`,
      },
      location: { module: file, span },
      related: [],
      specifier,
      name,
      target: module,
      suggestions: near === null ? [] : [{ kind: 'rename', text: `did you mean "${near}"?` }],
      site: {
        failure: 'throw',
        runs: 'load',
        guard: 'none',
        runtimeError: errorOf(by, name, { specifier, from, module }),
      },
    };
  }
}

/** Lambda loads an ES module by `import()`, and a CommonJS one by `require()`. */
function importerOf(by: StartedName['by'], module: ModuleId, { graph }: LinkedGraph): ImporterKind {
  if (by !== 'node-handler') return 'python';
  return graph.get(module)?.record.moduleKind === 'commonjs' ? 'require' : 'interop';
}

function errorOf(
  by: StartedName['by'],
  name: string,
  {
    specifier,
    from,
    module,
  }: { readonly specifier: string; readonly from: string; readonly module: ModuleId },
): string {
  switch (by) {
    case 'module':
    case 'import':
      return `ImportError: cannot import name '${name}' from '${from}' (${module})`;
    case 'attribute':
      return `AttributeError: module '${from}' has no attribute '${name}'`;
    case 'uvicorn':
      // https://github.com/encode/uvicorn (uvicorn/importer.py)
      return `Error loading ASGI app. Attribute "${name}" not found in module "${specifier}".`;
    case 'gunicorn':
      // https://github.com/benoitc/gunicorn (gunicorn/util.py)
      return `Failed to find attribute '${name}' in '${specifier}'.`;
    case 'handler':
      // https://github.com/aws/aws-lambda-python-runtime-interface-client (bootstrap)
      return `Runtime.HandlerNotFound: Handler '${name}' missing on module '${specifier}'`;
    case 'node-handler':
      // https://github.com/aws/aws-lambda-nodejs-runtime-interface-client (src/UserFunction.js)
      return `Runtime.HandlerNotFound: ${specifier}.${name} is undefined or not exported`;
  }
}

/** Modules that are not there, in packages that are. */
export function* missingStartModules(started: readonly StartedName[]): Iterable<StartFacts> {
  for (const { file, moduleSpan, specifier, module, expected, by } of started) {
    if (module !== null) continue;
    yield {
      data: {
        specifier,
        package: specifier,
        suggestion: '',
        users: '',
        hint: 'bring it back, or take the line out',
      },
      location: { module: file, span: moduleSpan },
      related: [],
      specifier,
      target: expected,
      reason: 'not-found',
      suggestions: [],
      site: {
        failure: 'throw',
        runs: 'load',
        guard: 'none',
        runtimeError: moduleErrorOf(by, specifier),
      },
    };
  }
}

function moduleErrorOf(by: StartedName['by'], specifier: string): string {
  switch (by) {
    case 'uvicorn':
      return `Error loading ASGI app. Could not import module "${specifier}".`;
    case 'module':
      return `python: No module named ${specifier}`;
    default:
      return `ModuleNotFoundError: No module named '${specifier}'`;
  }
}
