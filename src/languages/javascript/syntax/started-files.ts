// Files that are started as a thread or a process of their own: `new Worker(…)`, `fork(…)`, `spawn(process.execPath, […])`,
// `exec('node x.js')`. https://nodejs.org/api/worker_threads.html and https://nodejs.org/api/child_process.html

import { posix } from 'node:path';
import type { ModuleRequest } from '../../../model/module-request.ts';
import type { Span } from '../../../model/span.ts';
import { addRequest, type RecordDraft } from '../record-draft.ts';
import type { Node } from '../syntax-tree.ts';
import { isAssignedOnce } from './member-access.ts';
import { joinedString, literalString, memberNameOf, propertyKeyOf } from './nodes.ts';
import type { Binding, SyntaxIndex } from './scopes.ts';
import { surroundingsOf } from './surroundings.ts';

type Starts = NonNullable<ModuleRequest['starts']>;

const MODULES = /^(?:node:)?(?:child_process|worker_threads|cluster)$/;
/** What may be a file of JavaScript: with its ending, or a path that Node adds the ending to. */
const MODULE_PATH = /^\.{1,2}\/|\.[cm]?[jt]sx?$/;
/** `node --flag x.js`, up to the path. */
const NODE_COMMAND = /^\s*(?:node|tsx|ts-node|bun)\s+(?:--?[\w-]+(?:=\S+)?\s+)*(?=(\S+))/;

/** Marks the requests that are started, and adds those that are written as paths. Called after all others are added. */
export function addStartedFiles(draft: RecordDraft, index: SyntaxIndex): void {
  for (const call of startingCalls(index)) {
    const started = startedBy(call.node, call.name);
    if (started !== null) markStarted(draft, index, started.file, started.starts, call.isNode);
  }
}

/** Whether the text speaks of what is looked for here at all. */
export function maySpeakOfStarting(text: string): boolean {
  return text.includes('child_process') || text.includes('worker_threads') || text.includes('Worker(');
}

interface StartingCall {
  readonly node: Node;
  /** The name of what is called, in its module: `fork`. */
  readonly name: string;
  /** It is Node's; else a global of browsers. */
  readonly isNode: boolean;
}

function startingCalls(index: SyntaxIndex): StartingCall[] {
  const calls: StartingCall[] = [];
  const add = (callee: Node, name: string, isNode: boolean) => {
    const parent = callee.parent;
    const isCalled = parent?.type === 'CallExpression' || parent?.type === 'NewExpression';
    if (isCalled && parent.callee === callee) calls.push({ node: parent, name, isNode });
  };
  for (const binding of new Set(index.bindingOf.values())) {
    const taken = takenFrom(binding);
    if (taken === null) continue;
    for (const reference of binding.references) {
      if (taken.name !== '*') add(reference, taken.name, true);
      else if (reference.parent?.type === 'MemberExpression' && reference.parent.object === reference)
        add(reference.parent, memberNameOf(reference.parent) ?? '', true);
    }
  }
  for (const reference of index.globals.get('require') ?? []) {
    const member = reference.parent?.parent;
    if (isRequireOfModule(reference.parent) && member?.type === 'MemberExpression')
      add(member, memberNameOf(member) ?? '', true);
  }
  for (const name of ['Worker', 'SharedWorker'])
    for (const reference of index.globals.get(name) ?? []) add(reference, name, false);
  return calls;
}

/** The name that a binding takes from one of the modules, `*` for the module itself; null for any other binding. */
function takenFrom(binding: Binding): { readonly name: string } | null {
  const identifier = binding.declarations[0];
  const parent = identifier?.parent;
  if (parent == null) return null;
  if (/^Import(?:Default|Namespace)?Specifier$/.test(parent.type)) {
    const statement = parent.parent;
    if (statement?.type !== 'ImportDeclaration' || !MODULES.test(statement.source.value)) return null;
    if (parent.type !== 'ImportSpecifier') return { name: '*' };
    return { name: parent.imported.type === 'Identifier' ? parent.imported.name : parent.imported.value };
  }
  if (parent.type === 'VariableDeclarator' && parent.id === identifier) {
    const { init } = parent;
    if (isRequireOfModule(init)) return { name: '*' };
    const isMember = init?.type === 'MemberExpression' && isRequireOfModule(init.object);
    return isMember ? { name: memberNameOf(init) ?? '' } : null;
  }
  // const { fork } = require('child_process')
  const declarator = parent.parent?.parent;
  const isDestructured =
    parent.type === 'Property' &&
    declarator?.type === 'VariableDeclarator' &&
    declarator.id === parent.parent &&
    isRequireOfModule(declarator.init);
  return isDestructured ? { name: propertyKeyOf(parent) ?? '' } : null;
}

