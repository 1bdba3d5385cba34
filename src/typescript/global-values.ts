// Which names are global values in TypeScript's own libraries (the language, the DOM) or in the Node that runs. A name that
// is imported as a type only does not hide them where the whole program is compiled (resolveName in TypeScript's checker).

import { loadTsMorph } from './load.ts';

/** Those of the names that are: told by the words of the libraries, which nobody else writes. */
export function globalValues(names: readonly string[]): ReadonlySet<string> {
  const found = new Set(names.filter((name) => name in globalThis));
  const open = names.filter((name) => !found.has(name));
  if (open.length === 0) return found;
  const { Project, ts } = loadTsMorph();
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, types: [] },
  });
  project.createSourceFile('module.ts', 'export {};');
  const declared = new RegExp(
    `^declare (?:var|let|const|function|(?:abstract )?class|namespace) (${open.map(escaped).join('|')})(?![\\w$])`,
    'gm',
  );
  for (const { text } of project.getProgram().compilerObject.getSourceFiles()) {
    for (const [, name = ''] of text.matchAll(declared)) found.add(name);
  }
  return found;
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}
