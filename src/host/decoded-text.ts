// The text of a file: UTF-8, or what its first lines declare (PEP 263: `# coding: iso-8859-5`, in Python files).

import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { declaredEncoding } from '../model/declared-encoding.ts';
import { isBinary } from './binary-text.ts';
import { FileReadError, type WrongByte } from './file-system.ts';

/**
 * @param text what the bytes are as UTF-8
 * @param bytesOf asked for only where something in the text is no UTF-8
 * @throws {FileReadError} for binary files, and for another encoding that is not declared
 */
export function decodedText(text: string, bytesOf: () => Buffer): string {
  if (isBinary(text)) throw new FileReadError('binary', 'the file is binary: it has NUL bytes');
  // The decoder puts U+FFFD for bytes that are no UTF-8; a file may also hold that character itself (EF BF BD).
  if (!text.includes('\uFFFD')) return text;
  const bytes = bytesOf();
  if (isUtf8(bytes)) return text;
  const declared = declaredEncoding(text)?.normal;
  if (declared === undefined || /^utf[-_]?8/i.test(declared))
    throw new FileReadError('encoding', 'the file is not valid UTF-8', wrongByteIn(text, bytes));
  const decoder = decoderOf(declared);
  // What Python alone can decode, if it can: the statements are in ASCII, which is the same in nearly all.
  return decoder === null ? bytes.toString('latin1') : decoder.decode(bytes);
}

/** @param text has U+FFFD for it, and before that perhaps for itself */
function wrongByteIn(text: string, bytes: Buffer): WrongByte | null {
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) {
    const before = text.slice(0, at);
    const offset = Buffer.byteLength(before);
    const byte = bytes[offset] ?? 0;
    if (byte !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd)
      return { byte, line: before.split('\n').length };
  }
  return null;
}

/** Python knows the encoding as `latin-1`, the platform as `latin1`. */
function decoderOf(name: string): TextDecoder | null {
  const plain = name.toLowerCase().replaceAll('_', '-');
  for (const label of [plain, plain.replace('-', '')]) {
    try {
      return new TextDecoder(label);
    } catch {
      // The other spelling, or an encoding of Python alone.
    }
  }
  return null;
}
