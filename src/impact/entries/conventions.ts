// The entries that are such by their place or name: pages and routes of frameworks (told by the dependency),
// configuration files of tools, test files.

import { asObject, stringsIn } from '../../host/settings-file.ts';
import { relativeId } from '../../model/module-id.ts';
import { below } from '../../model/path.ts';
import { foldersAround, startingWith } from '../../model/path-sets.ts';
import { isTestName } from '../../model/test-name.ts';
import type { Entry, EntrySources, PackageFolder } from './entry.ts';

interface Convention {
  /** The dependency that brings it. */
  readonly dependency: RegExp;
  /** Paths relative to the package. */
  readonly path: RegExp;
  /** What the framework calls of them at its start. */
  readonly calls?: readonly string[];
}

const EXTENSION = String.raw`\.(?:[cm]?[jt]sx?|vue|svelte|astro|mdx?)$`;
const at = (pattern: string): RegExp => new RegExp(`^(?:${pattern})${EXTENSION}`);

// Each framework's documentation on file conventions.
const FRAMEWORKS: readonly Convention[] = [
  {
    dependency: /^next$/,
    path: at(
      String.raw`(?:src/)?(?:pages/.+|app/(?:.+/)?(?:page|layout|route|loading|error|not-found|global-error|template|default|forbidden|unauthorized|sitemap|robots|manifest|icon\d*|apple-icon\d*|opengraph-image\d*|twitter-image\d*)|middleware|proxy|instrumentation-client|mdx-components)`,
    ),
  },
  {
    // https://nextjs.org/docs/app/api-reference/file-conventions/instrumentation
    dependency: /^next$/,
    path: at('(?:src/)?instrumentation'),
    calls: ['register'],
  },
  {
    dependency: /^astro$/,
    path: at(String.raw`src/(?:pages/.+|middleware(?:/index)?|content(?:/|\.)config|actions/index)`),
  },
  {
    dependency: /^nuxt3?$/,
    path: at(
      '(?:layers/[^/]+/)?(?:(?:app/|src/)?(?:app|error|(?:pages|layouts|plugins|middleware|components|composables|utils|stores)/.+)|server/.+|modules/.+|shared/(?:utils|types)/.+)',
    ),
  },
  {
    dependency: /^@sveltejs\/kit$/,
    path: at(
      String.raw`src/(?:routes/(?:.+/)?\+.+|hooks(?:\..+)?|params/.+|service-worker(?:/index)?|instrumentation\.server)`,
    ),
  },
  {
    dependency: /^(?:@remix-run|@react-router)\/dev$/,
    path: at(String.raw`app/(?:root|entry\..+|routes|routes/.+)`),
  },
  // keystonejs.com/docs/config/config: `keystone dev` and `keystone build` read it
  { dependency: /^@keystone-6\/core$/, path: at('keystone') },
  { dependency: /^gatsby$/, path: at('(?:src/(?:pages|templates|api)/.+|gatsby-.+)') },
  {
    dependency: /^@tanstack\/(?:react|solid|vue)-start$/,
    path: at('(?:src|app)/(?:routes/.+|router|client|server|start|ssr)'),
  },
  { dependency: /^react-scripts$/, path: at('src/(?:index|setupProxy|reportWebVitals)') },
  { dependency: /^@vue\/cli-service$/, path: at('src/main') },
  { dependency: /^electron-vite$/, path: at('(?:src|electron)/(?:main|preload)/index') },
  {
    dependency: /^@solidjs\/start$/,
    path: at(String.raw`src/(?:routes/.+|entry-\w+|app|middleware(?:/index)?)`),
  },
  {
    dependency: /^@(?:builder\.io|qwik\.dev)\/(?:qwik-city|router)$/,
    path: at(String.raw`src/(?:routes/.+|entry\..+|root)`),
  },
  {
    dependency: /^(?:vike|vite-plugin-ssr)$/,
    path: at(String.raw`(?:.+/)?(?:\+[^/]+|[^/]+\.page(?:\.\w+)*)`),
  },
  {
    dependency: /^honox$/,
    path: at(String.raw`app/(?:server|client|routes/.+|islands/.+|(?:.+/)?(?:\$[^/]+|_[^/]+\.island))`),
  },
  { dependency: /^@adonisjs\/core$/, path: at('(?:bin|start|config|providers|commands)/.+') },
  {
    dependency: /^@strapi\/strapi$/,
    path: at('config/.+|src/(?:index|(?:api|extensions|plugins|middlewares|policies)/.+|admin/app)'),
  },
  { dependency: /^@fastify\/autoload$/, path: at('(?:src/)?(?:routes|plugins)/.+') },
  { dependency: /^@angular\/core$/, path: at(String.raw`src/(?:main|main\..+|polyfills)`) },
  { dependency: /^@nestjs\/core$/, path: at('(?:src|apps/[^/]+/src)/main') },
  { dependency: /^(?:expo|react-native)$/, path: at(String.raw`(?:index|index\..+|App|app/.+)`) },
  { dependency: /^@docusaurus\/core$/, path: at('src/(?:pages|theme)/.+|docs/.+|blog/.+') },
  { dependency: /^vitepress$/, path: at(String.raw`(?:.+/)?\.vitepress/theme/index|.+\.data`) },
  { dependency: /^(?:vercel|@vercel\/node)$/, path: at('api/.+') },
  { dependency: /^(?:netlify-cli|@netlify\/functions)$/, path: at('netlify/(?:edge-)?functions/.+') },
];

