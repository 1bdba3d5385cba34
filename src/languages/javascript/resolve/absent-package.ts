// Why a name that is no path leads nowhere: the package is not installed, something unseen makes it, or it is missing.

import type { PackageJsonReader } from '../../../discover/package-json.ts';
import type { FileSystem } from '../../../host/file-system.ts';
import { misspeltName, nearestName } from '../../../model/nearest-name.ts';
import { below } from '../../../model/path.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { Importer } from './importer.ts';
import type { Installed } from './installed.ts';
import { createMeteorPackages } from './meteor-package.ts';
import { isProductionInstall } from './production-install.ts';
import { type PackageSpecifier, typesPackageOf } from './specifier.ts';
import type { Tools } from './tools.ts';
import { isVirtualModule, misspeltVirtualModule } from './virtual.ts';

const ENDING = /\.[cm]?[jt]sx?$/;

export interface Absence {
  /** Whether a framework makes a module of this name, or a tool's configuration names it. */
  isMadeByTool(specifier: string, importer: Importer): boolean;
  /**
   * @param specifier as written
   * @param name the same without query
   * @param parsed null when the name cannot be one of a package
   */
  explain(specifier: string, name: string, parsed: PackageSpecifier | null, importer: Importer): Resolution;
}

export function createAbsence(
  root: string,
  fileSystem: FileSystem,
  installed: Installed,
  packages: PackageJsonReader,
): Absence {
  const takenByMeteor = createMeteorPackages(root, fileSystem);
  let productionInstall: boolean | null = null;

  function isWithoutDevelopment(): boolean {
    if (productionInstall === null) {
      const manifests = [packages.read(root) ?? [], installed.workspaces()].flat();
      productionInstall = isProductionInstall(manifests, installed, packages);
    }
    return productionInstall;
  }

  function explain(
    specifier: string,
    name: string,
    parsed: PackageSpecifier | null,
    importer: Importer,
  ): Resolution {
    const { tools, directory, config } = importer;
    const types = typesPackageOf(parsed?.packageName ?? name);
    const apart =
      installed.declaration(directory, types) === 'undeclared' ? {} : { isTypedApart: true as const };
    // `vscode` is given by what runs the extension; only its types are a package.
    if (parsed !== null && apart.isTypedApart && isVirtualModule(specifier, tools))
      return { kind: 'external', packageName: parsed.packageName, ...apart };
    if (isVirtualModule(specifier, tools)) {
      // Beside what a framework makes there are packages of its scope (`@ember/test-helpers`).
      const scope = /^@[^/]+\//.exec(parsed?.packageName ?? '')?.[0];
      const ofScope = installed
        .knownNames(directory)
        .filter((known) => scope !== undefined && known.startsWith(scope));
      const meant = parsed === null ? null : misspeltName(parsed.packageName, ofScope);
      if (meant === null || parsed === null) return { kind: 'unknown', reason: 'virtual-module' };
      const suggestion = meant + name.slice(parsed.packageName.length);
      return {
        kind: 'unresolved',
        reason: 'not-found',
        tried: [],
        packageName: parsed.packageName,
        suggestion,
      };
    }
    const packageName = parsed?.packageName ?? name;
    const nothingInstalled = !installed.isInstalled(directory);
    const declaration = parsed === null ? 'undeclared' : installed.declaration(directory, packageName);
    if (declaration !== 'undeclared') {
      const isElsewhere = nothingInstalled || installed.isOptional(directory, packageName) || isPlugAndPlay();
      if (isElsewhere) return { kind: 'external', packageName, ...apart };
      if (declaration === 'devDependencies' && isWithoutDevelopment())
        return { kind: 'external', packageName, ...apart, isLeftOut: true };
      if (!installed.isOwnName(directory, packageName))
        return { kind: 'unresolved', reason: 'not-installed', tried: [], packageName };
      // No install brings it; a bundler's alias does, for documentation and examples.
      return tools.aliases(specifier)
        ? { kind: 'unknown', reason: 'undeclared-alias', hint: `declare "${specifier}" under "alias"` }
        : { kind: 'unresolved', reason: 'not-found', tried: [], packageName, isOwnName: true };
    }
    if (takenByMeteor(directory, packageName)) return { kind: 'external', packageName };
    const made = misspeltVirtualModule(specifier, tools);
    if (made !== null) return { kind: 'unresolved', reason: 'not-found', tried: [], suggestion: made };
    if (looksLikeAlias(name, importer)) {
      const hint = `declare "${name.split('/')[0]}" under "alias"`;
      return { kind: 'unknown', reason: 'undeclared-alias', hint };
    }
    // Without a manifest nobody says what loads the file: Odoo serves `@web/../tests/x` under aliases of its own.
    if (nothingInstalled && (parsed !== null || importer.packageJson === null))
      return { kind: 'unknown', reason: 'not-installed' };
    if (config?.incomplete != null)
      return { kind: 'unknown', reason: 'config-error', hint: config.incomplete };
    const near = nearestName(packageName, installed.knownNames(directory));
    const suggestion =
      fileBeside(specifier, importer) ?? (near === null ? null : near + name.slice(packageName.length));
    return {
      kind: 'unresolved',
      reason: 'not-found',
      tried: [],
      ...(parsed === null ? {} : { packageName }),
      ...(suggestion === null ? {} : { suggestion }),
    };
  }

  /** `import { a } from 'utils'` where `./utils` is meant: a specifier without a dot is a package. */
  function fileBeside(specifier: string, { directory, dialect }: Importer): string | null {
    if (specifier.includes('/')) return null;
    const file = fileSystem
      .list(directory)
      .find(
        ({ kind, name }) => kind === 'file' && name.replace(ENDING, '') === specifier.replace(ENDING, ''),
      );
    if (file === undefined || !ENDING.test(file.name)) return null;
    return dialect === 'javascript' ? `./${file.name}` : `./${specifier}`;
  }

  /** Whether a tool that was not asked may know this name: by its form, by its text, by a folder of that name. */
  function looksLikeAlias(name: string, importer: Importer): boolean {
    const { tools, directory } = importer;
    if (!tools.aliasing) return false;
    if (/^(?:[@~#$]|@@|~~)(?:\/|$)|^[~#$]/.test(name)) return true;
    const [first = '', second = ''] = name.split('/');
    const isScoped = first.startsWith('@') && second !== '';
    const key = isScoped ? `${first}/${second}` : first;
    if (mentionsAlias(tools, key)) return true;
    // A scope that nothing installed or declared has (`@components/x`) is an alias that a plugin brings.
    if (isScoped && !installed.knowsScope(directory, first)) return true;
    return foldersOfAliases(importer, root).some(
      (folder) => name.includes('/') && fileSystem.stat(below(folder, first)) === 'directory',
    );
  }

  /** Yarn's Plug'n'Play keeps packages in archives that only its own loader reads. */
  function isPlugAndPlay(): boolean {
    return fileSystem.stat(below(root, '.pnp.cjs')) === 'file';
  }

  return {
    explain,
    isMadeByTool: (specifier, { tools }) => isVirtualModule(specifier, tools) || tools.names(specifier),
  };
}

/** Whether the configuration of a tool has a string, or an expression, that begins so. */
export function mentionsAlias({ mentions }: Tools, key: string): boolean {
  return [`'${key}`, `"${key}`, `^${key}`].some(mentions);
}

/** The folders below which bundlers are told to look for names. */
export function foldersOfAliases({ packageJson }: Importer, root: string): readonly string[] {
  const owner = packageJson?.directory ?? root;
  return [owner, below(owner, 'src'), below(owner, 'app'), root];
}
