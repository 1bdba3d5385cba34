// When a place of the text runs.

/** While the module is loaded, when a function is called, or never (types are erased). */
export type Runs = 'load' | 'call' | 'never';

/**
 * Of what a function runs: the module itself calls it while it is loaded (`main()`), so that it runs at start-up. `branch`:
 * behind a condition, there or here; `caught`: what fails in it is caught by who calls.
 */
export type Started = 'sure' | 'branch' | 'caught';

export interface Timing {
  readonly runs: Runs;
  /** The function that it runs in, qualified: `Database.reconnect`. Present when `runs` is `call` and it has a name. */
  readonly enclosing?: string;
  /**
   * Stands in a branch of the module, or of the function around, whose condition cannot be decided; in Python, it may ask
   * what is installed.
   */
  readonly conditional?: true;
  readonly atStart?: Started;
  /** Python: behind `if __name__ == '__main__':`, which is taken only where the module itself is what is started. */
  readonly asScript?: true;
}

/** Of something that says more, when it runs alone. */
export function timingOf({ runs, enclosing, conditional, atStart, asScript }: Timing): Timing {
  return {
    runs,
    ...(enclosing === undefined ? {} : { enclosing }),
    ...(conditional === true && { conditional }),
    ...(atStart !== undefined && { atStart }),
    ...(asScript === true && { asScript }),
  };
}
