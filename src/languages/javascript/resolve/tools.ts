// Which tools handle the files of a directory: told from the packages that are declared for it and from configuration
// files beside them, here and up to the root; aliases and plugins also from scripts that start a bundler themselves.
// All of them are looked at as text; they are never run.

import type { PackageJson, PackageJsonReader } from '../../../discover/package-json.ts';
import { isRecord, scriptCommands } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { literalPattern } from '../../../model/literal-pattern.ts';
import { baseNameOf, below, isWithin, parentOf, resolvePath } from '../../../model/path.ts';
import { filesInCommands, runsCompiler, startedInNode } from './commands.ts';
import { isForgivingTool } from './forgiving-tools.ts';

export interface Tools {
  /** The directory that decided: the nearest one with a package.json or a configuration file. */
  readonly directory: string;
  /** Something that is more forgiving than Node's loader reads these files: a bundler, a transpiling loader, another runtime. */
  readonly forgiving: boolean;
  /** Something that has aliases of its own (a bundler, Babel, Jest) is configured. */
  readonly aliasing: boolean;
  /** Whether a package is declared here or further up. */
  declares(packageName: string): boolean;
  /** Whether it is declared anywhere in the project: documentation is often built by a package beside it. */
  declaresAnywhere(packageName: string): boolean;
  /** Whether one of the configuration files holds this text. */
  mentions(text: string): boolean;
  /**
   * Whether one of them has this as the key of an alias: `'chart.js': …`, `find: 'chart.js'`, `'vue$': …` of webpack. The
   * string alone may be a title.
   */
  aliases(name: string): boolean;
  /** Whether one of them, or a script that starts a bundler, has this specifier as a string. */
  names(specifier: string): boolean;
  /** Whether a script of the nearest package runs a bundler, which puts together what the compiler would leave apart. */
  bundles(): boolean;
  /** Whether a script of the nearest package starts Node with this file. */
  startsInNode(path: string): boolean;
  /** Whether a script of the nearest package runs TypeScript's own compiler to make JavaScript, and none a bundler. */
  compiles(): boolean;
  /** Whether one of them starts from a copy of this file in another folder, which a build is yet to make: `build/src/main.js`. */
  namesCopyOf(file: string, packageDirectory: string): boolean;
  /** Whether one of them says that it writes to a folder, which is not there, above this path. */
  writesTo(path: string): boolean;
}

export interface ToolScope {
  toolsOf(directory: string): Tools;
}

/** Whether a package has a bundler among what it depends on. */
export function declaresBundler(packageJson: PackageJson): boolean {
  return declaredNames(packageJson).some((name) => BUNDLER.test(name));
}

/** Those of them that copy the packages that are imported into their output, when they are run. */
const BUNDLER =
  /^(?:esbuild|rollup|rolldown|webpack(?:-cli)?|parcel|@parcel\/core|@rspack\/(?:core|cli)|rspack|tsup|tsdown|unbuild|bunchee|pkgroll|microbundle|@vercel\/ncc|ncc|vite)$/;

/** What esbuild is asked with to do so, also by the scripts around it: esbuild.github.io/api/#bundle */
const BUNDLING_OPTION = /^--bundle(?:=true)?$/;

/** Files that may hold aliases; `.storybook`, `.vitepress` and `.vuepress` are folders of them. */
const CONFIG_FILE =
  /^(?:[\w.-]+\.config\.[cm]?[jt]s|webpack[\w.-]*\.[cm]?[jt]s|config-overrides\.js|ember-cli-build\.js|gatsby-node\.[cm]?[jt]s|\.babelrc(?:\.[cm]?js|\.json)?|(?:babel|jest)\.config\.json|\.swcrc|\.parcelrc|\.eleventy\.js|angular\.json|project\.json|bunfig\.toml|bun\.lockb?|deno\.jsonc?|import_map\.json|\.(?:storybook|vitepress|vuepress))$/;

/** Those of the configuration files that mean a forgiving reader, whatever is declared. */
const FORGIVING_FILE =
  /^(?:(?:vite|webpack|rollup|rolldown|rspack|rsbuild|farm|snowpack|tsup|tsdown|next|nuxt|astro|svelte|gatsby|docusaurus|craco|metro|babel|quasar|wxt|electron\.vite)\.|webpack|gatsby-|\.babelrc|\.swcrc|\.parcelrc|angular\.json|bunfig|bun\.lock|deno\.json|import_map)/;

/** The configurations of those that put a package together. */
const BUNDLING_FILE = /^(?:tsdown|tsup|rollup|rolldown|build)\.config\.[cm]?[jt]s$/;

