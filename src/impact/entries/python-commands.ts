// The Python modules that a command starts by a dotted name: `python -m app`, `uvicorn app.main:app`, `gunicorn shop.wsgi`,
// `celery -A shop worker`.
// https://uvicorn.dev/settings/, https://docs.gunicorn.org/en/stable/run.html, https://docs.celeryq.dev/en/stable/reference/cli.html

import type { ModuleId } from '../../model/module-id.ts';
import { baseNameOf, resolvePath } from '../../model/path.ts';
import type { Entry } from './entry.ts';
import type { EntryFiles } from './entry-files.ts';

/** Their first word that is no flag is a module, with or without the name of the application in it. */
const SERVER = /^(?:gunicorn|uvicorn|hypercorn|daphne|granian|waitress-serve|dramatiq|taskiq)$/;
/** They are told the module by a flag. */
const TOLD_BY_FLAG = /^(?:celery|flask|quart)$/;
const MODULE_FLAG = /^(?:-A|--app)$/;
const FOLDER_FLAG = /^(?:--chdir|--app-dir)$/;
/** More folders for the path, or those of an environment. */
const TOLD_WHERE = /^(?:PYTHONPATH=|(?:--pythonpath|--workdir)(?:=|$))/;
/** Words that stand behind a command, and are none of its arguments. */
const SUBCOMMAND = /^(?:worker|run|scheduler)$/;

const DOTTED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;
/** `app.main:app`, `app.main:create_app()` */
const WITH_NAME = /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):([A-Za-z_][\w.]*)(\(.*)?$/;

/** @param words of one simple command, without quotes; `directory` is where it is run */
export function pythonStarts(
  words: readonly string[],
  directory: string,
  files: EntryFiles,
): Pick<Entry, 'module' | 'starts' | 'calls' | 'importedFrom'>[] {
  const at = words.findIndex((word) => SERVER.test(baseNameOf(word)) || TOLD_BY_FLAG.test(baseNameOf(word)));
  const program = at === -1 ? '' : baseNameOf(words[at] ?? '');
  const folder = resolvePath(directory, at === -1 ? '.' : (valueOfFlag(FOLDER_FLAG, words) ?? '.'));
  const isToldWhere = words.some((word) => TOLD_WHERE.test(word));
  const isFactory = words.includes('--factory');
  const named = words.flatMap((word, index): Named[] => {
    // `python -m uvicorn app.main:app` runs what it is told, as uvicorn does.
    if (words[index - 1] === '-m') return [{ name: word, starts: 'script' }];
    const [, name, object = '', brackets] = WITH_NAME.exec(word) ?? [];
    if (name === undefined) return [];
    return [{ name, starts: 'import', ...((isFactory || brackets !== undefined) && { calls: [object] }) }];
  });
  if (SERVER.test(program))
    named.push(...firstModule(words.slice(at + 1)).map((name) => ({ name, starts: 'import' as const })));
  if (TOLD_BY_FLAG.test(program)) {
    const name = valueOfFlag(MODULE_FLAG, words)?.split(':')[0];
    if (name !== undefined) named.push({ name, starts: 'import' });
  }
  return named.flatMap(({ name, ...how }) => {
    const inPackage = how.starts === 'script' ? '__main__' : program === 'celery' ? 'celery' : null;
    const module = DOTTED.test(name) ? moduleNamed(name, folder, inPackage, files) : null;
    if (module === null) return [];
    const isBelow = module.startsWith(resolvePath(folder, name.replaceAll('.', '/')));
    return [{ module, ...how, ...(isBelow && !isToldWhere && { importedFrom: folder }) }];
  });
}

/** A module by its dotted name, and how it is started. */
interface Named {
  readonly name: string;
  readonly starts: 'script' | 'import';
  readonly calls?: readonly string[];
}

function firstModule(behind: readonly string[]): string[] {
  const first = behind.find(
    (word, index) =>
      DOTTED.test(word) && !SUBCOMMAND.test(word) && behind[index - 1]?.startsWith('-') !== true,
  );
  return first === undefined ? [] : [first];
}

/** `--app x`, `--app=x` */
function valueOfFlag(flag: RegExp, words: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const [name = '', value] = word.split('=');
    if (flag.test(name)) return value ?? words[index + 1];
  }
  return undefined;
}

/** A package that is run stands for its `__main__`, one that Celery is told for what it looks for in it. */
function moduleNamed(
  name: string,
  folder: string,
  inPackage: string | null,
  files: EntryFiles,
): ModuleId | null {
  const path = name.replaceAll('.', '/');
  const ends = inPackage === null ? [] : [`/${inPackage}.py`];
  for (const place of [path, `src/${path}`]) {
    for (const end of ['.py', ...ends, '/__init__.py']) {
      const module = files.find(folder, place + end);
      if (module !== null) return module;
    }
  }
  return null;
}
