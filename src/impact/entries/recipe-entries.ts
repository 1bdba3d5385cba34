// The entries that pipelines, hooks and hosts start: the commands in their files. Such files hold commands of all sorts, so
// only what is given to a runner (`node x.js`, `tsx x.ts`) counts.

import { asObject, readTextOrNull, stringsIn } from '../../host/settings-file.ts';
import { yamlOrNull } from '../../host/yaml.ts';
import { baseNameOf, resolvePath } from '../../model/path.ts';
import { readToml } from '../../python-project/settings.ts';
import type { Entry, EntrySources } from './entry.ts';
import { type Kinds, started } from './started-modules.ts';

const TOOL: Kinds = { run: 'tool', bundled: 'tool' };
const DEPLOYED: Kinds = { run: 'production', bundled: 'production' };

interface Recipe {
  /** Relative to the root; of a folder with a slash at the end all files. */
  readonly path: string;
  readonly kinds: Kinds;
  /** Keys of commands in YAML, TOML and JSON; absent for a text in which every line may be one. */
  readonly keys?: RegExp;
}

const RECIPES: readonly Recipe[] = [
  { path: '.github/workflows/', kinds: TOOL, keys: /^run$/ },
  { path: '.gitlab-ci.yml', kinds: TOOL, keys: /^(?:before_|after_)?script$/ },
  { path: '.circleci/config.yml', kinds: TOOL, keys: /^(?:run|command)$/ },
  { path: 'azure-pipelines.yml', kinds: TOOL, keys: /^(?:script|bash|pwsh|inlineScript)$/ },
  { path: 'bitbucket-pipelines.yml', kinds: TOOL, keys: /^script$/ },
  { path: '.travis.yml', kinds: TOOL, keys: /^(?:before_|after_)?(?:script|install|deploy)$/ },
  { path: 'lefthook.yml', kinds: TOOL, keys: /^run$/ },
  { path: 'Taskfile.yml', kinds: TOOL, keys: /^cmds?$/ },
  { path: 'nodemon.json', kinds: TOOL, keys: /^exec$/ },
  { path: 'project.json', kinds: TOOL, keys: /^commands?$/ },
  { path: '.husky/', kinds: TOOL },
  { path: 'Makefile', kinds: TOOL },
  { path: 'justfile', kinds: TOOL },
  // https://docs.aws.amazon.com/cdk/v2/guide/cli.html#cli-app-command
  { path: 'cdk.json', kinds: DEPLOYED, keys: /^app$/ },
  // https://cloud.google.com/appengine/docs/standard/reference/app-yaml#entrypoint
  { path: 'app.yaml', kinds: DEPLOYED, keys: /^entrypoint$/ },
  // https://render.com/docs/blueprint-spec
  { path: 'render.yaml', kinds: DEPLOYED, keys: /^(?:startCommand|dockerCommand)$/ },
  // https://docs.railway.com/reference/config-as-code
  { path: 'railway.json', kinds: DEPLOYED, keys: /^startCommand$/ },
  { path: 'railway.toml', kinds: DEPLOYED, keys: /^startCommand$/ },
  // https://fly.io/docs/reference/configuration/#the-processes-section
  { path: 'fly.toml', kinds: DEPLOYED, keys: /^processes$/ },
];

/** Where a step of a pipeline runs. */
const FOLDER_KEYS = ['working-directory', 'working_directory', 'workingDirectory', 'dir', 'root'];

interface Command {
  readonly text: string;
  readonly directory: string;
}

export function recipeEntries(sources: EntrySources): Entry[] {
  const { root, packages, fileSystem } = sources;
  const inFiles = RECIPES.flatMap((recipe) =>
    filesOf(recipe, root, fileSystem).flatMap((path) =>
      commandsOf(path, recipe, root, fileSystem).flatMap(({ text, directory }) => {
        const how = {
          directory,
          kinds: recipe.kinds,
          because: `a command of ${baseNameOf(path)}`,
          isByRunner: true,
        };
        return started(text, how, sources);
      }),
    ),
  );
  const inManifests = packages.flatMap(({ directory, manifest }) =>
    commandsInManifest(manifest).flatMap(([field, text]) => {
      const how = { directory, kinds: TOOL, because: `"${field}" of package.json`, isByRunner: true };
      return started(text, how, sources);
    }),
  );
  return [...inFiles, ...inManifests];
}

function filesOf({ path }: Recipe, root: string, fileSystem: EntrySources['fileSystem']): string[] {
  const place = `${root}/${path}`;
  if (!path.endsWith('/')) return fileSystem.stat(place) === 'file' ? [place] : [];
  const folder = place.slice(0, -1);
  return fileSystem.list(folder).flatMap(({ name, kind }) => (kind === 'file' ? [`${folder}/${name}`] : []));
}

function commandsOf(
  path: string,
  { keys }: Recipe,
  root: string,
  fileSystem: EntrySources['fileSystem'],
): Command[] {
  if (keys === undefined) {
    // Make: `@` hides a command, `-` lets it fail.
    const text = (readTextOrNull(fileSystem, path) ?? '').replace(/^\s+[@-]+/gm, '');
    return [{ text, directory: root }];
  }
  const settings = path.endsWith('.toml')
    ? readToml(fileSystem, path)
    : yamlOrNull(readTextOrNull(fileSystem, path) ?? '');
  return commandsIn(settings, root, keys);
}

/** Everything behind such a key, at any depth, with the folder that is named beside it or around it. */
function commandsIn(value: unknown, directory: string, keys: RegExp): Command[] {
  if (Array.isArray(value)) return value.flatMap((inner) => commandsIn(inner, directory, keys));
  const table = asObject(value);
  if (table === null) return [];
  const named = FOLDER_KEYS.map((key) => table[key]).find((folder) => typeof folder === 'string');
  const here = typeof named === 'string' && !named.includes('$') ? resolvePath(directory, named) : directory;
  return Object.entries(table).flatMap(([key, inner]) => [
    ...(keys.test(key) ? stringsIn(inner).map((text) => ({ text, directory: here })) : []),
    ...commandsIn(inner, here, keys),
  ]);
}

/** Commands of tools that are configured in package.json, each with its field. */
function commandsInManifest(manifest: Readonly<Record<string, unknown>>): [field: string, command: string][] {
  const values: Readonly<Record<string, unknown>> = {
    'lint-staged': manifest['lint-staged'],
    'simple-git-hooks': manifest['simple-git-hooks'],
    husky: asObject(manifest['husky'])?.['hooks'],
    prisma: asObject(manifest['prisma'])?.['seed'],
    nodemonConfig: asObject(manifest['nodemonConfig'])?.['exec'],
    wireit: Object.values(asObject(manifest['wireit']) ?? {}).map((script) => asObject(script)?.['command']),
  };
  return Object.entries(values).flatMap(([field, value]) =>
    stringsIn(value).map((command): [string, string] => [field, command]),
  );
}
