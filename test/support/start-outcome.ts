// Whether a small program crashes at its start: as an engine does it, and as danglint says. The program is run with a flag and
// without it: what crashes in both is a crash at start-up, what crashes in one of them depends on a branch.

import { spawn } from 'node:child_process';
import { checkFiles } from './check-files.ts';

export type StartOutcome = 'startup' | 'branch' | 'not at start-up' | 'startup, unless it is heard';

/** `main.js` or `main.py` in a folder, which may ask for the environment variable FLAG. */
export async function outcomeOf(root: string, file: 'main.js' | 'main.py'): Promise<StartOutcome> {
  const [off, on] = await Promise.all([run(root, file, ''), run(root, file, '1')]);
  return off === on ? (off ? 'not at start-up' : 'startup') : 'branch';
}

/** What danglint says of the first finding there. */
export async function saidOf(root: string): Promise<StartOutcome> {
  const { report } = await checkFiles(root);
  const impact = report.findings[0]?.impact;
  if (impact?.when !== 'startup' || impact.swallowed !== undefined) return 'not at start-up';
  if (impact.heard === true) return 'startup, unless it is heard';
  return impact.branchIn === undefined ? 'startup' : 'branch';
}

function run(root: string, file: string, flag: '' | '1'): Promise<boolean> {
  const env = { ...process.env, FLAG: flag, PYTHONDONTWRITEBYTECODE: '1' };
  const command = file.endsWith('.py') ? 'python3' : process.execPath;
  const child = spawn(command, [file], { cwd: root, env, stdio: 'ignore', timeout: 20_000 });
  return new Promise((resolve) => child.on('close', (code) => resolve(code === 0)));
}
