// The values that templates of a Helm chart take from its `values.yaml`, at any depth: `{{ toYaml .Values.worker.command }}`.
// https://helm.sh/docs/chart_template_guide/values_files/

import type { FileSystem } from '../../host/file-system.ts';
import { asObject, readTextOrNull } from '../../host/settings-file.ts';
import { yamlOrNull } from '../../host/yaml.ts';
import { below, parentOf } from '../../model/path.ts';

/** `{{- toYaml .Values.worker.command | nindent 12 }}`, also on the line behind its key. */
const TAKEN = /(?:(:)[ \t]*(?:\r?\n[ \t]*)?)?\{\{-?[^{}]*?\.Values\.([\w.]+)[^{}]*\}\}/g;
/** Folders of templates in one another, below the chart. */
const LEVELS = 4;

/** The text of a template with the values in their places, as one line each; others stay as they are. */
export function withHelmValues(path: string, text: string, fileSystem: FileSystem): string {
  if (!text.includes('.Values.')) return text;
  const values = valuesFor(path, fileSystem);
  if (values === null) return text;
  return text.replace(TAKEN, (whole: string, colon: string | undefined, name: string) => {
    const value = name.split('.').reduce<unknown>((at, key) => asObject(at)?.[key], values);
    const isList = Array.isArray(value) && value.every((one) => typeof one !== 'object');
    if (!isList && typeof value !== 'string' && typeof value !== 'number') return whole;
    const line = isList ? JSON.stringify(value) : String(value);
    return colon === undefined ? line : `: ${line}`;
  });
}

function valuesFor(path: string, fileSystem: FileSystem): Readonly<Record<string, unknown>> | null {
  let folder = parentOf(path);
  for (let level = 0; level < LEVELS && folder !== null; level++, folder = parentOf(folder)) {
    if (fileSystem.stat(below(folder, 'Chart.yaml')) !== 'file') continue;
    const text = readTextOrNull(fileSystem, below(folder, 'values.yaml'));
    return text === null ? null : asObject(yamlOrNull(text));
  }
  return null;
}
