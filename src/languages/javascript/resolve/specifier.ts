// What kind of thing a specifier is, told from its text alone.

export type Specifier =
  | { readonly kind: 'relative'; readonly path: string; readonly query: string }
  /** Starts with a slash (or a drive): a path on disk for Node, below some served directory for bundlers. */
  | { readonly kind: 'rooted'; readonly path: string; readonly query: string }
  | { readonly kind: 'builtin-scheme'; readonly name: string }
  | { readonly kind: 'private'; readonly name: string; readonly query: string }
  | { readonly kind: 'bare'; readonly name: string; readonly query: string }
  /** `raw-loader!./x`: webpack's inline loaders. */
  | { readonly kind: 'loader' }
  /** `<%= path %>`, `{{name}}`: what a generator will put there. */
  | { readonly kind: 'template' }
  | { readonly kind: 'url' }
  /** Any other scheme, and names that start with NUL: only a plugin or another runtime knows them. */
  | { readonly kind: 'scheme'; readonly scheme: string };

const URL_SCHEMES = new Set(['http', 'https', 'data', 'blob', 'file']);

/** Classifies a specifier as it stands in the source. `query` is `?raw`, `#hash` or both, or empty. */
export function classifySpecifier(specifier: string): Specifier {
  if (/<%|\{\{/.test(specifier)) return { kind: 'template' };
  const { path, query } = splitQuery(specifier);
  if (/^\.{1,2}(?:\/|$)/.test(path)) return { kind: 'relative', path, query };
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(path)) return { kind: 'rooted', path, query };
  // `!!a!b`, `-!a!b`, `raw-loader!./x`: webpack.js.org/concepts/loaders, "Inline".
  if (/^-?!|^[\w@/.-]+(?:\?[^!]*)?!/.test(specifier)) return { kind: 'loader' };
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(specifier)?.[1]?.toLowerCase();
  if (scheme === 'node') return { kind: 'builtin-scheme', name: specifier.slice('node:'.length) };
  if (scheme !== undefined) return URL_SCHEMES.has(scheme) ? { kind: 'url' } : { kind: 'scheme', scheme };
  if (specifier.startsWith('\0')) return { kind: 'scheme', scheme: '' };
  if (path.startsWith('#')) return { kind: 'private', name: path, query };
  return { kind: 'bare', name: path, query };
}

function splitQuery(specifier: string): { path: string; query: string } {
  // A `#` in front is a private import (package.json `imports`), not a fragment.
  const at = specifier.slice(1).search(/[?#]/) + 1;
  return at === 0
    ? { path: specifier, query: '' }
    : { path: specifier.slice(0, at), query: specifier.slice(at) };
}

export interface PackageSpecifier {
  /** `react`, `@vue/shared`. */
  readonly packageName: string;
  /** `.` or `./sub/path`, as the keys of `exports` are written. */
  readonly subpath: string;
}

/** Splits a bare specifier; null when it cannot name a package (`@/x`, `.x`, `a b`). Node: PACKAGE_RESOLVE. */
export function parsePackageSpecifier(name: string): PackageSpecifier | null {
  const match = /^((?:@[^/\\%\s]+\/)?[^/@\\%.\s][^/\\%\s]*)(\/.*)?$/.exec(name);
  const packageName = match?.[1];
  if (packageName === undefined) return null;
  return { packageName, subpath: `.${match?.[2]?.replace(/\/$/, '') ?? ''}` };
}

/** `@vue/shared` is typed by `@types/vue__shared`. TypeScript: mangleScopedPackageName. */
export function typesPackageOf(packageName: string): string {
  return `@types/${packageName.startsWith('@') ? packageName.slice(1).replace('/', '__') : packageName}`;
}