/** What a configuration file imports itself is no mention of an alias. */
const OWN_IMPORTS = /\b(?:from|import|require(?:\.resolve)?\s*\(|import\s*\()\s*(['"])([^'"\n]*)\1/g;

/** `outdir: './src/paraglide'`, `output: 'src/gen/api.ts'`: where a plugin writes. */
const OUTPUT = /\b(?:out|dest|generated)\w*['"]?\s*:\s*(['"`])([\w@./-]+)\1/gi;

const SCRIPT_ENDINGS = ['.ts', '.js', '.mts', '.mjs', '.cts', '.cjs'];

const SCRIPT = /\.[cm]?[jt]s$/;

const MAX_CONFIG_CHARACTERS = 200_000;

/** @param workspaces the packages of the project, read when first needed */
export function createToolScope(
  root: string,
  fileSystem: FileSystem,
  packages: PackageJsonReader,
  workspaces: () => readonly PackageJson[],
): ToolScope {
  let everywhere: ReadonlySet<string> | null = null;
  const declaredAnywhere = (name: string): boolean => {
    everywhere ??= new Set(workspaces().flatMap(declaredNames));
    return everywhere.has(name);
  };
  const byDirectory = new Map<string, Tools>();
  const texts = new Map<string, ToolText>();

  function toolsOf(directory: string): Tools {
    let tools = byDirectory.get(directory);
    if (tools === undefined) {
      tools = gather(directory);
      byDirectory.set(directory, tools);
    }
    return tools;
  }

  function gather(directory: string): Tools {
    const parent = parentOf(directory);
    const above = parent !== null && directory !== root && isWithin(root, directory) ? toolsOf(parent) : null;
    const packageJson = packages.read(directory);
    const configFiles = fileSystem
      .list(directory)
      .filter((entry) => CONFIG_FILE.test(entry.name))
      .map((entry) => entry.name);
    // Most directories add nothing to what is above them.
    if (above !== null && packageJson === null && configFiles.length === 0) return above;
    const declared = new Set(packageJson === null ? [] : declaredNames(packageJson));
    const forgiving =
      [...declared].some(isForgivingTool) || configFiles.some((name) => FORGIVING_FILE.test(name));
    const configs = [...configFiles.map((name) => below(directory, name)), ...configsOfCommands(packageJson)];
    // `import { alias } from './alias'`: what a configuration takes from beside itself.
    const paths = [...new Set([...configs, ...configs.flatMap(filesTakenBy)])];
    const sections = packageJson === null ? '' : toolSections(packageJson);
    const scripts = packageJson === null ? [] : scriptsOf(packageJson);
    let started: ReadonlySet<string> | null = null;
    const mentions = (text: string): boolean =>
      sections.includes(text) ||
      paths.some((path) => textOf(path).includes(text)) ||
      (above?.mentions(text) ?? false);
    return {
      directory,
      forgiving: forgiving || (above?.forgiving ?? false),
      aliasing: forgiving || configFiles.length > 0 || (above?.aliasing ?? false),
      declaresAnywhere: (name) =>
        declared.has(name) || declaredAnywhere(name) || (above?.declares(name) ?? false),
      declares: (name) => declared.has(name) || (above?.declares(name) ?? false),
      mentions,
      aliases: (name) =>
        [`'${name}'`, `"${name}"`, `'${name}$'`, `"${name}$"`].some(
          (text) => mentions(`${text}:`) || mentions(`find: ${text}`),
        ),
      names: (specifier) =>
        [...paths.map(textOf), sections, ...scripts.map(textOfBundling)].some(
          (text) => text.includes(`'${specifier}'`) || text.includes(`"${specifier}"`),
        ) ||
        (above?.names(specifier) ?? false),
      bundles: () => {
        if (packageJson === null) return above?.bundles() ?? false;
        if (runsBundler(packageJson, scripts)) return true;
        // A bundler that the root runs for its workspaces finds a configuration here.
        return configFiles.some((name) => BUNDLING_FILE.test(name)) && (above?.bundles() ?? false);
      },
      startsInNode: (path) => {
        if (packageJson === null) return above?.startsInNode(path) ?? false;
        started ??= new Set(startedInNode(packageJson));
        return started.has(path);
      },
      compiles: () =>
        packageJson === null
          ? (above?.compiles() ?? false)
          : scriptCommands(packageJson).some(runsCompiler) && !runsBundler(packageJson, scripts),
      namesCopyOf: (file, packageDirectory) =>
        paths.some((config) => namesCopy(textOf(config), file, directory, packageDirectory)) ||
        (above?.namesCopyOf(file, packageDirectory) ?? false),
      writesTo: (path) =>
        paths.some((config) => outputsOf(config, directory).some((output) => isWithin(output, path))) ||
        (above?.writesTo(path) ?? false),
    };
  }

  /** The files of the project that a configuration imports by a path. */
  function filesTakenBy(config: string): readonly string[] {
    const directory = parentOf(config);
    if (directory === null || !SCRIPT.test(config)) return [];
    return readOnce(config).imports.flatMap((specifier) => {
      if (!/^\.\.?\//.test(specifier)) return [];
      const path = resolvePath(directory, specifier);
      const file = ['', ...SCRIPT_ENDINGS].find((ending) => fileSystem.stat(path + ending) === 'file');
      return file === undefined ? [] : [path + file];
    });
  }

  /** `'./build/public/src/client.js'` in a configuration, of `public/src/client.js`, where the former is not there. */
  function namesCopy(text: string, file: string, directory: string, packageDirectory: string): boolean {
    const place = file.slice(packageDirectory.length);
    if (!text.includes(place)) return false;
    const copies = new RegExp(`(['"\`])([\\w./-]+${literalPattern(place)})\\1`, 'g');
    return [...text.matchAll(copies)].some(([, , path = '']) => {
      const copy = resolvePath(directory, path);
      return copy !== file && isWithin(packageDirectory, copy) && fileSystem.stat(copy) === null;
    });
  }

  /** What a configuration file says that it writes and that is not there; a folder that is there is what it is. */
  function outputsOf(config: string, directory: string): readonly string[] {
    return [...textOf(config).matchAll(OUTPUT)]
      .map(([, , output = '']) => resolvePath(directory, output))
      .filter((output) => output !== directory && fileSystem.stat(output) === null);
  }

  /** Configurations that its scripts name: `webpack --config build/webpack.prod.js`. */
  function configsOfCommands(packageJson: PackageJson | null): readonly string[] {
    if (packageJson === null) return [];
    return filesInCommands(packageJson).filter(
      (path) => CONFIG_FILE.test(baseNameOf(path)) && fileSystem.stat(path) === 'file',
    );
  }

  /** JavaScript beside the package.json (`server.js`), and files that its scripts name (`config/webpack.prod.js`). */
  function scriptsOf(packageJson: PackageJson): readonly string[] {
    const { directory } = packageJson;
    const beside = fileSystem
      .list(directory)
      .filter(({ kind, name }) => kind === 'file' && SCRIPT.test(name));
    const paths = [...filesInCommands(packageJson), ...beside.map(({ name }) => below(directory, name))];
    return [...new Set(paths)].filter(
      (path) => !CONFIG_FILE.test(baseNameOf(path)) || parentOf(path) !== directory,
    );
  }

  /** `"bundle": "rollup -c"`, `"bundle": "node bundle.js"` whose script imports one. */
  function runsBundler(packageJson: PackageJson, scripts: readonly string[]): boolean {
    const commands = scriptCommands(packageJson);
    return (
      commands.some((command) =>
        command.split(/[\s;&|]+/).some((word) => BUNDLER.test(word) || BUNDLING_OPTION.test(word)),
      ) ||
      scripts
        .filter((path) => commands.some((command) => command.includes(baseNameOf(path))))
        .some((path) => readOnce(path).imports.some((name) => BUNDLER.test(name)))
    );
  }

  /** The text of a script that loads a bundler, or is a configuration by its name; else empty. */
  function textOfBundling(path: string): string {
    const isConfiguration = CONFIG_FILE.test(baseNameOf(path));
    return isConfiguration || readOnce(path).imports.some(isForgivingTool) ? textOf(path) : '';
  }

  const textOf = (path: string): string => readOnce(path).text;

  function readOnce(path: string): ToolText {
    let read = texts.get(path);
    if (read === undefined) {
      const whole = readOrEmpty(path);
      read = { text: whole.replace(OWN_IMPORTS, ''), imports: importedPackages(whole) };
      texts.set(path, read);
    }
    return read;
  }

  function readOrEmpty(path: string): string {
    if (fileSystem.stat(path) === 'directory') {
      return fileSystem
        .list(path)
        .filter((entry) => entry.kind === 'file')
        .map((entry) => readOrEmpty(below(path, entry.name)))
        .join('\n');
    }
    try {
      return fileSystem.readText(path).slice(0, MAX_CONFIG_CHARACTERS);
    } catch {
      return '';
    }
  }

  return { toolsOf };
}

/** What is left of them for a file that others install: what is declared for it, and nothing that reads it first. */
export function withoutTools(tools: Tools): Tools {
  const never = (): boolean => false;
  return {
    ...tools,
    forgiving: false,
    aliasing: false,
    mentions: never,
    aliases: never,
    names: never,
    bundles: never,
    compiles: never,
    writesTo: never,
  };
}

/** A file that is looked at for aliases: without its own imports, and which those are. */
interface ToolText {
  readonly text: string;
  readonly imports: readonly string[];
}

function importedPackages(text: string): readonly string[] {
  return [...text.matchAll(OWN_IMPORTS)].map(([, , specifier = '']) => specifier);
}

/** The parts of a package.json that hold settings of tools, aliases among them. */
function toolSections({ fields }: PackageJson): string {
  const sections = [
    'jest',
    'babel',
    'alias',
    'aliases',
    '_moduleAliases',
    'browser',
    'webpack',
    'vite',
    'browserify',
  ];
  return JSON.stringify(sections.map((name) => fields[name]));
}

function declaredNames(packageJson: PackageJson): readonly string[] {
  const { fields } = packageJson;
  return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((field) => {
    const value = fields[field];
    return isRecord(value) ? Object.keys(value) : [];
  });
}
