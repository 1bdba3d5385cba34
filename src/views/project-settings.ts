// The files that say how a project is to be understood. They are read wherever they are: a server needs no
// tsconfig.json to run what was compiled with it, and `.svelte-kit/tsconfig.json` is never committed.

import { baseNameOf } from '../model/path.ts';

const SETTINGS =
  /^(?:package\.json|[jt]sconfig(?:[.-][\w.-]+)?\.json|pyproject\.toml|setup\.(?:cfg|py)|pnpm-workspace\.yaml|lerna\.json|danglint\.jsonc?|deno\.jsonc?)$/;

/** Whether a file holds settings that resolution depends on, told by its name. */
export function isProjectSettings(path: string): boolean {
  return SETTINGS.test(baseNameOf(path));
}

/** Whether a file may decide what a package or an image leaves out, told by its name. */
export function decidesWhatIsShipped(path: string): boolean {
  return isProjectSettings(path) || /(?:^\..*ignore|^MANIFEST\.in|Dockerfile.*)$/.test(baseNameOf(path));
}
