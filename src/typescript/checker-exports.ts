// What a module exports according to TypeScript's checker, as flat local exports with what each name means.

import type { ts } from 'ts-morph';
import type { LocalExport, Meaning } from '../model/export-entry.ts';
import type { ModuleId } from '../model/module-id.ts';
import { loadTsMorph } from './load.ts';

/** The module that a file is; undefined for a script, and for a file that the program does not hold. */
export function moduleSymbolOf(file: string, program: ts.Program): ts.Symbol | undefined {
  const source = program.getSourceFile(file);
  return source === undefined ? undefined : program.getTypeChecker().getSymbolAtLocation(source);
}

/**
 * All exported names, through stars and augmentations, and for `export = X` the members of X. The entry `export=` has
 * no `members` where X may have more: it is `any`, has an index signature, or a base class that is not resolved.
 * @param file where spans point to; a name declared elsewhere has an empty span
 */
export function exportsByChecker(
  module: ts.Symbol,
  file: ModuleId,
  checker: ts.TypeChecker,
): readonly LocalExport[] {
  const { ts } = loadTsMorph();
  const byName = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol]));
  byName.delete(ts.InternalSymbolName.ExportEquals);
  const toExports = () =>
    [...byName].map(([name, symbol]) => localExport(name, resolved(symbol, checker), file));
  const whole = module.exports?.get(ts.InternalSymbolName.ExportEquals);
  if (whole === undefined) return toExports();
  const value = resolved(whole, checker);
  const { properties, isOpen } = membersOf(value, checker);
  for (const property of properties) if (!byName.has(property.name)) byName.set(property.name, property);
  const entry = localExport('export=', value, file);
  return [...toExports(), isOpen ? entry : { ...entry, members: [...byName.keys()] }];
}

/** Whether a name that is not among these exports is missing for sure. */
export function isComplete(exports: readonly LocalExport[]): boolean {
  return exports.every(({ exportName, members }) => exportName !== 'export=' || members !== undefined);
}

function resolved(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  const { ts } = loadTsMorph();
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** The properties of what `export = X` exports, and whether it may have others. */
function membersOf(
  whole: ts.Symbol,
  checker: ts.TypeChecker,
): { readonly properties: readonly ts.Symbol[]; readonly isOpen: boolean } {
  const { ts } = loadTsMorph();
  if (checker.isUnknownSymbol(whole)) return { properties: [], isOpen: true };
  if ((whole.flags & ts.SymbolFlags.Value) === 0) return { properties: [], isOpen: false };
  const type = checker.getTypeOfSymbol(whole);
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return { properties: [], isOpen: true };
  return {
    properties: checker.getPropertiesOfType(type),
    isOpen: checker.getIndexInfosOfType(type).length > 0 || hasUnknownBase(whole, type, checker),
  };
}

/**
 * `class A extends B` or `const a: A` with `interface A extends B`, where B, or what B extends, is not resolved: A then has
 * members that nobody can list.
 */
function hasUnknownBase(whole: ts.Symbol, type: ts.Type, checker: ts.TypeChecker): boolean {
  const { ts } = loadTsMorph();
  const seen = new Set<ts.Symbol>([whole]);
  const add = (part: ts.Type): void => {
    if (part.isIntersection()) part.types.forEach(add);
    // Absent in types that nothing declares, whatever its type says.
    else if ((part.symbol as ts.Symbol | undefined) !== undefined) seen.add(part.symbol);
  };
  add(type);
  for (const symbol of seen) {
    for (const declared of symbol.declarations ?? []) {
      if (!ts.isClassDeclaration(declared) && !ts.isInterfaceDeclaration(declared)) continue;
      const bases = (declared.heritageClauses ?? []).filter(
        ({ token }) => token === ts.SyntaxKind.ExtendsKeyword,
      );
      for (const base of bases.flatMap(({ types }) => types)) {
        // Of a class its statics are asked for, of an interface what its values have.
        const extended = checker.getTypeAtLocation(ts.isClassDeclaration(declared) ? base.expression : base);
        if ((extended.flags & ts.TypeFlags.Any) !== 0) return true;
        add(extended);
      }
    }
  }
  return false;
}

function localExport(exportName: string, symbol: ts.Symbol, file: ModuleId): LocalExport {
  const declaration = symbol.declarations?.find((node) => node.getSourceFile().fileName === file);
  const span =
    declaration === undefined
      ? { start: 0, end: 0 }
      : { start: declaration.getStart(), end: declaration.getEnd() };
  return { kind: 'local', exportName, localName: symbol.name, meaning: meaningOf(symbol), span };
}

function meaningOf({ flags }: ts.Symbol): Meaning {
  const { ts } = loadTsMorph();
  const value = (flags & ts.SymbolFlags.Value) !== 0;
  const type = (flags & (ts.SymbolFlags.Type | ts.SymbolFlags.Namespace)) !== 0;
  if (value && type) return 'both';
  return type ? 'type' : 'value';
}
