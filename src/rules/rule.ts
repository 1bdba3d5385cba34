// The contract of a rule. A rule is a value; it reads the linked graph and yields findings: code, data and place.
// It never reads the disk, never knows another rule, never decides on colours or exit codes.

import type { LinkedGraph } from '../link/linked-graph.ts';
import type { PackageUse } from '../link/package-uses.ts';
import type { RunsAsEmitted } from '../link/refused-as-emitted.ts';
import type { AbsentEntry } from '../model/absent-entry.ts';
import type { AbsentStart } from '../model/absent-start.ts';
import type { Evaluation } from '../model/evaluation.ts';
import type { Finding } from '../model/finding.ts';
import type { ModuleGraph, ModuleNode } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { SettingsError } from '../model/settings-error.ts';
import type { StartedName } from '../model/started-name.ts';

export interface Rule {
  /** A noun for the defect: `missing-export`. The file, the page and the fixture folder have the same name. */
  readonly id: string;
  readonly defaultSeverity: 'error' | 'warning';
  /** One sentence without a full stop. */
  readonly summary: string;
  /** Message id → text with `{placeholders}` filled from `Finding.data`. One line, no full stop. */
  readonly messages: Readonly<Record<string, string>>;
  /** Message id → what to do, one sentence; `{placeholders}` as in `messages`. */
  readonly help?: Readonly<Record<string, string>>;
  run(context: RuleContext): Iterable<Finding>;
}

export interface RuleContext {
  readonly graph: ModuleGraph;
  readonly linked: LinkedGraph;
  /** The nodes with the role `project`: findings are about these. */
  readonly checked: readonly ModuleNode[];
  readonly facts: ProjectFacts;
}

/** What rules need to know about the project beside the graph; gathered before they run. */
export interface ProjectFacts {
  /** Files that production reaches from its entry points; null when no entry point is known. */
  readonly production: ReadonlySet<string> | null;
  /** Modules that run as the compiler wrote them. */
  readonly runsAsEmitted: RunsAsEmitted;
  /** Python: modules that are imported by their names, with the one folder of the project that is on the path then. */
  readonly importedFrom: ReadonlyMap<ModuleId, string>;
  /** For a target that is on disk but not in the view: why, in words with the source line. */
  readonly whyNotDeployed: (path: string) => string | null;
  /** Files that are on disk and not in the view. Null in the worktree view. */
  readonly notInView: ((path: string) => boolean) | null;
  /**
   * Why a package that is not declared for production is not there for a request of production where that is deployed; null
   * where it is, or may be.
   */
  readonly whyLeftOut: (use: PackageUse) => string | null;
  /** The declared package that brings along one which is not declared; null where none does, or it cannot be told. */
  readonly broughtBy: (node: ModuleNode, packageName: string) => string | null;
  /** Where running begins, most serious first. */
  readonly starts: readonly ModuleId[];
  /** What settings and commands start by a dotted name. */
  readonly started: readonly StartedName[];
  /** What evaluating a module surely does; null where that cannot be told. Reads the file again: ask sparingly. */
  readonly evaluationOf: (module: ModuleId) => Evaluation | null;
  /** What packages offer to those who install them and do not bring along; empty in views of anything else. */
  readonly absentEntries: readonly AbsentEntry[];
  /** Files that are started where it is deployed, and are not there. */
  readonly absentStarts: readonly AbsentStart[];
  /** Of the names that are imported as types and used as values: those of global values (`Event`, `Node`). */
  readonly globalValues: ReadonlySet<string>;
  /** Settings of the checked files that could not be read. */
  readonly settingsErrors: readonly SettingsError[];
  /** Today as `YYYY-MM-DD`, for expiry dates. */
  readonly today: string;
}
