// What a stream can show: colours, Unicode, links, width. Decided once for each stream and handed down, so that no
// library looks at the environment again.

import type { Environment, Output, Session } from './session.ts';

export type ColorLevel = 0 | 1 | 2 | 3;

/** `--color`, `--no-color`, FORCE_COLOR, NO_COLOR, TERM=dumb, CI logs that show colours, then whether it is a terminal. */
export function colorLevel({ color, env }: Pick<Session, 'color' | 'env'>, output: Output): ColorLevel {
  if (color !== undefined) return color ? depth(env) : 0;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return forcedLevel(force, env);
  if (isSet(env, 'NO_COLOR') || env['TERM'] === 'dumb') return 0;
  if (isSet(env, 'GITHUB_ACTIONS') || isSet(env, 'GITLAB_CI')) return depth(env);
  return output.isTTY ? depth(env) : 0;
}

function forcedLevel(force: string, env: Environment): ColorLevel {
  if (force === '0' || force === 'false') return 0;
  if (force === '1') return 1;
  if (force === '2') return 2;
  if (force === '3') return 3;
  return depth(env);
}

function depth(env: Environment): ColorLevel {
  if (/^(truecolor|24bit)$/.test(env['COLORTERM'] ?? '')) return 3;
  return /-256(color)?$/.test(env['TERM'] ?? '') ? 2 : 1;
}

/** False on the Linux console, a dumb terminal, and where a locale is set that is not UTF-8. */
export function showsUnicode({ env, platform }: Pick<Session, 'env' | 'platform'>): boolean {
  if (env['TERM'] === 'dumb' || env['TERM'] === 'linux') return false;
  if (platform === 'win32') return isSet(env, 'WT_SESSION') || isSet(env, 'TERM_PROGRAM') || isSet(env, 'CI');
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return locale === '' || /utf-?8/i.test(locale);
}

/** Terminals known to follow OSC 8; all others may print the address as rubbish. */
export function showsHyperlinks({ env }: Pick<Session, 'env'>, output: Output): boolean {
  const force = env['FORCE_HYPERLINK'];
  if (force !== undefined) return force !== '0';
  if (!output.isTTY || isSet(env, 'CI') || env['TERM'] === 'dumb') return false;
  if (/^(iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio|Tabby)$/.test(env['TERM_PROGRAM'] ?? '')) return true;
  if (Number(env['VTE_VERSION'] ?? 0) >= 5000) return true;
  return isSet(env, 'WT_SESSION') || isSet(env, 'KITTY_WINDOW_ID') || isSet(env, 'DOMTERM');
}

export const DEFAULT_WIDTH = 80;

export function widthOf(output: Output): number {
  return output.columns === undefined || output.columns < 1 ? DEFAULT_WIDTH : output.columns;
}

export function isSet(env: Environment, name: string): boolean {
  const value = env[name];
  return value !== undefined && value !== '';
}
