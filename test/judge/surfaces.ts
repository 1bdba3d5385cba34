// `npm run surfaces -- PATH`: every name of every package that is installed in PATH, asked for in memory. danglint has to
// find each name that TypeScript has, and one that is nowhere it must not find.

import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { createDanglintJudge } from './danglint.ts';
import type { Changes } from './overlay.ts';
import { importCodes, type Sites } from './type-checker.ts';

const resolutions = { nodenext: 'nodenext', bundler: 'esnext' } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { resolution: { type: 'string', default: 'nodenext' }, shown: { type: 'string', default: '60' } },
});
const { resolution } = values;
if (resolution !== 'nodenext' && resolution !== 'bundler')
  throw new Error('--resolution is nodenext or bundler');
const root = resolve(positionals[0] ?? '.').replaceAll('\\', '/');
const installed = join(root, 'node_modules');
if (!existsSync(installed)) throw new Error(`${installed} is not there`);

/** Where the files that ask would stand. Nothing is written. */
const directory = `${root}/danglint-surfaces`;
const compilerOptions = {
  module: resolutions[resolution],
  moduleResolution: resolution,
  target: 'es2022',
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  esModuleInterop: true,
  types: ['node'],
  jsx: 'preserve',
};
const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, directory);

/** What may be imported by these names: the packages, and those whose types alone are there. */
function packagesIn(folder: string): string[] {
  const names = readdirSync(folder).flatMap((entry) => {
    if (entry.startsWith('.')) return [];
    if (!entry.startsWith('@')) return [entry];
    return readdirSync(join(folder, entry)).map((name) =>
      entry !== '@types' ? `${entry}/${name}` : name.includes('__') ? `@${name.replace('__', '/')}` : name,
    );
  });
  return [...new Set(names)].filter((name) => name !== 'node').sort();
}

function programOf(texts: ReadonlyMap<string, string>): ts.Program {
  const disk = ts.createCompilerHost(options, true);
  return ts.createProgram([...texts.keys()], options, {
    ...disk,
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    getSourceFile(path, version) {
      const text = texts.get(path);
      return text === undefined
        ? disk.getSourceFile(path, version)
        : ts.createSourceFile(path, text, version, true);
    },
  });
}

/** One file for each package that has types: a line for each of its names, and one for a name that is nowhere. */
function askingForAll(packages: readonly string[]): ReadonlyMap<string, string> {
  const asking = new Map(
    packages.map((name, index) => [`${directory}/p${index}.mts`, `export * as all from '${name}';\n`]),
  );
  const program = programOf(asking);
  const checker = program.getTypeChecker();
  const texts = new Map<string, string>();
  for (const [index, [path]] of [...asking].entries()) {
    const [statement] = program.getSourceFile(path)?.statements ?? [];
    if (statement === undefined || !ts.isExportDeclaration(statement)) continue;
    const module = statement.moduleSpecifier && checker.getSymbolAtLocation(statement.moduleSpecifier);
    if (module?.exports === undefined) continue;
    const names = checker.getExportsOfModule(module).filter(({ name }) => isName(name));
    const lines = names.map((symbol, at) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const type = target.flags & ts.SymbolFlags.Value ? '' : 'type ';
      return `import { ${type}${symbol.name} as x${at} } from '${packages[index]}';`;
    });
    lines.push(`import { isNowhere } from '${packages[index]}';`);
    texts.set(path, `${lines.join('\n')}\n`);
  }
  return texts;
}

function isName(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && name !== 'default';
}

function refusedByTypeScript(texts: ReadonlyMap<string, string>): Sites {
  const program = programOf(texts);
  const sites = new Map<string, string>();
  for (const path of texts.keys()) {
    const file = program.getSourceFile(path);
    for (const { code, start, messageText } of program.getSemanticDiagnostics(file)) {
      if (file === undefined || start === undefined || !importCodes.has(code)) continue;
      const line = file.getLineAndCharacterOfPosition(start).line + 1;
      sites.set(`${path}:${line}`, `TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    }
  }
  return sites;
}

const texts = askingForAll(packagesIn(installed));
const asked = [...texts.values()].reduce((sum, text) => sum + text.split('\n').length - 1, 0);
const print = (text: string) => process.stdout.write(`${text}\n`);
print(`${texts.size} packages with types, ${asked} names, one of each package is nowhere`);

const refused = refusedByTypeScript(texts);
const changes: Changes = new Map([
  ...texts,
  [`${directory}/tsconfig.json`, JSON.stringify({ compilerOptions, include: ['*.mts'] })],
]);
const { found, unknown } = await (await createDanglintJudge(root)).judge(changes);

const alone = (sites: Sites, others: Pick<Sites, 'has'>) => [...sites].filter(([site]) => !others.has(site));
const asLine = ([site, message]: readonly [string, string]) => {
  const colon = site.lastIndexOf(':');
  return `  ${texts.get(site.slice(0, colon))?.split('\n')[Number(site.slice(colon + 1)) - 1]}\n    ${message}`;
};
const wrong = alone(found, refused);
const notFound = alone(refused, found);
const missed = notFound.filter(([site]) => !unknown.has(site));
print(
  `refused by TypeScript ${refused.size}, by danglint ${found.size}: wrongly ${wrong.length}; missed ${missed.length}, not told ${notFound.length - missed.length}`,
);
for (const [what, sites] of [
  ['refused by danglint alone', wrong],
  ['refused by TypeScript alone', missed],
] as const) {
  if (sites.length > 0) print(`${what}\n${sites.slice(0, Number(values.shown)).map(asLine).join('\n')}`);
}
process.exitCode = wrong.length + missed.length === 0 ? 0 : 1;
