// When a place of the text runs.

/** While the module is loaded, when a function is called, or never (types are erased). */
export type Runs = 'load' | 'call' | 'never';

/**
 * Of what a function runs: the module itself calls it while it is loaded (`main()`), so that it runs at start-up. `branch`:
 * behind a condition, there or here; `heard:`: who hears of what fails in it may let the program go on, with the name as in
 * {@link Timing.heard}; `caught`: what fails in it is caught by who calls.
 */
export type Started = 'sure' | 'branch' | `heard:${string}` | 'caught';

/** The function that writing a member runs, beside that which reading it does: `port=`. */
export const setterName = (member: string): string => `${member}=`;

export interface Timing {
  readonly runs: Runs;
  /** The function that it runs in, qualified: `Database.reconnect`. Present when `runs` is `call` and it has a name. */
  readonly enclosing?: string;
  /**
   * Stands in a branch of the module, or of the function around, whose condition cannot be decided; in Python, it may ask
   * what is installed.
   */
  readonly conditional?: true;
  /**
   * What is uncertain (`conditional`) is what becomes of the error: it rejects a promise that is exported by this name, or with
   * an empty one that other code is given, or it is handed to a function that the code around was given.
   */
  readonly heard?: string;
  readonly atStart?: Started;
  /** Python: behind `if __name__ == '__main__':`, which is taken only where the module itself is what is started. */
  readonly asScript?: true;
}

/** Of something that says more, when it runs alone. */
export function timingOf({ runs, enclosing, conditional, heard, atStart, asScript }: Timing): Timing {
  return {
    runs,
    ...(enclosing === undefined ? {} : { enclosing }),
    ...(conditional === true && { conditional }),
    ...(heard !== undefined && { heard }),
    ...(atStart !== undefined && { atStart }),
    ...(asScript === true && { asScript }),
  };
}
