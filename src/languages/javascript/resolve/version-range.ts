// Whether a package of the project may be what a manifest asks for: a package manager links it only when its version is in
// the range. Only what certainly is not is told apart; tags, URLs and catalogs may mean anything.
// Source: docs.npmjs.com/cli/configuring-npm/package-json#dependencies; pnpm.io/workspaces.

/** @param version of the package of the project, as its manifest has it */
export function mayMean(range: string, version: unknown): boolean {
  if (/^npm:/.test(range)) return false;
  const alternatives = range.split('||').map((alternative) => alternative.trim());
  if (!alternatives.every((alternative) => alternative.split(/\s+/).every((part) => PART.test(part))))
    return true;
  const [major, minor] = numbersOf(version);
  return alternatives.some((alternative) => {
    const [first, second] = numbersOf(alternative.replace(/^[\^~=v]+/, ''));
    // `*`; and `>=1 <3`, `1 - 3`, of which only that there is a version is asked.
    if (first === undefined || /[<>\s]/.test(alternative))
      return major !== undefined || /^[x*]$/i.test(alternative);
    // Below 1.0.0 each minor version is as another major one.
    return first === major && (first > 0 || second === undefined || minor === undefined || second === minor);
  });
}

/** A version with or without a comparator, or what stands between two. */
const PART = /^(?:[\^~=v<>]*(?:\d+|[x*])(?:\.(?:\d+|[x*])){0,2}(?:[-+][\w.+-]+)?|[\^~=<>]+|-)$/i;

function numbersOf(version: unknown): readonly (number | undefined)[] {
  const match = typeof version === 'string' ? /^v?(\d+)(?:\.(\d+))?/.exec(version) : null;
  return match === null ? [] : match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
}
