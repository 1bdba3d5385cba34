// Numbers as people read them: `1,204`.

/**
 * A whole number with a comma before each group of three digits. Not `toLocaleString`: its first call loads the tables of
 * a locale, which takes longer than all the rest of a short report.
 */
export function groupedDigits(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
