// Python source text → ModuleRecord. A hand-written scanner: it reads the heads of statements and passes over the rest.

import type { MemberUse, ModuleRecord, ModuleRequest } from '../../model/module-record.ts';
import type { ParseOptions, Parser } from '../language.ts';
import { createBlocks } from './blocks.ts';
import { directivesOf } from './directives.ts';
import type { FileDraft, UseDraft } from './drafts.ts';
import { evaluationOf } from './evaluation.ts';
import { createModuleNames, moduleExports } from './exports.ts';
import { createLexer } from './lexer.ts';
import { readLine } from './lines.ts';
import { createScope, importBehind, type Scope } from './scopes.ts';
import { createReader } from './statements.ts';
import { versionRange } from './version.ts';

export const parser: Parser = {
  version: 'python-6',
  parse,
  evaluation: (text, _options, record) => evaluationOf(text, record),
};

function parse(text: string, options: ParseOptions): ModuleRecord {
  const lexer = createLexer(text);
  const draft: FileDraft = {
    text,
    isPackage: options.fileName === '__init__.py' || options.fileName === '__init__.pyi',
    detail: options.detail,
    line: lexer.line,
    range: versionRange(options.pythonVersion),
    requests: [],
    requestFrames: [],
    nameGuards: [],
    imports: [],
    stars: [],
    uses: [],
    requestUses: [],
    usable: new Set(),
    dynamic: null,
    lazyAnnotations: false,
    constants: new Map(),
    tested: new Set(),
  };
  const module = createScope('module', '', null);
  const blocks = createBlocks(draft, module);
  const names = createModuleNames();
  const reader = createReader(draft, blocks, names);
  while (lexer.next()) readLine(reader);
  while (blocks.stack.length > 1) {
    const { group } = blocks.top();
    blocks.endBranch();
    blocks.endGroup(group);
  }
  const exported = moduleExports(blocks.top().delta, names, draft.imports, draft.stars);
  const fatal = lexer.errors.some((error) => error.severity === 'fatal');
  const dynamicReason = fatal ? 'unparsed' : draft.dynamic;
  return {
    language: 'python',
    moduleKind: 'python',
    exportsKind: dynamicReason === null ? 'static' : 'dynamic',
    ...(dynamicReason === null ? {} : { dynamicReason }),
    requests: requestsOf(draft),
    imports: draft.imports,
    exports: exported.exports,
    memberUses: memberUses(draft),
    ambientModules: [],
    ...(exported.starNames === undefined ? {} : { starNames: exported.starNames }),
    ...(exported.starSites.length === 0 ? {} : { starSites: exported.starSites }),
    directives: directivesOf(text, lexer.comments),
    errors: lexer.errors,
    ...(exported.unexported.length > 0 ? { unexported: exported.unexported } : {}),
  };
}

function requestsOf({ requests, nameGuards }: FileDraft): readonly ModuleRequest[] {
  requests.forEach((request, index) => {
    const nameGuard = nameGuards[index];
    if (nameGuard !== undefined && nameGuard !== request.guard) request.nameGuard = nameGuard;
  });
  return requests;
}

function memberUses(draft: FileDraft): MemberUse[] {
  const uses: MemberUse[] = [];
  for (const use of draft.uses) {
    const entry = importBehind(use.scope, use.name);
    const imported = entry === null ? undefined : draft.imports[entry];
    if (entry === null || !imported) continue;
    if (imported.importName !== '*' && draft.detail !== 'members') continue;
    // A handler of AttributeError expects every name of the chain to be absent, a test those behind what is tested.
    const length = use.guard === 'optional' ? 1 : testedLength(use, draft.tested);
    const tested = use.access !== 'write' && length !== null;
    uses.push({
      of: { import: entry },
      path: tested ? use.path.slice(0, length) : use.path,
      access: use.erased || imported.typeOnly ? 'type' : tested ? 'tested' : use.access,
      guard: use.guard,
      ...whenRun(use.scope),
    });
  }
  for (const { request, path, access } of draft.requestUses) {
    const { runs, guard, enclosing } = draft.requests[request] ?? { runs: 'load', guard: 'none' };
    uses.push({
      of: { request },
      path,
      access,
      runs,
      guard,
      ...(enclosing === undefined ? {} : { enclosing }),
    });
  }
  return uses;
}

/** How many names of `m.a.b` lead to one that the file tests for; null when it tests for none of them. */
function testedLength({ name, path }: UseDraft, tested: ReadonlySet<string>): number | null {
  if (tested.size === 0) return null;
  let dotted = name;
  for (const [index, member] of path.entries()) {
    dotted += `.${member.name}`;
    if (tested.has(dotted)) return index + 1;
  }
  return null;
}

function whenRun(scope: Scope): Pick<MemberUse, 'runs' | 'enclosing'> {
  let frame = scope;
  while (frame.kind === 'class' && frame.parent) frame = frame.parent;
  if (frame.kind === 'module') return { runs: 'load' };
  return { runs: 'call', ...(frame.qualified === '' ? {} : { enclosing: frame.qualified }) };
}
