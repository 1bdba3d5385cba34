// The entries that are such by their place or name: pages and routes of frameworks (told by the dependency), scripts
// of HTML pages, configuration files of tools, test files.

import { asObject, readTextOrNull } from '../host/settings-file.ts';
import { relativeId } from '../model/module-id.ts';
import { isWithin } from '../model/path.ts';
import type { Entry, EntryKind, EntrySources, PackageFolder } from './entry.ts';

interface Convention {
  /** The dependency that brings it. */
  readonly dependency: RegExp;
  /** Paths relative to the package. */
  readonly path: RegExp;
}

const EXTENSION = String.raw`\.(?:[cm]?[jt]sx?|vue|svelte|astro|mdx?)$`;
const at = (pattern: string): RegExp => new RegExp(`^(?:${pattern})${EXTENSION}`);

// Each framework's documentation on file conventions.
const FRAMEWORKS: readonly Convention[] = [
  {
    dependency: /^next$/,
    path: at(
      String.raw`(?:src/)?(?:pages/.+|app/(?:.+/)?(?:page|layout|route|loading|error|not-found|global-error|template|default|forbidden|unauthorized|sitemap|robots|manifest|icon\d*|apple-icon\d*|opengraph-image\d*|twitter-image\d*)|middleware|proxy|instrumentation(?:-client)?|mdx-components)`,
    ),
  },
  {
    dependency: /^astro$/,
    path: at(String.raw`src/(?:pages/.+|middleware(?:/index)?|content(?:/|\.)config|actions/index)`),
  },
  {
    dependency: /^nuxt3?$/,
    path: at(
      '(?:app/)?(?:app|error|(?:pages|layouts|plugins|middleware|components|composables|utils)/.+)|server/.+|modules/.+',
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
  { dependency: /^gatsby$/, path: at('(?:src/(?:pages|templates|api)/.+|gatsby-.+)') },
  {
    dependency: /^@tanstack\/(?:react|solid|vue)-start$/,
    path: at('(?:src|app)/(?:routes/.+|router|client|server|start|ssr)'),
  },
  { dependency: /^react-scripts$/, path: at('src/(?:index|setupProxy|reportWebVitals)') },
  { dependency: /^@angular\/core$/, path: at(String.raw`src/(?:main|main\..+|polyfills)`) },
  { dependency: /^@nestjs\/core$/, path: at('(?:src|apps/[^/]+/src)/main') },
  { dependency: /^(?:expo|react-native)$/, path: at(String.raw`(?:index|index\..+|App|app/.+)`) },
  { dependency: /^@docusaurus\/core$/, path: at('src/(?:pages|theme)/.+|docs/.+|blog/.+') },
  { dependency: /^vitepress$/, path: at(String.raw`(?:.+/)?\.vitepress/theme/index`) },
  { dependency: /^(?:vercel|@vercel\/node)$/, path: at('api/.+') },
  { dependency: /^(?:netlify-cli|@netlify\/functions)$/, path: at('netlify/(?:edge-)?functions/.+') },
];

const TEST =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|spec|specs|e2e|cypress|integration[-_]tests?|benchmarks?)\/|[.-_](?:test|spec|e2e|cy|bench|test-d)\.[\w.]+$|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|(?:^|\/)(?:jest|vitest)\.setup\.[\w.]+$/;
const TOOL =
  /(?:^|\/)(?:[^/]+\.config\.[cm]?[jt]s|\.[^/]+rc\.[cm]?[jt]s|[gG]ulpfile\.[\w.]+|Gruntfile\.[\w.]+|webpack\.[\w.-]+\.[cm]?[jt]s|vite\.[\w.-]+\.[cm]?[jt]s|rollup\.[\w.-]+\.[cm]?[jt]s)$|\.stories\.[\w.]+$|(?:^|\/)\.(?:storybook|github|vscode)\//;
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

/** What frameworks start by its place, and the scripts of index.html. */
export function frameworkEntries(sources: EntrySources): Entry[] {
  return sources.packages.flatMap((folder) => byFramework(folder, sources));
}

/**
 * The customary names of an entry point, for packages in which nothing else is one.
 * @param told the entries that are known already
 */
export function customaryEntries({ packages, files }: EntrySources, told: readonly Entry[]): Entry[] {
  const production = told.filter(({ kind }) => kind === 'production');
  return packages.flatMap(({ directory }): Entry[] => {
    if (production.some(({ module }) => isWithin(directory, module))) return [];
    return CUSTOMARY.flatMap((path): Entry[] => {
      const module = files.find(directory, path);
      return module === null
        ? []
        : [{ module, kind: 'production', because: 'the customary name of an entry point' }];
    });
  });
}

/** Tests and the configuration files of tools, by their names. */
export function namedEntries({ root, files }: EntrySources): Entry[] {
  return files.modules.flatMap((module): Entry[] => {
    const path = relativeId(root, module);
    if (TEST.test(path)) return [{ module, kind: 'test', because: 'a test by its name' }];
    return TOOL.test(path) ? [{ module, kind: 'tool', because: 'the configuration of a tool' }] : [];
  });
}

function byFramework(folder: PackageFolder, sources: EntrySources): Entry[] {
  const { files } = sources;
  const { directory, manifest } = folder;
  const dependencies = ['dependencies', 'devDependencies'].flatMap((key) =>
    Object.keys(asObject(manifest[key]) ?? {}),
  );
  const conventions = FRAMEWORKS.filter(({ dependency }) =>
    dependencies.some((name) => dependency.test(name)),
  );
  const entries: Entry[] = [];
  const add = (module: string, because: string, kind: EntryKind = 'production') =>
    entries.push({ module, kind, because });
  if (conventions.length > 0) {
    for (const module of files.modules) {
      if (!isWithin(directory, module)) continue;
      const path = relativeId(directory, module);
      const convention = conventions.find((known) => known.path.test(path));
      if (convention !== undefined) add(module, 'a convention of its framework');
    }
  }
  for (const script of htmlScripts(folder, sources)) add(script, 'a script of index.html');
  return entries;
}

function htmlScripts({ directory }: PackageFolder, { fileSystem, files }: EntrySources): string[] {
  const text = readTextOrNull(fileSystem, `${directory}/index.html`);
  if (text === null) return [];
  return [...text.matchAll(/<script\b[^>]*\bsrc\s*=\s*["']([^"'?#]+)/gi)].flatMap(([, source = '']) => {
    if (/^(?:[a-z]+:)?\/\//i.test(source)) return [];
    const module = files.find(directory, source.replace(/^\/+/, ''));
    return module === null ? [] : [module];
  });
}
