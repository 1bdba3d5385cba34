// Which files of the context a Dockerfile has in its image in the end, as Docker's documentation of COPY says.

import { expect, test } from 'vitest';
import { filesOfImage } from '../../src/views/docker-image-files.ts';
import { parseDockerfile } from '../../src/views/dockerfile.ts';

const build = 'FROM node AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM node\nWORKDIR /srv\n';

test.each<[lines: string, has: boolean]>([
  ['COPY server ./server', false],
  ['COPY server shared ./', true],
  ['COPY shar* ./', true],
  ['COPY . .', true],
  ['COPY shared/tax.js ./', true],
  ['COPY shared/other.js ./', false],
  ['COPY --from=build /app/dist ./dist', false],
  ['COPY --from=build /app .', true],
  ['COPY --from=build /app/ /srv/', true],
  ['COPY --from=build /app/shared ./shared', true],
  ['COPY --from=build /app/shared/*.js ./shared/', true],
  ['COPY --from=0 /app/sha?ed ./shared', true],
  ['COPY --from=other /app/shared ./shared', true],
  ['COPY --from=build /app/dist ./', true],
  ['COPY --from=build /app/package*.json ./', false],
  ['COPY --from=other /app/shared ./other', false],
  ['COPY --from=build $FOLDER ./shared', true],
  ['COPY server $PLACE', true],
  ['COPY $SOURCES ./', true],
  ['RUN cp -r /mnt/shared .', true],
  ['RUN <<EOF\nls\nEOF', true],
  ['RUN npm ci', false],
])('%s', (lines, has) => {
  expect(filesOfImage(parseDockerfile(build + lines), null)('shared/tax.js')).toBe(has);
});

test('what a stage copies, it has for the stages that start from it, and for those that copy from it', () => {
  const text = [
    'FROM node AS base\nWORKDIR /app\nCOPY shared lib',
    'FROM base AS next\nCOPY server server',
    'FROM node AS last\nCOPY --from=next /app/lib /deep/lib',
    'FROM node AS other\nCOPY --from=next /app/server /server',
  ].join('\n');
  const has = (target: string) => filesOfImage(parseDockerfile(text), target)('shared/tax.js');
  expect(['base', 'next', 'last', 'other'].map(has)).toEqual([true, true, true, false]);
});

test('an image without a Dockerfile that can be read may have everything', () => {
  expect(filesOfImage([], null)('shared/tax.js')).toBe(true);
});
