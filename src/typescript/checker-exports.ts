// What a module exports according to TypeScript's checker, as flat local exports with what each name means.

import type { ts } from 'ts-morph';
import type { ModuleId } from '../model/module-id.ts';
import type { LocalExport, Meaning } from '../model/module-record.ts';
import { loadTsMorph } from './load.ts';

/** The module that a file is; undefined for a script, and for a file that the program does not hold. */
export function moduleSymbolOf(file: string, program: ts.Program): ts.Symbol | undefined {
  const source = program.getSourceFile(file);
  return source === undefined ? undefined : program.getTypeChecker().getSymbolAtLocation(source);
}

/**
 * All exported names, through stars and augmentations, and for `export = X` the members of X.
 * @param file where spans point to; a name declared elsewhere has an empty span
 * @returns null when the checker cannot tell them all: `export =` of `any`, or of a class whose base is not resolved
 */
export function exportsByChecker(
  module: ts.Symbol,
  file: ModuleId,
  checker: ts.TypeChecker,
): readonly LocalExport[] | null {
  const { ts } = loadTsMorph();
  const byName = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol]));
  byName.delete(ts.InternalSymbolName.ExportEquals);
  const toExports = () =>
    [...byName].map(([name, symbol]) => localExport(name, resolved(symbol, checker), file));
  const whole = module.exports?.get(ts.InternalSymbolName.ExportEquals);
  if (whole === undefined) return toExports();
  const value = resolved(whole, checker);
  const properties = membersOf(value, checker);
  if (properties === null) return null;
  for (const property of properties) if (!byName.has(property.name)) byName.set(property.name, property);
  return [...toExports(), { ...localExport('export=', value, file), members: [...byName.keys()] }];
}

function resolved(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  const { ts } = loadTsMorph();
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** The properties of what `export = X` exports; null for `any`, and for a class with a base that is not resolved. */
function membersOf(whole: ts.Symbol, checker: ts.TypeChecker): readonly ts.Symbol[] | null {
  const { ts } = loadTsMorph();
  if (checker.isUnknownSymbol(whole)) return null;
  if ((whole.flags & ts.SymbolFlags.Value) === 0) return [];
  const type = checker.getTypeOfSymbol(whole);
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return null;
  if (checker.getIndexInfosOfType(type).length > 0 || hasUnknownBase(whole, checker)) return null;
  return checker.getPropertiesOfType(type);
}

/** `class A extends B` where B, or what B extends, is not resolved: A then has statics that nobody can list. */
function hasUnknownBase(whole: ts.Symbol, checker: ts.TypeChecker): boolean {
  const { ts } = loadTsMorph();
  const seen = new Set<ts.Symbol>();
  for (let symbol: ts.Symbol | undefined = whole; symbol !== undefined && !seen.has(symbol); ) {
    seen.add(symbol);
    const declared = symbol.declarations?.find(ts.isClassDeclaration);
    const base = declared?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
      ?.types[0];
    if (base === undefined) return false;
    const type = checker.getTypeAtLocation(base.expression);
    if ((type.flags & ts.TypeFlags.Any) !== 0) return true;
    symbol = type.symbol;
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
