// Which missing names get no stub, and what to do instead.

import type { Finding } from '../model/finding.ts';
import type { ModuleNode } from '../model/module-graph.ts';

/** @returns why nothing is written for the name of the finding, and what would help; null when a stub does */
export function refuseName(
  finding: Finding,
  target: ModuleNode,
  isStub: boolean,
  isDeclared: () => boolean,
): { why: string; instead: string } | null {
  const { record } = target;
  if (target.role !== 'project') {
    return { why: 'the module belongs to a package', instead: 'install the version that exports the name' };
  }
  if (finding.messageId === 'commonjs-name') {
    return {
      why: 'the name is there, Node only does not see it',
      instead: 'import the default and take it from there',
    };
  }
  if (finding.messageId === 'unloaded') {
    return { why: 'the module is there, only nothing imports it', instead: 'import it' };
  }
  if (isStub) return null;
  if (finding.messageId === 'unexported' || isDeclared()) {
    return { why: 'the name is declared there, but not exported', instead: 'export it' };
  }
  if (record.moduleKind === 'declaration') {
    return {
      why: 'the module is a declaration file',
      instead: 'declare the name there, and in the file that runs',
    };
  }
  if (!/\.(?:[cm]?[jt]s|[jt]sx|py)$/.test(target.id)) {
    return { why: 'names can only be added to scripts', instead: 'add the name to the file itself' };
  }
  if (
    record.exports.some((entry) => entry.kind === 'local' && entry.exportName === 'export=') &&
    /\.[cm]?tsx?$/.test(target.id)
  ) {
    return { why: 'the module has one `export =`', instead: 'add the name to what it exports' };
  }
  return null;
}
