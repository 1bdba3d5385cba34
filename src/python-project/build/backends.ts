// Which build backend a project has, and so which rules say what is packed (PEP 517).

import { tableAt, textOf } from '../settings.ts';
import { packWithFlit } from './flit.ts';
import { packWithHatch } from './hatch.ts';
import { type InstalledName, type PackInput, UnknownPackingError, type WhyNotPacked } from './packing.ts';
import { packWithPdm } from './pdm.ts';
import { packWithPoetry } from './poetry.ts';
import { namesWithSetuptools, packWithSetuptools } from './setuptools.ts';
import { packWithUv } from './uv.ts';

type Pack = (input: PackInput) => WhyNotPacked;

/** By the package that `build-backend` begins with. */
const BACKENDS: Readonly<Record<string, Pack>> = {
  setuptools: packWithSetuptools,
  hatchling: packWithHatch,
  flit_core: packWithFlit,
  flit: packWithFlit,
  'poetry.core': packWithPoetry,
  'poetry.masonry': packWithPoetry,
  'pdm.backend': packWithPdm,
  'pdm.pep517': packWithPdm,
  uv_build: packWithUv,
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
  const backend = backendOf(input);
  const pack = Object.entries(BACKENDS).find(
    ([name]) => backend === name || (/^[.:]/.test(backend.slice(name.length)) && backend.startsWith(name)),
  )?.[1];
  if (pack === undefined)
    throw new UnknownPackingError(`the rules of the build backend "${backend}" are not known`);
  return pack(input);
}

/** Told of setuptools, which finds packages by itself; others are given their names. */
export function installedNames(input: PackInput): InstalledName {
  return /^setuptools\b/.test(backendOf(input)) ? namesWithSetuptools(input) : () => null;
}

function backendOf(input: PackInput): string {
  const told = textOf(tableAt(input.pyproject, 'build-system')?.['build-backend']);
  const isPoetry =
    told === undefined && input.setupCall === null && tableAt(input.pyproject, 'tool', 'poetry') !== null;
  return told ?? (isPoetry ? 'poetry.core' : 'setuptools');
}
