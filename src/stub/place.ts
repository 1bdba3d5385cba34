// Where a stub for a module that is not there has to stand, and in which dialect, so that every importer finds it under
// the specifier that it already writes.

import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import { below, isWithin, parentOf, resolvePath } from '../model/path.ts';
import type { UnresolvedResolution } from '../model/resolution.ts';
import type { StubDialect } from '../model/stub.ts';

/** The place that one request means, as far as the request says it. */
export interface Place {
  /** The path without its ending: requests with the same stem and flavour mean the same file. */
  readonly stem: string;
  /** `.mjs`, `.mts`: `m`; `.cjs`, `.cts`: `c`. */
  readonly flavour: '' | 'm' | 'c';
  /** What the specifier itself says of the ending. */
  readonly ending: 'none' | 'js' | 'jsx' | 'ts' | 'tsx' | 'py';
}

export interface Refused {
  readonly why: string;
  readonly instead: string;
}

const ENDING = /\.(?:d\.)?([cm]?)(jsx?|tsx?|py)$/;

const ASSET =
  /\.(?:css|s[ac]ss|less|styl|svg|png|jpe?g|gif|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|wasm|node|json5?|jsonc|html?|txt|md|pdf|ya?ml|toml|csv|xml|graphql|gql|proto|sql|glsl|zip)$/i;
const COMPONENT = /\.(?:vue|svelte|astro|mdx)$/;

/** The place of an unresolved request, or why there is none. */
export function placeOf(
  root: string,
  node: ModuleNode,
  request: ModuleRequest,
  resolution: UnresolvedResolution,
): Place | Refused {
  const refused = refusalOf(request, resolution);
  if (refused !== null) return refused;
  const path = expectedPath(node, request, resolution);
  if (path === null) {
    return {
      why: `"${request.specifier}" says no path that a file could be written to`,
      instead: 'import it by a relative path, or declare the alias in tsconfig.json',
    };
  }
  if (!isWithin(root, path) || path === root) {
    return {
      why: `${path} is outside the project`,
      instead: 'run danglint stub in the project that owns that path',
    };
  }
  if (path.split('/').includes('node_modules')) {
    return { why: `${path} is in node_modules`, instead: 'install the package that it belongs to' };
  }
  const written = ENDING.exec(request.specifier);
  const match = ENDING.exec(path);
  const flavour = match?.[1] === 'm' || match?.[1] === 'c' ? match[1] : '';
  const ending = written?.[2] ?? (match?.[2] === 'py' ? 'py' : 'none');
  return {
    stem: match === null ? path : path.slice(0, match.index),
    flavour: written === null && match?.[2] !== 'py' ? '' : flavour,
    ending: ending as Place['ending'],
  };
}

