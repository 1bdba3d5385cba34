// Which Dockerfiles leave packages for development out of the image. Expectations from the documentation of the package
// managers (the pages are named in src/views/install-commands.ts) and of Dockerfiles.

import { expect, test } from 'vitest';
import { leftOutOfImage } from '../../src/views/docker-installs.ts';
import { parseDockerfile } from '../../src/views/dockerfile.ts';

/** Copying `everything` brings what is installed on this machine. */
function leftOut(text: string, language: 'javascript' | 'python', target: string | null): string | null {
  const bringsInstall = ({ pattern }: { pattern: string | null }) => pattern === 'everything';
  return leftOutOfImage(parseDockerfile(text), target, bringsInstall)(language, 'tool');
}

const image = (...lines: string[]) => ['FROM node', 'WORKDIR /app', ...lines].join('\n');

test.each<[line: string, leavesOut: boolean]>([
  ['npm ci --omit=dev', true],
  ['npm ci --omit dev', true],
  ['npm install --production', true],
  ['npm i --only=production', true],
  ['npm install --production=false', false],
  ['NODE_ENV=production npm ci', true],
  ['NODE_ENV=production npm ci --include=dev', false],
  ['NODE_ENV=production yarn install', false],
  ['npm ci', false],
  ['npm ci --omit=optional', false],
  ['npm ci && npm run build && npm prune --omit=dev', true],
  ['npm ci --omit=dev && npm install', false],
  ['npm ci --omit=dev; npm install --global pm2', true],
  ['npm ci --omit=dev && npm install --omit=dev tool@2', false],
  ['npm run install:production', false],
  ['yarn --production --frozen-lockfile', true],
  ['yarn install --prod', true],
  ['yarn workspaces focus --production', true],
  ['yarn', false],
  ['corepack enable && corepack pnpm install --prod', true],
  ['pnpm i -P', true],
  ['pnpm install --frozen-lockfile', false],
  ['bun install --production', true],
  ['sh -c "npm ci --omit=dev"', true],
  ['["npm", "ci", "--omit=dev"]', true],
  ['<<EOF\nnpm ci --omit=dev\nEOF', false],
  ['cd client && npm ci && cd .. && npm ci --omit=dev', false],
])('RUN %s', (line, leavesOut) => {
  expect(leftOut(image(`RUN ${line}`), 'javascript', null) !== null).toBe(leavesOut);
  expect(leftOut(image(`RUN ${line}`), 'python', null)).toBe(null);
});

test.each<[line: string, leavesOut: boolean]>([
  ['pip install -r requirements.txt', true],
  ['pip3 install --no-cache-dir -r requirements/production.txt', true],
  ['python -m pip install .', true],
  ['pip install -r requirements.txt -r requirements-dev.txt', false],
  ['pip install -r requirements.txt && pip install -r requirements/test.txt', false],
  ['pip install -r requirements-dev.txt && pip install -r requirements.txt', false],
  ['pip install ".[dev]"', false],
  ['pip install -r $FILE', false],
  ['pip install gunicorn', false],
  ['pip install -r requirements.txt tool==2.0', false],
  ['uv sync --frozen --no-dev', true],
  ['uv sync --frozen', false],
  ['uv sync --no-dev --group docs', false],
  ['UV_NO_DEV=1 uv sync', true],
  ['uv pip install --system -r requirements.txt', true],
  ['poetry install --only main', true],
  ['poetry install --no-root', false],
  ['pipenv install --system --deploy', true],
  ['pipenv sync --dev', false],
  ['pdm install --prod', true],
  ['pip install -r requirements.txt && conda install tool', false],
])('RUN %s', (line, leavesOut) => {
  expect(leftOut(image(`RUN ${line}`), 'python', null) !== null).toBe(leavesOut);
  expect(leftOut(image(`RUN ${line}`), 'javascript', null)).toBe(null);
});

const stages = `
FROM node AS base
WORKDIR /app
FROM base AS all
RUN npm ci
FROM base AS few
ENV NODE_ENV=production
RUN npm ci
FROM few AS of-few
COPY . .
`;

test.each<[text: string, target: string | null, answer: string | null]>([
  [stages, null, '7 (npm ci)'],
  [stages, 'all', null],
  [`${stages}FROM node\nCOPY --from=few /app/node_modules ./node_modules`, null, '7 (npm ci)'],
  [`${stages}FROM node\nCOPY --from=few /app .`, null, '7 (npm ci)'],
  [`${stages}FROM node\nCOPY --from=few /app/dist ./dist`, null, null],
  [`${stages}FROM few\nCOPY --from=all /app/node_modules ./node_modules`, null, null],
  [`${stages}FROM few\nCOPY --from=all /app/dist ./dist`, null, '7 (npm ci)'],
  [`${stages}FROM few\nCOPY --from=base /app/node_modules ./node_modules`, null, null],
  [`${stages}FROM few\nCOPY everything ./`, null, null],
  [image('COPY everything ./', 'RUN npm ci --omit=dev'), null, '4 (npm ci --omit=dev)'],
  ['', null, null],
])('stages %#', (text, target, answer) => {
  expect(leftOut(text.trim(), 'javascript', target)).toBe(answer);
});
