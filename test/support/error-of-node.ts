import { execFileSync } from 'node:child_process';

/** What Node prints to stderr when it fails to run a script in a directory; empty when it ends well. */
export function errorOfNode(script: string, cwd: string): string {
  try {
    execFileSync(process.execPath, ['--no-warnings', '-e', script], { cwd, stdio: 'pipe' });
    return '';
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr);
  }
}
