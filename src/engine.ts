// Which engine reads the project: the one asked for, or ts-morph where the native parser has no binary.

import { MissingBindingError } from './languages/missing-binding.ts';
import { type ScanInput, type ScanResult, scan } from './scan/scan.ts';

export type Engine = 'oxc' | 'ts-morph';

export interface EngineResult extends ScanResult {
  /** The engine that did it. */
  readonly engine: Engine;
  /** A sentence for the user when it is not the one that was asked for. */
  readonly notice: string | null;
}

/** Scans with an engine; ts-morph is loaded when it is asked for or needed. */
export async function scanWithEngine(input: ScanInput, engine: Engine): Promise<EngineResult> {
  let notice: string | null = null;
  if (engine === 'oxc') {
    try {
      return { ...(await scan(input)), engine, notice: null };
    } catch (error) {
      if (!(error instanceof MissingBindingError)) throw error;
      notice = noticeOf(error);
    }
  }
  const { loadGraphWithTypeScript } = await import('./typescript/engine.ts');
  return { ...(await loadGraphWithTypeScript(input)), engine: 'ts-morph', notice };
}

function noticeOf({ refusal }: MissingBindingError): string {
  const what =
    refusal === null
      ? 'is not installed for this platform (npm install --omit=optional?)'
      : `could not be loaded (${refusal})`;
  return `the native parser ${what}: the slower ts-morph engine reads the project`;
}
