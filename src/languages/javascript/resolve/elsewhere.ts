// Paths that are not read from where the file is: nothing is told by what is there.

import type { PackageJson, PackageJsonReader } from '../../../discover/package-json.ts';
import { manualMockOf } from '../../../model/manual-mock.ts';
import type { ModuleRequest } from '../../../model/module-request.ts';
import { isWithin, resolvePath } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import { isTestName } from '../../../model/test-name.ts';
import type { ResolverContext } from '../../language.ts';
import { createComposed } from './composed.ts';
import { createCopied } from './copied.ts';
import type { Importer } from './importer.ts';
import type { Installed } from './installed.ts';
import { createJestMapping } from './jest-mapping.ts';
import { createOwnLoaders } from './own-loader.ts';
import { createServed } from './served.ts';
import { isShippedBundle } from './shipped.ts';
import type { Tools } from './tools.ts';

/** The answer in such a case; null in all others. */
export function createElsewhere(
  { root, files, fileSystem }: ResolverContext,
  packages: PackageJsonReader,
  installed: Installed,
): (file: string, asked: ModuleRequest, importer: Importer, answer: Resolution) => Resolution | null {
  const { isCopied, isInCopiedFolder, isCopiedWith } = createCopied(root, fileSystem);
  const isMapped = createJestMapping(fileSystem, packages, installed);
  const isServedWithOthers = createServed(
    root,
    files,
    fileSystem,
    (directory) => installed.ownerOf(directory)?.directory ?? root,
  );
  const isComposed = createComposed(fileSystem, installed.ownerOf);
  const isLoadedOtherwise = createOwnLoaders(root, fileSystem);
  const isTest = (file: string) => isTestName(file.slice(root.length + 1));
  let mocked: ReadonlySet<string> | null = null;

  /** Jest takes a manual mock for a name that nothing else has: `requireModule` in jest-runtime. */
  function namesOfMocks(): ReadonlySet<string> {
    mocked ??= new Set([...files].flatMap((file) => manualMockOf(file)?.name ?? []));
    return mocked;
  }

  return (file, { form, specifier }, { directory, tools }, answer) => {
    const owner = installed.ownerOf(directory);
    if (!specifier.startsWith('.')) {
      if (answer.kind !== 'unresolved') return null;
      if (isTest(file) && namesOfMocks().has(specifier)) return { kind: 'unknown', reason: 'mocked' };
      // It runs beside an installed copy of its own package.
      return answer.isOwnName === true && isInCopiedFolder(file, owner)
        ? { kind: 'unknown', reason: 'template' }
        : null;
    }
    // Also where it leads somewhere, by chance.
    if (form === 'jsdoc' && isShippedBundle(file, owner, fileSystem))
      return { kind: 'unknown', reason: 'bundled-comment' };
    if (answer.kind !== 'unresolved') return null;
    if (isClamped(resolvePath(directory, specifier), owner, tools)) return { kind: 'unknown', reason: 'url' };
    if (form === 'require' && isLoadedOtherwise(directory, specifier))
      return { kind: 'unknown', reason: 'loader' };
    if (isTest(file) && isMapped(specifier, directory))
      return { kind: 'unknown', reason: 'undeclared-alias' };
    if (answer.tried.some((path) => isServed(path, tools))) return { kind: 'unknown', reason: 'generated' };
    // What is beside it under a name that is nearly the same is meant.
    if (answer.suggestion === undefined && isServedWithOthers(file, answer.tried))
      return { kind: 'unknown', reason: 'url' };
    if (owner !== null && tools.namesCopyOf(file, owner.directory))
      return { kind: 'unknown', reason: 'generated' };
    return isCopied(file, owner) || isCopiedWith(file, answer.tried, owner) || isComposed(file, answer.tried)
      ? { kind: 'unknown', reason: 'template' }
      : null;
  };
}

/**
 * Whether a path leads out of a package whose modules a browser loads from a server as they stand: to a URL, there is no
 * folder above the root, and `../../../dist/x.js` means `/dist/x.js`. Source: url.spec.whatwg.org, "shorten a url's path"
 */
function isClamped(path: string, owner: PackageJson | null, tools: Tools): boolean {
  return owner !== null && tools.declares('@web/test-runner') && !isWithin(owner.directory, path);
}

/**
 * Whether a configuration puts something at this path of the site, as Eleventy copies what it is told to:
 * `addPassthroughCopy({ 'node_modules/x/x.js': '/assets/js/x.js' })`. A name alone is no path.
 */
function isServed(path: string, tools: Tools): boolean {
  const names = path.split('/').filter((name) => name !== '');
  return names
    .slice(0, -1)
    .some((_, from) =>
      ["'", '"'].some((quote) => tools.mentions(`${quote}/${names.slice(from).join('/')}${quote}`)),
    );
}
