// The sentences of a finding: the rule's template with its data filled in. Absolute paths of the data are shown
// relative to the root, so that no report holds the name of a machine's folder.

import { type ModuleId, relativeId } from '../model/module-id.ts';

/**
 * Fills `{placeholders}`.
 * @param template a rule's message; a placeholder without data stays as it is, so that a test sees it
 */
export function fillTemplate(
  template: string,
  data: Readonly<Record<string, string>>,
  root: ModuleId,
): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, key: string) => {
    const value = data[key];
    return value === undefined ? placeholder : relativeText(value, root);
  });
}

/** `text` with every path below the root made relative. */
export function relativeText(text: string, root: ModuleId): string {
  const prefix = root.endsWith('/') ? root : `${root}/`;
  if (text.startsWith(prefix) && !/\s/.test(text)) return relativeId(root, text);
  // A root of '/' would make every absolute path and every division sign relative.
  return prefix === '/' ? text : text.replaceAll(prefix, '');
}
