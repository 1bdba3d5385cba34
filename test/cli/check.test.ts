// `danglint check` from the arguments to the exit code.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/report/formats.ts';
import { BROKEN, CLEAN, danglint, projectOf } from './run-danglint.ts';

const WARNED = { ...CLEAN, 'src/main.js': '// danglint-disable-next-line missing-export\n\nexport {};\n' };

const UNREACHED = { ...CLEAN, 'src/alone.js': "import './gone.js';\n" };
const CALLED = {
  ...CLEAN,
  'src/main.js':
    "import { here } from './lib.js';\nexport async function later() {\n  return here(await import('./gone.js'));\n}\n",
};

const inMain = (code: string) => ({
  'package.json': '{ "main": "./main.js" }',
  'lib.js': 'exports.there = 1;\n',
  'app.js': 'exports.use = (handler) => handler();\n',
  'main.js': `${code}\n`,
});
const CAUGHT = inMain("try { require('./app'); require('./gone'); } catch (e) { console.error(e); }");

describe('exit codes', () => {
  it.each([
    ['nothing found', CLEAN, [], 0],
    ['the default command by its name', CLEAN, ['check'], 0],
    ['an error', BROKEN, [], 1],
    ['an error, zero wanted', BROKEN, ['--exit-zero'], 0],
    ['an error made a warning', BROKEN, ['--rule', 'missing-export:warning'], 0],
    ['an error switched off', BROKEN, ['--rule', 'missing-export:off'], 0],
    ['an error at start-up', BROKEN, ['--fail-on', 'startup'], 1],
    ['only warnings', WARNED, [], 0],
    ['an error that no start reaches', UNREACHED, ['--fail-on', 'startup'], 0],
    [
      'an error in a branch at start-up',
      inMain("if (process.env.X) require('./gone');"),
      ['--fail-on', 'startup'],
      1,
    ],
    [
      'undefined that is handed on',
      inMain("require('./app').use(require('./lib').gone);"),
      ['--fail-on', 'startup'],
      1,
    ],
    ['an error that is caught at start-up', CAUGHT, ['--fail-on', 'startup'], 0],
    ['an error that is caught at start-up, and that fails', CAUGHT, ['--fail-on', 'call'], 1],
    ['an error when a function is called', CALLED, ['--fail-on', 'startup'], 0],
    ['an error when a function is called, and that fails', CALLED, ['--fail-on', 'call'], 1],
    ['warnings up to a number', WARNED, ['--max-warnings', '1'], 0],
    ['too many warnings', WARNED, ['--max-warnings', '0'], 1],
    ['too many warnings, though quiet', WARNED, ['--max-warnings', '0', '--quiet'], 1],
    ['help', CLEAN, ['--help'], 0],
    ['help of a command', CLEAN, ['help', 'explain'], 0],
    ['version', CLEAN, ['--version'], 0],
    ['an unknown option', CLEAN, ['--frobnicate'], 2],
    ['an unknown format', CLEAN, ['--format', 'xml'], 2],
    ['an unknown rule', CLEAN, ['--rule', 'nothing:error'], 2],
    ['an unknown severity', CLEAN, ['--rule', 'missing-export:fatal'], 2],
    ['an unknown view', CLEAN, ['--view', 'idnex'], 2],
    ['two formats for stdout', CLEAN, ['--format', 'json', '--format', 'unix'], 2],
    ['a path that is not there', CLEAN, ['src/nothing.js'], 2],
    ['a configuration that is not there', CLEAN, ['--config', 'nothing.json'], 2],
    ['a wrong configuration', { ...CLEAN, 'danglint.json': '{ "rule": {} }' }, [], 2],
    ['a wrong baseline', { ...CLEAN, 'danglint-suppressions.json': '[]' }, [], 2],
    ['no git for --staged', CLEAN, ['--staged'], 2],
    ['nothing to check', { 'README.md': 'hello' }, [], 2],
  ] as const)('%s', async (_title, files, argv, code) => {
    const ran = await danglint(projectOf(files), argv);
    expect(ran.code, ran.stdout + ran.stderr).toBe(code);
    expect(ran.stdout + ran.stderr).not.toContain('internal error');
  });
});

