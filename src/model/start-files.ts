// Files that say by which command a project is started, told by their names.

const DOCKERFILE = /^(?:Dockerfile|Containerfile)(?:\.(?!dockerignore$)[\w-]+)*$|^[\w-]+\.[Dd]ockerfile$/;
const COMPOSE = /^(?:docker-)?compose(?:[.-][\w-]+)*\.ya?ml$/;

/** @param name of the file, without its folder */
export function isDockerfile(name: string): boolean {
  return DOCKERFILE.test(name);
}

/** @param name of the file, without its folder */
export function isComposeFile(name: string): boolean {
  return COMPOSE.test(name);
}
