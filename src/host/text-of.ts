// The text of a file for those who show it: what cannot be read has been said elsewhere.

import { FileReadError, type FileSystem } from './file-system.ts';

/** The text that was parsed; null for what is no readable file. */
export function textOf(path: string, fileSystem: FileSystem): string | null {
  try {
    return fileSystem.readText(path);
  } catch (error) {
    if (error instanceof FileReadError) return null;
    throw error;
  }
}