function isRequireOfModule(node: Node | null | undefined): boolean {
  if (node?.type !== 'CallExpression') return false;
  const { callee } = node;
  if (callee.type !== 'Identifier' || callee.name !== 'require') return false;
  return MODULES.test(literalString(node.arguments[0]) ?? '');
}

/** Which argument is the file, and what it becomes. */
function startedBy(call: Node, name: string): { readonly file: Node; readonly starts: Starts } | null {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return null;
  const [first, second] = call.arguments;
  if (first === undefined) return null;
  switch (name) {
    case 'Worker':
    case 'SharedWorker':
      // `{ eval: true }`: the text is code.
      return isSet(second, 'eval') ? null : { file: first, starts: 'thread' };
    case 'fork':
    case 'exec':
    case 'execSync':
      return { file: first, starts: 'process' };
    case 'spawn':
    case 'spawnSync':
    case 'execFile':
    case 'execFileSync': {
      if (!isNodeItself(first) || second?.type !== 'ArrayExpression') return null;
      const file = second.elements.find((element) => !literalString(element)?.startsWith('-'));
      return file == null || file.type === 'SpreadElement' ? null : { file, starts: 'process' };
    }
    default:
      return null;
  }
}

function isSet(options: Node | undefined, key: string): boolean {
  return (
    options?.type === 'ObjectExpression' &&
    options.properties.some((property) => propertyKeyOf(property) === key)
  );
}

/** `process.execPath`, `process.argv[0]`, `'node'` */
function isNodeItself(command: Node): boolean {
  if (/^(?:node|tsx|ts-node|bun)$/.test(literalString(command) ?? '')) return true;
  if (command.type === 'Identifier') return command.name === 'execPath';
  if (command.type !== 'MemberExpression') return false;
  return memberNameOf(command) === 'execPath' || memberNameOf(command.object) === 'argv0';
}

function markStarted(
  draft: RecordDraft,
  index: SyntaxIndex,
  file: Node,
  starts: Starts,
  isNode: boolean,
): void {
  const { named, literal, form, span } = fileNamed(index, file);
  if (literal === null) return;
  const isWhole = named === file && span === undefined;
  const command = isWhole
    ? commandPath(file, literal)
    : { path: literal, start: span?.start ?? named.start + 1 };
  if (command === null) return;
  const request = draft.requestAt.get(command.start);
  const known = request === undefined ? undefined : draft.requests[request];
  if (known !== undefined && request !== undefined) {
    // What is started has to be there.
    const { nameOnly: _, ...asked } = known;
    draft.requests[request] = { ...asked, starts };
    return;
  }
  if (!isNode || form === null) return;
  if (form === 'command-path' && !MODULE_PATH.test(command.path)) return;
  if (form === 'url' && command.path.startsWith('/')) return;
  addRequest(draft, {
    // `path.join(__dirname, 'x.js')`: a path, never the name of a package.
    specifier: form === 'url' && !command.path.startsWith('.') ? `./${command.path}` : command.path,
    form,
    typeOnly: false,
    span: span ?? { start: command.start, end: command.start + command.path.length },
    ...surroundingsOf(file),
    starts,
  });
}

/** The path of `exec('node x.js')`, or the whole text where it is a path; null where it is neither. */
function commandPath(file: Node, literal: string): { path: string; start: number } | null {
  const isCommand = /\s/.test(literal);
  if (!isCommand) return { path: literal, start: file.start + 1 };
  const match = NODE_COMMAND.exec(literal);
  const path = match?.[1];
  if (match === null || path === undefined) return null;
  return { path, start: file.start + 1 + match[0].length };
}