const TOOL =
  /(?:^|\/)(?:[^/]+\.config\.[cm]?[jt]s|\.[^/]+rc\.[cm]?[jt]s|[^/]+\.conf\.[cm]?[jt]s|(?:[gG]ulp|Grunt|Jake|knex)file\.[\w.]+|\.pnpmfile\.c?js|webpack\.[\w.-]+\.[cm]?[jt]s|vite\.[\w.-]+\.[cm]?[jt]s|rollup\.[\w.-]+\.[cm]?[jt]s)$|\.stories\.[\w.]+$|(?:^|\/)\.(?:storybook|github|vscode)\//;
/** Taken when nothing else says where a package begins. */
const CUSTOMARY = [
  'index',
  'main',
  'server',
  'app',
  'cli',
  'src/index',
  'src/main',
  'src/server',
  'src/app',
  'src/cli',
];

/** What frameworks start by its place. */
export function frameworkEntries(sources: EntrySources): Entry[] {
  return sources.packages.flatMap((folder) => byFramework(folder, sources));
}

/**
 * The customary names of an entry point, for packages in which nothing else is one, or whose manifest names what is not
 * built yet and comes from no source of the same name.
 * @param told the entries that are known already
 */
export function customaryEntries({ packages, files }: EntrySources, told: readonly Entry[]): Entry[] {
  const begun = foldersAround(told.filter(({ kind }) => kind === 'production').map(({ module }) => module));
  return packages.flatMap(({ directory, manifest, kind }): Entry[] => {
    const isUnbuilt = [manifest['main'], manifest['module'], manifest['exports']]
      .flatMap(stringsIn)
      .some((path) => /\.[cm]?js$/.test(path) && !path.includes('*') && files.find(directory, path) === null);
    if (!isUnbuilt && begun.has(directory)) return [];
    return CUSTOMARY.flatMap((path): Entry[] => {
      const module = files.find(directory, path);
      return module === null ? [] : [{ module, kind, because: 'the customary name of an entry point' }];
    });
  });
}

/** @param path relative to the root */
export function isToolName(path: string): boolean {
  return TOOL.test(path);
}

/** Tests and the configuration files of tools, by their names. */
export function namedEntries({ root, files }: EntrySources): Entry[] {
  return files.modules.flatMap((module): Entry[] => {
    const path = relativeId(root, module);
    if (isTestName(path)) return [{ module, kind: 'test', because: 'a test by its name' }];
    return TOOL.test(path) ? [{ module, kind: 'tool', because: 'the configuration of a tool' }] : [];
  });
}

function byFramework({ directory, manifest }: PackageFolder, { files }: EntrySources): Entry[] {
  const dependencies = ['dependencies', 'devDependencies'].flatMap((key) =>
    Object.keys(asObject(manifest[key]) ?? {}),
  );
  const conventions = FRAMEWORKS.filter(({ dependency }) =>
    dependencies.some((name) => dependency.test(name)),
  );
  if (conventions.length === 0) return [];
  return startingWith(files.modules, below(directory, '')).flatMap((module): Entry[] => {
    const path = relativeId(directory, module);
    const known = conventions.find((one) => one.path.test(path));
    if (known === undefined) return [];
    const calls = known.calls === undefined ? {} : { calls: known.calls };
    return [{ module, kind: 'production', because: 'a convention of its framework', ...calls }];
  });
}