describe('hints', () => {
  it.each([
    [['chek'], 'did you mean the command "check"?'],
    [['explian'], 'did you mean the command "explain"?'],
    [['src/mian.js'], 'did you mean "src/main.js"?'],
    [['--stagd'], 'Did you mean --staged?'],
    [['--format', 'jsn'], 'Did you mean json?'],
    [['--rule', 'missing-exprot:off'], 'did you mean "missing-export"?'],
    [['--view', 'idnex'], 'did you mean "index"?'],
    [['--quiet', 'check'], 'the command comes before the options'],
    [['explain', 'missing-exprot'], 'did you mean "missing-export"?'],
  ])('%j', async (argv, hint) => {
    const ran = await danglint(projectOf(CLEAN), argv);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(hint);
  });
});

describe('formats', () => {
  it.each(['json', 'sarif', 'gitlab'])('%s alone is on stdout', async (format) => {
    const ran = await danglint(projectOf(BROKEN), ['--format', format, '--explain-unknown', '--stats']);
    expect(() => JSON.parse(ran.stdout)).not.toThrow();
    expect(ran.stderr).toContain('imports');
    expect(ran.stderr).toMatch(/^not judged +0 \(0\.0 %\)$/m);
  });

  it('go to files, beside one on stdout', async () => {
    const root = projectOf(BROKEN);
    const ran = await danglint(root, [
      '-f',
      'json=out/report.json',
      '-f',
      'unix',
      '-f',
      'sarif=out/danglint.sarif',
    ]);
    expect(ran.stdout).toMatch(/^src\/main\.js:1:10: .* \[error\/missing-export\]\n/);
    expect(JSON.parse(readFileSync(join(root, 'out/report.json'), 'utf8')).summary.errors).toBe(1);
    expect(existsSync(join(root, 'out/danglint.sarif'))).toBe(true);
  });

  it('are all listed in the help', async () => {
    const { stdout } = await danglint(projectOf(CLEAN), ['--help']);
    for (const name of Object.keys(FORMATS)) expect(stdout).toContain(name);
  });

  it.each([
    ['stylish', {}, false],
    ['stylish', { CLAUDECODE: '1' }, true],
    ['agent', { CLAUDECODE: '1' }, false],
    ['github', { GITHUB_ACTIONS: 'true' }, false],
  ])('%s is chosen in %j', async (expected, env, isTTY) => {
    const { stdout } = await danglint(projectOf(BROKEN), [], { env: { ...env, NO_COLOR: '1' }, isTTY });
    const first = stdout.split('\n')[0];
    const starts = {
      stylish: /^src\/main\.js:1:10 {2}error/,
      agent: /^src\/main\.js:1:10 error/,
      github: /^::error /,
    };
    expect(first).toMatch(starts[expected as keyof typeof starts]);
  });

  it('write the step summary of GitHub', async () => {
    const root = projectOf({ ...BROKEN, 'summary.md': '# before\n' });
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(root, 'summary.md') };
    await danglint(root, [], { env });
    expect(readFileSync(join(root, 'summary.md'), 'utf8')).toMatch(
      /^# before\n## danglint\n[\s\S]*1 error, 1 warning/,
    );
  });

  it('leave warnings out when quiet', async () => {
    const { stdout } = await danglint(projectOf(BROKEN), ['--quiet', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { errors: 1, warnings: 0 },
      findings: [{ severity: 'error' }],
    });
  });
});

