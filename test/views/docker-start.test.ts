// Whether an image has the file by which it is started.

import { expect, test } from 'vitest';
import { openView } from '../../src/views/open-view.ts';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';

const files = {
  'package.json': '{ "scripts": { "start": "node src/server.js", "both": "tsc && node src/server.js" } }',
  'src/server.js': '',
  'src/worker.js': '',
  'src/pool.js': '',
  'bot.py': '',
};

const FORGOTTEN = 'src/worker.js';

/** Dockerfiles, and the file that is not in the image of each; null where it is, or may be. */
const images: readonly (readonly [string, string | null])[] = [
  ['FROM node\nWORKDIR /app\nCOPY src/server.js src/\nCMD ["node", "src/worker.js"]', FORGOTTEN],
  ['FROM node\nWORKDIR /app\nCOPY src/server.js src/\nCMD node src/worker.js', FORGOTTEN],
  [
    'FROM node\nWORKDIR /app\nCOPY src/server.js src/\nCMD exec node --trace-warnings src/worker.js',
    FORGOTTEN,
  ],
  ['FROM node\nWORKDIR /app\nCOPY src/server.js src/\nCMD node /app/src/worker.js', FORGOTTEN],
  ['FROM node\nWORKDIR /app\nCOPY src/server.js src/\nENTRYPOINT ["node"]\nCMD ["src/worker.js"]', FORGOTTEN],
  ['FROM node\nWORKDIR /app\nCOPY src/worker.js src/\nCMD ["npm", "start"]', 'src/server.js'],
  ['FROM node\nWORKDIR /app\nCOPY src/worker.js src/\nCMD ["npm", "run", "both"]', null],
  ['FROM python\nWORKDIR /app\nCOPY src src\nCMD ["python", "-u", "bot.py"]', 'bot.py'],
  ['FROM python\nWORKDIR /app\nCOPY src bot.py ./\nCMD ["python", "bot.py"]', null],
  // It is there under another name, or in another folder.
  ['FROM node\nWORKDIR /app\nCOPY src/server.js src/worker.js\nCMD ["node", "src/worker.js"]', null],
  ['FROM node\nWORKDIR /app/src\nCOPY src/ .\nCMD ["node", "worker.js"]', null],
  ['FROM node\nWORKDIR /app\nCOPY . .\nCMD ["node", "src/worker.js"]', null],
  // Only an earlier stage has it.
  [
    'FROM node AS a\nWORKDIR /a\nCOPY src src\nFROM node\nWORKDIR /app\nCOPY --from=a /a/src/server.js src/\nCMD ["node", "src/worker.js"]',
    FORGOTTEN,
  ],
  [
    'FROM node AS a\nWORKDIR /a\nCOPY src src\nFROM node\nWORKDIR /app\nCOPY --from=a /a/src src\nCMD ["node", "src/worker.js"]',
    null,
  ],
  // What an earlier stage starts, no image of the last one does.
  [
    'FROM node AS a\nCMD ["node", "src/worker.js"]\nFROM node\nWORKDIR /app\nCOPY src/server.js src/\nCMD ["node", "src/server.js"]',
    null,
  ],
  // It may come from elsewhere, or be made.
  [
    'FROM node\nWORKDIR /app\nCOPY src/server.js src/\nCOPY --from=ours/app /app /app\nCMD ["node", "src/worker.js"]',
    null,
  ],
  [
    'FROM node\nWORKDIR /app\nCOPY src/server.js src/\nRUN make-it src/worker\nCMD ["node", "src/worker.js"]',
    null,
  ],
  [
    'FROM node\nWORKDIR /app\nCOPY src/server.js src/\nRUN mv src/server.js src/worker.js\nCMD ["node", "src/worker.js"]',
    null,
  ],
  ['FROM node\nARG W\nWORKDIR /app\nCOPY $W src/\nCMD ["node", "src/worker.js"]', null],
  // A script may do anything with what it is given.
  [
    'FROM node\nWORKDIR /app\nCOPY src/server.js src/\nENTRYPOINT ["./run.sh"]\nCMD ["node", "src/worker.js"]',
    null,
  ],
  ['FROM node\nWORKDIR /app\nCOPY src/server.js src/\nCMD make-it && node src/worker.js', null],
  ['FROM node\nWORKDIR /app\nCOPY src/server.js src/\nCMD ["node", "-e", "src/worker.js"]', null],
  // Nothing of that name is here: it may be made.
  ['FROM node\nWORKDIR /app\nCOPY src/server.js src/\nCMD ["node", "dist/worker.js"]', null],
];

test.each(images)('%j', async (dockerfile, expected) => {
  const root = temporaryFolder();
  writeFiles(root, { ...files, Dockerfile: `${dockerfile}\n` });
  const { absentStarts = [] } = await openView('docker', { root });
  expect(absentStarts.map((start) => start.expected)).toEqual(
    expected === null ? [] : [`${root}/${expected}`],
  );
});
