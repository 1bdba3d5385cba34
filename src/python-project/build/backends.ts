// Which build backend a project has, and so which rules say what is packed (PEP 517).

import { tableAt, textOf } from '../settings.ts';
import { namesWithFlit, packWithFlit } from './flit.ts';
import { namesWithHatch, packWithHatch } from './hatch.ts';
import { type InstalledName, type PackInput, UnknownPackingError, type WhyNotPacked } from './packing.ts';
import { namesWithPdm, packWithPdm } from './pdm.ts';
import { namesWithPoetry, packWithPoetry } from './poetry.ts';
import { namesWithSetuptools, packWithSetuptools } from './setuptools.ts';
import { namesWithUv, packWithUv } from './uv.ts';

interface Backend {
  readonly pack: (input: PackInput) => WhyNotPacked;
  readonly names: (input: PackInput) => InstalledName;
}

const FLIT: Backend = { pack: packWithFlit, names: namesWithFlit };
const POETRY: Backend = { pack: packWithPoetry, names: namesWithPoetry };
const PDM: Backend = { pack: packWithPdm, names: namesWithPdm };

/** By the package that `build-backend` begins with. */
const BACKENDS: Readonly<Record<string, Backend>> = {
  setuptools: { pack: packWithSetuptools, names: namesWithSetuptools },
  hatchling: { pack: packWithHatch, names: namesWithHatch },
  flit_core: FLIT,
  flit: FLIT,
  'poetry.core': POETRY,
  'poetry.masonry': POETRY,
  'pdm.backend': PDM,
  'pdm.pep517': PDM,
  uv_build: { pack: packWithUv, names: namesWithUv },
};

/** Whether the settings describe something that can be built. */
export function isBuildable({ pyproject, setupCfg, setupCall }: Omit<PackInput, 'target'>): boolean {
  if (setupCall !== null || setupCfg.get('metadata')?.has('name') === true) return true;
  return (
    ['project', 'build-system'].some((key) => tableAt(pyproject, key) !== null) ||
    tableAt(pyproject, 'tool', 'poetry') !== null
  );
}

/** @throws {UnknownPackingError} for a backend whose rules are not known, and where they cannot be read */
export function packing(input: PackInput): WhyNotPacked {
  return backendOf(input).pack(input);
}

/** @throws {UnknownPackingError} as {@link packing} does */
export function installedNames(input: PackInput): InstalledName {
  return backendOf(input).names(input);
}

function backendOf(input: PackInput): Backend {
  const told = nameOf(input);
  const backend = Object.entries(BACKENDS).find(
    ([name]) => told === name || (/^[.:]/.test(told.slice(name.length)) && told.startsWith(name)),
  )?.[1];
  if (backend === undefined)
    throw new UnknownPackingError(`the rules of the build backend "${told}" are not known`);
  return backend;
}

function nameOf(input: PackInput): string {
  const told = textOf(tableAt(input.pyproject, 'build-system')?.['build-backend']);
  const isPoetry =
    told === undefined && input.setupCall === null && tableAt(input.pyproject, 'tool', 'poetry') !== null;
  return told ?? (isPoetry ? 'poetry.core' : 'setuptools');
}
