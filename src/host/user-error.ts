// A mistake of the user's that ends the run: exit code 2, a sentence and a hint, no stack.

export class UserError extends Error {
  override readonly name = 'UserError';
  /** What to do about it, as one sentence. */
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
