import { execFileSync } from 'node:child_process';
import { expect, onTestFinished, test, vi } from 'vitest';
import { relativeId } from '../../src/model/module-id.ts';
import { type Changes, mayBreakImports, readChanges } from '../../src/views/changes.ts';
import { openView } from '../../src/views/open-view.ts';
import { gitEnvironment, temporaryFolder, temporaryRepository } from '../host/temporary-repository.ts';
import { checkFiles, linesOf } from '../support/check-files.ts';

const staged = { kind: 'staged' } as const;
const listed = (root: string, changes: Changes | null) =>
  [...(changes?.files ?? [])].map(([path, change]) => `${change} ${relativeId(root, path)}`).sort();

test('staged files: added, modified, deleted, both sides of a rename, and nothing else', async () => {
  const repository = temporaryRepository({
    'a.ts': 'a',
    'b.ts': 'b',
    'old.ts': 'long enough\n'.repeat(9),
    'c.ts': 'c',
  });
  repository.git('mv', 'old.ts', 'new.ts');
  repository.write({ 'a.ts': 'changed', 'c.ts': 'not staged', 'untracked.ts': '', 'intended.ts': '' });
  repository.git('add', 'a.ts');
  repository.git('add', '-N', 'intended.ts');
  repository.git('rm', '-q', 'b.ts');
  repository.write({ 'added.ts': '' });
  repository.git('add', 'added.ts');
  const changes = await readChanges(staged, repository.root, 'index');
  expect(listed(repository.root, changes)).toEqual([
    'added added.ts',
    'added new.ts',
    'deleted b.ts',
    'deleted old.ts',
    'modified a.ts',
  ]);
});

test('staged files of the first commit', async () => {
  const repository = temporaryRepository();
  repository.write({ 'a.ts': '' });
  repository.git('add', 'a.ts');
  expect(listed(repository.root, await readChanges(staged, repository.root, 'index'))).toEqual([
    'added a.ts',
  ]);
});

test('since a branch: from where it was left, with new files of the work tree', async () => {
  const repository = temporaryRepository({ 'a.ts': '', 'b.ts': '', 'c.ts': '' });
  repository.git('checkout', '-q', '-b', 'feature');
  repository.write({ 'a.ts': 'feature' });
  repository.commit('Feature');
  repository.git('checkout', '-q', 'main');
  repository.write({ 'c.ts': 'main goes on' });
  repository.commit('Main');
  repository.git('checkout', '-q', 'feature');
  repository.write({ 'b.ts': 'not committed', 'new.ts': '' });
  const since = { kind: 'since', ref: 'main' } as const;
  const { root } = repository;
  expect(listed(root, await readChanges(since, root, 'worktree'))).toEqual([
    'added new.ts',
    'modified a.ts',
    'modified b.ts',
  ]);
  expect(listed(root, await readChanges(since, root, 'commit:HEAD'))).toEqual(['modified a.ts']);
});

test('refused: outside a repository, an unknown ref, a clone without the common commit', async () => {
  const since = (ref: string) => ({ kind: 'since', ref }) as const;
  await expect(readChanges(staged, '/', 'index')).rejects.toThrow('not in a work tree of git');
  const repository = temporaryRepository({ 'a.ts': '' });
  await expect(readChanges(since('nope'), repository.root, 'worktree')).rejects.toThrow('no commit "nope"');
  await expect(readChanges(since('--all'), repository.root, 'worktree')).rejects.toThrow('no commit "--all"');
  repository.git('branch', 'old');
  repository.write({ 'a.ts': 'x' });
  repository.commit('Second');
  const clone = `${temporaryFolder()}/clone`;
  execFileSync(
    'git',
    ['clone', '-q', '--depth=1', '--no-single-branch', `file://${repository.root}`, clone],
    { env: gitEnvironment() },
  );
  await expect(readChanges(since('origin/old'), clone, 'worktree')).rejects.toThrow('no common commit');
  await expect(readChanges(since('HEAD~1'), clone, 'worktree')).rejects.toMatchObject({
    hint: expect.stringContaining('newest commits'),
  });
});

test('refused in so many words: before the first commit, and a repository of another user', async () => {
  const { root } = temporaryRepository();
  const since = { kind: 'since', ref: 'main' } as const;
  await expect(readChanges(since, root, 'worktree')).rejects.toThrow('nothing is committed yet');
  await expect(openView('commit:HEAD', { root })).rejects.toThrow('nothing is committed yet');
  // As in a container in which a checkout is mounted.
  vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', 'true');
  onTestFinished(() => void vi.unstubAllEnvs());
  const refusal = {
    message: expect.stringContaining('belongs to another user'),
    hint: expect.stringContaining('safe.directory'),
  };
  for (const question of [staged, since])
    await expect(readChanges(question, root, 'index')).rejects.toMatchObject(refusal);
  await expect(openView('index', { root })).rejects.toMatchObject(refusal);
  await expect(openView('commit:HEAD', { root })).rejects.toMatchObject(refusal);
});

test('the work tree is checked where git refuses its repository', async () => {
  const { root } = temporaryRepository({
    '.gitattributes': '*.bin filter=lock\n',
    'shop/__init__.py': '',
    'shop/main.py': 'import shop.pool\nimport helper\n',
  });
  vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', 'true');
  onTestFinished(() => void vi.unstubAllEnvs());
  const result = await checkFiles(root, { history: true });
  expect(linesOf(result)).toEqual(['shop/main.py:1 unresolved-module']);
});

test.each<[changes: Record<string, 'added' | 'modified' | 'deleted'>, mayBreak: boolean]>([
  [{ '/r/README.md': 'modified', '/r/logo.svg': 'added' }, false],
  [{ '/r/logo.svg': 'deleted' }, true],
  [{ '/r/src/a.ts': 'modified' }, true],
  [{ '/r/tsconfig.build.json': 'modified' }, true],
  [{ '/r/pyproject.toml': 'modified' }, true],
  [{ '/r/package-lock.json': 'modified' }, true],
  [{ '/r/pnpm-lock.yaml': 'modified' }, true],
  [{ '/r/Dockerfile': 'modified', '/r/.gitignore': 'modified' }, true],
  [{ '/r/.editorconfig': 'modified', '/r/.vscode/settings.json': 'added' }, false],
  [{ '/r/.github/dependabot.yml': 'modified', '/r/.github/ISSUE_TEMPLATE/bug.yaml': 'modified' }, false],
  [{ '/r/.github/workflows/ci.yml': 'modified' }, true],
  [{ '/r/.github/tool/action.yml': 'modified' }, true],
  [{}, false],
])('changes %j may break imports: %s', (changes, mayBreak) => {
  expect(mayBreakImports(new Map(Object.entries(changes)), (path) => /\.(?:ts|py)$/.test(path))).toBe(
    mayBreak,
  );
});
