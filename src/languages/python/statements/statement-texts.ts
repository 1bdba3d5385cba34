// What a statement of Python says by its text: names that it binds, handlers that it registers, what a handler catches.

import type { Code, Draft } from './call-drafts.ts';
import type { HeldNames } from './definition-heads.ts';

const TARGETS = /^([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*(?::[^=]+)?=(?!=)/;

/** Names that a statement binds, other than by an import. */
export function bind(
  statement: string,
  { bound, held, parameters }: Code,
  value: HeldNames | null = null,
): void {
  const again = (name: string) => {
    if (parameters.includes(name)) parameters[parameters.indexOf(name)] = '';
  };
  const targets = TARGETS.exec(statement)?.[1]?.split(/\s*,\s*/) ?? [];
  for (const name of targets) {
    held.set(name, targets.length === 1 && !bound.has(name) ? value : null);
    bound.add(name);
    again(name);
  }
  for (const [, name = ''] of statement.matchAll(/(?:\bas\s+(\w+))|(?:(\w+)\s*:=)/g)) {
    held.set(name, null);
    bound.add(name);
    again(name);
  }
}

/**
 * What a statement puts into an instance, which hides what its class has by the name: `self.run = run`; `*` for what is not
 * known.
 * @param self what the method calls the instance by
 */
export function assignedTo(self: string, statement: string): string[] {
  if (!statement.includes(self)) return [];
  const [, targets = ''] = /^([^=(]*?)(?::[^=]*)?=(?!=)/.exec(statement) ?? [];
  const names = [...targets.matchAll(/(\w+)\.(\w+)(?!\s*[.[\w])/g)];
  const [, by, named] = /\bsetattr\(\s*(\w+)\s*,\s*(?:["'](\w+)["'])?/.exec(statement) ?? [];
  const [, whole] = /(?:\bvars\(\s*|\b)(\w+)(?:\s*\)|\.__dict__)\s*(?:\[|\.update\b)/.exec(statement) ?? [];
  return [
    ...names.flatMap(([, of, name = '']) => (of === self ? [name] : [])),
    ...(by === self ? [named ?? '*'] : []),
    ...(whole === self ? ['*'] : []),
  ];
}

/** `app.add_event_handler("startup", connect)`, `app.on_startup.append(connect)`: the names of what is registered. */
export function startHandlers(statement: string): string[][] {
  const [, added, appended] =
    /\.add_event_handler\(\s*["']startup["']\s*,\s*([\w.]+)\s*\)|\.on_startup\.append\(\s*([\w.]+)\s*\)/.exec(
      statement,
    ) ?? [];
  const name = added ?? appended;
  return name === undefined ? [] : [name.split('.')];
}

/** Whether a handler catches what an import or a missing name raises, by the text of what it names. */
export function caughtBy(types: string): Draft['caught'] {
  const names = types.replace(/\bas\s+\w+$/, '').match(/[\w.]+/g) ?? [];
  if (names.length === 0 || names.some((name) => /^(?:Base)?Exception$/.test(name))) return 'all';
  const isOpen = names.some(
    (name) =>
      /^(?:ImportError|ModuleNotFoundError|AttributeError|NameError)$/.test(name) ||
      !/^(?:\w+\.)*[A-Z]\w*[a-z]\w*$/.test(name),
  );
  return isOpen ? 'perhaps' : 'nothing';
}
