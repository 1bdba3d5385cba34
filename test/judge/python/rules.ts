// The rules of danglint that CPython can judge by running the code.

export const pythonRules: ReadonlySet<string> = new Set([
  'unresolved-module',
  'undeclared-dependency',
  'missing-export',
  'missing-member',
]);
