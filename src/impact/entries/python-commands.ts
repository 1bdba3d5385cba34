// The Python modules that a command starts by a dotted name: `python -m app`, `uvicorn app.main:app`, `gunicorn shop.wsgi`,
// `celery -A shop worker`.
// https://uvicorn.dev/settings/, https://docs.gunicorn.org/en/stable/run.html, https://docs.celeryq.dev/en/stable/reference/cli.html

import type { ModuleId } from '../../model/module-id.ts';
import { baseNameOf, resolvePath } from '../../model/path.ts';
import type { EntryFiles } from './entry-files.ts';

/** Their first word that is no flag is a module, with or without the name of the application in it. */
const SERVER = /^(?:gunicorn|uvicorn|hypercorn|daphne|granian|waitress-serve|dramatiq|taskiq)$/;
/** They are told the module by a flag. */
const TOLD_BY_FLAG = /^(?:celery|flask|quart)$/;
const MODULE_FLAG = /^(?:-A|--app)$/;
const FOLDER_FLAG = /^(?:--chdir|--app-dir)$/;
/** Words that stand behind a command, and are none of its arguments. */
const SUBCOMMAND = /^(?:worker|run|scheduler)$/;

const DOTTED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;
/** `app.main:app`, `app.main:create_app()` */
const WITH_NAME = /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):[A-Za-z_][\w.]*(?:\(.*)?$/;

/** @param words of one simple command, without quotes; `directory` is where it is run */
export function pythonStarts(words: readonly string[], directory: string, files: EntryFiles): ModuleId[] {
  const at = words.findIndex((word) => SERVER.test(baseNameOf(word)) || TOLD_BY_FLAG.test(baseNameOf(word)));
  const program = at === -1 ? '' : baseNameOf(words[at] ?? '');
  const folder = resolvePath(directory, at === -1 ? '.' : (valueOfFlag(FOLDER_FLAG, words) ?? '.'));
  const named = words.flatMap((word, index) => {
    if (words[index - 1] === '-m') return [word];
    const told = WITH_NAME.exec(word)?.[1];
    return told === undefined ? [] : [told];
  });
  if (SERVER.test(program)) named.push(...firstModule(words.slice(at + 1)));
  if (TOLD_BY_FLAG.test(program))
    named.push(...(valueOfFlag(MODULE_FLAG, words)?.split(':').slice(0, 1) ?? []));
  return named.filter((name) => DOTTED.test(name)).flatMap((name) => moduleNamed(name, folder, files) ?? []);
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

/** A package stands for its `__main__`, and for what Celery looks for in it; else it is imported itself. */
function moduleNamed(name: string, folder: string, files: EntryFiles): ModuleId | null {
  const path = name.replaceAll('.', '/');
  for (const place of [path, `src/${path}`]) {
    for (const end of ['.py', '/__main__.py', '/celery.py', '/__init__.py']) {
      const module = files.find(folder, place + end);
      if (module !== null) return module;
    }
  }
  return null;
}
