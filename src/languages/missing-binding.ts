// A native package without a binary that can be loaded: none for this platform, as `npm install --omit=optional` leaves
// it, or one that the system or Node's permissions refuse. The ts-morph engine then takes over.

/** Thrown when a front end is loaded and its native binding is not there, or is refused. */
export class MissingBindingError extends Error {
  override readonly name = 'MissingBindingError';
  /** Why a binary that is there was not loaded, in the words of Node or the system; null when none is there. */
  readonly refusal: string | null;
  constructor(cause: unknown) {
    super(firstLine(cause), { cause });
    this.refusal = refusalIn(cause);
  }
}

/** For the `catch` of an `import()`: turns the native package's own complaint into a {@link MissingBindingError}. */
export function asMissingBinding(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  // "Cannot find native binding. npm has a bug related to optional dependencies …", and Node's own words.
  if (!/native binding|binding-|\.node\b/i.test(message)) throw error;
  throw new MissingBindingError(error);
}

/** The package tries one name after the other and chains what went wrong; most of it is that there is no such file. */
function refusalIn(error: unknown): string | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (!/^Cannot find (?:module|native binding)/.test(one.message)) return firstLine(one).replace(/\.$/, '');
  }
  return null;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
