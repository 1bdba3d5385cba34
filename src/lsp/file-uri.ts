// `file:` URIs of editors and paths of ours.

import { fileURLToPath, pathToFileURL } from 'node:url';

/** The absolute path with forward slashes; null for what is no file (`untitled:`, `git:`). */
export function pathOfUri(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return fileURLToPath(uri).replaceAll('\\', '/');
  } catch {
    return null;
  }
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}
