// What `danglint why` does: reads the project and answers from the linked graph.

import { textOf } from '../host/text-of.ts';
import { UserError } from '../host/user-error.ts';
import type { NameLookup } from '../link/linked-graph.ts';
import type { ExportResolution } from '../model/export-resolution.ts';
import type { ModuleId } from '../model/module-id.ts';
import { nearestName } from '../model/nearest-name.ts';
import { resolvePath, shownPath } from '../model/path.ts';
import { lineStartsOf, positionAt, type Span } from '../model/span.ts';
import { type Analysis, analyseProject } from '../pipeline.ts';
import { printable } from '../report/printable.ts';
import { counted, marksOf } from '../report/sentences.ts';
import { wrapText } from '../report/wrap-text.ts';
import { openProject } from './open-project.ts';
import type { ProjectFlags } from './project-options.ts';
import { forwardSlashes, type Session } from './session.ts';
import { showsUnicode, widthOf } from './terminal.ts';
import { whenOf } from './when-it-runs.ts';
import { reachedLines } from './why-reached.ts';
import { aboutSpecifier } from './why-specifier.ts';

interface Answer {
  readonly analysis: Analysis;
  readonly module: ModuleId;
  /** How a place is called: path, line and column from where the user stands. */
  readonly place: (module: ModuleId, span: Span) => string;
  readonly path: (module: ModuleId) => string;
  readonly arrow: string;
}

/**
 * @param question a path, with `#name` for one of its exports
 * @param specifier one that the file asks for; then the answer is how it was resolved
 * @returns the exit code: 1 when the file does not export the name, or the specifier leads nowhere
 * @throws {UserError} for a file that is not in the project
 */
export async function runWhy(
  question: string,
  specifier: string | undefined,
  flags: ProjectFlags,
  session: Session,
): Promise<number> {
  const hash = question.lastIndexOf('#');
  const file = hash > 0 ? question.slice(0, hash) : question;
  const name = hash > 0 ? question.slice(hash + 1) : null;
  const { options } = await openProject([file], flags, session);
  const analysis = await analyseProject({ ...options, paths: [] });
  const module = analysis.view.fileSystem.realpath(resolvePath(session.cwd, forwardSlashes(file)));
  if (!analysis.graph.has(module)) {
    throw new UserError(`"${file}" is no module of the project`, 'danglint --list-files lists them');
  }
  const path = (id: ModuleId) => shownPath(session.cwd, id);
  const { arrow } = marksOf(showsUnicode(session));
  const place = createPlace(analysis, path);
  const print = (lines: readonly string[]) =>
    session.stdout.write(
      lines
        .flatMap((line) => fitted(printable(line), session))
        .join('\n')
        .concat('\n'),
    );
  if (specifier !== undefined) {
    const { lines, isResolved } = await aboutSpecifier(analysis, module, specifier, place, path);
    print(lines);
    return isResolved ? 0 : 1;
  }
  const answer: Answer = { analysis, module, path, place, arrow };
  const lines = name === null ? aboutModule(answer) : aboutName(answer, name);
  print(lines);
  return name !== null && resolve(answer, name).kind === 'missing' ? 1 : 0;
}

/** Long lists are continued below their start; in a pipe every line is whole. */
function fitted(line: string, { stdout }: Session): string[] {
  const indent = /^ *(?:[-+] )?/.exec(line)?.[0].length ?? 0;
  if (!stdout.isTTY || line.length <= widthOf(stdout)) return [line];
  const label = /^\w[\w ]{0,13} {2,}/.exec(line)?.[0].length ?? indent + 2;
  const [first = '', ...rest] = wrapText(line.slice(indent), widthOf(stdout) - label);
  return [line.slice(0, indent) + first, ...rest.map((more) => ' '.repeat(label) + more)];
}

