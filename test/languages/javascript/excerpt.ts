// Writes a record as one short line per fact, so that a table row can hold source and expectation side by side.

import { javascript } from '../../../src/languages/javascript/index.ts';
import type { ParseOptions } from '../../../src/languages/language.ts';
import type { ExportEntry } from '../../../src/model/export-entry.ts';
import type { MemberUse } from '../../../src/model/member-use.ts';
import type { ModuleRecord } from '../../../src/model/module-record.ts';

const parser = await javascript.loadParser();

/** Parses a text as a file of the given name. */
export function record(text: string, fileName = 'a.ts', options: Partial<ParseOptions> = {}): ModuleRecord {
  return parser.parse(text, { fileName, format: 'unknown', detail: 'names', ...options });
}

/** `form specifier runs`, with `type`, the guard and the enclosing function where there are any. */
export function requests(from: ModuleRecord): string[] {
  return from.requests.map((request) =>
    [
      request.form,
      request.specifier,
      request.typeOnly ? 'type' : '',
      request.runs === 'load' ? '' : request.runs,
      request.enclosing ?? '',
      request.guard === 'none' ? '' : request.guard,
      request.attributeType ?? '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
}

/** `specifier: importName as localName` */
export function imports(from: ModuleRecord): string[] {
  return from.imports.map((entry) => {
    const specifier = from.requests[entry.request]?.specifier;
    return `${specifier}: ${entry.importName} as ${entry.localName}${entry.typeOnly ? ' type' : ''}`;
  });
}

export function exports(from: ModuleRecord): string[] {
  return from.exports.map((entry) => exportLine(from, entry));
}

export function exportLine(from: ModuleRecord, entry: ExportEntry): string {
  if (entry.kind === 'local') {
    const members = entry.members === undefined ? '' : ` {${entry.members.join(' ')}}`;
    return `${entry.exportName} ${entry.meaning}${members}`;
  }
  const specifier = from.requests[entry.request]?.specifier;
  const type = entry.typeOnly ? ' type' : '';
  return entry.kind === 'star'
    ? `* from ${specifier}${type}`
    : `${entry.exportName} = ${specifier}#${entry.importName}${type}`;
}

/** `specifier#a.b access` */
export function uses(from: ModuleRecord): string[] {
  return from.memberUses.map(
    (use) => `${subject(from, use)}#${use.path.map((one) => one.name).join('.')} ${use.access}`,
  );
}

function subject(from: ModuleRecord, use: MemberUse): string {
  const request = 'request' in use.of ? use.of.request : from.imports[use.of.import]?.request;
  return from.requests[request ?? -1]?.specifier ?? '?';
}
