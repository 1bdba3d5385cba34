// Who loads a file of a package that is installed: Node itself, or bundlers alone. Nothing of the project that wrote the
// package stands between; its manifest says to whom it offers which of its files.
// Source: nodejs.org/api/packages.html, "Conditional exports", "Community conditions definitions".

import { isRecord, type PackageJson } from '../../../discover/package-json.ts';
import { isWithin, parentOf, resolvePath } from '../../../model/path.ts';

/** The conditions that Node itself goes by. */
const OF_NODE = new Set(['import', 'require', 'default', 'node', 'node-addons', 'module-sync']);
/** The fields that Node and npm read; other fields that name files are for bundlers and browsers. */
const FIELDS_OF_NODE = ['main', 'bin', 'exports'];
const FIELDS_OF_BUNDLERS = [
  'module',
  'browser',
  'react-native',
  'jsnext:main',
  'unpkg',
  'jsdelivr',
  'svelte',
];

interface Offer {
  readonly path: string;
  readonly isForNode: boolean;
}

const known = new WeakMap<PackageJson, readonly Offer[]>();

/**
 * Whether Node loads a file of an installed package, or what is around the file: the file that the manifest names, or the
 * innermost folder of those that it names files of, tells. What stands in the folders of both is Node's too.
 * @param file absolute, JavaScript
 */
export function isOfferedToNode(file: string, manifest: PackageJson): boolean {
  let offers = known.get(manifest);
  if (offers === undefined) {
    offers = offersOf(manifest);
    known.set(manifest, offers);
  }
  const named = offers.filter(({ path }) => path === file);
  if (named.length > 0) return named.some(({ isForNode }) => isForNode);
  const around = offers.filter(({ path }) => isWithin(folderOf(path), file));
  const depth = Math.max(0, ...around.map(({ path }) => folderOf(path).length));
  const nearest = around.filter(({ path }) => folderOf(path).length === depth);
  return (nearest.length > 0 ? nearest : offers).some(({ isForNode }) => isForNode);
}

function offersOf({ directory, fields }: PackageJson): readonly Offer[] {
  const toOffers = (paths: readonly string[], isForNode: boolean): Offer[] =>
    paths.map((path) => ({ path: resolvePath(directory, path), isForNode }));
  const offers = [
    ...FIELDS_OF_NODE.flatMap((field) => {
      const { node, others } = targetsOf(fields[field], field === 'exports');
      return [...toOffers(node, true), ...toOffers(others, false)];
    }),
    ...FIELDS_OF_BUNDLERS.flatMap((field) => toOffers(targetsOf(fields[field], false).node, false)),
  ];
  // Without `main` and `exports` the package is its index.
  const isIndex = fields['main'] === undefined && fields['exports'] === undefined;
  return isIndex ? [...offers, { path: resolvePath(directory, 'index.js'), isForNode: true }] : offers;
}

/** The paths in a field: those behind conditions that Node goes by, and the others. */
function targetsOf(
  value: unknown,
  isConditional: boolean,
): { readonly node: readonly string[]; readonly others: readonly string[] } {
  if (typeof value === 'string') return { node: [value], others: [] };
  const inner = Array.isArray(value)
    ? value.map((item) => [targetsOf(item, isConditional), true] as const)
    : Object.entries(isRecord(value) ? value : {})
        .filter(([key]) => key !== 'types')
        .map(([key, item]) => {
          const isOfNode = !isConditional || key.startsWith('.') || OF_NODE.has(key);
          return [targetsOf(item, isConditional), isOfNode] as const;
        });
  return {
    node: inner.flatMap(([{ node }, isOfNode]) => (isOfNode ? node : [])),
    others: inner.flatMap(([{ node, others }, isOfNode]) => (isOfNode ? others : [...node, ...others])),
  };
}

/** `./features/*.js` is every file of `./features`. */
function folderOf(path: string): string {
  const star = path.indexOf('*');
  return parentOf(star === -1 ? path : path.slice(0, star + 1)) ?? '/';
}
