// Prints `Tests: N passed, N failed` from vitest's JSON report; 0 and 0 when the run never came to its tests. A file
// that could not be loaded has no tests and counts as one that failed.
import { readFileSync } from 'node:fs';

let results = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
try {
  results = JSON.parse(readFileSync(process.argv[2], 'utf8'));
} catch {
  // Nothing was written: the install, the build or a check before the tests failed.
}
const brokenFiles = results.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.every(({ status }) => status !== 'failed'),
);
console.log(`Tests: ${results.numPassedTests} passed, ${results.numFailedTests + brokenFiles.length} failed`);
