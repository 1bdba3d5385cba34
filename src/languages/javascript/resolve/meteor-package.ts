// What a package of Meteor says in its `package.js` that it takes from npm: `Npm.depends({ ldapts: '4.2.6' })`. Meteor
// installs it apart, for that package alone, when it builds.
// Source: docs.meteor.com/api/package.html, "Npm.depends".

import type { FileSystem } from '../../../host/file-system.ts';
import { textOf } from '../../../host/text-of.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';

const DEPENDS = /\bNpm\s*\.\s*depends\s*\(\s*\{([^}]*)\}/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g;
const KEY = /(?:^|,)\s*(['"]?)((?:@[\w.-]+\/)?[\w.-]+)\1\s*:/g;

/** @returns whether the package of Meteor that a directory belongs to takes a package from npm */
export function createMeteorPackages(
  root: string,
  fileSystem: FileSystem,
): (directory: string, packageName: string) => boolean {
  const known = new Map<string, ReadonlySet<string> | null>();

  /** Null where the directory is no package of Meteor itself. */
  function declaredIn(directory: string): ReadonlySet<string> | null {
    const cached = known.get(directory);
    if (cached !== undefined) return cached;
    const file = below(directory, 'package.js');
    const text = fileSystem.stat(file) === 'file' ? (textOf(file, fileSystem) ?? '') : '';
    const declared = /\bPackage\s*\.\s*(?:describe|onUse)\s*\(/.test(text) ? namesIn(text) : null;
    known.set(directory, declared);
    return declared;
  }

  return (directory, packageName) => {
    for (let at: string | null = directory; at !== null && isWithin(root, at); at = parentOf(at)) {
      const declared = declaredIn(at);
      if (declared !== null) return declared.has(packageName);
    }
    return false;
  };
}

function namesIn(text: string): ReadonlySet<string> {
  const objects = [...text.replace(COMMENT, '').matchAll(DEPENDS)].map(([, keys = '']) => keys);
  return new Set(objects.flatMap((keys) => [...keys.matchAll(KEY)].map(([, , name = '']) => name)));
}
