// The modules that PM2 keeps running, as its settings name them: a script with an interpreter in front and arguments
// behind, of which with the interpreter "none" any command is made.
// https://pm2.keymetrics.io/docs/usage/application-declaration/

import { asObject, readJsonObject, readTextOrNull, stringsIn } from '../../host/settings-file.ts';
import { below, resolvePath } from '../../model/path.ts';
import type { Entry, EntrySources } from './entry.ts';
import { started } from './started-modules.ts';

const JSON_FILES = ['pm2.json', 'ecosystem.json', 'process.json', 'processes.json'];
const SCRIPT_FILES = ['ecosystem.config.js', 'ecosystem.config.cjs', 'pm2.config.js', 'pm2.config.cjs'];
const SCRIPT = /\bscript["']?\s*:/g;

interface App {
  readonly script: string;
  readonly interpreter: string | null;
  readonly args: string;
  /** Where it runs, from the folder of the settings. */
  readonly cwd: string;
}

export function pm2Entries(sources: EntrySources): Entry[] {
  const { packages, fileSystem } = sources;
  return packages.flatMap(({ directory }) => {
    const startedBy = (name: string, { script, interpreter, args, cwd }: App): Entry[] => {
      const kinds = { run: 'production', bundled: 'production' } as const;
      const how = { directory: resolvePath(directory, cwd), kinds, because: `named in ${name}` };
      const runner = interpreter === 'none' ? '' : (interpreter ?? interpreterOf(script));
      return started(`${runner} ${script} ${args}`, { ...how, isOnServer: true }, sources);
    };
    const inJson = JSON_FILES.flatMap((name) => {
      const { apps } = readJsonObject(fileSystem, below(directory, name)) ?? {};
      return [apps]
        .flat()
        .flatMap((app) => appOf(asObject(app) ?? {}).flatMap((one) => startedBy(name, one)));
    });
    const inScripts = SCRIPT_FILES.flatMap((name) => {
      const text = readTextOrNull(fileSystem, below(directory, name)) ?? '';
      return appsIn(text).flatMap((app) => startedBy(name, app));
    });
    return [...inJson, ...inScripts];
  });
}

/** What PM2 takes for a script without an interpreter, by its ending; commands that are found elsewhere run themselves. */
function interpreterOf(script: string): string {
  if (script.endsWith('.py')) return 'python3';
  return /\.[cm]?[jt]s$|\//.test(script) ? 'node' : '';
}

function appOf({ script, interpreter, exec_interpreter, args, cwd }: Record<string, unknown>): App[] {
  if (typeof script !== 'string') return [];
  const [told = null] = stringsIn([interpreter, exec_interpreter]);
  return [{ script, interpreter: told, args: stringsIn([args]).join(' '), cwd: stringsIn([cwd])[0] ?? '.' }];
}

/** The applications of a script, which is not run: what stands as text beside a `script` in the same object. */
function appsIn(text: string): App[] {
  return [...text.matchAll(SCRIPT)].flatMap(({ index }) => {
    const app = objectAround(text, index);
    const textsOf = (key: string): string[] => {
      const value = new RegExp(`\\b${key}["']?\\s*:\\s*(\\[[^\\]]*\\]|["'\`][^\\n]*)`).exec(app)?.[1] ?? '';
      const quoted = [...value.matchAll(/(["'`])(.*?)\1/g)].map((match) => match[2] ?? '');
      return value.startsWith('[') ? quoted : quoted.slice(0, 1);
    };
    return appOf({
      script: textsOf('script')[0],
      interpreter: textsOf('interpreter')[0] ?? textsOf('exec_interpreter')[0],
      args: textsOf('args'),
      cwd: textsOf('cwd')[0],
    });
  });
}

function objectAround(text: string, at: number): string {
  const edge = (from: number, step: 1 | -1): number => {
    let depth = 0;
    for (let index = from; index >= 0 && index < text.length; index += step) {
      const character = text.charAt(index);
      if (character === (step === 1 ? '{' : '}')) depth++;
      else if (character === (step === 1 ? '}' : '{') && depth-- === 0) return index;
    }
    return step === 1 ? text.length : 0;
  };
  return text.slice(edge(at, -1), edge(at, 1));
}
