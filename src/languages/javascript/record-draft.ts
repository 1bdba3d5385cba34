// A record while it is being made. Requests may be added in any order; finishing puts them in source order and
// renumbers what points at them.

import type {
  CommonJsFace,
  MadeBy,
  MadeMember,
  MadeNames,
  Makes,
  NamingExport,
} from '../../model/commonjs-face.ts';
import type { Directive } from '../../model/directive.ts';
import type { AmbientModule, ExportEntry } from '../../model/export-entry.ts';
import type { ImportEntry } from '../../model/import-entry.ts';
import type { MemberUse, ValueUse } from '../../model/member-use.ts';
import type {
  DynamicReason,
  FileGlob,
  LocalDeclaration,
  ModuleKind,
  ModuleRecord,
  ParseError,
} from '../../model/module-record.ts';
import type { ModuleRequest } from '../../model/module-request.ts';

export interface RecordDraft {
  moduleKind: ModuleKind;
  dynamicReason: DynamicReason | null;
  readonly requests: ModuleRequest[];
  imports: ImportEntry[];
  exports: ExportEntry[];
  memberUses: MemberUse[];
  /** See {@link ModuleRecord.namedUses}; null when not looked for. */
  namedUses: {
    readonly uses: MemberUse[];
    readonly usedAsValue: (readonly [number, ValueUse])[];
    readonly onlyAsType: number[];
  } | null;
  readonly ambientModules: AmbientModule[];
  commonjs: CommonJsFace | null;
  /** See {@link CommonJsFace.isFunction}. */
  isFunction: boolean;
  /** See {@link ModuleRecord.madeBy}. */
  madeBy: readonly MadeBy[];
  /** See {@link ModuleRecord.makes}; null when it is not known. */
  makes: Makes | null;
  /** See {@link ModuleRecord.madeMembers}. */
  madeMembers: readonly MadeMember[];
  /** See {@link ModuleRecord.namedThrough}. */
  namedThrough: readonly NamingExport[];
  /** See {@link CommonJsFace.loadsComputed}. */
  loadsComputed: boolean;
  readonly directives: Directive[];
  readonly errors: ParseError[];
  unexported: LocalDeclaration[] | null;
  constEnums: string[];
  readonly globs: FileGlob[];
  /** Offset of a specifier → its request: one specifier in the text is one request. */
  readonly requestAt: Map<number, number>;
}

export function newDraft(moduleKind: ModuleKind): RecordDraft {
  return {
    moduleKind,
    dynamicReason: null,
    requests: [],
    imports: [],
    exports: [],
    memberUses: [],
    namedUses: null,
    ambientModules: [],
    commonjs: null,
    isFunction: false,
    madeBy: [],
    makes: null,
    madeMembers: [],
    namedThrough: [],
    loadsComputed: false,
    directives: [],
    errors: [],
    unexported: null,
    constEnums: [],
    globs: [],
    requestAt: new Map(),
  };
}

/** Adds a request, or finds the one that stands at the same place. Gives its index in the draft. */
export function addRequest(draft: RecordDraft, request: ModuleRequest): number {
  const known = draft.requestAt.get(request.span.start);
  if (known !== undefined) return known;
  const index = draft.requests.push(request) - 1;
  draft.requestAt.set(request.span.start, index);
  return index;
}

/** The finished record; the draft must not be used afterwards. */
export function finishDraft(draft: RecordDraft): ModuleRecord {
  sortRequests(draft);
  draft.memberUses.sort((a, b) => startOfUse(a) - startOfUse(b));
  return {
    language: 'javascript',
    moduleKind: draft.moduleKind,
    ...(draft.dynamicReason === null
      ? { exportsKind: 'static' }
      : { exportsKind: 'dynamic', dynamicReason: draft.dynamicReason }),
    requests: draft.requests,
    imports: draft.imports,
    exports: draft.exports,
    memberUses: draft.memberUses,
    ...(draft.namedUses === null ? {} : { namedUses: draft.namedUses }),
    ambientModules: draft.ambientModules,
    ...(draft.commonjs === null
      ? {}
      : {
          commonjs: {
            ...draft.commonjs,
            ...(draft.isFunction ? { isFunction: true } : {}),
            ...(draft.loadsComputed ? { loadsComputed: true } : {}),
          },
        }),
    ...(draft.madeBy.length === 0 ? {} : { madeBy: draft.madeBy }),
    ...(draft.makes === null ? {} : { makes: draft.makes }),
    ...(draft.madeMembers.length === 0 ? {} : { madeMembers: draft.madeMembers }),
    ...(draft.namedThrough.length === 0 ? {} : { namedThrough: draft.namedThrough }),
    directives: draft.directives,
    errors: draft.errors,
    ...(draft.unexported === null ? {} : { unexported: draft.unexported }),
    ...(draft.constEnums.length === 0 ? {} : { constEnums: draft.constEnums }),
    ...(draft.globs.length === 0 ? {} : { globs: draft.globs }),
  };
}

function sortRequests(draft: RecordDraft): void {
  const { requests } = draft;
  if (requests.every((request, index) => index === 0 || startOf(requests, index - 1) <= request.span.start)) {
    return;
  }
  const order = requests.map((_, index) => index);
  order.sort((a, b) => startOf(requests, a) - startOf(requests, b));
  const moved = new Array<number>(order.length);
  order.forEach((from, to) => {
    moved[from] = to;
  });
  const sorted = order.map((index) => requests[index]).filter((request) => request !== undefined);
  requests.splice(0, requests.length, ...sorted);
  const at = (index: number): number => moved[index] ?? index;
  const moveExport = (entry: ExportEntry): ExportEntry =>
    entry.kind === 'local' ? entry : { ...entry, request: at(entry.request) };
  draft.imports = draft.imports.map((entry) => ({ ...entry, request: at(entry.request) }));
  draft.exports = draft.exports.map(moveExport);
  draft.memberUses = draft.memberUses.map((use) =>
    'request' in use.of ? { ...use, of: { request: at(use.of.request) } } : use,
  );
  draft.ambientModules.forEach((ambient, index) => {
    draft.ambientModules[index] = { ...ambient, exports: ambient.exports.map(moveExport) };
  });
  const moveMaker = ({ request, given, ...maker }: MadeBy): MadeBy => ({
    ...maker,
    request: at(request),
    ...(given && { given: given.map((each) => each && moveMakers(each)) }),
  });
  const moveMakers = ({ madeBy, ...made }: MadeNames) => ({ ...made, madeBy: madeBy.map(moveMaker) });
  const moveMakes = (makes: Makes): Makes =>
    Object.fromEntries(Object.entries(makes).map(([use, made]) => [use, moveMakers(made)]));
  draft.madeBy = draft.madeBy.map(moveMaker);
  if (draft.makes !== null) draft.makes = moveMakes(draft.makes);
  draft.madeMembers = draft.madeMembers.map(({ name, makes, of }) => ({
    name,
    ...(makes && { makes: moveMakes(makes) }),
    ...(of && { of: { ...of, request: at(of.request) } }),
  }));
  if (draft.commonjs !== null) {
    draft.commonjs = { ...draft.commonjs, reexports: draft.commonjs.reexports.map(at) };
  }
}

function startOfUse(use: MemberUse): number {
  return use.path.at(-1)?.span.start ?? 0;
}

function startOf(requests: readonly ModuleRequest[], index: number): number {
  return requests[index]?.span.start ?? 0;
}
