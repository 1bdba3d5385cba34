// `@patch('a.b')` above a class patches its test methods, and nothing where it has none: a class that others inherit from.
// https://docs.python.org/3/library/unittest.mock.html#where-to-patch ("Patch decorators … class decorators")

import type { FileDraft } from './drafts.ts';

/**
 * Takes back what the decorators of a class ask mock for, unless a method of its own is called `test…`.
 * @param before how many uses there were in front of the decorators
 */
export function dropIdlePatches(draft: FileDraft, before: number): void {
  const { line, text, requests, requestUses } = draft;
  if (requestUses.length === before || hasTests(text, line.ends[line.count - 1] ?? 0)) return;
  const added = requestUses.splice(before);
  requestUses.push(...added.filter(({ request }) => requests[request]?.form !== 'mock'));
}

/** Whether the class of which the head ends at `head` defines a test itself. */
function hasTests(text: string, head: number): boolean {
  const [, indent] = /\n([ \t]+)[^\s#]/.exec(text.slice(head)) ?? [];
  if (indent === undefined) return false;
  const behind = text.slice(head);
  const end = behind.search(new RegExp(`\\n(?!${indent})[ \\t]*[^\\s#]`));
  const body = end === -1 ? behind : behind.slice(0, end);
  return new RegExp(`\\n${indent}(?:async[ \\t]+)?def[ \\t]+test`).test(body);
}
