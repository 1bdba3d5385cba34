// Modules that no file stands for: a framework or a plugin makes them while it builds. Data, each with the packages that
// bring it; a row without packages is a convention that no npm package can have as its name.

import { misspeltName } from '../../../model/nearest-name.ts';
import type { PackageSpecifier } from './specifier.ts';
import type { Tools } from './tools.ts';

interface VirtualModules {
  readonly pattern: RegExp;
  /** One of these is declared; empty: always. */
  readonly broughtBy: readonly string[];
  /** Names that are asked for often, to tell a slip from an alias that a configuration may have. */
  readonly names?: readonly string[];
}

const VIRTUAL: readonly VirtualModules[] = [
  // SvelteKit: kit.svelte.dev/docs/modules
  {
    pattern: /^\$(?:app|env|service-worker)(?:\/|$)/,
    broughtBy: ['@sveltejs/kit', 'houdini', 'sveltekit-superforms'],
  },
  { pattern: /^\.{1,2}\/(?:.*\/)?\$types(?:\.js)?$/, broughtBy: ['@sveltejs/kit'] },
  { pattern: /^\$houdini/, broughtBy: ['houdini'] },
  // TanStack Router: tanstack.com/router/latest/docs/routing/file-based-routing
  {
    pattern: /^\.{1,2}\/(?:.*\/)?routeTree\.gen(?:\.[jt]s)?$/,
    broughtBy: [
      '@tanstack/router-plugin',
      '@tanstack/router-cli',
      '@tanstack/router-vite-plugin',
      '@tanstack/react-start',
      '@tanstack/solid-start',
      '@tanstack/start',
    ],
  },
  // React Router: reactrouter.com, "Type Safety"
  { pattern: /^\.{1,2}\/(?:.*\/)?\+types\//, broughtBy: ['@react-router/dev'] },
  // Nuxt and Nitro: nuxt.com/docs/guide/concepts/auto-imports
  {
    pattern:
      /^#(?:imports|app|build|components|head|internal|content|auth|pwa|nitro|tailwind-config|ui|i18n|vue-router|shared|server|supabase|image|site-config|og-image|robots|sitemap|icon|color-mode|mdc)/,
    broughtBy: ['nuxt', '@nuxt/kit', '@nuxt/module-builder', 'nitropack', 'nuxi', 'nuxt-nightly'],
    names: ['#imports', '#components', '#build'],
  },
  { pattern: /^(?:~~?|@@?)\//, broughtBy: ['nuxt', 'nuxt-nightly', 'nitropack'] },
  // Docusaurus: docusaurus.io/docs/advanced/client
  {
    pattern:
      /^@(?:theme|theme-original|theme-init|site|generated|docusaurus\/(?:Link|Head|router|BrowserOnly|Translate|Interpolate|use\w+|ComponentCreator|constants|ExecutionEnvironment|isInternalUrl|renderRoutes))(?:\/|$)/,
    broughtBy: [
      '@docusaurus/core',
      '@docusaurus/preset-classic',
      '@docusaurus/types',
      '@docusaurus/module-type-aliases',
    ],
  },
  // unplugin-icons, unplugin-vue-router, vite-plugin-pages and relatives
  { pattern: /^~(?:icons|pages|build|react-pages|solid-pages)(?:\/|$)/, broughtBy: [] },
  { pattern: /^(?:uno|windi|virtual)(?:[-.]\w+)*\.css$/, broughtBy: [] },
  {
    pattern: /^(?:vue-router\/auto(?:-routes|-resolver)?|generouted)/,
    broughtBy: ['unplugin-vue-router', 'vue-router', 'generouted'],
  },
  // The commands of packages, which an install links: docs.npmjs.com/cli/configuring-npm/folders, "Executables"
  { pattern: /^\.bin\//, broughtBy: [] },
  // Vite's own plugins make these
  { pattern: /^vite\/(?:modulepreload-polyfill|preload-helper|dynamic-import-helper)/, broughtBy: ['vite'] },
  // Next.js gives these two to the bundler itself: nextjs.org/docs/app/getting-started/server-and-client-components
  { pattern: /^(?:server|client)-only$/, broughtBy: ['next'] },
  // Qwik's optimizer and router: qwik.dev/docs/advanced/vite
  {
    pattern: /^@qwik-(?:client-manifest|city-[\w-]+|router-[\w-]+)$/,
    broughtBy: ['@builder.io/qwik', '@builder.io/qwik-city', '@qwik.dev/core', '@qwik.dev/router'],
  },
  // VitePress and VuePress
  {
    pattern: /^@(?:vuepress|internal|temp|dynamic|app|docs|source|vitepress)\//,
    broughtBy: ['vuepress', 'vitepress', '@vuepress/core'],
  },
  { pattern: /^@(?:siteData|localSearchIndex\w*|theme)(?:\/|$)/, broughtBy: ['vitepress'] },
  // Packages of Meteor's own registry: docs.meteor.com/packages. The npm package of that name, an installer, has no modules.
  { pattern: /^meteor\//, broughtBy: [] },
  // Ember and Glimmer modules are made by their build; of Embroider's scope all others are packages
  {
    pattern: /^@(?:ember|glimmer|ember-data)\/|^@embroider\/(?:virtual|core\/entrypoint)(?:\/|$)/,
    broughtBy: ['ember-source', 'ember-cli'],
  },
  // Quasar, Gatsby, umi
  {
    pattern: /^(?:quasar|src|app|components|layouts|pages|assets|boot|stores)\//,
    broughtBy: ['@quasar/app-vite', '@quasar/app-webpack'],
  },
  { pattern: /^(?:umi|@@?\/|@umijs\/max)/, broughtBy: ['umi', '@umijs/max'] },
  // Provided by the program that hosts the code
  {
    pattern: /^(?:vscode|atom|photoshop|uxp|sketch|figma|k6(?:\/.*)?|bun|ext:.*|wix-.*|obsidian)$/,
    broughtBy: [],
  },
  { pattern: /^(?:electron(?:\/(?:main|renderer|common))?)$/, broughtBy: ['electron'] },
  { pattern: /^@env$/, broughtBy: ['react-native-dotenv'] },
  { pattern: /^(?:__STATIC_CONTENT_MANIFEST)$/, broughtBy: [] },
  { pattern: /^\.prisma\//, broughtBy: ['@prisma/client', 'prisma'] },
  { pattern: /^velite$|^\.velite$|^#(?:site\/)?content$/, broughtBy: ['velite'] },
  {
    pattern: /^(?:contentlayer\/generated|\.contentlayer\/generated)/,
    broughtBy: ['contentlayer', 'contentlayer2', 'next-contentlayer', 'next-contentlayer2'],
  },
  // Vite makes them in the browser: vite/dist/client
  { pattern: /^\/@(?:vite|id|fs|react-refresh|solid-refresh)(?:\/|$)/, broughtBy: [] },
];

/** Modules of packages of which only the declarations count: something else gives what they describe. */
const HOSTED: readonly VirtualModules[] = [
  // jestjs.io/docs/api: Jest makes its globals for each test, installed or not; the package throws wherever it is loaded.
  { pattern: /^@jest\/globals$/, broughtBy: [] },
  // danger.systems/js/guides/getting_started: Danger takes the import out and makes globals; the package throws when loaded.
  { pattern: /^danger$/, broughtBy: [] },
  // nextjs.org/docs/app/api-reference/components/font: the compiler makes a font of each call; the code has no names.
  { pattern: /^next\/font\/(?:google|local)$/, broughtBy: ['next'] },
  // uvr.esm.is/introduction: the plugin puts the routes of the pages in the place of what the router has there.
  { pattern: /^vue-router\/auto(?:-routes|-resolver)?$/, broughtBy: ['unplugin-vue-router'] },
];

/** Whether the program that runs the importer, or a plugin of its bundler, gives this module, and not node_modules. */
export function isGivenByHost({ packageName, subpath }: PackageSpecifier, tools: Tools): boolean {
  return isAmong(HOSTED, packageName + subpath.slice(1), tools);
}

/** Files that are run or packed by themselves during the build: importers get a module of the result in their place. */
const REPLACED: readonly VirtualModules[] = [
  // vitepress.dev/guide/data-loading: what `load()` returns is the export `data`.
  { pattern: /\.data\.m?[jt]s$/, broughtBy: ['vitepress'] },
  // webpack.js.org/loaders/worker-loader: the default export is a class that starts the file as a worker.
  { pattern: /\.worker\.[cm]?[jt]s$/, broughtBy: ['worker-loader'] },
];

/** Whether a plugin or a framework of these tools makes this module. */
export function isVirtualModule(specifier: string, tools: Tools): boolean {
  return isAmong(VIRTUAL, specifier, tools);
}

/** The module of a framework of these tools whose name is one slip away; null where something else may have the name. */
export function misspeltVirtualModule(specifier: string, tools: Tools): string | null {
  if (tools.mentions(specifier)) return null;
  const names = VIRTUAL.flatMap(({ names = [], broughtBy }) =>
    broughtBy.some(tools.declaresAnywhere) ? names : [],
  );
  return misspeltName(specifier, names);
}

/** Whether importers of this file get another module than what stands in it. */
export function isReplacedModule(specifier: string, tools: Tools): boolean {
  return isAmong(REPLACED, specifier, tools);
}

function isAmong(rows: readonly VirtualModules[], specifier: string, tools: Tools): boolean {
  return rows.some(
    ({ pattern, broughtBy }) =>
      pattern.test(specifier) && (broughtBy.length === 0 || broughtBy.some(tools.declaresAnywhere)),
  );
}
