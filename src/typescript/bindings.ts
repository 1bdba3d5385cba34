// The scopes of one file: which identifiers mean a binding. A program of this one file without libraries and without
// following imports, so it costs a parse and a bind.

import type { ts } from 'ts-morph';
import { addTo } from '../model/lists.ts';
import { loadTsMorph } from './load.ts';

export interface Bindings {
  /** Every use of what `name` declares, in source order, the declaration itself excluded. */
  usesOf(name: ts.Identifier): readonly ts.Identifier[];
  /** The identifier means something declared in this file: `require` does not, unless it is shadowed. */
  isDeclared(name: ts.Identifier): boolean;
}

export interface OpenFile {
  readonly ts: typeof ts;
  readonly sourceFile: ts.SourceFile;
  readonly bindings: Bindings;
}

const KNOWN_ENDING = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/** Opens a text as TypeScript or JavaScript, by the ending of its name. */
export function openBindings(text: string, fileName: string): OpenFile {
  const { Project, ts } = loadTsMorph();
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { noLib: true, noResolve: true, allowJs: true, types: [], jsx: ts.JsxEmit.Preserve },
  });
  const ending = KNOWN_ENDING.exec(fileName)?.[0] ?? '.tsx';
  const { compilerNode: sourceFile } = project.createSourceFile(`/file${ending}`, text);
  const checker = project.getTypeChecker().compilerObject;
  const byName = new Map<string, ts.Identifier[]>();
  collect(sourceFile);

  function collect(node: ts.Node): void {
    if (ts.isIdentifier(node)) {
      addTo(byName, node.text, node);
    }
    ts.forEachChild(node, collect);
  }

  function meant(node: ts.Identifier): ts.Symbol | undefined {
    if (ts.isShorthandPropertyAssignment(node.parent))
      return checker.getShorthandAssignmentValueSymbol(node.parent);
    if (ts.isExportSpecifier(node.parent)) return checker.getExportSpecifierLocalTargetSymbol(node.parent);
    return checker.getSymbolAtLocation(node);
  }

  return {
    ts,
    sourceFile,
    bindings: {
      usesOf(name) {
        const symbol = checker.getSymbolAtLocation(name);
        if (symbol === undefined) return [];
        return (byName.get(name.text) ?? []).filter(
          (node) => node !== name && !isMemberName(ts, node) && meant(node) === symbol,
        );
      },
      isDeclared: (name) => (checker.getSymbolAtLocation(name)?.declarations?.length ?? 0) > 0,
    },
  };
}

/** `b` in `a.b` and in `{ b: 1 }`: a name, but no use of a binding. */
function isMemberName(typescript: typeof ts, node: ts.Identifier): boolean {
  const { parent } = node;
  if (typescript.isPropertyAccessExpression(parent)) return parent.name === node;
  if (typescript.isQualifiedName(parent)) return parent.right === node;
  return typescript.isPropertyAssignment(parent) && parent.name === node;
}
