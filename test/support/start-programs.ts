// Small programs of two or three modules, whose engine judges what danglint says of their start.

import { expect } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { outcomeOf, type StartOutcome, saidOf } from './start-outcome.ts';

/** `@` is what breaks, `§` stands for the one of a decorator; all know `flag`, which is set in one of two runs. */
export type StartPrograms = readonly (readonly [main: string, server: string, base?: string])[];

const WRITTEN = {
  js: {
    flag: "const flag = process.env.FLAG === '1';",
    lib: 'export const there = 1;\n',
    uses: "import * as lib from './lib.js';",
  },
  py: { flag: "import os\nflag = os.environ.get('FLAG') == '1'", lib: 'there = 1\n', uses: 'import lib' },
};

/** Fails unless danglint says of each what its engine does. */
export async function expectAsRun(ending: 'js' | 'py', programs: StartPrograms): Promise<void> {
  const { flag, lib, uses } = WRITTEN[ending];
  const folder = temporaryFolder();
  const told: [main: string, server: string, StartOutcome][] = [];
  const happened: typeof told = [];
  const broken = (text: string) =>
    `${uses}\n${flag}\n${text.replace('@', 'lib.gone()').replaceAll('§', '@')}\n`;
  for (const [index, [main, server, base]] of programs.entries()) {
    const root = `${folder}/${index}`;
    writeFiles(root, {
      'package.json': '{ "name": "started", "type": "module", "main": "./main.js" }',
      [`lib.${ending}`]: lib,
      [`main.${ending}`]: `${flag}\n${main}\n`,
      [`server.${ending}`]: broken(server),
      ...(base !== undefined && { [`base.${ending}`]: broken(base) }),
    });
    told.push([main, server, await saidOf(root)]);
    happened.push([main, server, await outcomeOf(root, `main.${ending}`)]);
  }
  expect(told).toEqual(happened);
  expect(new Set(happened.map(([, , when]) => when)).size).toBeGreaterThan(1);
}
