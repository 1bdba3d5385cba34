// Modules that ask for their own name: `import redis` in `redis.py`. Run from its folder such a file would get itself.

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';

export interface SelfImports {
  /** @param name of the module, an identifier */
  has(file: string, name: string): boolean;
}

export function createSelfImports(fileSystem: FileSystem): SelfImports {
  const known = new Map<string, boolean>();
  return {
    has(file, name) {
      const before = known.get(file);
      if (before !== undefined) return before;
      const asks = new RegExp(`^[ \\t]*(?:import|from)[ \\t]+${name}(?![\\w])`, 'm');
      const answer = asks.test(readTextOrNull(fileSystem, file) ?? '');
      known.set(file, answer);
      return answer;
    },
  };
}
