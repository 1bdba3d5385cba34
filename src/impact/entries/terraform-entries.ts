// The functions that Terraform gives to AWS Lambda: `handler = "src/hello.main"`, read where the settings beside it say
// that the code is. Files of Terraform are searched for the few lines that matter.
// Source: the documentation of the AWS provider of Terraform, resource "aws_lambda_function".

import type { FileSystem } from '../../host/file-system.ts';
import { readTextOrNull } from '../../host/settings-file.ts';
import { baseNameOf, below, parentOf, resolvePath } from '../../model/path.ts';
import type { Entry, EntrySources } from './entry.ts';
import { filesBelow } from './kept-files.ts';

const KEPT_IN = /^(?:terraform|tf|infra(?:structure)?|iac|deploy(?:ment)?|aws|modules)$/;
const SETTINGS = /\.tf$/;
const LEVELS = 2;
const HANDLER = /^\s*handler\s*=\s*(?:"([\w./-]+)\.\w+"|(var|local)\.([\w-]+))/gm;
const FOLDER = /^\s*(?:source_dir|source_path)\s*=\s*"([^"\n]+)"/gm;
const FILE = /^\s*source_file\s*=\s*"([^"\n]+\.(?:[cm]?[jt]s|py))"/gm;

export function terraformEntries({ root, packages, fileSystem, files }: EntrySources): Entry[] {
  const owners = [...new Set([root, ...packages.map(({ directory }) => directory)])];
  const places = new Set(owners.flatMap((owner) => settingsBelow(owner, fileSystem)));
  return [...places].flatMap((path) => {
    const text = readTextOrNull(fileSystem, path) ?? '';
    const here = parentOf(path) ?? root;
    const valuesOf = (setting: RegExp) =>
      [...text.matchAll(setting)].flatMap(({ 1: value = '' }) => pathOf(value, here));
    const folders = [...valuesOf(FOLDER), here];
    const named = [...text.matchAll(HANDLER)].flatMap(([, handler, kind, name = '']) =>
      kind === undefined ? (handler ?? []) : handlersOf(kind, name, here, fileSystem),
    );
    const functions = named.flatMap((handler) => {
      const found = folders.flatMap((folder) => files.find(folder, handler) ?? []);
      // `index.handler` alone is the name of many.
      if (found.length > 0 || !handler.includes('/')) return found;
      return owners.flatMap((owner) => files.find(owner, handler) ?? []).slice(0, 1);
    });
    const packed = valuesOf(FILE).flatMap((file) => files.find(here, file) ?? []);
    const because = `named in ${baseNameOf(path)}`;
    return [...functions, ...packed].map((module): Entry => ({ module, kind: 'production', because }));
  });
}

/**
 * What a variable or a local value is that gives the handler: the files of a folder are one module. A variable has its
 * default, unless the one who applies the settings says otherwise.
 * Source: developer.hashicorp.com/terraform/language, "Input Variables" and "Local Values".
 */
function handlersOf(kind: string, name: string, folder: string, fileSystem: FileSystem): string[] {
  const value =
    kind === 'var'
      ? new RegExp(`^\\s*variable\\s+"${name}"\\s*\\{[^}]*?\\bdefault\\s*=\\s*"([\\w./-]+)\\.\\w+"`, 'm')
      : new RegExp(`(?:^|\\{)\\s*${name}\\s*=\\s*"([\\w./-]+)\\.\\w+"`, 'm');
  return fileSystem.list(folder).flatMap((entry) => {
    if (entry.kind !== 'file' || !SETTINGS.test(entry.name)) return [];
    return value.exec(readTextOrNull(fileSystem, below(folder, entry.name)) ?? '')?.[1] ?? [];
  });
}

/** `${path.module}/../functions/hello`; of a path that is computed nothing is known. */
function pathOf(value: string, here: string): string[] {
  const path = value.replace(/^\$\{path\.(?:module|root|cwd)\}\/?/, './');
  return path.includes('$') ? [] : [resolvePath(here, path)];
}

function settingsBelow(owner: string, fileSystem: FileSystem): string[] {
  return fileSystem.list(owner).flatMap(({ name, kind }) => {
    if (kind === 'directory')
      return KEPT_IN.test(name) ? filesBelow(below(owner, name), SETTINGS, LEVELS, fileSystem) : [];
    return kind === 'file' && SETTINGS.test(name) ? [below(owner, name)] : [];
  });
}
