// Placeholder until the resolver lands: every request is unknown.

import type { CreateResolver } from '../language.ts';

export const createResolver: CreateResolver = () => ({
  format: () => 'unknown',
  settings: () => ({
    runtime: 'unknown',
    format: 'unknown',
    typescript: false,
    verbatim: false,
    isolated: false,
  }),
  resolve: () => ({ kind: 'unknown', reason: 'outside' }),
});
