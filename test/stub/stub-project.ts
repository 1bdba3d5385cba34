// Runs what danglint wrote: builds a project of importers and one stub, type-checks it with TypeScript as strictly as it
// can be, compiles it and lets Node execute it.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { StubHeader, StubName } from '../../src/model/stub.ts';
import type { EmitContext, StubEmitter } from '../../src/stub/emitter.ts';
import { type Ask, shapeOf } from '../../src/stub/shape.ts';
import { readModuleUses } from '../../src/typescript/name-uses.ts';

export const header: StubHeader = {
  created: '2026-11-22',
  reason: 'The pool is off. Use Database() directly.',
  version: '0.1.0',
};

export const context: EmitContext = { moduleName: 'src/pool', file: 'src/pool.ts', header };

const STRICTEST: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  jsx: ts.JsxEmit.React,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  allowUnreachableCode: false,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  declaration: true,
  esModuleInterop: true,
  types: [],
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
};

/** The stub that these importers (file name → text) need for `specifier`. */
export function stubFor(
  emitter: StubEmitter,
  importers: Readonly<Record<string, string>>,
  specifier: string,
  emitContext: EmitContext = context,
): string {
  const asks = new Map<string, Ask[]>();
  for (const [fileName, text] of Object.entries(importers)) {
    const typescript = /\.[cm]?tsx?$/.test(fileName);
    for (const [name, uses] of readModuleUses(text, fileName, specifier).names) {
      asks.set(name, [...(asks.get(name) ?? []), { uses, typeOnly: false, typescript, kept: !typescript }]);
    }
  }
  const names = [...asks].map(([name, each]): StubName => ({ name, ...shapeOf(each), askedBy: [] }));
  return emitter.render(
    names.map((name) => emitter.section(name, emitContext)),
    emitContext,
  );
}

const libraries = new Map<string, ts.SourceFile | undefined>();

/** The errors of TypeScript, one `file:line message` each. */
export function typeErrors(
  files: Readonly<Record<string, string>>,
  options: ts.CompilerOptions = {},
): string[] {
  return inFolder(files, (folder) => {
    const compilerOptions = { ...STRICTEST, ...options, noEmit: true };
    const host = ts.createCompilerHost(compilerOptions);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (path, ...rest) => {
      if (!path.includes('/typescript/lib/')) return read(path, ...rest);
      if (!libraries.has(path)) libraries.set(path, read(path, ...rest));
      return libraries.get(path);
    };
    const names = Object.keys(files).filter((name) => /\.[cm]?[jt]sx?$/.test(name));
    const program = ts.createProgram(
      names.map((name) => join(folder, name)),
      compilerOptions,
      host,
    );
    return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
      const { file, start = 0 } = diagnostic;
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
      const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
      return `${file?.fileName.slice(folder.length + 1) ?? ''}:${line} TS${diagnostic.code} ${text}`;
    });
  });
}

/** Compiles TypeScript file by file, runs `main` (a JavaScript file name) with Node and gives what it prints. */
export function run(
  files: Readonly<Record<string, string>>,
  main: string,
  type: 'module' | 'commonjs' = 'module',
): string {
  const compiled: Record<string, string> = { 'package.json': JSON.stringify({ type }) };
  for (const [name, text] of Object.entries(files)) {
    if (name.endsWith('.json') || name.endsWith('.d.ts')) {
      compiled[name] = text;
      continue;
    }
    const script = name.replace(/\.([cm]?)tsx?$/, '.$1js').replace(/\.jsx$/, '.js');
    const isTypeScript = /\.[cm]?tsx?$|\.jsx$/.test(name);
    const commonjs = name.endsWith('.cts') || (type === 'commonjs' && !name.endsWith('.mts'));
    compiled[script] = isTypeScript
      ? ts.transpileModule(text, {
          fileName: name,
          compilerOptions: {
            target: ts.ScriptTarget.ES2022,
            module: commonjs ? ts.ModuleKind.CommonJS : ts.ModuleKind.ES2022,
            jsx: ts.JsxEmit.React,
            esModuleInterop: true,
          },
        }).outputText
      : text;
  }
  return inFolder(compiled, (folder) =>
    execFileSync(process.execPath, [join(folder, main)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

function inFolder<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'danglint-stub-')));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
