// What the decorators in front of a definition make of it, by their text.

import { GIVEN } from '../../../model/module-calls.ts';

export interface Decoration {
  readonly isAny: boolean;
  /** It has no instance as its first parameter. */
  readonly isStatic: boolean;
  /** Its first parameter is the class. */
  readonly isOfClass: boolean;
  /** It is neither called nor read: it is what a property does when it is set, or is not told. */
  readonly isAttribute: boolean;
  /** It is read, and not called: a property. https://docs.python.org/3/library/functions.html#property */
  readonly isProperty: boolean;
  /** Only a signature: https://docs.python.org/3/library/typing.html#typing.overload */
  readonly isOverload: boolean;
  /** It is entered, up to its `yield`: https://docs.python.org/3/library/contextlib.html#contextlib.contextmanager */
  readonly isEntered: boolean;
  /** Servers run it when they start the application: https://fastapi.tiangolo.com/advanced/events/ */
  readonly isStartHandler: boolean;
  /** The other decorators, by their dotted names; of what is called, what that gives: `retry`, `()`. */
  readonly decorators: readonly (readonly string[])[];
  /** Of these, those that are called with the function, and are no call themselves. */
  readonly called: readonly (readonly string[])[];
}

export const NO_DECORATION: Decoration = {
  isAny: false,
  isStatic: false,
  isOfClass: false,
  isAttribute: false,
  isProperty: false,
  isOverload: false,
  isEntered: false,
  isStartHandler: false,
  decorators: [],
  called: [],
};

/**
 * @param text behind the `@`
 * @param others what stands above
 */
export function decorationOf(text: string, others: Decoration): Decoration {
  const all = { ...others, isAny: true };
  const [, name = '', call] = /^([\w.]+)\s*(\()?/.exec(text) ?? [];
  if (name === 'staticmethod') return { ...all, isStatic: true };
  if (name === 'classmethod') return { ...all, isOfClass: true };
  if (/^(?:property|(?:functools\.)?cached_property)$/.test(name)) return { ...all, isProperty: true };
  if (/(?:^|\.)(?:\w*property|setter|getter|deleter)$/.test(name)) return { ...all, isAttribute: true };
  if (/(?:^|\.)overload$/.test(name)) return { ...all, isOverload: true };
  if (/(?:^|\.)(?:async)?contextmanager$/.test(name)) return { ...all, isEntered: true };
  const names = name.split('.').filter((part) => part !== '');
  if (names.length === 0) return { ...all, isAttribute: true };
  const isStartHandler = others.isStartHandler || /\.on_event\(\s*["']startup["']\s*\)$/.test(text);
  const called = call === undefined ? [...others.called, names] : others.called;
  const decorator = call === undefined ? names : [...names, GIVEN];
  return { ...all, isStartHandler, decorators: [...others.decorators, decorator], called };
}
