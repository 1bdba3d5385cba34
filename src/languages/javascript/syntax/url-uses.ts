// What becomes of `new URL('./x', import.meta.url)`: a URL is only a name. Whether a file has to be there is said by
// what the URL is given to.

import type { Node } from '../syntax-tree.ts';
import { calleeName } from './commonjs-sources.ts';
import { isAssignedOnce } from './member-access.ts';
import { memberNameOf } from './nodes.ts';
import type { SyntaxIndex } from './scopes.ts';

/**
 * - `read`: loaded or read, so the file has to be there.
 * - `written`: made, removed, or asked whether it is there.
 * - `named`: anything else, which may be either.
 */
export type UrlUse = 'read' | 'written' | 'named';

const WRITERS =
  /^(?:write|append|mkdir|mkdtemp|rm|unlink|copy|cp|rename|exists|access|stat|lstat|createWrite|output|ensure|remove)/;

/** Of Node's `fs`, of workers and child processes, of the browser. */
const READERS =
  /^(?:read\w*|opendir|opendirSync|createReadStream|Worker|SharedWorker|fork|register|registerHooks|fetch|importScripts|addModule|audioWorklet)$/;

/** What pages show: its address is taken to be loaded. */
const SHOWN = /\.(?:png|jpe?g|gif|svg|webp|avif|ico|mp[34]|webm|ogg|wav|woff2?|ttf|otf|css|wasm|glb|gltf)$/i;

/** A relative reference to a file; not `https://…`, `data:…`, nor a folder. */
export function isFileUrl(specifier: string): boolean {
  return !/^[a-z][a-z\d+.-]*:/i.test(specifier) && !/(?:^|\/)\.{0,2}$/.test(specifier);
}

/** @param url the `new URL(…)` expression, or what holds its value */
export function useOfUrl(index: SyntaxIndex, url: Node, specifier: string): UrlUse {
  const parent = url.parent;
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression': {
      if (parent.callee === url) return 'named';
      const name = calleeName(parent.callee);
      if (/^(?:fileURLToPath|String|URL)$/.test(name)) return useOfUrl(index, parent, specifier);
      if (WRITERS.test(name)) return 'written';
      return READERS.test(name) ? 'read' : 'named';
    }
    case 'ImportExpression':
      return 'read';
    case 'MemberExpression':
      return useOfAddress(index, parent, url, specifier);
    case 'VariableDeclarator':
      return parent.init === url ? useOfVariable(index, parent.id, specifier) : 'named';
    default:
      return 'named';
  }
}

/** `url.href`, `url.pathname`, `url.toString()` */
function useOfAddress(index: SyntaxIndex, member: Node, url: Node, specifier: string): UrlUse {
  if (member.type !== 'MemberExpression' || member.object !== url) return 'named';
  const name = memberNameOf(member);
  const isCall = member.parent?.type === 'CallExpression' && member.parent.callee === member;
  const address = name === 'toString' && isCall ? member.parent : member;
  if (name !== 'href' && name !== 'pathname' && name !== 'toString') return 'named';
  if (name === 'href' && SHOWN.test(specifier)) return 'read';
  return address == null ? 'named' : useOfUrl(index, address, specifier);
}

/** A variable that holds it is read when one of its uses reads it and none writes it. */
function useOfVariable(index: SyntaxIndex, target: Node, specifier: string): UrlUse {
  const binding = index.declaredBy.get(target);
  if (binding == null || !isAssignedOnce(binding)) return 'named';
  const uses = binding.references.map((reference) => useOfUrl(index, reference, specifier));
  if (uses.includes('written')) return 'written';
  return uses.includes('read') ? 'read' : 'named';
}
