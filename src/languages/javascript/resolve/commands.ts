// What the commands among the `scripts` of a package.json run, told from their text.

import { type PackageJson, scriptCommands } from '../../../discover/package-json.ts';
import { resolvePath } from '../../../model/path.ts';

/** `tsc -p tsconfig.build.json && cp …`, not `tsc --noEmit`. */
export function runsCompiler(command: string): boolean {
  return command
    .split(/&&|\|\||[;&|]/)
    .some((part) => /(?:^|[\s/])tsc(?:\s|$)/.test(part) && !/--noEmit\b|--emitDeclarationOnly\b/.test(part));
}

/** `node --max-old-space-size=4096 scripts/build.js` */
const STARTED_IN_NODE = /(?:^|[\s;&|])node\s+(?:--?[\w-]+(?:=\S+)?\s+)*([\w@./-]+\.[cm]?js)\b/g;

/** The files that the scripts of a package start Node with, whether they are there or not. */
export function startedInNode(packageJson: PackageJson): readonly string[] {
  return scriptCommands(packageJson).flatMap((command) =>
    [...command.matchAll(STARTED_IN_NODE)].map(([, path = '']) => resolvePath(packageJson.directory, path)),
  );
}

/** The scripts that the commands of a package name, whether they are there or not. */
export function filesInCommands(packageJson: PackageJson): readonly string[] {
  return scriptCommands(packageJson)
    .flatMap((command) => command.match(/[\w@./-]+\.[cm]?[jt]s\b/g) ?? [])
    .map((path) => resolvePath(packageJson.directory, path));
}
