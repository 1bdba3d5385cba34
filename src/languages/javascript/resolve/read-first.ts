// Whether a host that reads packages itself, like an editor, may be what reads a module that only its syntax shows to be
// one. Node reads such files since 22.7, and adds no ending to what they import (nodejs.org/api/esm.html, "Mandatory file
// extensions"): a package for another host that never writes one was not written for Node.

import { isRecord, type PackageJson, scriptCommands } from '../../../discover/package-json.ts';
import type { ModuleRecord } from '../../../model/module-record.ts';

/**
 * What installs packages and what runs them as they are; anything else that is asked for is a host of its own. VS Code
 * loads extensions by Node's own loader (code.visualstudio.com/api/advanced-topics/extension-host).
 */
const OF_NODE = /^(?:node|npm|yarn|pnpm|vscode)$/;

/** Whether a package says that it is for a host (`"engines": { "atom": "*" }`), and no script of it starts Node. */
export function mayBeReadFirst(packageJson: PackageJson): boolean {
  const { engines } = packageJson.fields;
  const hasHost = isRecord(engines) && Object.keys(engines).some((name) => !OF_NODE.test(name));
  return hasHost && !scriptCommands(packageJson).some((command) => STARTS_NODE.test(command));
}

const STARTS_NODE = /(?:^|[\s;&|])(?:node|nodemon)\s+(?:--?[\w-]+(?:[= ]\S+)?\s+)*[\w@./-]+/;

/** Whether a module imports files beside it, and none of them by the ending that Node asks for. */
export function leavesEndingsOut({ requests }: ModuleRecord): boolean {
  const relative = requests.filter(
    ({ form, specifier }) => (form === 'import' || form === 'export-from') && /^\.\.?\//.test(specifier),
  );
  return relative.length > 0 && !relative.some(({ specifier }) => /\.[cm]?jsx?$/.test(specifier));
}
