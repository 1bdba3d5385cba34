// Python source text → ModuleRecord. A hand-written scanner: it reads the heads of statements and passes over the rest.

import type { MemberUse, ModuleRecord, ModuleRequest } from '../../model/module-record.ts';
import type { ParseOptions, Parser } from '../language.ts';
import { createBlocks } from './blocks.ts';
import { directivesOf } from './directives.ts';
import type { FileDraft, RequestDraft } from './drafts.ts';
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
    requests: draft.requests.map(withoutSameGuard),
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

function withoutSameGuard({ nameGuard, ...request }: RequestDraft): ModuleRequest {
  return nameGuard === request.guard ? request : { ...request, nameGuard };
}

function memberUses(draft: FileDraft): MemberUse[] {
  const uses: MemberUse[] = [];
  for (const use of draft.uses) {
    const entry = importBehind(use.scope, use.name);
    const imported = entry === null ? undefined : draft.imports[entry];
    if (entry === null || !imported) continue;
    if (imported.importName !== '*' && draft.detail !== 'members') continue;
    const tested =
      use.access !== 'write' &&
      (use.guard === 'optional' || draft.tested.has(`${use.name}.${use.path[0]?.name}`));
    uses.push({
      of: { import: entry },
      // A handler of AttributeError, or a test of the first name, expects every name of the chain to be absent.
      path: tested ? use.path.slice(0, 1) : use.path,
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

function whenRun(scope: Scope): Pick<MemberUse, 'runs' | 'enclosing'> {
  let frame = scope;
  while (frame.kind === 'class' && frame.parent) frame = frame.parent;
  if (frame.kind === 'module') return { runs: 'load' };
  return { runs: 'call', ...(frame.qualified === '' ? {} : { enclosing: frame.qualified }) };
}
