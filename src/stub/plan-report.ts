// The plan of a run for people and for tools. Pure: plan in, text or plain data out.

import type { FileChange } from '../host/write-files.ts';
import type { Location } from '../model/finding.ts';
import { type ModuleId, relativeId } from '../model/module-id.ts';
import { lineStartsOf, positionAt } from '../model/span.ts';
import type { StubFile, StubPlan, StubRefusal } from '../model/stub.ts';

/** A place for people: path relative to the root, line and column from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** @param textOf the text that was parsed; null when it cannot be read any more */
export function locator(
  root: string,
  textOf: (module: ModuleId) => string | null,
): (location: Location) => Place {
  const lineStarts = new Map<ModuleId, readonly number[]>();
  return ({ module, span }) => {
    const known = lineStarts.get(module) ?? lineStartsOf(textOf(module) ?? '');
    lineStarts.set(module, known);
    return { file: relativeId(root, module), ...positionAt(known, span.start) };
  };
}

/** One line a file, and one for each warning. */
export function planText(
  plan: StubPlan,
  changes: readonly FileChange[],
  root: string,
  place: (location: Location) => Place,
): readonly string[] {
  const changed = new Map(changes.map((change) => [change.path, change]));
  return plan.files.flatMap((file) => {
    const change = changed.get(file.path);
    if (change === undefined) return [];
    const verb = change.before === null ? 'new' : 'changed';
    return [`${verb} ${relativeId(root, file.path)}: ${namesText(file, place)}`, ...file.warnings];
  });
}

function namesText({ names }: StubFile, place: (location: Location) => Place): string {
  if (names.length === 0) return 'imported for its effect only';
  const users = new Set(names.flatMap(({ askedBy }) => askedBy.map((location) => place(location).file)));
  const list = [...users];
  const shown =
    list.length > 3 ? `${list.slice(0, 3).join(', ')} and ${list.length - 3} more` : list.join(', ');
  return `${names.map(({ name }) => name).join(', ')}${list.length === 0 ? '' : `, asked for by ${shown}`}`;
}

export function refusalText(refusal: StubRefusal, place: (location: Location) => Place): string {
  const { file, line, column } = place(refusal.location);
  return `${file}:${line}:${column} is not stubbed: ${refusal.why}; ${refusal.instead}`;
}

/** The document of `--format json`. Paths are relative to the root. */
export function planJson(
  plan: StubPlan,
  changes: readonly FileChange[],
  {
    root,
    place,
    version,
    written,
  }: {
    readonly root: string;
    readonly place: (location: Location) => Place;
    readonly version: string;
    readonly written: boolean;
  },
): object {
  return {
    version: 1,
    tool: { name: 'danglint', version },
    written,
    stubs: plan.files.map(({ path, dialect, standsFor, moduleName, names, warnings }) => ({
      file: relativeId(root, path),
      module: moduleName,
      dialect,
      namesOf: standsFor.kind === 'names' ? relativeId(root, standsFor.module) : null,
      names: names.map(({ name, value, type, askedBy }) => ({
        name,
        value: value?.kind ?? null,
        type: type !== null,
        askedBy: askedBy.map(place),
      })),
      warnings,
    })),
    changes: changes.map(({ path, before, after }) => ({
      file: relativeId(root, path),
      action: before === null ? 'create' : after === null ? 'delete' : 'change',
      before,
      after,
    })),
    refusals: plan.refusals.map(({ location, specifier, name, why, instead }) => ({
      ...place(location),
      specifier,
      ...(name === undefined ? {} : { name }),
      why,
      instead,
    })),
  };
}
