// Builds danglint where it is installed from its repository, as pre-commit does for `.pre-commit-hooks.yaml`. npm runs
// this after an install in a clone and before it packs one; never where the package comes from the registry.
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const run = (command) => execSync(command, { stdio: 'inherit' });
// Who works on danglint (`npm ci`) has commands that build.
if (process.env['npm_command'] === 'ci') process.exit();
// `npm install -g git+…` (pre-commit 4.6.1 and newer) runs this in a clone without the development dependencies,
// because its own install there takes over the -g.
if (!existsSync('node_modules/typescript')) run('npm install --no-global --include=dev --ignore-scripts --no-save --no-audit --no-fund');
run('npm run --silent build');
