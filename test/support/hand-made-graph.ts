// Module graphs written as data, for tests of the linker that are to depend on no parser: each module is a list of
// statements, which give both a record and the text that means the same.

import type { ExportEntry, Meaning } from '../../src/model/export-entry.ts';
import type { ImportEntry } from '../../src/model/import-entry.ts';
import type { ModuleGraph, ModuleNode, ModuleSettings } from '../../src/model/module-graph.ts';
import type { ModuleRecord } from '../../src/model/module-record.ts';
import type { ModuleRequest } from '../../src/model/module-request.ts';
import type { Resolution } from '../../src/model/resolution.ts';

export type Statement =
  | { readonly local: string; readonly meaning?: Meaning; readonly members?: readonly string[] }
  | { readonly from: string; readonly name: string; readonly as?: string; readonly typeOnly?: boolean }
  | { readonly star: string }
  | { readonly star: string; readonly as: string }
  | { readonly get: string; readonly of: string };

export type Modules = Readonly<Record<string, readonly Statement[]>>;

const settings: ModuleSettings = {
  runtime: 'node',
  format: 'esm',
  typescript: false,
  verbatim: false,
  isolated: false,
};

/**
 * The graph; module `a` has the id `/a`, and a request of a module that is not among `modules` is unknown.
 * @param overrides changes to single nodes, after they are made
 */
export function graphOf(
  modules: Modules,
  overrides: (node: ModuleNode) => ModuleNode = (node) => node,
): ModuleGraph {
  const graph = new Map<string, ModuleNode>();
  for (const name of Object.keys(modules).sort()) {
    const record = recordOf(modules[name] ?? []);
    const resolutions = record.requests.map(({ specifier }): Resolution => {
      const module = `/${specifier.slice('./'.length)}`;
      if (Object.hasOwn(modules, module.slice(1))) return { kind: 'module', module };
      return { kind: 'unknown', reason: 'outside' };
    });
    const node: ModuleNode = { id: `/${name}`, record, resolutions, role: 'project', settings };
    graph.set(node.id, overrides(node));
  }
  return graph;
}

function recordOf(statements: readonly Statement[]): ModuleRecord {
  const requests: ModuleRequest[] = [];
  const imports: ImportEntry[] = [];
  const exports: ExportEntry[] = [];
  let offset = 0;
  for (const statement of statements) {
    const span = { start: offset, end: offset + 1 };
    offset += 10;
    const ask = (module: string, form: 'import' | 'export-from'): number =>
      requests.push({
        specifier: `./${module}`,
        form,
        typeOnly: false,
        span,
        runs: 'load',
        guard: 'none',
      }) - 1;
    if ('local' in statement) {
      const { local, meaning = 'value', members } = statement;
      exports.push({
        kind: 'local',
        exportName: local,
        localName: bindingOf(local),
        meaning,
        span,
        ...(members === undefined ? {} : { members }),
      });
    } else if ('from' in statement) {
      exports.push({
        kind: 'indirect',
        exportName: statement.as ?? statement.name,
        request: ask(statement.from, 'export-from'),
        importName: statement.name,
        typeOnly: statement.typeOnly ?? false,
        span,
      });
    } else if ('get' in statement) {
      imports.push({
        request: ask(statement.of, 'import'),
        importName: statement.get,
        localName: `local${offset}`,
        typeOnly: false,
        span,
      });
    } else {
      const request = ask(statement.star, 'export-from');
      exports.push(
        'as' in statement
          ? { kind: 'indirect', exportName: statement.as, request, importName: '*', typeOnly: false, span }
          : { kind: 'star', request, typeOnly: false, span },
      );
    }
  }
  return {
    language: 'javascript',
    moduleKind: 'esm',
    exportsKind: 'static',
    requests,
    imports,
    exports,
    memberUses: [],
    ambientModules: [],
    directives: [],
    errors: [],
  };
}

/** The same modules as the text of ES modules, for engines that read text. */
export function textOf(statements: readonly Statement[]): string {
  const lines = statements.map((statement, index) => {
    if ('local' in statement) {
      const { local } = statement;
      return local === 'default'
        ? 'export default 0;'
        : `const ${bindingOf(local)} = 0; export { ${bindingOf(local)} as ${quoted(local)} };`;
    }
    if ('from' in statement) {
      return `export { ${quoted(statement.name)} as ${quoted(statement.as ?? statement.name)} } from './${statement.from}';`;
    }
    if ('get' in statement)
      return `import { ${quoted(statement.get)} as local${index} } from './${statement.of}';`;
    return 'as' in statement
      ? `export * as ${quoted(statement.as)} from './${statement.star}';`
      : `export * from './${statement.star}';`;
  });
  return [...lines, 'export {};'].join('\n');
}

function bindingOf(name: string): string {
  return `own_${name.replace(/\W/g, '_')}`;
}

function quoted(name: string): string {
  return /^\w+$/.test(name) ? name : JSON.stringify(name);
}
