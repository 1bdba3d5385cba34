// Which Dockerfiles leave packages for development out of the image. Expectations from the documentation of the package
// managers (the pages are named in src/views/install-commands.ts) and of Dockerfiles.

import { expect, test } from 'vitest';
import { leftOutOfImage } from '../../src/views/docker-installs.ts';
import { parseDockerfile } from '../../src/views/dockerfile.ts';

/** Copying `everything` brings what is installed on this machine; of scripts only `build` surely installs nothing. */
function leftOut(text: string, language: 'javascript' | 'python', target: string | null): string | null {
  const bringsInstall = ({ pattern }: { pattern: string | null }) => pattern === 'everything';
  const mayInstall = (script: string) => script !== 'build';
  return leftOutOfImage(parseDockerfile(text), target, bringsInstall, mayInstall)(language, 'tool');
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
  ['(cd client && npm ci) && npm ci --omit=dev', false],
  ['pushd client && npm ci && popd && npm ci --omit=dev', false],
  ['npm --prefix client ci && npm ci --omit=dev', false],
  ['pnpm -C client i && pnpm -C server i --prod', false],
  ['pnpm -C server i && pnpm -C server i --prod', true],
  ['if [ "$KIND" = dev ]; then npm ci; else npm ci --omit=dev; fi', false],
  ['[ "$KIND" = dev ] && npm ci || npm ci --omit=dev', false],
  ['if [ -f package-lock.json ]; then npm ci --omit=dev; else npm i --omit=dev; fi', true],
  // Since pnpm 10: github.com/pnpm/pnpm/issues/8827
  ['NODE_ENV=production pnpm install', false],
  ['NODE_ENV=production npm install --only=dev', false],
  ['npm install --production false', false],
  ['npm install --production true', true],
  ['export NODE_ENV=development && npm ci', false],
  ['export NODE_ENV=production && npm ci', true],
  ['NPM_CONFIG_INCLUDE=dev npm ci --omit=dev', false],
  // Bun leaves what is there.
  ['bun install && bun run build && bun install --production', false],
  // What they need may be the same as what is declared for development.
  ['npm ci --omit=dev && npm install --omit=dev other', false],
  ['npm ci --omit=dev && npm install --global tool', false],
  ['yarn install --production --network-timeout 100000 && yarn cache clean', true],
  ['npm ci --omit=dev && ./setup.sh', false],
  ['npm ci --omit=dev && make setup', false],
  ['npm ci --omit=dev && npm run setup', false],
  ['npm ci --omit=dev && npm run build', true],
  ['yarn install --production && yarn setup', false],
  ['yarn install --production && yarn build', true],
  ['npm ci --omit=dev && su node -c "npm install"', false],
  ['npm ci --omit=dev && npx --yes pnpm@9 install', false],
  ['/usr/local/bin/npm ci --omit=dev', true],
  ['npm ci --omit=dev\nCMD npm install && npm start', false],
  ['npm ci --omit=dev\nENTRYPOINT ["./start.sh"]', false],
  ['npm ci --omit=dev\nCMD ["node", "src/main.js"]', true],
  ['npm ci --omit=dev && apk add --no-cache curl python3 && chmod +x start.sh', true],
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
  ['pip install --upgrade pip setuptools && pip install -r requirements.txt', true],
  ['pip install -c constraints.txt --no-cache-dir -r requirements.txt', true],
  // What they need may be the same as what is declared for development.
  ['pip install poetry && poetry install --only main', false],
  ['pip install -r requirements.txt && pip install /wheels/other.whl', false],
  ['uv export -o requirements.txt && pip install -r requirements.txt', false],
  ['uv export --no-dev -o requirements.txt && pip install -r requirements.txt', true],
  ['poetry export -o requirements.txt && pip install -r requirements.txt', true],
  ['poetry export --with dev -o requirements.txt && pip install -r requirements.txt', false],
  ['uv sync --no-dev\nCMD ["uv", "run", "main.py"]', false],
  ['uv sync --no-dev\nCMD ["uv", "run", "--no-sync", "main.py"]', true],
  ['apt-get install -y python3-tool && pip install -r requirements.txt', false],
  ['apt-get install -y python3 python3-pip && pip install -r requirements.txt', true],
  ['pip install -r requirements.txt && python manage.py collectstatic --noinput', true],
  ['pip install -r requirements.txt\nCOPY requirements-dev.txt requirements.txt', false],
  ['pip install -r requirements.txt\nCOPY requirements-dev.txt ./', true],
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
  // What is copied is put beside what is there.
  [`${stages}FROM all\nCOPY --from=few /app/node_modules ./node_modules`, null, null],
  [`${stages}FROM few\nCOPY --from=all / /`, null, null],
  // An install in the same folder takes out what was copied to it.
  [
    `${stages}FROM base\nCOPY --from=all /app/node_modules ./node_modules\nRUN npm ci --omit=dev`,
    null,
    '12 (npm ci --omit=dev)',
  ],
  // As by `pnpm deploy`.
  [`${stages}FROM few\nCOPY --from=all /out/api .`, null, null],
  [`${stages}FROM few\nCOPY --from=other/image /app/node_modules ./node_modules`, null, null],
  [`${stages}FROM few\nCOPY --from=other/image /bin/tini /bin/tini`, null, '7 (npm ci)'],
  ['FROM public.ecr.aws/lambda/nodejs:20\nRUN npm ci --omit=dev\nRUN npm prune --omit=dev', null, null],
  ['FROM public.ecr.aws/docker/library/node:20\nRUN npm ci --omit=dev', null, '2 (npm ci --omit=dev)'],
  ['FROM node:8-onbuild\nRUN npm ci --omit=dev', null, null],
  // ARG ends with its stage, and does not count where ENV says otherwise.
  ['FROM node AS a\nARG NODE_ENV=production\nFROM a\nRUN npm ci', null, null],
  ['FROM node\nENV NODE_ENV=development\nARG NODE_ENV=production\nRUN npm ci', null, null],
  ['FROM node\nENV NODE_ENV=production\nENV NODE_ENV=$OTHER\nRUN npm ci', null, null],
  ['FROM node\nARG NODE_ENV=production\nENV NODE_ENV=$NODE_ENV\nRUN npm ci', null, '4 (npm ci)'],
])('stages %#', (text, target, answer) => {
  expect(leftOut(text.trim(), 'javascript', target)).toBe(answer);
});
