// Whether the native module record is enough for a file, or its syntax tree has to be brought to JavaScript, which
// costs twice as much as the parse. Words in comments may ask for a tree that is not needed; never the other way round.

import type { ParseOptions } from '../language.ts';
import { mayMixExports } from './syntax/mixed-exports.ts';
import { maySpeakOfStarting } from './syntax/started-files.ts';
import type { StaticModule } from './syntax-tree.ts';

export interface FileFacts {
  readonly isTypeScript: boolean;
  readonly isDeclarationFile: boolean;
  readonly detail: ParseOptions['detail'];
}

/** @returns true when something in the text can only be understood from the tree */
export function isTreeNeeded(text: string, module: StaticModule, facts: FileFacts): boolean {
  if (facts.detail === 'surface' && module.hasModuleSyntax) {
    // What the module itself takes from others is nobody's question.
    return facts.isTypeScript && isTypeScriptTreeNeeded(text, module, facts);
  }
  if (facts.detail === 'members') return true;
  if (module.dynamicImports.length > 0 || hasNamespaceImport(module)) return true;
  if (text.includes('require') && /\brequire\s*(?:[(.?]|\))|\bcreateRequire\b/.test(text)) return true;
  if (module.importMetas.length > 0 && /\bmeta\s*\.\s*(?:resolve\b|glob\b|url\s*\))/.test(text)) return true;
  if (hasMockWords(text) && /\b(?:vi|vitest|jest|rstest)\s*\.\s*\w*(?:[mM]ock|Actual)/.test(text))
    return true;
  if (facts.detail !== 'surface' && maySpeakOfStarting(text)) return true;
  if (module.hasModuleSyntax && mayMixExports(text)) return true;
  if (facts.isTypeScript) return isTypeScriptTreeNeeded(text, module, facts);
  return !module.hasModuleSyntax && /\b(?:exports|module|this|define)\b/.test(text);
}

/** A plain search first: it is several times faster than the expression that it guards. */
function hasMockWords(text: string): boolean {
  return text.includes('ock') || text.includes('Actual');
}

function hasNamespaceImport(module: StaticModule): boolean {
  return module.staticImports.some((statement) =>
    statement.entries.some((entry) => entry.importName.kind === 'NamespaceObject'),
  );
}

function isTypeScriptTreeNeeded(text: string, module: StaticModule, facts: FileFacts): boolean {
  // import('x').T
  if (facts.detail !== 'surface' && /\bimport\s*\(/.test(text)) return true;
  // export = X, import A = …
  if (/\bexport\s*=|\bimport\s+(?:type\s+)?[\p{ID_Start}$_][\p{ID_Continue}$]*\s*=/u.test(text)) return true;
  // declare module 'x', namespace N { … }
  if (
    hasNamespaceWords(text) &&
    /\b(?:namespace|module)\s+(?:['"]|[\p{ID_Start}$_][\p{ID_Continue}$.]*\s*\{)/u.test(text)
  ) {
    return true;
  }
  // enum E { A }
  if (/\benum\s+[\p{ID_Start}$_][\p{ID_Continue}$]*\s*\{/u.test(text)) return true;
  if (!module.hasModuleSyntax && /\bexports\b/.test(text)) return true;
  if (facts.isDeclarationFile && mayExportImplicitly(text, module)) return true;
  return exportsUnclearNames(text, module);
}

function hasNamespaceWords(text: string): boolean {
  return text.includes('namespace') || text.includes('module');
}

/** Declarations of a declaration file are exported without saying so, unless the file has an export list. */
function mayExportImplicitly(text: string, module: StaticModule): boolean {
  if (/^export\s*\{\s*\}/m.test(text)) return false;
  const hasList = module.staticExports.some(({ start }) =>
    /^export\s*(?:type\s*)?[{*]/.test(text.slice(start, start + 40)),
  );
  if (hasList) return false;
  return /(?:^|[;}])\s*(?:declare|interface|type|abstract|class|enum|const|function)\b/m.test(text);
}

/** `interface A {} … export { A }`: whether A is only a type is not in the module record. */
function exportsUnclearNames(text: string, module: StaticModule): boolean {
  const names = new Set<string>();
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) {
      if (entry.moduleRequest === null && entry.localName.name !== null) names.add(entry.localName.name);
    }
  }
  if (names.size === 0 || !/\bexport\s*(?:type\s*)?\{|\bexport\s+default\b|\bexport\s*@/.test(text))
    return false;
  const byDefault = defaultName(module, text);
  for (const match of text.matchAll(
    /\b(?:interface|type|class|enum)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu,
  )) {
    if (!names.has(match[1] ?? '')) continue;
    // `export interface A {} … export default A`
    if (match[1] === byDefault || !isExportedInPlace(text, match.index)) return true;
  }
  return false;
}

/** The name in `export default name;`, which is declared elsewhere. */
function defaultName(module: StaticModule, text: string): string | null {
  for (const { start, entries } of module.staticExports) {
    const name = entries.find(({ exportName }) => exportName.kind === 'Default')?.localName.name ?? null;
    if (name !== null && text.slice(start, start + 40 + name.length).includes(`default ${name}`)) return name;
  }
  return null;
}

/** `export interface A`, `export abstract class A`, `export default class A` say what they are. */
function isExportedInPlace(text: string, at: number): boolean {
  return /\bexport\s+(?:default\s+)?(?:declare\s+)?(?:abstract\s+|const\s+)?$/.test(
    text.slice(Math.max(0, at - 60), at),
  );
}