describe('which project', () => {
  const WORKSPACE = {
    'package.json': '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
    'packages/a/package.json': '{ "name": "a", "type": "module" }',
    'packages/a/index.js': "import './gone.js';\n",
    'packages/b/package.json': '{ "name": "b", "type": "module" }',
    'packages/b/index.js': "import './gone.js';\n",
    'examples/c/package.json': '{ "name": "c", "type": "module" }',
    'examples/c/index.js': "import './gone.js';\n",
    'fixtures/d/index.js': "import './gone.js';\n",
  };
  const filesOf = async (cwd: string, argv: readonly string[]) => {
    const { stdout, stderr } = await danglint(cwd, [...argv, '--format', 'json']);
    expect(stderr).toBe('');
    return JSON.parse(stdout).findings.map(({ file }: { file: string }) => file);
  };

  it.each([
    ['all of it', [], ['examples/c/index.js', 'packages/a/index.js', 'packages/b/index.js']],
    ['a workspace keeps its root', ['packages/a'], ['packages/a/index.js']],
    ['a project of its own becomes the root', ['examples/c'], ['index.js']],
    ['a fixture folder that is named is checked', ['fixtures/d'], ['fixtures/d/index.js']],
    ['a file', ['packages/b/index.js'], ['packages/b/index.js']],
    ['several paths', ['packages/b', 'examples/c'], ['examples/c/index.js', 'packages/b/index.js']],
  ])('%s', async (_title, argv, expected) => {
    expect((await filesOf(projectOf(WORKSPACE), argv)).sort()).toEqual(expected);
  });

  it('takes a clone in a folder of clones for the project', async () => {
    const folder = projectOf({
      'clone/lib/index.js': "import './gone.js';\n",
      'other/index.js': "import './gone.js';\n",
    });
    expect(await filesOf(folder, ['clone'])).toEqual(['clone/lib/index.js']);
    mkdirSync(join(folder, 'clone/.git'));
    expect(await filesOf(folder, ['clone'])).toEqual(['lib/index.js']);
  });

  it('runs as if started elsewhere with -C, before and after the command', async () => {
    const root = projectOf(WORKSPACE);
    expect(await filesOf(root, ['-C', 'examples/c'])).toEqual(['index.js']);
    expect(await filesOf(root, ['check', '-C', 'examples/c'])).toEqual(['index.js']);
  });

  it('shows paths relative to the directory that -C leads to through a link', async () => {
    const root = projectOf(WORKSPACE);
    symlinkSync('examples/c', join(root, 'link'));
    const { stdout } = await danglint(root, ['-C', 'link', '--format', 'unix']);
    expect(stdout).toMatch(/^index\.js:1:/);
  });

  it('checks a project that is elsewhere', async () => {
    const elsewhere = projectOf(BROKEN);
    expect(await filesOf(projectOf(CLEAN), [elsewhere])).toEqual(['src/main.js', 'src/main.js']);
  });

  it('follows the configuration', async () => {
    const root = projectOf({
      ...WORKSPACE,
      'danglint.jsonc':
        '{ "ignore": ["packages/b"], "overrides": [{ "files": ["examples/**"], "rules": { "unresolved-module": "off" } }] } // ok',
    });
    expect(await filesOf(root, [])).toEqual(['packages/a/index.js']);
    const { stdout } = await danglint(root, ['--print-config']);
    expect(JSON.parse(stdout)).toMatchObject({
      root,
      configFile: join(root, 'danglint.jsonc'),
      config: { ignore: ['packages/b'] },
    });
  });

  it('follows the configuration of a workspace for its files', async () => {
    const root = projectOf({
      ...WORKSPACE,
      'danglint.json': '{ "rules": { "unresolved-module": "warning" } }',
      'packages/a/danglint.json': '{ "rules": { "unresolved-module": "error" }, "view": "npm" }',
      'packages/b/old/index.js': "import './gone.js';\n",
      'packages/b/package.json': '{ "name": "b", "danglint": { "ignore": ["old"] } }',
    });
    const { stdout, stderr, code } = await danglint(root, ['--format', 'json']);
    expect(code).toBe(1);
    // git lists the files in its own way.
    execFileSync('git', ['init', '-q'], { cwd: root });
    const inGit = await danglint(root, ['--format', 'json']);
    expect(JSON.parse(inGit.stdout).findings).toHaveLength(3);
    const found = JSON.parse(stdout).findings.map(
      ({ file, severity }: { file: string; severity: string }) => `${file} ${severity}`,
    );
    expect(found.sort()).toEqual([
      'examples/c/index.js warning',
      'packages/a/index.js error',
      'packages/b/index.js warning',
    ]);
    expect(stderr).toContain('only when danglint runs in their workspace: view in packages/a/danglint.json');
    const printed = await danglint(root, ['--print-config']);
    expect(JSON.parse(printed.stdout).workspaces).toMatchObject([
      { directory: join(root, 'packages/a'), config: { view: 'npm' } },
      { directory: join(root, 'packages/b'), config: { ignore: ['old'] } },
    ]);
    const { workspaces } = JSON.parse(
      (await danglint(root, ['--config', 'danglint.json', '--print-config'])).stdout,
    );
    expect(workspaces).toEqual([]);
  });

  it('tells a mistake in the configuration of a workspace with its place', async () => {
    const root = projectOf({ ...WORKSPACE, 'packages/a/danglint.json': '{\n  "rule": {}\n}' });
    const { code, stderr } = await danglint(root, []);
    expect(code).toBe(2);
    expect(stderr).toContain('packages/a/danglint.json:2:3: there is no key "rule"');
  });

  it('lists its files', async () => {
    const { stdout } = await danglint(projectOf(WORKSPACE), ['--list-files']);
    expect(stdout.split('\n')).toContain('packages/a/index.js');
    expect(stdout).not.toContain('fixtures/d');
  });
});

