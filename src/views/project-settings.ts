// The files that say how a project is to be understood, and by which commands it is started. They are read wherever they
// are: a server needs no tsconfig.json to run what was compiled with it, an image holds no Dockerfile, and
// `.svelte-kit/tsconfig.json` is never committed.

import { baseNameOf } from '../model/path.ts';
import { isComposeFile, isDockerfile } from '../model/start-files.ts';

const SETTINGS =
  /^(?:package\.json|[jt]sconfig(?:[.-][\w.-]+)?\.json|pyproject\.toml|setup\.(?:cfg|py)|pnpm-workspace\.yaml|lerna\.json|danglint\.jsonc?|deno\.jsonc?)$/;
/** Whether a file holds settings that resolution depends on, or commands that start the project; told by its name. */
export function isProjectSettings(path: string): boolean {
  const name = baseNameOf(path);
  return SETTINGS.test(name) || name === 'Procfile' || isDockerfile(name) || isComposeFile(name);
}

/** Whether a file may decide what a package or an image leaves out, told by its name. */
export function decidesWhatIsShipped(path: string): boolean {
  return isProjectSettings(path) || /(?:^\..*ignore|^MANIFEST\.in|Dockerfile.*)$/.test(baseNameOf(path));
}
