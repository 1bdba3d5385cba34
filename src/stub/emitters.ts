// The emitter of each dialect.

import type { StubDialect } from '../model/stub.ts';
import { commonjsEmitter } from './emit-commonjs.ts';
import { esmEmitter } from './emit-esm.ts';
import { pythonEmitter } from './emit-python.ts';
import { declarationEmitter, typescriptCommonjsEmitter, typescriptEmitter } from './emit-typescript.ts';
import type { StubEmitter } from './emitter.ts';

export function emitterFor(dialect: StubDialect): StubEmitter {
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
      return pythonEmitter;
  }
}
