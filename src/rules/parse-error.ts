// A file that cannot be read as what it claims to be. Its names are unknown, so that no other finding follows from it.

import type { Rule } from './rule.ts';

export const parseError: Rule = {
  id: 'parse-error',
  defaultSeverity: 'error',
  summary: 'The file cannot be read as what it claims to be',
  messages: { fatal: '{error}', recovered: '{error}', settings: '{error}' },
  help: {
    fatal: 'what this file exports is unknown until it can be read',
    settings: 'what this file says is unknown: imports that could depend on it are not judged',
  },
  *run({ checked, facts }) {
    for (const node of checked) {
      // One error leads to others behind it: the first is the one to mend.
      const error = node.record.errors.find(({ severity }) => severity === 'fatal') ?? node.record.errors[0];
      if (error === undefined) continue;
      // Nothing of a declaration runs, and what is wrong inside is the type checker's.
      if (error.severity === 'recovered' && node.record.moduleKind === 'declaration') continue;
      const isJavaScript = node.record.moduleKind !== 'python';
      yield {
        rule: parseError.id,
        messageId: error.severity,
        data: { error: error.message },
        location: { module: node.id, span: error.span },
        related: [],
        ...(error.severity === 'recovered' ? { severity: 'warning' as const } : {}),
        suggestions: [],
        site: {
          failure: isJavaScript ? 'link' : 'throw',
          runs: 'load',
          guard: 'none',
          runtimeError: `SyntaxError: ${error.message}`,
        },
      };
    }
    for (const { file, span, message } of facts.settingsErrors) {
      yield {
        rule: parseError.id,
        messageId: 'settings',
        data: { error: message },
        location: { module: file, span },
        related: [],
        suggestions: [],
        site: { failure: 'type', runs: 'never', guard: 'none' },
      };
    }
  },
};
