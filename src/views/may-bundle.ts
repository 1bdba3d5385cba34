// Whether an image may have its code from a bundler, which copies into it what is imported: told from the commands of the
// Dockerfile, the scripts of the manifests and the settings of Nest. What a package says of its own bundler is read with it
// (link/package-uses.ts); here is looked for what is run from elsewhere, or where nobody sees what is run.

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readJsonObject, readTextOrNull } from '../host/settings-file.ts';
import { baseNameOf } from '../model/path.ts';
import type { DockerStage } from './dockerfile.ts';

const BUNDLER =
  /(?:^|[\s/"'])(?:esbuild|rollup|rolldown|webpack|rspack|parcel|tsup|tsdown|unbuild|bunchee|pkgroll|microbundle|ncc|vite)(?:@\S+)?\s/;
/** `bun build`, `nest build --webpack`, and runners of tasks that stand in another file. */
const ELSEWHERE =
  /\bbun\s+build\b|\s--(?:webpack(?!=false)|builder[=\s](?:webpack|rspack))\b|(?:^|(?:[;&|]|npx|then)\s*)(?:nx|make|just|task|bazel|gradle|\.\/gradlew)\s/;
/** https://docs.nestjs.com/cli/monorepo: `compilerOptions` */
const NEST = /"webpack"\s*:\s*true|"(?:type|builder)"\s*:\s*"(?:webpack|rspack)"/;

/**
 * @param stages that the image comes from
 * @param files of the context
 */
export function mayBundle(
  stages: readonly DockerStage[],
  files: readonly string[],
  disk: FileSystem,
): boolean {
  const commands = stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'run' ? [`${step.command ?? 'make'} `] : [])),
  );
  const named = (name: string) => files.filter((path) => baseNameOf(path) === name);
  const scripts = named('package.json').flatMap((path) =>
    Object.values(asObject(readJsonObject(disk, path)?.['scripts']) ?? {}),
  );
  return (
    commands.some((command) => BUNDLER.test(command) || ELSEWHERE.test(command)) ||
    scripts.some((script) => ELSEWHERE.test(`${script} `)) ||
    named('nest-cli.json').some((path) => NEST.test(readTextOrNull(disk, path) ?? ''))
  );
}
