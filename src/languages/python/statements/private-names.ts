// Private names (Language Reference 6.2.1): in a class `__theta` means `_Shop__theta`, as an attribute of a module too, and
// in what is imported from one.

import type { Scope } from './scopes.ts';

const UNDERSCORE = 95;

/** The attribute that a name asks for where it is written in `scope`. */
export function attributeName(name: string, scope: Scope): string {
  if (name.charCodeAt(0) !== UNDERSCORE || name.charCodeAt(1) !== UNDERSCORE || name.endsWith('__'))
    return name;
  let at: Scope | null = scope;
  while (at !== null && at.kind !== 'class') at = at.parent;
  const owner = at?.qualified.replace(/^.*\./, '').replace(/^_+/, '') ?? '';
  return owner === '' ? name : `_${owner}${name}`;
}
