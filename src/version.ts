// The version of danglint, said once: package.json.

import { createRequire } from 'node:module';

const manifest: { readonly version: string } = createRequire(import.meta.url)('../package.json');

export const version = manifest.version;
