// Which package of a monorepo breaks on which: a table of counts, importer down, target across.

import type { ReportedFinding } from '../model/report.ts';

export interface PackageMatrix {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** `counts[row][column]`. */
  readonly counts: readonly (readonly number[])[];
}

/** Null where there is only one package, so that a table would say nothing. */
export function packageMatrix(findings: readonly ReportedFinding[]): PackageMatrix | null {
  const pairs = findings.map((finding) => [packageOf(finding.file), targetPackage(finding)] as const);
  const rows = [...new Set(pairs.map(([from]) => from))].sort();
  const columns = [...new Set(pairs.map(([, to]) => to))].sort();
  if (new Set([...rows, ...columns]).size < 2) return null;
  const counts = rows.map((row) =>
    columns.map((column) => pairs.filter(([from, to]) => from === row && to === column).length),
  );
  return { rows, columns, counts };
}

/** `packages/core/src/a.ts` belongs to `packages/core`, `src/a.ts` to `.`. */
function packageOf(file: string): string {
  const [first, second] = file.split('/');
  const holdsPackages =
    first !== undefined && /^(?:packages|apps|libs|modules|plugins|services|tools)$/.test(first);
  return holdsPackages && second !== undefined && file.split('/').length > 2 ? `${first}/${second}` : '.';
}

function targetPackage({ target, specifier, file }: ReportedFinding): string {
  if (target !== undefined && !target.includes('node_modules/')) return packageOf(target);
  if (specifier === undefined || specifier.startsWith('.')) return packageOf(file);
  const [scope, name] = specifier.split('/');
  return specifier.startsWith('@') && name !== undefined ? `${scope}/${name}` : (scope ?? specifier);
}
