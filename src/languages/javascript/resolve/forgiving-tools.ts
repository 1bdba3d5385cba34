// Which packages, where they are declared, mean that something more forgiving than Node's loader reads the sources: it
// adds endings or has aliases. What a package is made of counts by its family: who declares an add-on of a tool uses it.

/** Bundlers, and frameworks and commands that bring one. */
const BUNDLERS =
  /^(?:vite|webpack|rollup|rolldown|esbuild|parcel|@rspack\/core|@rsbuild\/core|@farmfe\/core|browserify|budo|watchify|systemjs|jspm|snowpack|wmr|microbundle|tsup|tsdown|unbuild|bunchee|pkgroll|ncc|@vercel\/ncc|@preconstruct\/cli|laravel-mix|@symfony\/webpack-encore|@wordpress\/scripts|karma-(?:webpack|rollup-preprocessor|browserify)|electron-vite|@electron-forge\/.+|wxt|plasmo|@crxjs\/.+)$/;

const FRAMEWORKS =
  /^(?:next|nuxt|astro|gatsby|vuepress|vitepress|@docusaurus\/core|@sveltejs\/kit|sapper|@remix-run\/dev|@react-router\/dev|@solidjs\/start|@tanstack\/react-start|@angular\/core|@angular\/cli|@vue\/cli-service|@quasar\/(?:app|cli)(?:-.+)?|react-scripts|razzle|preact-cli|@redwoodjs\/.+|@tarojs\/.+|react-native|expo|metro|@storybook\/.+|storybook|umi|@umijs\/.+|@ember\/.+|ember-cli|@glimmer\/.+|@stencil\/core|nx|@nx\/.+|@lingui\/.+)$/;

/** Loaders and compilers that run before Node, test runners with one, and other runtimes. */
const TRANSPILERS =
  /^(?:babel|@babel\/(?:core|cli|register|node)|@swc\/(?:core|cli|register|jest)|@swc-node\/register|tsx|ts-node|esm|jiti|esbuild-register|sucrase|vite-node|vitest|jest|@jest\/core|ts-jest|@types\/bun|bun-types|wrangler|@cloudflare\/workers-types|cypress|@playwright\/.+)$/;

/** What is only of use beside the tool whose name it has in its own. */
const ADD_ONS =
  /^(?:babel-(?:core|cli|register|loader|jest|preset-.+|plugin-.+)|babelify|@babel\/(?:preset|plugin)-.+|vite-plugin-.+|@vitejs\/.+|(?:esbuild|rollup)-plugin-.+|@rollup\/plugin-.+|(?:esbuild|swc|ts)-loader|webpack-(?:cli|dev-server|dev-middleware)|.+-webpack-plugin|@parcel\/.+)$/;

/** Whether a package is such a tool itself. */
export function isForgivingTool(packageName: string): boolean {
  return [BUNDLERS, FRAMEWORKS, TRANSPILERS, ADD_ONS].some((names) => names.test(packageName));
}
