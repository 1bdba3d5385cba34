// The text of a list of files: unlike source it may hold NUL, names in bytes that are no UTF-8, and, where PowerShell
// wrote it, UTF-16.

import { readFileSync, statSync } from 'node:fs';

/** @returns null when it is not there or may not be read */
export function readListFile(path: string): string | null {
  try {
    return statSync(path).isDirectory() ? null : decodeList(readFileSync(path));
  } catch {
    return null;
  }
}

/** By the byte-order mark; without one UTF-8, or UTF-16 where every second byte is nothing (`cmd /u`). */
export function decodeList(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.length > 8 && [1, 3, 5, 7].every((at) => bytes[at] === 0))
    return new TextDecoder('utf-16le').decode(bytes);
  return new TextDecoder().decode(bytes);
}
