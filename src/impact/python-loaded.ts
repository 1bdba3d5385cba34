// The Python modules that others load without an import statement: by a name that is made while the program runs, and by
// frameworks that look into a folder.

import { readTextOrNull } from '../host/settings-file.ts';
import { type ModuleId, relativeId } from '../model/module-id.ts';
import { baseNameOf, below, parentOf } from '../model/path.ts';
import { isTestName } from '../model/test-name.ts';
import type { Entry, EntryKind, EntrySources } from './entries/entry.ts';

/** `import_module(f"shop.jobs.{name}")`, `import_module("shop.jobs." + name)`, `import_module("." + name, __package__)`. */
const COMPUTED =
  /\b(?:import_module|__import__)\(\s*(?:f(["'])(\.|[A-Za-z_][\w.]*\.)\{|(["'])(\.|[A-Za-z_][\w.]*\.)(?:\3\s*\+|(?:%s|\{\w*\})\3\s*(?:%|\.format\b)))/g;
/** https://docs.scrapy.org/en/latest/topics/settings.html#spider-modules */
const SPIDERS = /^SPIDER_MODULES\s*=\s*[[(]?([^\])\n]*)/m;

/** @param kindOf what runs what is in the place of a module */
export function loadedModules(
  python: readonly ModuleId[],
  kindOf: (module: ModuleId) => EntryKind,
  sources: EntrySources,
): Entry[] {
  const { root, fileSystem, graph } = sources;
  return python.flatMap((module): Entry[] => {
    const path = relativeId(root, module);
    if (isTestName(path)) return [];
    const requests = graph.get(module)?.record.requests ?? [];
    // https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html#loading-dags
    const isDag =
      /(?:^|\/)dags\//.test(path) && requests.some(({ specifier }) => /^airflow\b/.test(specifier));
    if (isDag) return [{ module, kind: 'production', because: 'a DAG of Airflow' }];
    const isSettings = baseNameOf(module) === 'settings.py';
    const mayCompute = requests.some(({ specifier }) => specifier === 'importlib');
    if (!isSettings && !mayCompute) return [];
    const text = readTextOrNull(fileSystem, module) ?? '';
    return [
      ...(isSettings ? spiders(module, text, sources) : []),
      ...(mayCompute ? computed(module, text, kindOf(module), sources) : []),
    ];
  });
}

function spiders(settings: ModuleId, text: string, { files }: EntrySources): Entry[] {
  const top = parentOf(parentOf(settings) ?? '/') ?? '/';
  return namesIn(SPIDERS.exec(text)?.[1] ?? '').flatMap((name) =>
    files
      .below(top, name.replaceAll('.', '/'))
      .map((module): Entry => ({ module, kind: 'production', because: 'a spider of Scrapy' })),
  );
}

/** Any module of the package may be the one. */
function computed(importer: ModuleId, text: string, kind: EntryKind, sources: EntrySources): Entry[] {
  const { files } = sources;
  const folder = parentOf(importer) ?? '/';
  return [...text.matchAll(COMPUTED)].flatMap((match) => {
    const prefix = (match[2] ?? match[4] ?? '').replace(/\.$/, '');
    const target = prefix === '' ? folder : folderOf(prefix, folder, sources);
    if (target === null) return [];
    return files
      .below(target, '.')
      .filter((module) => parentOf(module) === target && module !== importer)
      .map(
        (module): Entry => ({
          module,
          kind,
          because: `imported by a name that ${baseNameOf(importer)} makes`,
        }),
      );
  });
}

/** Of a package: below the folders around the one who asks for it. */
function folderOf(name: string, from: string, { root, fileSystem }: EntrySources): string | null {
  const path = name.replaceAll('.', '/');
  for (let at: string | null = from; at !== null; at = at === root ? null : parentOf(at)) {
    const folder = below(at, path);
    if (fileSystem.stat(folder) === 'directory') return folder;
  }
  return null;
}

function namesIn(list: string): string[] {
  return [...list.matchAll(/["']([\w.]+)["']/g)].map((match) => match[1] ?? '');
}
