// Fixtures hold broken imports on purpose and dist/ is a copy: neither has tests.

import { defineConfig } from 'vitest/config';

/** Set by .ci/run, which counts the results. */
const resultsFile = process.env['DANGLINT_TEST_RESULTS'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: resultsFile === undefined ? ['default'] : ['default', 'json'],
    ...(resultsFile === undefined ? {} : { outputFile: { json: resultsFile } }),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