describe('the baseline', () => {
  it('hides what was there, not what is new, and says what is stale', async () => {
    const root = projectOf(BROKEN);
    expect(await danglint(root, ['--suppress-all'])).toMatchObject({ code: 0 });
    expect(await danglint(root, [])).toMatchObject({ code: 0 });

    writeFileSync(join(root, 'src/new.js'), "import { new_one } from './lib.js';\nnew_one();\n");
    const withNew = await danglint(root, ['--format', 'unix']);
    expect(withNew.code).toBe(1);
    expect(withNew.stdout).toContain('src/new.js:1:10');
    rmSync(join(root, 'src/new.js'));

    writeFileSync(join(root, 'src/main.js'), "import { here } from './lib.js';\nhere();\n");
    const stale = await danglint(root, []);
    expect(stale.code).toBe(1);
    expect(stale.stderr).toContain('--prune-suppressions');
    expect(await danglint(root, ['src/lib.js'])).toMatchObject({ code: 0, stderr: '' });

    expect(await danglint(root, ['--prune-suppressions'])).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, 'danglint-suppressions.json'), 'utf8')).toBe('{}\n');
    expect(await danglint(root, [])).toMatchObject({ code: 0, stderr: '' });
  });

  it('is written anew for a renamed file, and writes nothing twice', async () => {
    const root = projectOf(BROKEN);
    await danglint(root, ['--suppress-all']);
    const path = join(root, 'danglint-suppressions.json');
    const written = readFileSync(path, 'utf8');
    await danglint(root, ['--suppress-all']);
    expect(readFileSync(path, 'utf8')).toBe(written);
    renameSync(join(root, 'src/main.js'), join(root, 'src/start.js'));
    const renamed = await danglint(root, []);
    expect(renamed).toMatchObject({ code: 0 });
    expect(renamed.stderr).toContain('src/start.js is still called src/main.js');
    expect(await danglint(root, ['--prune-suppressions'])).toMatchObject({ code: 0 });
    expect(readFileSync(path, 'utf8')).toBe(written.replace('src/main.js', 'src/start.js'));
    expect(await danglint(root, [])).toMatchObject({ code: 0, stderr: '' });
  });

  it('can be kept elsewhere', async () => {
    const root = projectOf(BROKEN);
    await danglint(root, ['--suppress-all', '--baseline', 'etc/old.json']);
    expect(existsSync(join(root, 'etc/old.json'))).toBe(true);
    expect(await danglint(root, [])).toMatchObject({ code: 1 });
    expect(await danglint(root, ['--baseline', 'etc/old.json'])).toMatchObject({ code: 0 });
    expect(await danglint(root, ['--baseline', 'etc/none.json'])).toMatchObject({ code: 2 });
  });

  it('is not pruned by a partial run', async () => {
    expect(await danglint(projectOf(CLEAN), ['--prune-suppressions', 'src'])).toMatchObject({ code: 2 });
  });
});

