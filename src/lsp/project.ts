// One project as the client knows it: what was last published, the check that is on its way, what is offered for it.

import type { CodeAction, CodeActionParams, Connection, Diagnostic } from 'vscode-languageserver';
import { openCaches } from '../cache.ts';
import { type CheckResult, checkProject } from '../check-project.ts';
import { moveImport } from '../fix/move-import.ts';
import { textOf } from '../host/text-of.ts';
import { UserError } from '../host/user-error.ts';
import type { Finding } from '../model/finding.ts';
import { addTo } from '../model/lists.ts';
import { isWithin } from '../model/path.ts';
import type { ReportedFinding } from '../model/report.ts';
import type { CheckOptions } from '../options.ts';
import type { Analysis } from '../pipeline.ts';
import { codeActionsOf, moveAction } from './code-actions.ts';
import { diagnosticOf } from './diagnostics.ts';
import { pathOfUri, uriOfPath } from './file-uri.ts';

/** How long nothing may be typed before the project is checked, in milliseconds. */
const PAUSE = 150;

export interface EditorProject {
  /** Absolute: the folder that the client opened. */
  readonly folder: string;
  /** Whether a file may matter to the project: it is below the folder, or below the root that was found for it. */
  covers(path: string): boolean;
  /** Checks once nothing was typed for a moment; what arrives during a check is checked after it. */
  checkSoon(): void;
  codeActions(params: CodeActionParams): CodeAction[];
  /** Takes back what was published; nothing is checked any more. */
  close(): void;
}

export interface EditorProjectInput {
  readonly folder: string;
  readonly connection: Connection;
  /** Absolute path → text that is not on disk yet. */
  readonly unsaved: ReadonlyMap<string, string>;
  readonly optionsFor: (folder: string) => Promise<CheckOptions>;
  /** Whether another open folder of the client already shows the project with this root. */
  readonly isShownElsewhere: (root: string) => boolean;
}

interface Shown {
  readonly finding: ReportedFinding;
  readonly source: Finding;
  readonly diagnostic: Diagnostic;
}

export function createEditorProject(input: EditorProjectInput): EditorProject & { root(): string | null } {
  const { folder, connection, unsaved } = input;
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  let closed = false;
  let root: string | null = null;
  let analysis: Analysis | null = null;
  let shown = new Map<string, Shown[]>();
  let caches: ReturnType<typeof openCaches> | null = null;

  async function check(): Promise<void> {
    try {
      const options = await input.optionsFor(folder);
      if (input.isShownElsewhere(options.root)) return;
      root = options.root;
      caches ??= openCaches(options.cacheDirectory);
      const result = await checkProject({ ...options, history: false, unsaved: new Map(unsaved) }, caches);
      if (!closed) publish(result, options.root);
    } catch (error) {
      // A configuration that is being typed is no reason to stop; the sentence says what is wrong.
      if (!(error instanceof UserError)) throw error;
      connection.console.warn(error.hint === undefined ? error.message : `${error.message} (${error.hint})`);
    }
  }

  function publish(result: CheckResult, root: string): void {
    analysis = result.analysis;
    const next = new Map<string, Shown[]>();
    result.report.findings.forEach((finding, index) => {
      const uri = uriOfPath(`${root}/${finding.file}`);
      const source = result.sources[index];
      if (source === undefined) return;
      addTo(next, uri, { finding, source, diagnostic: diagnosticOf(finding, root) });
    });
    show(next);
  }

  function show(next: Map<string, Shown[]>): void {
    const graph = analysis?.linked.graph;
    const open = [...unsaved.keys()].filter((path) => graph?.get(path)?.role === 'project').map(uriOfPath);
    for (const uri of new Set([...shown.keys(), ...next.keys(), ...open])) {
      const diagnostics = (next.get(uri) ?? []).map(({ diagnostic }) => diagnostic);
      const before = shown.get(uri)?.map(({ diagnostic }) => diagnostic);
      if (JSON.stringify(before) === JSON.stringify(diagnostics)) continue;
      void connection.sendDiagnostics({ uri, diagnostics });
    }
    // That an open file has none is told once, so that an editor knows that it was looked at.
    for (const uri of open) if (!next.has(uri)) next.set(uri, []);
    shown = next;
  }

  async function run(): Promise<void> {
    running = true;
    do {
      again = false;
      await check();
    } while (again);
    running = false;
  }

  function actionsFor({ finding, source, diagnostic }: Shown, uri: string): CodeAction[] {
    const text = analysis === null ? null : textOf(source.location.module, analysis.view.fileSystem);
    if (analysis === null || text === null) return [];
    // Typed on since the check: places after that are no longer where they were.
    if ((unsaved.get(source.location.module) ?? text) !== text) return [];
    const line = text.split(/\r\n|\r|\n/)[finding.line - 1] ?? '';
    const moved = moveImport(source, analysis.linked, text);
    return [
      ...(moved === null ? [] : [moveAction(moved, diagnostic, text, uri)]),
      ...codeActionsOf(finding, diagnostic, line, analysis.options.root),
    ];
  }

  return {
    folder,
    root: () => root,
    covers: (path) => isWithin(folder, path) || (root !== null && isWithin(root, path)),
    checkSoon() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (closed) return;
        if (running) again = true;
        else void run();
      }, PAUSE);
    },
    codeActions({ textDocument, range }) {
      const path = pathOfUri(textDocument.uri);
      const uri = path === null ? textDocument.uri : uriOfPath(path);
      return (shown.get(uri) ?? [])
        .filter(
          ({ diagnostic }) =>
            diagnostic.range.start.line <= range.end.line && diagnostic.range.end.line >= range.start.line,
        )
        .flatMap((entry) => actionsFor(entry, textDocument.uri));
    },
    close() {
      closed = true;
      clearTimeout(timer);
      show(new Map());
    },
  };
}