function refusalOf(
  { specifier }: ModuleRequest,
  { reason, packageName, suggestion }: UnresolvedResolution,
): Refused | null {
  const bare = specifier.replace(/[?#].*$/, '');
  switch (reason) {
    case 'unknown-builtin':
    case 'removed-builtin':
    case 'later-builtin':
      return {
        why: `"${specifier}" names a built-in module`,
        instead: 'use what replaced it, or another version of the runtime',
      };
    case 'not-installed':
    case 'not-exported':
    case 'no-condition':
      return {
        why: `"${packageName ?? specifier}" is a package`,
        instead: 'install it, or import what it exports',
      };
    case 'wrong-case':
    case 'missing-extension':
    case 'directory-import':
    case 'compiler-name':
    case 'not-on-path':
      return {
        why: `the module is there, "${specifier}" only names it wrongly`,
        instead:
          suggestion === undefined ? 'correct the specifier' : `write "${suggestion}", or run danglint --fix`,
      };
    case 'missing-attribute':
      return { why: `"${specifier}" is there`, instead: "write with { type: 'json' } behind it" };
    case 'not-in-view':
      return {
        why: 'the module is on disk, but not in what is deployed',
        instead: 'add the file itself: git add',
      };
    case 'no-parent-package':
      return { why: `"${specifier}" is relative in no package`, instead: 'use the absolute name' };
    case 'beyond-top-level':
      return { why: `"${specifier}" leads out of the top-level package`, instead: 'use fewer dots' };
    case 'not-found':
    case 'empty-directory':
      break;
  }
  if (packageName !== undefined) return { why: `"${packageName}" is a package`, instead: 'install it' };
  if (ASSET.test(bare) || /[?!]/.test(specifier)) {
    return { why: `"${specifier}" is an asset, not a module`, instead: 'bring the file back' };
  }
  if (COMPONENT.test(bare)) {
    return {
      why: `"${specifier}" is a component file`,
      instead: 'bring it back, or import a component from a module',
    };
  }
  return null;
}

function expectedPath(
  node: ModuleNode,
  { specifier }: ModuleRequest,
  { expected }: UnresolvedResolution,
): string | null {
  if (node.record.language === 'python') return expected ?? null;
  const directory = parentOf(node.id);
  if (!/^\.\.?(?:\/|$)/.test(specifier) || directory === null) return expected ?? null;
  const path = resolvePath(directory, specifier);
  return /(?:^|\/)\.{0,2}$/.test(specifier) ? below(path, 'index') : path;
}

/** What the importers of one place have in common, as far as it decides the dialect. */
export interface PlaceUse {
  readonly place: Place;
  readonly node: ModuleNode;
  readonly request: ModuleRequest;
}

export interface AskedOfPlace {
  /** Nothing of the imports is left at run time. */
  readonly typesOnly: boolean;
  /** Something asks for the value of the module as a whole. */
  readonly whole: boolean;
  /** Node's ESM loader is asked for the default: of a CommonJS module that is the module as a whole. */
  readonly defaultByNode: boolean;
}

/**
 * The file for all requests that mean one place.
 * @param asked what is asked for beside names
 * @param formatOf what package.json says of a `.js` file at a path
 */
export function decidePlace(
  uses: readonly PlaceUse[],
  asked: AskedOfPlace,
  formatOf: (path: ModuleId) => 'esm' | 'commonjs' | 'unknown',
): { readonly path: ModuleId; readonly dialect: StubDialect } | null {
  const [first] = uses;
  if (first === undefined) return null;
  const { stem, flavour } = first.place;
  const endings = new Set(uses.map(({ place }) => place.ending));
  if (first.node.record.language === 'python') return { path: `${stem}.py`, dialect: 'python' };
  const explicit = endings.has('ts') || endings.has('tsx');
  if (explicit || uses.some(({ node }) => node.settings.typescript)) {
    const jsx = flavour === '' && (endings.has('tsx') || endings.has('jsx')) ? 'x' : '';
    if (asked.typesOnly && !explicit) return { path: `${stem}.d.${flavour}ts`, dialect: 'declaration' };
    const path = `${stem}.${flavour}ts${jsx}`;
    const commonjs = flavour === 'c' || (flavour === '' && formatOf(path) === 'commonjs');
    const verbatim = uses.some(({ node }) => node.settings.verbatim);
    const equals = flavour !== 'm' && (asked.whole || (commonjs && (verbatim || asked.defaultByNode)));
    return { path, dialect: equals ? 'typescript-commonjs' : 'typescript' };
  }
  const path = `${stem}.${flavour}js${flavour === '' && endings.has('jsx') ? 'x' : ''}`;
  if (flavour !== '') return { path, dialect: flavour === 'm' ? 'esm' : 'commonjs' };
  const format = formatOf(path);
  if (format !== 'unknown') return { path, dialect: format };
  // Without a "type" Node takes the file for CommonJS, and ES modules can import that; a bundler takes either.
  const commonjs = asked.whole || uses.some(({ node, request }) => isRequire(request) || isNodeOnly(node));
  return { path, dialect: commonjs ? 'commonjs' : 'esm' };
}

function isRequire({ form }: ModuleRequest): boolean {
  return form === 'require' || form === 'require-resolve';
}

function isNodeOnly({ id, settings }: ModuleNode): boolean {
  return settings.runtime === 'node' && id.endsWith('.mjs');
}
