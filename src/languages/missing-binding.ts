// A native package without the binary of this platform, as `npm install --omit=optional` leaves it: the ts-morph engine
// then takes over.

/** Thrown when a front end is loaded and its native binding is not there. */
export class MissingBindingError extends Error {
  override readonly name = 'MissingBindingError';
}

/** For the `catch` of an `import()`: turns the native package's own complaint into a {@link MissingBindingError}. */
export function asMissingBinding(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  // "Cannot find native binding. npm has a bug related to optional dependencies …", and Node's own words.
  if (!/native binding|binding-|\.node\b/i.test(message)) throw error;
  throw new MissingBindingError(message.split('\n')[0], { cause: error });
}
