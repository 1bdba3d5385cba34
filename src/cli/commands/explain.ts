// `danglint explain RULE`: the rule's page, the same text as in the documentation and in SARIF.

import type { Command } from 'commander';
import { UserError } from '../../host/user-error.ts';
import { nearestName } from '../../model/nearest-name.ts';
import { describeRules } from '../describe-rules.ts';
import type { Session } from '../session.ts';

export function defineExplain(command: Command, session: Session): void {
  command
    .argument('[rule]', 'the id of a rule; without it all rules are listed')
    .action(async (id: string | undefined) => {
      const rules = await describeRules();
      if (id === undefined) {
        const width = Math.max(...rules.map(({ id }) => id.length));
        session.stdout.write(
          rules
            .map(
              ({ id, defaultSeverity, summary }) =>
                `${id.padEnd(width)}  ${defaultSeverity.padEnd(7)}  ${summary}\n`,
            )
            .join(''),
        );
        return;
      }
      const rule = rules.find((rule) => rule.id === id);
      if (rule === undefined) {
        const near = nearestName(
          id,
          rules.map(({ id }) => id),
        );
        throw new UserError(
          `there is no rule "${id}"`,
          near === null ? '"danglint explain" lists the rules' : `did you mean "${near}"?`,
        );
      }
      session.stdout.write(rule.page === '' ? `${rule.summary}\n` : rule.page);
    });
}
