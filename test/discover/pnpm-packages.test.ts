// The list of pnpm-workspace.yaml, whoever reads it: the short way must say what YAML says.

import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { packagesOfPnpm } from '../../src/discover/pnpm-packages.ts';

it.each([
  'packages:\n  - packages/*\n  - apps/**\n',
  'packages:\r\n  - \'packages/*\' # why\r\n\r\n  # none\r\n  - "!**/test/**"\r\ncatalog:\r\n  vue: ^3\r\n',
  'packages:\n- a\n- b\n"catalog":\n  x: 1\n',
  'catalog:\n  x: 1\npackages:\n  - .\n  - ./a/*\n  - .x',
  'packages:\n  - .meta-updater\n  - .a/*\n  - ../b\n  - ..\n',
  'packages:\n',
  'packages: [a, b]\n',
  'packages:\n  - !!str a\n',
  'packages:\n  - 12\n  - true\n  - null\n  - a\n',
  'packages:\n  - a: b\n',
  'packages:\n  - a#b\n  - c #d\n',
  'packages:\n  - a\n    b\n',
  "packages:\n  - 'it''s'\n  - \"\\x41\"\n",
  'packages: # why\n  - a\n',
  'packages:\n  - a\n---\n',
  'packages:\n  - &x a\n  - *x\n',
  'onlyBuiltDependencies:\n  - esbuild\n',
  '',
])('%j', (text) => {
  const read = (reader: () => unknown) => {
    try {
      return reader();
    } catch {
      return 'no YAML';
    }
  };
  expect(read(() => packagesOfPnpm(text))).toEqual(
    read(() => (parse(text) as { packages?: unknown } | null)?.packages),
  );
});
