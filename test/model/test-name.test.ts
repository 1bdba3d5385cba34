// Which paths are tests by their name.

import { expect, test } from 'vitest';
import { isTestName } from '../../src/model/test-name.ts';

test.each(['src/pool.test.ts', 'src/pool-test.js', 'src/pool_test.py', 'src/pool_spec.js', 'tests/pool.ts'])(
  '%s is a test',
  (path) => expect(isTestName(path)).toBe(true),
);

test.each(['src/latest.js', 'src/A1test.js', 'src/test-name.ts', 'src/inspect.js'])('%s is none', (path) =>
  expect(isTestName(path)).toBe(false),
);
