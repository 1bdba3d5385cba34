// The modules that HTML pages load: `<script src>` and what a module script in the page imports. A path with a leading
// slash starts at the folder that is served, which is that of the page or one around it.

import { readTextOrNull } from '../../host/settings-file.ts';
import { relativeId } from '../../model/module-id.ts';
import { baseNameOf, isWithin, parentOf } from '../../model/path.ts';
import { isTestName } from '../../model/test-name.ts';
import type { Entry, EntrySources } from './entry.ts';

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;
const SOURCE = /\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;
const IMPORT = /\bimport\s*\(?\s*(?:[\w*{}\s,$]+?\bfrom\s*)?(?:"([^"\n]+)"|'([^'\n]+)')/g;

export function pageEntries(sources: EntrySources): Entry[] {
  const { root, fileSystem, pages } = sources;
  return pages.flatMap((page) => {
    const text = readTextOrNull(fileSystem, page);
    if (text === null || !/<script\b/i.test(text)) return [];
    const kind = isTestName(relativeId(root, page)) ? 'test' : 'production';
    const because = `a script of ${baseNameOf(page)}`;
    return scriptsIn(text.replace(/<!--[\s\S]*?-->/g, '')).flatMap((source): Entry[] => {
      const module = moduleOf(source, page, sources);
      return module === null ? [] : [{ module, kind, because }];
    });
  });
}

function scriptsIn(text: string): string[] {
  return [...text.matchAll(SCRIPT)].flatMap(([, attributes = '', body = '']) => {
    const [, double, single, plain] = SOURCE.exec(attributes) ?? [];
    const source = double ?? single ?? plain;
    if (source !== undefined) return [source];
    if (!/\btype\s*=\s*["']?module\b/i.test(attributes)) return [];
    return [...body.matchAll(IMPORT)].map(([, first, second]) => first ?? second ?? '');
  });
}

function moduleOf(source: string, page: string, { root, files }: EntrySources): string | null {
  const path = source.replace(/[?#].*$/, '');
  if (path === '' || /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(path)) return null;
  const folder = parentOf(page) ?? root;
  if (!path.startsWith('/')) return files.find(folder, path);
  for (let at: string | null = folder; at !== null && isWithin(root, at); at = parentOf(at)) {
    const module = files.find(at, path.replace(/^\/+/, ''));
    if (module !== null) return module;
  }
  return null;
}
