// The commands that containers of a cluster run: `command` and `args` in manifests of Kubernetes and in templates of Helm
// charts. These are read line by line, because the text of a template is no YAML.
// https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/

import type { FileSystem } from '../../host/file-system.ts';
import { readTextOrNull } from '../../host/settings-file.ts';
import { baseNameOf, below, isWithin, relativePath } from '../../model/path.ts';
import { withHelmValues } from './helm-values.ts';
import { filesBelow } from './kept-files.ts';

/** Folders of the root, or of a package, in which manifests are kept. */
const KEPT_IN =
  /^(?:\.?k8s|kube|kubernetes|kustomize|helm|charts?|manifests|deploy(?:ments?)?|infra(?:structure)?|ops|gitops)$/;
const MANIFEST = /\.ya?ml$/;
/** Folders of Helm charts stand in one another. */
const LEVELS = 4;
const WORKLOAD = /^\s*kind:\s*["']?(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|Pod)\b/m;

export interface ContainerCommand {
  /** The name of the file. */
  readonly file: string;
  readonly command: string;
  /** Where it may run: the first is the likeliest. */
  readonly folders: readonly string[];
}

/** @param owners absolute: the root and the packages */
export function kubernetesCommands(
  owners: readonly string[],
  root: string,
  fileSystem: FileSystem,
): ContainerCommand[] {
  const folders = owners.flatMap((owner) =>
    fileSystem
      .list(owner)
      .flatMap(({ name, kind }) => (kind === 'directory' && KEPT_IN.test(name) ? [below(owner, name)] : [])),
  );
  const manifests = new Set(folders.flatMap((folder) => filesBelow(folder, MANIFEST, LEVELS, fileSystem)));
  return [...manifests].flatMap((path) => {
    const text = withHelmValues(path, readTextOrNull(fileSystem, path) ?? '', fileSystem);
    if (!WORKLOAD.test(text)) return [];
    const folders = foldersFor(path, text, owners, root);
    return commandsIn(text).map((command) => ({ file: baseNameOf(path), command, folders }));
  });
}

/** The package that the file belongs to, those that it speaks of by their names, and the root. */
function foldersFor(path: string, text: string, owners: readonly string[], root: string): string[] {
  const images = [...text.matchAll(/^\s*(?:- )?(?:image|name):\s*(.+)$/gm)].map(([, value = '']) => value);
  const words = new Set(`${relativePath(root, path)} ${images.join(' ')}`.split(/[^\w-]+/));
  const around = owners.filter((owner) => owner !== root && isWithin(owner, path));
  const named = owners.filter((owner) => owner !== root && words.has(baseNameOf(owner)));
  return [...new Set([...around, ...named, root])];
}

/** `command` and the `args` that stand beside it, as one line of a shell. */
function commandsIn(text: string): string[] {
  const lines = text.split(/\r?\n/);
  const commands: string[][] = [];
  const open = new Map<number, string[]>();
  for (const [index, line] of lines.entries()) {
    const [, before = '', dash = '', key, value = ''] = /^(\s*)(- )?([\w.-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    const indent = before.length + dash.length;
    if (dash !== '') open.delete(indent);
    if (key !== 'command' && key !== 'args') continue;
    const words = wordsOf(value, lines, index, before.length);
    const started = key === 'args' ? open.get(indent) : undefined;
    if (started !== undefined) started.push(...words);
    else {
      open.set(indent, words);
      commands.push(words);
    }
  }
  return commands.map((words) => words.join(' '));
}

/** `["node", "server.js"]`, also over several lines, or a list below. */
function wordsOf(value: string, lines: readonly string[], index: number, indent: number): string[] {
  if (value.startsWith('[')) {
    const rest = [value, ...lines.slice(index + 1)].join('\n');
    return quoteless(rest.slice(1, Math.max(rest.indexOf(']'), 1)).split(/,|\n/));
  }
  if (value !== '') return quoteless([value]);
  const words: string[] = [];
  let block: string[] | null = null;
  for (const line of lines.slice(index + 1)) {
    const [, before = '', word] = /^(\s*)- (.*)$/.exec(line) ?? [];
    if (word !== undefined && before.length >= indent) {
      block = /^[|>][+-]?$/.test(word.trim()) ? [] : null;
      words.push(block === null ? word : '');
    } else if (block !== null && (line.trim() === '' || indentOf(line) > indent)) {
      block.push(line);
      words.splice(-1, 1, block.join('\n'));
    } else break;
  }
  return quoteless(words);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function quoteless(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const text = word.trim().replace(/^(["'])(.*)\1$/, '$2');
    return text === '' ? [] : [text];
  });
}
