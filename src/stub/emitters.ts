// The emitter of each dialect.

import type { StubDialect } from '../model/stub.ts';
import { commonjsEmitter } from './emit-commonjs.ts';
import { esmEmitter } from './emit-esm.ts';
import { declarationEmitter, typescriptCommonjsEmitter, typescriptEmitter } from './emit-typescript.ts';
import type { StubEmitter } from './emitter.ts';

/** Null for a dialect that nothing writes yet. */
export function emitterFor(dialect: StubDialect): StubEmitter | null {
  switch (dialect) {
    case 'typescript':
      return typescriptEmitter;
    case 'typescript-commonjs':
      return typescriptCommonjsEmitter;
    case 'declaration':
      return declarationEmitter;
    case 'esm':
      return esmEmitter;
    case 'commonjs':
      return commonjsEmitter;
    case 'python':
      return null;
  }
}
