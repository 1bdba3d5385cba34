// What is run for an image, besides what its Dockerfile says itself: whether it installs packages, and whether it may copy
// them into what the image starts. Expectations from the documentation of the tools.

import { expect, test } from 'vitest';
import { createMemoryFileSystem } from '../../src/host/memory-file-system.ts';
import { parseDockerfile } from '../../src/views/dockerfile.ts';
import { createMayInstall } from '../../src/views/install-scripts.ts';
import { mayBundle } from '../../src/views/may-bundle.ts';

const manifest = (scripts: Record<string, string>) => JSON.stringify({ name: 'shop', scripts });

test.each<[files: Record<string, string>, script: string, installs: boolean]>([
  [{ 'package.json': manifest({ start: 'node main.js' }) }, 'start', false],
  [{ 'package.json': manifest({ start: 'node main.js', prestart: 'npm install' }) }, 'start', true],
  [{ 'package.json': manifest({ build: 'tsc && npm ci' }) }, 'build', true],
  [{ 'package.json': manifest({ start: 'node main.js' }) }, 'setup', true],
  [{ 'docker/start.sh': '#!/bin/sh\nnpm run migrate\nexec "$@"\n' }, 'start.sh', true],
  [{ 'docker/start.sh': '#!/bin/sh\npython manage.py migrate\nexec "$@"\n' }, 'start.sh', false],
  [{ 'start.sh': 'pip install -r requirements-dev.txt\n' }, 'start.sh', true],
])('mayInstall %#', (files, script, installs) => {
  expect(createMayInstall(pathsOf(files), diskOf(files))(script)).toBe(installs);
});

test.each<[command: string, files: Record<string, string>, bundles: boolean]>([
  ['npm run build', { 'package.json': manifest({ build: 'tsc' }) }, false],
  ['npm run build', { 'package.json': manifest({ build: 'bun build src/main.ts --outdir dist' }) }, true],
  ['npm run build', { 'package.json': manifest({ build: 'nest build --webpack' }) }, true],
  ['npm run build', { 'package.json': manifest({ build: 'nest build' }) }, false],
  ['npm run build', { 'nest-cli.json': '{ "compilerOptions": { "webpack": true } }' }, true],
  ['npm run build', { 'nest-cli.json': '{ "compilerOptions": { "webpack": false } }' }, false],
  ['npx esbuild@0.25 src/main.ts --bundle', {}, true],
  ['npm ci && make build', {}, true],
  ['npx nx build api', {}, true],
  ['apt-get install -y make g++ && npm ci', {}, false],
  ['<<EOF', {}, true],
])('mayBundle %#', (command, files, bundles) => {
  const stages = parseDockerfile(`FROM node\nRUN ${command}`);
  expect(mayBundle(stages, pathsOf(files), diskOf(files))).toBe(bundles);
});

function pathsOf(files: Record<string, string>): string[] {
  return Object.keys(files).map((path) => `/p/${path}`);
}

function diskOf(files: Record<string, string>) {
  return createMemoryFileSystem(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text])),
  );
}
