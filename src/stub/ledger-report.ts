// The ledger for people and for tools. Pure: entries in, text or plain data out.

import { daysBetween } from '../model/calendar.ts';
import type { Location } from '../model/finding.ts';
import { relativeId } from '../model/module-id.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Place } from './plan-report.ts';

export interface LedgerContext {
  readonly root: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly place: (location: Location) => Place;
}

export function ledgerText(ledger: readonly LedgerEntry[], context: LedgerContext): string {
  if (ledger.length === 0) return 'There are no stubs.\n';
  return ledger
    .map((entry) => {
      const { header, host, wholeUsers } = entry;
      const lines = [
        `${relativeId(context.root, entry.file)}  ${ageText(entry, context)}, ${expiryText(entry, context)}`,
        ...(header.reason === undefined ? [] : [`  reason  ${header.reason}`]),
        ...(host === null ? [] : [`  names of  ${relativeId(context.root, host.module)}`]),
        ...entry.names.map(({ section, users }) => `  ${section.name}  ${usersText(users, context)}`),
        ...(wholeUsers.length === 0 ? [] : [`  (as a whole)  ${usersText(wholeUsers, context)}`]),
      ];
      return `${lines.join('\n')}\n`;
    })
    .join('\n');
}

export function ledgerMarkdown(ledger: readonly LedgerEntry[], context: LedgerContext): string {
  const cell = (text: string) => text.replace(/[\\|`]/g, '\\$&').replace(/[\r\n]+/g, ' ');
  const rows = ledger.flatMap((entry) => {
    const names = entry.names.length === 0 ? [{ name: '', users: entry.wholeUsers }] : entry.names.map(toRow);
    return names.map(({ name, users }) =>
      [
        relativeId(context.root, entry.file),
        name,
        usersText(users, context),
        ageText(entry, context),
        expiryText(entry, context),
        entry.header.reason ?? '',
      ]
        .map(cell)
        .join(' | '),
    );
  });
  const head = ['| Stub | Name | Used by | Age | Expiry | Reason |', '| --- | --- | --- | --- | --- | --- |'];
  return `${[...head, ...rows.map((row) => `| ${row} |`)].join('\n')}\n`;
}

function toRow({ section, users }: LedgerEntry['names'][number]): {
  name: string;
  users: readonly Location[];
} {
  return { name: section.name, users };
}

/** The document of `--list --format json`. */
export function ledgerJson(ledger: readonly LedgerEntry[], context: LedgerContext): object {
  const { root, today, place } = context;
  return {
    version: 1,
    stubs: ledger.map(({ file, header, names, host, wholeUsers }) => ({
      file: relativeId(root, file),
      namesOf: host === null ? null : relativeId(root, host.module),
      created: header.created,
      ageDays: daysBetween(header.created, today),
      expires: header.expires ?? null,
      expired: header.expires !== undefined && header.expires <= today,
      reason: header.reason ?? null,
      danglint: header.version,
      names: names.map(({ section, users }) => ({ name: section.name, users: users.map(place) })),
      users: wholeUsers.map(place),
    })),
  };
}

function ageText({ header }: LedgerEntry, { today }: LedgerContext): string {
  const days = daysBetween(header.created, today);
  if (days === null) return 'of unknown age';
  return days === 0 ? 'written today' : `${days} ${days === 1 ? 'day' : 'days'} old`;
}

function expiryText({ header: { expires } }: LedgerEntry, { today }: LedgerContext): string {
  if (expires === undefined) return 'never expires';
  return expires <= today ? `expired on ${expires}` : `expires on ${expires}`;
}

function usersText(users: readonly Location[], { place }: LedgerContext): string {
  if (users.length === 0) return 'nobody';
  const shown = users.slice(0, 5).map((user) => {
    const { file, line } = place(user);
    return `${file}:${line}`;
  });
  return `${shown.join(', ')}${users.length > 5 ? ` and ${users.length - 5} more` : ''}`;
}