function aboutModule(answer: Answer): string[] {
  const { analysis, module, place, path, arrow } = answer;
  const { graph, linked } = analysis;
  const importers = linked.importers(module).flatMap((ref) => {
    const request = graph.get(ref.module)?.record.requests[ref.request];
    if (request === undefined) return [];
    return [`  ${place(ref.module, request.span)}  "${request.specifier}"  ${whenOf(request)}`];
  });
  const through = [...graph.keys()].flatMap((id) =>
    linked
      .lookups(id)
      .filter(({ answer, target }) => 'module' in answer && answer.module === module && target !== module)
      .map((lookup) => `  ${place(id, lookup.span)}  ${lookup.name}  ${howReached(lookup, answer)}`),
  );
  const { names, complete } = linked.exportedNames(module, 'interop');
  return [
    path(module),
    `exports ${names.length === 0 ? 'nothing' : names.join(', ')}${complete ? '' : ', and names that only show at run time'}`,
    ...reachedLines(analysis, module, path, arrow),
    importers.length === 0 ? 'imported by nobody' : `imported ${counted(importers.length, 'time')}`,
    ...importers,
    ...(through.length === 0 ? [] : [`asked for through others ${counted(through.length, 'time')}`]),
    ...through,
  ];
}

function aboutName(answer: Answer, name: string): string[] {
  const { analysis, module, place, path, arrow } = answer;
  const { graph, linked } = analysis;
  const resolution = resolve(answer, name);
  const isDeclaredHere = resolution.kind === 'found' && resolution.module === module;
  const uses = [...graph.keys()].flatMap((id) =>
    linked
      .lookups(id)
      .filter((lookup) => {
        const { answer: found, target } = lookup;
        // The declaration itself: whoever gets it, through whatever, asks for it.
        if (isDeclaredHere && found.kind === 'found' && found.module === module)
          return found.span.start === resolution.span.start;
        const passes = 'via' in found && found.via.some((hop) => hop.module === module && hop.name === name);
        return passes || (target === module && lookup.name === name);
      })
      .map((lookup) => `  ${place(id, lookup.span)}  ${lookup.name}  ${howReached(lookup, answer)}`),
  );
  return [
    `${path(module)}#${name}`,
    ...resolutionLines(resolution, answer, name),
    ...reachedLines(analysis, module, path, arrow),
    uses.length === 0 ? 'asked for by nobody' : `asked for ${counted(uses.length, 'time')}`,
    ...uses,
  ];
}

/** When a name is asked for, and the modules that pass it on from the one that the question is about. */
function howReached(lookup: NameLookup, { module, path, arrow }: Answer): string {
  const hops = 'via' in lookup.answer ? lookup.answer.via.map((hop) => hop.module) : [];
  const until = hops.includes(module) ? hops.slice(0, hops.indexOf(module)) : hops;
  const through = until.length === 0 ? '' : `, through ${until.map(path).join(` ${arrow} `)}`;
  return `${whenOf(lookup)}${through}`;
}

function resolve({ analysis, module }: Answer, name: string): ExportResolution {
  const isPython = analysis.graph.get(module)?.record.language === 'python';
  return analysis.linked.resolveExport(module, name, isPython ? 'python' : 'interop');
}

function resolutionLines(
  resolution: ExportResolution,
  { analysis, module, place, path, arrow }: Answer,
  name: string,
) {
  const hops = 'via' in resolution ? resolution.via.map((hop) => path(hop.module)) : [];
  const through = hops.length === 0 ? '' : `  (${hops.join(` ${arrow} `)})`;
  switch (resolution.kind) {
    case 'found':
      return [`declared at ${place(resolution.module, resolution.span)}${through}`];
    case 'namespace':
      return [`is the namespace of ${path(resolution.module)}${through}`];
    case 'missing': {
      const near = nearestName(name, analysis.linked.exportedNames(module, 'interop').names);
      return [`is not exported${through}${near === null ? '' : `; did you mean "${near}"?`}`];
    }
    case 'ambiguous':
      return [`is ambiguous: ${resolution.candidates.map((hop) => path(hop.module)).join(', ')}`];
    case 'cycle':
      return [`is only re-exported around a circle${through}`];
    case 'unknown':
      return [`cannot be judged: ${resolution.reason.replaceAll('-', ' ')} (${path(resolution.module)})`];
  }
}

function createPlace({ view }: Analysis, path: (module: ModuleId) => string) {
  const known = new Map<ModuleId, readonly number[]>();
  return (module: ModuleId, span: Span): string => {
    const starts = known.get(module) ?? lineStartsOf(textOf(module, view.fileSystem) ?? '');
    known.set(module, starts);
    const { line, column } = positionAt(starts, span.start);
    return `${path(module)}:${line}:${column}`;
  };
}
