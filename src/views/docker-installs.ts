// Which installs of a Dockerfile leave out what is declared for development: an import of such a package cannot work in
// the image. An image of which that cannot be told says nothing.

import { resolvePath } from '../model/path.ts';
import { type DockerSource, type DockerStage, type DockerStep, lastStage, stageNamed } from './dockerfile.ts';
import { type Install, installOf } from './install-commands.ts';

/** What is known of the packages of one language in an image. */
interface Packages {
  /**
   * Where those for development are: `absent` after an install without them, with its line and words (`4 (npm ci
   * --omit=dev)`); `unsaid` before any install.
   */
  readonly development: 'unsaid' | 'maybe' | { readonly absent: string };
  /** The folder of the last install. */
  readonly place: string;
  /** Those that commands install by their names, whatever is declared. */
  readonly byName: ReadonlySet<string>;
}

/**
 * @param target the name of a stage; null for the last one
 * @param bringsInstall whether what is copied from the context has packages in it that were installed there
 * @returns a function of a package that is declared for development: the line of the Dockerfile and the install that leaves
 *   it out, `4 (npm ci --omit=dev)`; null where it is there, or may be
 */
export function leftOutOfImage(
  stages: readonly DockerStage[],
  target: string | null,
  bringsInstall: (source: DockerSource) => boolean,
): (language: Install['language'], packageName: string) => string | null {
  const last = lastStage(stages, target);
  const imageOf = (language: Install['language']): Image => ({
    ...{ stages, language, bringsInstall },
    known: new Map(),
  });
  const images = { javascript: imageOf('javascript'), python: imageOf('python') };
  return (language, packageName) => {
    if (last === undefined) return null;
    const { development, byName } = packagesOf(last, images[language]);
    return typeof development === 'string' || byName.has(packageName) ? null : development.absent;
  };
}

interface Image {
  readonly stages: readonly DockerStage[];
  readonly language: Install['language'];
  readonly bringsInstall: (source: DockerSource) => boolean;
  /** The stages that were looked at. */
  readonly known: Map<DockerStage, Packages>;
}

/** What a stage has in the end. */
function packagesOf(stage: DockerStage, image: Image): Packages {
  const packages = image.known.get(stage) ?? packagesMade(stage, image);
  image.known.set(stage, packages);
  return packages;
}

/** A stage is made from earlier ones alone, so that this ends. */
function packagesMade(stage: DockerStage, image: Image): Packages {
  const { language } = image;
  const earlier = image.stages.slice(0, image.stages.indexOf(stage));
  const base = stageNamed(earlier, stage.from);
  let packages: Packages =
    base === undefined ? { development: 'unsaid', place: '', byName: new Set() } : packagesOf(base, image);
  for (const step of stage.steps) {
    if (step.kind === 'copy') {
      const from = stageNamed(earlier, step.from);
      if (from !== undefined) packages = withCopied(packages, packagesOf(from, image), step, from);
      continue;
    }
    if (step.kind === 'context') {
      if (image.bringsInstall(step.source))
        packages = { ...packages, development: 'maybe', place: `${step.directory} ` };
      continue;
    }
    // What a here-document runs may install anything.
    if (step.command === null) packages = { ...packages, development: 'maybe' };
    let place = step.directory;
    for (const command of (step.command ?? '').split(/&&|\|\||[;|]/)) {
      const [, entered] = /^\s*cd\s+(\S+)\s*$/.exec(command) ?? [];
      if (entered !== undefined) place = resolvePath(place || '/', entered);
      const install = installOf(command, step.environment);
      if (install?.language === language)
        packages = withInstalled(packages, install, place, `${step.line} (${command.trim()})`);
    }
  }
  return packages;
}

function withInstalled(packages: Packages, install: Install, folder: string, where: string): Packages {
  const { language, development, names, of = '' } = install;
  const byName = new Set([...packages.byName, ...names]);
  if (development === 'untouched') return { ...packages, byName };
  const place = `${folder} ${of}`;
  // npm, Yarn and pnpm take out what is not asked for; pip and its kin leave what is there.
  const isReplaced = language === 'javascript' && packages.place === place;
  const stays = packages.development === 'maybe' && !isReplaced;
  return { development: development === 'maybe' || stays ? 'maybe' : { absent: where }, place, byName };
}

/** What copying from another stage brings: its packages, where they may be among what is copied. */
function withCopied(
  packages: Packages,
  copied: Packages,
  { paths }: Extract<DockerStep, { kind: 'copy' }>,
  { directory }: DockerStage,
): Packages {
  const areNamed = paths.some((path) => /(?:^|\/)(?:node_modules|site-packages|\.?v?env)\/?$/.test(path));
  const isWhole = paths.some((path) => `${directory}/`.startsWith(path.replace(/\/?[.*]?$/, '/')));
  if (!areNamed && !isWhole) return packages;
  if (copied.development === 'unsaid') return areNamed ? { ...packages, development: 'maybe' } : packages;
  return copied;
}