describe('fixes', () => {
  const FIXED = "import { gone } from './lib.js';\nimport { here } from './lib.js';\ngone(here);\n";

  it('are shown as a diff that git applies, and nothing is written', async () => {
    const root = projectOf(BROKEN);
    const { stdout, code } = await danglint(root, ['--fix-dry-run']);
    expect(code).toBe(0);
    expect(readFileSync(join(root, 'src/main.js'), 'utf8')).toBe(BROKEN['src/main.js']);
    execFileSync('git', ['apply', '-'], { cwd: root, input: stdout });
    expect(readFileSync(join(root, 'src/main.js'), 'utf8')).toBe(FIXED);
  });

  it('are made, and the rest is reported', async () => {
    const root = projectOf(BROKEN);
    const { stdout, stderr, code } = await danglint(root, ['--fix', '--format', 'json']);
    expect(code).toBe(1);
    expect(stderr).toContain('fixed src/main.js');
    expect(readFileSync(join(root, 'src/main.js'), 'utf8')).toBe(FIXED);
    expect(JSON.parse(stdout).summary).toMatchObject({ errors: 1, warnings: 0 });
  });

  it('go with no other view', async () => {
    expect(await danglint(projectOf(BROKEN), ['--fix', '--view', 'npm'])).toMatchObject({ code: 2 });
  });
});

describe('a report is never written over what danglint reads', () => {
  it.each([['danglint.json'], ['src/../danglint.jsonc'], ['danglint-suppressions.json'], ['mine.json']])(
    '%s',
    async (file) => {
      const root = projectOf({ ...BROKEN, 'mine.json': '{}' });
      const ran = await danglint(root, ['-c', 'mine.json', '--format', `gitlab=${file}`]);
      expect(ran.code).toBe(2);
      expect(ran.stderr).toContain(`${file} is read by danglint; the report would overwrite it`);
      expect(readFileSync(join(root, 'mine.json'), 'utf8')).toBe('{}');
    },
  );
});

describe('a path in --view', () => {
  const files = {
    ...CLEAN,
    'deploy/Dockerfile': 'FROM node\nCOPY src/main.js .\n',
    'deploy/list.txt': './package.json\n./src/main.js\n',
  };
  it.each(['docker:Dockerfile', 'manifest:list.txt'])('%s is one from where it was typed', async (view) => {
    const root = projectOf(files);
    const { stdout } = await danglint(join(root, 'deploy'), ['--view', view, '--format', 'unix']);
    expect(stdout).toMatch(/main\.js:1:23: "\.\/lib\.js" is on this disk only/);
    const { code, stderr } = await danglint(root, ['--view', view]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no')]);
  });
  it('is none where it is a service of the compose file', async () => {
    const compose = 'services:\n  web:\n    build:\n      context: .\n      dockerfile: deploy/Dockerfile\n';
    const root = projectOf({ ...files, 'compose.yml': compose });
    for (const folder of [root, join(root, 'src')]) {
      const { stdout } = await danglint(folder, ['--view', 'docker:web', '--format', 'unix']);
      expect(stdout).toMatch(/main\.js:1:23: "\.\/lib\.js" is on this disk only/);
    }
  });
  it('is one from the root in the configuration', async () => {
    const root = projectOf({ ...files, 'danglint.json': '{ "view": "manifest:deploy/list.txt" }' });
    const { stdout } = await danglint(join(root, 'src'), ['--format', 'unix']);
    expect(stdout).toMatch(/main\.js:1:23: "\.\/lib\.js" is on this disk only/);
  });
});