interface NamedFile {
  readonly named: Node;
  readonly literal: string | null;
  /** How a path is read: beside this file, or where the program is started; null where the form is another. */
  readonly form: 'url' | 'command-path' | null;
  /** Where the path stands, when it is written in several parts. */
  readonly span?: Span;
}

/** The literal in which a file is named: through variables, `path.join(__dirname, …)`, `new URL(…)`, `require.resolve(…)`. */
function fileNamed(index: SyntaxIndex, expression: Node): NamedFile {
  let current: Node | null | undefined = expression;
  for (let steps = 0; current != null && steps < 8; steps++) {
    const literal = literalString(current);
    if (literal !== null) return { named: current, literal, form: 'command-path' };
    const beside = pathBesideThisFile(current);
    if (beside !== null) return { named: current, literal: beside.path, form: 'url', span: beside.span };
    if (current.type === 'Identifier') {
      const declarator: Node | null | undefined = onlyDeclaratorOf(index, current);
      current = declarator?.type === 'VariableDeclarator' ? declarator.init : null;
    } else if (current.type === 'CallExpression' || current.type === 'NewExpression') {
      const [first]: (Node | undefined)[] = current.arguments;
      if (isHere(first)) return { named: current, literal: null, form: 'url' };
      const named = current.type === 'NewExpression' ? joinedString(first) : literalString(first);
      // `new URL('./x.js', import.meta.url)`, `require.resolve('./x')`: requests already.
      if (named !== null && first !== undefined) return { named: first, literal: named, form: null };
      current = current.arguments.length === 1 ? first : null;
    } else if (current.type === 'MemberExpression') {
      // new URL(…).href, .pathname
      current = current.object;
    } else current = null;
  }
  return { named: expression, literal: null, form: null };
}

/**
 * The path that is written after this file's folder: `path.join(__dirname, 'workers', 'mail.js')`,
 * `${__dirname}/workers/mail.js` in a template, `__dirname + '/mail.js'`. The span goes from the first character of the
 * first part to the last of the last, so that one path can take the place of all parts. Null where a part is not a literal.
 */
function pathBesideThisFile(node: Node): { readonly path: string; readonly span: Span } | null {
  if (node.type === 'TemplateLiteral') {
    const [before, after] = node.quasis;
    const isOne = node.expressions.length === 1 && isHere(node.expressions[0]);
    if (!isOne || before?.value.raw !== '' || after === undefined) return null;
    return afterSlash(after.value.cooked, node.end - 1);
  }
  if (node.type === 'BinaryExpression') {
    const isJoined = node.operator === '+' && isHere(node.left);
    return isJoined ? afterSlash(literalString(node.right), node.end - 1) : null;
  }
  if (node.type !== 'CallExpression' || !isHere(node.arguments[0])) return null;
  const { callee } = node;
  const method = callee.type === 'Identifier' ? callee.name : memberNameOf(callee);
  const [first, ...others] = node.arguments.slice(1);
  if (first === undefined || (others.length > 0 && method !== 'join' && method !== 'resolve')) return null;
  const parts = [first, ...others].map((part) => literalString(part));
  if (parts.some((part) => part === null || (method === 'resolve' && part.startsWith('/')))) return null;
  const end = (others.at(-1) ?? first).end - 1;
  return {
    path: posix.join(...parts.filter((part) => part !== null)),
    span: { start: first.start + 1, end },
  };
}

/** A path that follows the folder and a slash, and ends at `end`. */
function afterSlash(text: string | null | undefined, end: number): ReturnType<typeof pathBesideThisFile> {
  if (text == null || !text.startsWith('/')) return null;
  const path = text.slice(1);
  return { path, span: { start: end - path.length, end } };
}

function onlyDeclaratorOf(index: SyntaxIndex, reference: Node): Node | null {
  const binding = index.bindingOf.get(reference);
  if (binding === undefined || !isAssignedOnce(binding)) return null;
  return binding.declarations[0]?.parent ?? null;
}

/** `__dirname`, `import.meta.dirname` */
function isHere(node: Node | undefined): boolean {
  if (node?.type === 'Identifier') return node.name === '__dirname';
  return (
    node?.type === 'MemberExpression' &&
    node.object.type === 'MetaProperty' &&
    memberNameOf(node) === 'dirname'
  );
}
