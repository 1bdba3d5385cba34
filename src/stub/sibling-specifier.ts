// How a module writes the specifier of a file beside it: with the ending that it and its importers use already.

import type { LinkedGraph } from '../link/linked-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { baseNameOf, parentOf } from '../model/path.ts';

type Style = 'none' | 'script' | 'source';

const ENDING = /\.([cm]?)([jt])(sx?)$/;

/** `./pool.stub.js`, `./pool.stub.ts` or `./pool.stub`; in Python `._pool_stub`, without the dot outside of packages. */
export function siblingSpecifier(linked: LinkedGraph, module: ModuleId, sibling: ModuleId): string {
  const name = baseNameOf(sibling);
  if (name.endsWith('.py')) return `${isInPackage(linked, module) ? '.' : ''}${name.slice(0, -'.py'.length)}`;
  switch (styleOf(linked, module)) {
    case 'none':
      // Nobody looks for `.mjs` or `.cts` behind a name without ending.
      return `./${name.replace(ENDING, (_ending, flavour: string) => (flavour === '' ? '' : `.${flavour}js`))}`;
    case 'source':
      return `./${name}`;
    case 'script':
      return `./${name.replace(ENDING, (_ending, flavour: string) => `.${flavour}js`)}`;
  }
}

/** A Python module that others know by a dotted name, or that stands beside an `__init__.py`. */
function isInPackage(linked: LinkedGraph, module: ModuleId): boolean {
  if (linked.graph.has(`${parentOf(module) ?? ''}/__init__.py`)) return true;
  return linked.importers(module).some((ref) => {
    const specifier = linked.graph.get(ref.module)?.record.requests[ref.request]?.specifier ?? '';
    return specifier.includes('.');
  });
}

function styleOf(linked: LinkedGraph, module: ModuleId): Style {
  const node = linked.graph.get(module);
  if (node === undefined) return 'script';
  // A file that is loaded as it stands has to name the file that is there.
  const asWritten = /\.(?:[cm]?js|jsx)$/.test(module);
  const own = node.record.requests.map(({ specifier }) => specifier);
  const others = linked
    .importers(module)
    .map((ref) => linked.graph.get(ref.module)?.record.requests[ref.request]?.specifier ?? '');
  const sample = [...own, ...others].find((specifier) => /^\.\.?\/.*[^/.]/.test(specifier));
  if (sample === undefined)
    return asWritten ? 'source' : node.settings.runtime === 'node' ? 'script' : 'none';
  const ending = ENDING.exec(sample);
  if (ending === null) return 'none';
  return asWritten || ending[2] === 't' ? 'source' : 'script';
}
