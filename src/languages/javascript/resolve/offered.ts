// Who loads a file of a package that is installed: Node itself, or bundlers alone. Nothing of the project that wrote the
// package stands between; its manifest says to whom it offers which of its files.
// Source: nodejs.org/api/packages.html, "Conditional exports", "Community conditions definitions".

import { isRecord, type PackageJson } from '../../../discover/package-json.ts';
import { stringsIn } from '../../../host/settings-file.ts';
import { isWithin, parentOf, resolvePath } from '../../../model/path.ts';

/** The conditions that Node itself goes by, and those of them that say that it is meant. */
const OF_NODE = new Set(['import', 'require', 'default', 'node', 'node-addons', 'module-sync']);
const NAMING_NODE = new Set(['import', 'node', 'module-sync']);
/** Those that some versions of Node do not know, or can be told to leave: what stands behind them is for these. */
const SINCE_LATELY = new Set(['module-sync', 'node-addons']);
const SYNTAXES = ['import', 'require'] as const;
type Syntax = (typeof SYNTAXES)[number];
/** Beside `main`, `bin` and `exports`, which Node and npm read, the fields that name files for bundlers and browsers. */
const FIELDS_OF_BUNDLERS = [
  'module',
  'browser',
  'react-native',
  'jsnext:main',
  'unpkg',
  'jsdelivr',
  'svelte',
];

/** Who a file is for: `named` where a condition says that Node is meant, and not `main` or `default` alone. */
type Audience = 'bundlers' | 'node' | 'named';

interface Offer {
  readonly path: string;
  readonly to: Audience;
}

const known = new WeakMap<PackageJson, readonly Offer[]>();

/**
 * Whether Node loads a file of an installed package, or what is around the file: the file that the manifest names, or the
 * innermost folder of those that it names files of, tells. What stands in the folders of both is Node's too.
 * @param file absolute, JavaScript
 */
export function isOfferedToNode(file: string, manifest: PackageJson): boolean {
  return offersAround(file, manifest).some(({ to }) => to !== 'bundlers');
}

/**
 * The same for a file that is an ES module by its syntax alone: as `main` such files are the old way to offer modules to
 * bundlers (Metro, webpack), and it takes a condition that Node goes by to mean Node.
 */
export function isOfferedAsModule(file: string, manifest: PackageJson): boolean {
  return offersAround(file, manifest).some(({ to }) => to === 'named');
}

function offersAround(file: string, manifest: PackageJson): readonly Offer[] {
  let offers = known.get(manifest);
  if (offers === undefined) {
    offers = offersOf(manifest);
    known.set(manifest, offers);
  }
  const named = offers.filter(({ path }) => path === file);
  if (named.length > 0) return named;
  const around = offers.filter(({ path }) => isWithin(folderOf(path), file));
  const depth = Math.max(0, ...around.map(({ path }) => folderOf(path).length));
  const nearest = around.filter(({ path }) => folderOf(path).length === depth);
  return nearest.length > 0 ? nearest : offers;
}

function offersOf({ directory, fields }: PackageJson): readonly Offer[] {
  const toOffers = (paths: readonly string[], to: Audience): Offer[] =>
    paths.map((path) => ({ path: resolvePath(directory, path), to }));
  const offers = [
    ...['main', 'bin'].flatMap((field) => toOffers(stringsIn(fields[field]), 'node')),
    ...offeredBehind(fields['exports'], 'node').offers.map(([path, to]) => ({
      path: resolvePath(directory, path),
      to,
    })),
    // A map of `browser` says which files stand for others, and not where those for browsers are.
    ...FIELDS_OF_BUNDLERS.flatMap((field) => {
      const path = fields[field];
      return typeof path === 'string' ? toOffers([path], 'bundlers') : [];
    }),
  ];
  // Without `main` and `exports` the package is its index.
  const isIndex = fields['main'] === undefined && fields['exports'] === undefined;
  return isIndex ? [...offers, { path: resolvePath(directory, 'index.js'), to: 'node' }] : offers;
}

/** What part of `exports` gives. */
interface Given {
  readonly offers: readonly (readonly [path: string, to: Audience])[];
  /** The ways to ask that it answers in Node, so that nothing behind it does. */
  readonly answers: readonly Syntax[];
}

/** @param open the ways to ask that nothing in front has answered in Node: the first condition that holds decides */
function offeredBehind(value: unknown, to: Audience, open: readonly Syntax[] = SYNTAXES): Given {
  if (typeof value === 'string')
    return { offers: [[value, open.length === 0 ? 'bundlers' : to]], answers: open };
  if (Array.isArray(value))
    return { offers: value.flatMap((item) => offeredBehind(item, to, open).offers), answers: open };
  if (!isRecord(value)) return { offers: [], answers: value === null ? open : [] };
  const offers: Given['offers'][number][] = [];
  let rest = open;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'types') continue;
    if (key.startsWith('.')) {
      offers.push(...offeredBehind(inner, to).offers);
      continue;
    }
    const own = OF_NODE.has(key) ? rest.filter((syntax) => isAskedFor(key, syntax)) : [];
    const given = offeredBehind(inner, NAMING_NODE.has(key) ? 'named' : to, own);
    offers.push(...given.offers);
    if (!SINCE_LATELY.has(key)) rest = rest.filter((syntax) => !given.answers.includes(syntax));
  }
  return { offers, answers: open.filter((syntax) => !rest.includes(syntax)) };
}

function isAskedFor(condition: string, syntax: Syntax): boolean {
  return condition === syntax || (condition !== 'import' && condition !== 'require');
}

/** `./features/*.js` is every file of `./features`. */
function folderOf(path: string): string {
  const star = path.indexOf('*');
  return parentOf(star === -1 ? path : path.slice(0, star + 1)) ?? '/';
}
