import { readFileSync } from 'node:fs';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { builtinModulesOf, isBuiltinOfSomeNode, nodeMajorVersion } from '../../src/host/builtin-modules.ts';

const file = new URL('../../src/host/builtin-names.json', import.meta.url);
const table: { versions: Record<string, string>; modules: Record<string, Record<string, string>> } =
  JSON.parse(readFileSync(file, 'utf8'));

describe('the table of built-in modules', () => {
  /** The version of the running Node, as far as the table has one of the same major that is not older. */
  const listed = table.versions[String(nodeMajorVersion())];
  const isCovered =
    listed !== undefined && listed.localeCompare(process.versions.node, 'en', { numeric: true }) >= 0;

  // Skipped on a Node that is newer than the table: the script beside this test writes it anew.
  test.skipIf(!isCovered)(
    'has what the running Node has (skipped where that is newer than the table)',
    () => {
      const running = builtinModulesOf(nodeMajorVersion());
      for (const key of Object.keys(table.modules)) {
        const name = key.replace(/^node:/, '');
        // Depends on how Node was started: here by a test runner, as a child with a channel; or with a flag.
        if (name === 'process' || name === 'vm') continue;
        const tabled = namesOf(key, nodeMajorVersion());
        // Only the workers of a cluster have it.
        const own = (running.names(name) ?? []).filter(
          (exported) => `${name}.${exported}` !== 'cluster.worker',
        );
        // A later version of the same major may have more, and internals come and go.
        const lacking = own.filter((exported) => !tabled?.includes(exported) && !/^k[A-Z]|^_/.test(exported));
        expect({ name, lacking }).toEqual({ name, lacking: [] });
      }
    },
  );

  test('has the names of vm that a flag of Node brings', () => {
    expect(builtinModulesOf(nodeMajorVersion()).names('vm')).toContain('SourceTextModule');
    expect(builtinModulesOf(20).names('vm')).toContain('SyntheticModule');
  });

  test('has the name of cluster that only its workers have', () => {
    expect(builtinModulesOf(nodeMajorVersion()).names('cluster')).toContain('worker');
    expect(builtinModulesOf(20).names('cluster')).toContain('worker');
  });

  test('covers the majors that are in use', () => {
    expect(Object.keys(table.versions)).toEqual(expect.arrayContaining(['20', '22', '24', '26']));
  });

  function namesOf(key: string, major: number): readonly string[] | undefined {
    const groups = Object.entries(table.modules[key] ?? {}).filter(
      ([majors]) => majors === '' || majors.split(',').includes(String(major)),
    );
    return groups.length === 0 ? undefined : groups.flatMap(([, names]) => names.split(' '));
  }
});

describe('another Node than the running one', () => {
  test.each([
    [20, 'fs', 'globSync', false],
    [22, 'fs', 'globSync', true],
    [22, 'fs', 'R_OK', true],
    [26, 'fs', 'R_OK', false],
    [26, 'fs', 'readFile', true],
  ])('%i: %s has %s: %s', (major, name, exported, expected) => {
    // The running one is asked itself, and agrees.
    expect(builtinModulesOf(major).names(name)?.includes(exported)).toBe(expected);
  });

  test.each([
    [20, 'sqlite', false],
    [22, 'sqlite', true],
    [22, 'fs/promises', true],
    [26, '_stream_wrap', false],
    [24, 'no-such-module', false],
  ])('%i: has %s: %s', (major, name, expected) => {
    const builtins = builtinModulesOf(major);
    expect(builtins.has(name)).toBe(expected);
    expect(builtins.names(name) !== null).toBe(expected);
  });

  test('modules that need the prefix', () => {
    expect(builtinModulesOf(26).needsScheme('test')).toBe(true);
    expect(builtinModulesOf(26).needsScheme('fs')).toBe(false);
  });

  test('of a version that nobody knows no name is missing for sure', () => {
    expect(builtinModulesOf(99).isComplete('fs')).toBe(false);
    expect(builtinModulesOf(22).isComplete('fs')).toBe(true);
  });

  test('knows a module of any version, and no invented one', () => {
    expect(['sqlite', 'fs', 'quic', 'invented'].map(isBuiltinOfSomeNode)).toEqual([true, true, true, false]);
  });
});
