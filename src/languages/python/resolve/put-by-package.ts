// Names and modules that an installed package makes by code: what its modules write into one another, what a text that it
// runs binds, what finders give that it puts into `sys.meta_path`. Asked about what would be reported as missing, and only
// then: all of the package is searched for a sign, and one is enough.

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import type { ModuleId } from '../../../model/module-id.ts';
import { below, isWithin, parentOf } from '../../../model/path.ts';
import { type InstalledModules, putsModules } from './installed-modules.ts';

export interface PutByPackage {
  /** Whether a module of an installed package may have a name that it does not bind. */
  mayHave(module: ModuleId, name: string): boolean;
  /** Whether the package that has `directory` may make a module in it. */
  mayMake(directory: string, name: string): boolean;
}

/** All the text of a package. */
interface PackageText {
  readonly modules: ReadonlyMap<ModuleId, string>;
  /** Directories whose modules come from a finder that one of them installs. */
  readonly found: readonly string[];
  /** Its extension modules. */
  readonly compiled: readonly string[];
}

export function createPutByPackage(installed: InstalledModules, fileSystem: FileSystem): PutByPackage {
  const texts = new Map<string, PackageText>();

  /** The directory of the package, or the file of a module outside of any; null when it is not installed. */
  function topOf(path: string): string | null {
    const folder = installed.folderOf(parentOf(path) ?? '/');
    if (folder === null) return null;
    const [first = ''] = path.slice(folder.path.length + 1).split('/');
    return below(folder.path, first);
  }

  function textOf(top: string): PackageText {
    const known = texts.get(top);
    if (known !== undefined) return known;
    const text = readPackage(top, fileSystem);
    texts.set(top, text);
    return text;
  }

  return {
    mayHave(module, name) {
      const top = topOf(module);
      if (top === null) return false;
      const { modules, found, compiled } = textOf(top);
      if (found.some((directory) => isWithin(directory, module))) return true;
      const own = modules.get(module) ?? '';
      if (bindsInText(own, name)) return true;
      // `define_aliases(__name__, …)`, which puts another object in the place of the module
      if (TELLS_WHO_IT_IS.test(own) && [...modules.values()].some((text) => REPLACES_MODULES.test(text)))
        return true;
      const puts = putting(name);
      if ([...modules.values()].some((text) => puts(text))) return true;
      // `psycopg2.errors` gets its classes from `_psycopg.so`; of a module that mypyc has compiled the text stands beside it.
      const stem = module.replace(/\.pyw?$/, '');
      return compiled.some((file) => file.startsWith(`${stem}.`) || (fileSystem.holds?.(file, name) ?? true));
    },
    mayMake(directory, name) {
      const top = topOf(below(directory, '__init__.py'));
      if (top === null) return false;
      const { modules, found } = textOf(top);
      // `for name in NAMES: sys.modules['apiclient.' + name] = …` in a package around it
      const isPut = (text: string | undefined): boolean => text !== undefined && putsModules(text);
      // `MOVED = {'oldclient.feeds': …}`, for a finder that stands deeper in the package
      const isNamed = (text: string): boolean => text.includes(`'${name}'`) || text.includes(`"${name}"`);
      return (
        found.some((each) => isWithin(each, directory)) ||
        (found.length > 0 && [...modules.values()].some(isNamed)) ||
        upTo(directory, top).some((each) => isPut(modules.get(below(each, '__init__.py'))))
      );
    },
  };
}

function readPackage(top: string, fileSystem: FileSystem): PackageText {
  const modules = new Map<ModuleId, string>();
  const found: string[] = [];
  const compiled: string[] = [];
  const waiting = [top];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (fileSystem.stat(path) === 'directory') {
      for (const { name } of fileSystem.list(path))
        if (name !== 'tests' && /^[^.]*(?:\.pyw?)?$/.test(name)) waiting.push(below(path, name));
        else if (/\.(?:so|pyd)$/.test(name)) compiled.push(below(path, name));
    } else {
      const text = readTextOrNull(fileSystem, path) ?? '';
      modules.set(path, text);
      if (FINDER.test(text)) found.push(path === top ? path : (parentOf(path) ?? path));
    }
  }
  return { modules, found, compiled };
}

/** `sys.meta_path.insert(0, finder)` */
const FINDER = /\bmeta_path\s*(?:\.\s*(?:append|insert|extend)\b|\+?=(?!=)|\[)/;

/** `sys.modules[name] = Proxy(…)`, for a module whose name is given. */
const REPLACES_MODULES = /\bsys\.modules\s*\[\s*[A-Za-z_]\w*\s*\]\s*=(?!=)/;

function upTo(directory: string, top: string): string[] {
  const around: string[] = [];
  for (let each: string | null = directory; each !== null && isWithin(top, each); each = parentOf(each))
    around.push(each);
  return around;
}

/**
 * `'name'` in the module's own text, where lists and tables hold it from which names are made, or a line that defines it,
 * which can only stand in a string when the module does not bind it.
 */
function bindsInText(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const defined = `(["'])${name}\\1|^(?:(?:async +)?def|class) +${name}\\b|^${name} *=`;
  if (new RegExp(defined, 'm').test(text)) return true;
  return TELLS_WHO_IT_IS.test(text) && new RegExp(`\\b${name} *=(?!=)`).test(text);
}

/** `define_aliases(__name__, format_table='humanfriendly.tables.format_table')` */
const TELLS_WHO_IT_IS = /(?<!\bgetLogger *)\(\s*(?:\w+ *= *)?__name__\s*,/;

/** `mail.outbox = []`, `setattr(mail, 'outbox', [])`, `mail.__dict__['outbox']`, of whatever object. */
function putting(name: string): (text: string) => boolean {
  const assigned = new RegExp(`(?<!\\b(?:self|cls))\\.${name} *(?::[^=\\n]+)?=(?!=)`);
  const quoted = new RegExp(`(["'])${name}\\1`);
  return (text) =>
    text.includes(name) &&
    (assigned.test(text) || (quoted.test(text) && /\bsetattr\b|__dict__|\bvars\(/.test(text)));
}
