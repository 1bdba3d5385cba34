// Which files are tests, by their name or place.

const TEST =
  /(?:^|\/)(?:__tests__|__mocks__|_?tests?|spec|specs|e2e|cypress|integration[-_]tests?|benchmarks?)\/|[-._](?:test|spec|e2e|cy|bench|test-d)\.[\w.]+$|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|(?:^|\/)(?:(?:jest|vitest|test)[.-]?[sS]etup|setup[.-]?(?:[tT]ests?|[vV]itest|[jJ]est))\.[\w.]+$|(?:^|\/)playwright\/index\.[\w.]+$/;

/** @param path relative to the root */
export function isTestName(path: string): boolean {
  return TEST.test(path);
}

const NAMED_AS_TEST = /[-._](?:test|spec|e2e|cy)\.\w+$|\/(?:test_[^/]*|[^/]*_test|conftest)\.py$/;

/** Whether a file has a name that test runners look for, wherever it lies. */
export function isNamedAsTest(path: string): boolean {
  return NAMED_AS_TEST.test(path);
}
