// Which installed distribution gives which modules, told from the metadata beside them: top_level.txt, or the list of
// files in RECORD (https://packaging.python.org/en/latest/specifications/recording-installed-packages/). Read once, and
// only when somebody asks.

import type { FileSystem } from '../../../host/file-system.ts';
import { readTextOrNull } from '../../../host/settings-file.ts';
import { addTo } from '../../../model/lists.ts';
import { below } from '../../../model/path.ts';
import { filesInRecord } from '../../../model/record-file.ts';
import { requirementIn } from '../../../python-project/requirements.ts';
import { normalisedName } from '../../../python-project/settings.ts';

export interface Distribution {
  /** As it is written in its metadata: `PyYAML`. */
  readonly name: string;
  readonly normalised: string;
}

export interface Distributions {
  /** Those that give the module `parts`: of a namespace that several share, the ones that have most of its path. */
  providersOf(parts: readonly string[]): readonly Distribution[];
  isInstalled(normalised: string): boolean;
  /** Whether it has a top-level module of that name, as far as anybody knows: one that is not installed may. */
  mayGive(normalised: string, name: string): boolean;
  /** The normalised names of what a distribution needs, extras left out; empty when it is not installed. */
  needsOf(normalised: string): readonly string[];
}

interface Installed extends Distribution {
  readonly metadata: string;
}

const METADATA = /^(.+?)(?:-\d[^-]*(?:-py[\d.]+)?)?\.(?:dist|egg)-info$/;

/** @param folders the site-packages directories of the project's environments */
export function createDistributions(folders: () => readonly string[], fileSystem: FileSystem): Distributions {
  let all: readonly Installed[] | null = null;
  let byTopLevel: Map<string, Installed[]> | null = null;
  const needs = new Map<string, readonly string[]>();
  const files = new Map<string, readonly string[]>();

  function filesOf({ metadata }: Installed): readonly string[] {
    const known = files.get(metadata);
    if (known !== undefined) return known;
    const record = readTextOrNull(fileSystem, below(metadata, 'RECORD')) ?? '';
    const paths = filesInRecord(record);
    files.set(metadata, paths);
    return paths;
  }

  function topLevelOf(installed: Installed): ReadonlySet<string> {
    const told = readTextOrNull(fileSystem, below(installed.metadata, 'top_level.txt'));
    if (told !== null) return new Set(told.split(/\s+/).filter((name) => name !== ''));
    return new Set(filesOf(installed).flatMap((path) => topLevelName(path) ?? []));
  }

  function installed(): readonly Installed[] {
    all ??= folders().flatMap((folder) =>
      fileSystem.list(folder).flatMap(({ name, kind }) => {
        const match = METADATA.exec(name);
        if (kind === 'file' || match?.[1] === undefined) return [];
        return [{ name: match[1], normalised: normalisedName(match[1]), metadata: below(folder, name) }];
      }),
    );
    return all;
  }

  function index(): Map<string, Installed[]> {
    const names = new Map<string, Installed[]>();
    for (const each of installed()) {
      for (const top of topLevelOf(each)) {
        addTo(names, top, each);
      }
    }
    return names;
  }

  function readNeeds(normalised: string): readonly string[] {
    const found = installed().find((each) => each.normalised === normalised);
    if (found === undefined) return [];
    const metadata = readTextOrNull(fileSystem, below(found.metadata, 'METADATA')) ?? '';
    const lines = [...metadata.matchAll(/^Requires-Dist:\s*(.*)$/gm)].map((match) => match[1] ?? '');
    // setuptools' own format: sections of extras stand behind the plain requirements.
    const old = readTextOrNull(fileSystem, below(found.metadata, 'requires.txt')) ?? '';
    const texts = [
      ...lines.filter((line) => !/\bextra\s*==/.test(line)),
      ...old.replace(/^\[[\s\S]*/m, '').split('\n'),
    ];
    return texts.flatMap((text) => {
      const requirement = requirementIn(text);
      return requirement?.kind === 'named' ? [requirement.name] : [];
    });
  }

  return {
    isInstalled: (normalised) => installed().some((each) => each.normalised === normalised),
    mayGive(normalised, name) {
      const same = installed().filter((each) => each.normalised === normalised);
      const known = same.map(topLevelOf).filter((names) => names.size > 0);
      return known.length === 0 || known.some((names) => names.has(name));
    },
    providersOf(parts) {
      byTopLevel ??= index();
      const givers = byTopLevel.get(parts[0] ?? '') ?? [];
      if (givers.length < 2) return givers;
      const depths = givers.map((giver) => depthIn(filesOf(giver), parts));
      const deepest = Math.max(...depths);
      return givers.filter((_, position) => depths[position] === deepest);
    },
    needsOf(normalised) {
      const known = needs.get(normalised) ?? readNeeds(normalised);
      needs.set(normalised, known);
      return known;
    },
  };
}

/** `yaml/__init__.py` and `_yaml.cpython-311-x86_64-linux-gnu.so` give a name; scripts and metadata do not. */
function topLevelName(path: string): string | null {
  if (path.startsWith('..') || path.startsWith('/')) return null;
  const slash = path.indexOf('/');
  const first = slash < 0 ? path : path.slice(0, slash);
  if (slash >= 0) return /[-.]|^__pycache__$/.test(first) ? null : first;
  return (
    /^([^.-]+)(?:\.[^/]*)?\.(?:py|so|pyd)$/.exec(first)?.[1] ??
    /^([^.-]+)\.(?:py|so|pyd)$/.exec(first)?.[1] ??
    null
  );
}

/** How many of the parts are on the path of a file of the distribution. */
function depthIn(paths: readonly string[], parts: readonly string[]): number {
  for (let depth = parts.length; depth > 1; depth--) {
    const path = parts.slice(0, depth).join('/');
    if (paths.some((each) => each.startsWith(path) && '/.'.includes(each.charAt(path.length)))) return depth;
  }
  return 1;
}
