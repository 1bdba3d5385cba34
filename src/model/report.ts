// The result as other tools read it: version 1 of the JSON report (DESIGN section 11, schema.json). Stable.
// Paths are POSIX and relative to the root; lines and columns start at 1 and count UTF-16 units.

export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'danglint'; readonly version: string };
  readonly summary: Summary;
  readonly findings: readonly ReportedFinding[];
}

export interface Summary {
  readonly files: number;
  readonly imports: number;
  readonly errors: number;
  readonly warnings: number;
  readonly unknown: number;
  readonly suppressed: number;
  readonly skipped: number;
  readonly durationMs: number;
  readonly view: string;
  readonly engine: string;
}

export interface ReportedFinding {
  readonly rule: string;
  readonly messageId: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly help?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly specifier?: string;
  readonly name?: string;
  readonly target?: string;
  readonly reason?: string;
  readonly impact?: Impact;
  readonly history?: History;
  readonly suggestions: readonly ReportedSuggestion[];
  readonly related: readonly ReportedRelated[];
  readonly fingerprint: string;
}

export interface Impact {
  readonly failure: 'link' | 'throw' | 'undefined' | 'type';
  readonly when: 'startup' | 'call' | 'test' | 'unreached' | 'never';
  readonly entry: string | null;
  /** The function that it runs in; `<anonymous>` for one without a name. */
  readonly enclosing: string | null;
  /** The function that is given that one and decides when it runs, as it is written: `server.on`. */
  readonly givenTo?: string;
  /** From the entry to the importing file, both included. */
  readonly chain: readonly string[];
  /** The error that a user would see. */
  readonly error?: string;
  /** The broad handler that would swallow it, said in words. */
  readonly swallowed?: string;
  /** Of a crash while something loads: the file with a branch that has to be taken for it, which is not decided. */
  readonly branchIn?: string;
  /** What is uncertain there is no branch: the error is handed to code that may let the program go on. */
  readonly heard?: true;
  /** Of a crash when this module is loaded, which nothing at start-up does, and no function by an import of its own. */
  readonly loading?: string;
  /** Of `undefined`: the function of another module that is given it, as it is written, and may need more. */
  readonly handedTo?: string;
  /** It works here: it fails after another install, or one for production, that leaves the package out. */
  readonly onlyAfter?: 'other-install' | 'production-install';
}

export interface History {
  readonly commit: string;
  readonly date: string;
  readonly subject: string;
  readonly change: 'removed' | 'renamed' | 'deleted';
  readonly movedTo: string | null;
  /** For a renamed export: the one name that came with the commit that took the other away. */
  readonly newName?: string;
  readonly author?: string;
}

export interface ReportedSuggestion {
  readonly kind: string;
  readonly text: string;
  readonly fix: ReportedFix | null;
}

export interface ReportedFix {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly replacement: string;
  readonly certain: boolean;
}

export interface ReportedRelated {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
