// Folders that a server of the project serves together (`app.use('/vendor', express.static('node_modules/three/build'))`): a
// page's scripts ask by URL, and what one folder lacks may come from another.
// Source: expressjs.com/en/starter/static-files.html; of the same shape are koa-static, serve-static, sirv and Hono's.

import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import { below, isWithin, parentOf, resolvePath } from '../../../model/path.ts';

interface ServedFolder {
  /** The path of the site under which it is; without a slash at the end. */
  readonly mount: string;
  /** As far as it is told: `packages/${name}/dist` begins with `packages`. */
  readonly directory: string;
  /** The text tells all of it. */
  readonly isWhole: boolean;
}

/** `'/vendor', express.static('x')`, `serveStatic(path.join(__dirname, 'public'))`: where, and the argument. */
const CALL = /(?:(['"`])(\/[^'"`\n]*)\1\s*,\s*)?\b(?:\w+\.)?(?:static|serveStatic|sirv)\(\s*([^;\n]*)/g;
const FOLDER =
  /^(?:(?:path\.)?(?:join|resolve)\(\s*)?(__dirname\s*(?:,|\+)\s*)?(['"`])(.*?)\2((?:\s*,\s*'[^']*'|\s*,\s*"[^"]*")*)/;

/**
 * @param files the sources of the project, absolute; looked through when first asked
 * @param ownerOf the directory of the package that a directory belongs to
 * @returns tells whether what a file asks for may come from another folder of the site that the file is served in
 */
export function createServed(
  root: string,
  files: ReadonlySet<string>,
  fileSystem: FileSystem,
  ownerOf: (directory: string) => string,
): (file: string, tried: readonly string[]) => boolean {
  let known: readonly (readonly ServedFolder[])[] | null = null;

  /** By the script that serves them. */
  function sites(): readonly (readonly ServedFolder[])[] {
    known ??= [...files]
      .filter((file) => /\.[cm]?[jt]s$/.test(file))
      .map((file) => servedBy(textOf(file, fileSystem) ?? '', file))
      .filter((folders) => folders.length > 1);
    return known;
  }

  /** A relative path is read where the server is started, in its package or in the root: where there is something. */
  function servedBy(text: string, file: string): readonly ServedFolder[] {
    if (!/\b(?:static|serveStatic|sirv)\(/.test(text)) return [];
    const here = parentOf(file) ?? '/';
    return [...text.matchAll(CALL)].flatMap(([, , mount = '/', argument = '']) => {
      const [, beside, , first, others = ''] = FOLDER.exec(argument) ?? [];
      if (first === undefined || first.startsWith('/')) return [];
      const parts = [first.replace(/^\$\{__dirname\}/, '.'), ...others.matchAll(/['"]([^'"]*)['"]/g)].map(
        (part) => (typeof part === 'string' ? part : (part[1] ?? '')),
      );
      const isBeside = beside !== undefined || first.startsWith('${__dirname}');
      const [told = '', ...computed] = parts.join('/').split('${');
      const bases = isBeside ? [here] : [...new Set([ownerOf(here), root])];
      const places = bases.map((base) => resolvePath(base, `./${told}`));
      const there = places.filter((place) => fileSystem.stat(place) !== null);
      return (there.length > 0 ? there : places)
        .filter((place) => !bases.includes(place))
        .map((directory) => ({
          mount: mount.replace(/\/$/, ''),
          directory,
          isWhole: computed.length === 0,
        }));
    });
  }

  function isGiven(url: string, folders: readonly ServedFolder[], own: string): boolean {
    return folders.some(({ mount, directory, isWhole }) => {
      if (directory === own || !url.startsWith(`${mount}/`)) return false;
      // What a build makes, or an install brings, is not there yet.
      const isOpen = isWhole ? fileSystem.stat(directory) === null : isWithin(root, directory);
      return isOpen || fileSystem.stat(below(directory, url.slice(mount.length + 1))) === 'file';
    });
  }

  return (file, tried) =>
    sites().some((folders) =>
      folders
        .filter(({ directory, isWhole }) => isWhole && isWithin(directory, file))
        .some(({ mount, directory }) =>
          tried
            .filter((path) => isWithin(directory, path))
            .some((path) => isGiven(mount + path.slice(directory.length), folders, directory)),
        ),
    );
}
