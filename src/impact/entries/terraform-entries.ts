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
const HANDLER = /^\s*handler\s*=\s*"([\w./-]+)\.\w+"/gm;
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
    const functions = [...text.matchAll(HANDLER)].flatMap(({ 1: handler = '' }) => {
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
