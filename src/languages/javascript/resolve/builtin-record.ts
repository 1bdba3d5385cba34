// A built-in module as a record, so that names asked of `node:fs` are checked like any others.

import type { BuiltinModules } from '../../../host/builtin-modules.ts';
import type { ModuleRecord } from '../../../model/module-record.ts';

const NOWHERE = { start: 0, end: 0 };

/** @param name without `node:`; null when this Node has no such module */
export function builtinRecord(name: string, builtins: BuiltinModules): ModuleRecord | null {
  const names = builtins.names(name);
  if (names === null) return null;
  const isComplete = builtins.isComplete(name);
  return {
    language: 'javascript',
    moduleKind: 'esm',
    exportsKind: isComplete ? 'static' : 'dynamic',
    ...(isComplete ? {} : { dynamicReason: 'other-node' as const }),
    requests: [],
    imports: [],
    exports: ['default', ...names].map((exportName) => ({
      kind: 'local',
      exportName,
      localName: exportName,
      meaning: 'value',
      span: NOWHERE,
      ...membersOf(name, exportName, builtins),
    })),
    unlistedProperties: builtins.unlisted(name),
    memberUses: [],
    ambientModules: [],
    directives: [],
    errors: [],
  };
}

/** Of `promises`, `posix`, `types`: what is a module of its own too (`fs/promises`, `path/posix`, `util/types`). */
function membersOf(
  name: string,
  exportName: string,
  builtins: BuiltinModules,
): { readonly members?: readonly string[] } {
  const inner = `${name}/${exportName}`;
  const names = exportName === 'default' || !builtins.isComplete(inner) ? null : builtins.names(inner);
  return names === null ? {} : { members: [...new Set([...names, ...builtins.unlisted(inner)])] };
}
