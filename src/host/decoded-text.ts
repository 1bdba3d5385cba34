// The text of a file: UTF-8, or what its first lines declare (PEP 263: `# coding: iso-8859-5`, in Python files).

import { TextDecoder } from 'node:util';
import { declaredEncoding } from '../model/declared-encoding.ts';
import { isBinary } from './binary-text.ts';
import { FileReadError } from './file-system.ts';

/**
 * @param text what the bytes are as UTF-8
 * @param bytesOf asked for only where something in the text is no UTF-8
 * @throws {FileReadError} for binary files, and for another encoding that is not declared or not known
 */
export function decodedText(text: string, bytesOf: () => Buffer): string {
  if (isBinary(text)) throw new FileReadError('binary', 'the file is binary: it has NUL bytes');
  // The decoder puts U+FFFD for bytes that are no UTF-8; a file may also hold that character itself (EF BF BD).
  if (!text.includes('\uFFFD')) return text;
  const bytes = bytesOf();
  if (Buffer.from(text, 'utf8').equals(bytes)) return text;
  const declared = declaredEncoding(text)?.normal;
  const decoder = declared === undefined ? null : decoderOf(declared);
  if (decoder === null) throw new FileReadError('encoding', 'the file is not valid UTF-8');
  return decoder.decode(bytes);
}

/** Python knows the encoding as `latin-1`, the platform as `latin1`. */
function decoderOf(name: string): TextDecoder | null {
  const plain = name.toLowerCase().replaceAll('_', '-');
  for (const label of [plain, plain.replace('-', '')]) {
    if (/^utf-?8/.test(label)) return null;
    try {
      return new TextDecoder(label);
    } catch {
      // The other spelling, or an encoding of Python alone.
    }
  }
  return null;
}
