// The modules that platforms start, as their own settings files name them: functions of serverless.yml and of AWS SAM,
// the worker of wrangler, folders of functions, applications of angular.json, nest-cli.json and Nx, actions of GitHub.

import { asObject, readJsonObject, readTextOrNull, stringsIn } from '../../host/settings-file.ts';
import { yamlOrNull } from '../../host/yaml.ts';
import { readToml } from '../../python-project/settings.ts';
import type { Entry, EntrySources } from './entry.ts';
import {
  type LambdaHandler,
  pythonModule,
  SAM_FILES,
  SERVERLESS_FILES,
  samHandlers,
  serverlessHandlers,
} from './lambda-handlers.ts';

type Table = Record<string, unknown>;

/** What a settings file names: a path without or with its ending, or all modules of a folder. */
interface Named {
  readonly path: string;
  readonly isFolder?: boolean;
}

interface Platform {
  readonly files: readonly string[];
  /** Its paths start at the root, wherever the file is. */
  readonly isFromRoot?: true;
  readonly named: (settings: Table) => readonly Named[];
}

const PLATFORMS: readonly Platform[] = [
  {
    files: SERVERLESS_FILES,
    named: (settings) => serverlessHandlers(settings).flatMap(handlers),
  },
  { files: SAM_FILES, named: (settings) => samHandlers(settings).flatMap(handlers) },
  {
    // https://developers.cloudflare.com/workers/wrangler/configuration/
    files: ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'],
    named(settings) {
      const workers = [settings, ...tablesIn(settings['env'])].flatMap(({ main }) => paths(main));
      // Without a worker of its own it is a site of Pages.
      return workers.length > 0 ? workers : [{ path: 'functions', isFolder: true }];
    },
  },
  { files: ['vercel.json'], named: () => [{ path: 'api', isFolder: true }] },
  {
    // https://docs.netlify.com/build/configure-builds/file-based-configuration/
    files: ['netlify.toml'],
    named: (settings) => {
      const { functions: inBuild, edge_functions: edge } = asObject(settings['build']) ?? {};
      const { directory } = asObject(settings['functions']) ?? {};
      return [
        ...paths(directory ?? inBuild ?? 'netlify/functions'),
        ...paths(edge ?? 'netlify/edge-functions'),
      ].map((named) => ({ ...named, isFolder: true }));
    },
  },
  {
    // https://docs.deno.com/runtime/fundamentals/modules/ ("Publishing your own modules")
    files: ['deno.json', 'deno.jsonc', 'jsr.json', 'jsr.jsonc'],
    named: ({ exports }) => stringsIn(exports).flatMap(paths),
  },
  {
    // https://angular.dev/reference/configs/workspace-config
    files: ['angular.json'],
    named: ({ projects }) =>
      tablesIn(projects).flatMap((project) => {
        const { build } = asObject(project['architect'] ?? project['targets']) ?? {};
        const { main, browser, server, polyfills, ssr } = asObject(asObject(build)?.['options']) ?? {};
        return paths([main, browser, server, polyfills, asObject(ssr)?.['entry']]);
      }),
  },
  {
    // https://docs.nestjs.com/cli/monorepo
    files: ['nest-cli.json'],
    named: (settings) =>
      [settings, ...tablesIn(settings['projects'])].flatMap(({ sourceRoot, entryFile, type }) =>
        type === 'library' ? [] : paths(`${text(sourceRoot) ?? 'src'}/${text(entryFile) ?? 'main'}`),
      ),
  },
  {
    // https://nx.dev/reference/project-configuration: paths start at the workspace.
    files: ['project.json'],
    isFromRoot: true,
    named: ({ targets }) =>
      tablesIn(targets).flatMap((target) => {
        const configurations = tablesIn(target['configurations']);
        return [asObject(target['options']) ?? {}, ...configurations].flatMap(
          ({ main, browser, server, polyfills, entryFile, additionalEntryPoints }) => [
            ...paths([main, browser, server, polyfills, entryFile]),
            ...[additionalEntryPoints].flat().flatMap((entry) => paths(asObject(entry)?.['entryPath'])),
          ],
        );
      }),
  },
  {
    // https://www.pulumi.com/docs/iac/concepts/projects/project-file/
    files: ['Pulumi.yaml', 'Pulumi.yml'],
    named: ({ main }) => paths(main),
  },
  {
    // https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
    files: ['action.yml', 'action.yaml'],
    named: ({ runs }) => {
      const { pre, main, post } = asObject(runs) ?? {};
      return paths([pre, main, post]);
    },
  },
];

/** What the settings of platforms in the folders of packages name. */
export function platformEntries({ root, packages, projects, fileSystem, files }: EntrySources): Entry[] {
  const entries: Entry[] = [];
  const actions = `${root}/.github/actions`;
  const places = new Set([
    ...packages.map(({ directory }) => directory),
    ...projects,
    ...(fileSystem.stat(actions) === 'directory'
      ? fileSystem.list(actions).map(({ name }) => `${actions}/${name}`)
      : []),
  ]);
  for (const directory of places) {
    for (const platform of PLATFORMS) {
      for (const file of platform.files) {
        const path = `${directory}/${file}`;
        const settings = fileSystem.stat(path) === 'file' ? readSettings(path, fileSystem) : null;
        if (settings === null) continue;
        for (const named of platform.named(settings)) {
          for (const module of modulesOf(named, platform.isFromRoot === true ? root : directory, files))
            entries.push({ module, kind: 'production', because: `named in ${file}` });
        }
      }
    }
  }
  return entries;
}

function modulesOf({ path, isFolder }: Named, directory: string, files: EntrySources['files']) {
  if (isFolder === true) return files.below(directory, path);
  const module = files.find(directory, path);
  return module === null ? [] : [module];
}

function readSettings(path: string, fileSystem: EntrySources['fileSystem']): Table | null {
  if (/\.jsonc?$/.test(path)) return readJsonObject(fileSystem, path);
  if (path.endsWith('.toml')) return asObject(readToml(fileSystem, path));
  return asObject(yamlOrNull(readTextOrNull(fileSystem, path) ?? ''));
}

/**
 * `src/hello.main` is the export `main` of `src/hello`; what stands behind the first dot of its name. In Python it is what
 * stands behind the last one: `src.hello.main`.
 */
function handlers({ folder, handler }: LambdaHandler): Named[] {
  const whole = folder === '.' ? handler : `${folder}/${handler}`;
  const slash = whole.lastIndexOf('/') + 1;
  const [name = ''] = whole.slice(slash).split('.');
  if (name === '') return [];
  return [{ path: whole.slice(0, slash) + name }, { path: `${pythonModule(folder, handler).path}.py` }];
}

function paths(value: unknown): Named[] {
  return stringsIn(value).map((path) => ({ path }));
}

function tablesIn(value: unknown): Table[] {
  return Object.values(asObject(value) ?? {}).flatMap((inner) => {
    const table = asObject(inner);
    return table === null ? [] : [table];
  });
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
