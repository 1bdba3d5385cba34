// Which installs of a Dockerfile leave out what is declared for development: an import of such a package cannot work in
// the image. An image of which that cannot be told says nothing.

import { resolvePath } from '../model/path.ts';
import { filePurpose } from '../python-project/requirements-files.ts';
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
  /** Whether there may be others, which no install takes out again: of the base image, or needed by those. */
  readonly mayHaveOthers: boolean;
}

/**
 * Images with a system or a language and no packages; of any other image nobody knows here what it brings: those of AWS
 * Lambda have its SDK. hub.docker.com/search?image_filter=official and the pages of the publishers
 */
const BARE =
  /^(?:(?:\S*\/library\/|docker\.io\/)?(?:node|python|pypy|debian|ubuntu|alpine|busybox|fedora|amazonlinux|rockylinux|almalinux|buildpack-deps|nginx|scratch)|oven\/bun|gcr\.io\/distroless\/\S+|cgr\.dev\/chainguard\/(?:node|python)|ghcr\.io\/astral-sh\/uv|(?:docker\.io\/)?bitnami\/(?:node|python))(?:[:@](?!.*onbuild)\S*)?$/;

/** What comes with Python itself: docs.python.org/3/library/ensurepip.html */
const WITH_PYTHON = ['pip', 'setuptools', 'wheel'];

/**
 * @param target the name of a stage; null for the last one
 * @param bringsInstall whether what is copied from the context has packages in it that were installed there
 * @param mayInstall whether a script, by the name of its file or in a package.json, may install
 * @returns a function of a package that is declared for development: the line of the Dockerfile and the install that leaves
 *   it out, `4 (npm ci --omit=dev)`; null where it is there, or may be
 */
export function leftOutOfImage(
  stages: readonly DockerStage[],
  target: string | null,
  bringsInstall: (source: DockerSource) => boolean,
  mayInstall: (script: string) => boolean,
): (language: Language, packageName: string) => string | null {
  const last = lastStage(stages, target);
  const imageOf = (language: Language): Image => ({
    ...{ stages, language, bringsInstall, mayInstall },
    known: new Map(),
  });
  const images = { javascript: imageOf('javascript'), python: imageOf('python') };
  return (language, packageName) => {
    if (last === undefined) return null;
    const { development, byName, mayHaveOthers } = packagesOf(last, images[language]);
    return typeof development === 'string' || mayHaveOthers || byName.has(packageName)
      ? null
      : development.absent;
  };
}

type Language = 'javascript' | 'python';

interface Image {
  readonly stages: readonly DockerStage[];
  readonly language: Language;
  readonly bringsInstall: (source: DockerSource) => boolean;
  readonly mayInstall: (script: string) => boolean;
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
  let packages: Packages = base === undefined ? ofBaseImage(stage.from, language) : packagesOf(base, image);
  for (const step of stage.steps) {
    if (step.kind === 'copy') {
      const from = stageNamed(earlier, step.from);
      packages =
        from === undefined
          ? withForeign(packages, step)
          : withCopied(packages, packagesOf(from, image), step, from);
      continue;
    }
    if (step.kind === 'context') {
      if (image.bringsInstall(step.source))
        packages = { ...packages, development: 'maybe', place: `${step.directory} ` };
      if (language === 'python' && isRenamedForDevelopment(step))
        packages = { ...packages, mayHaveOthers: true };
      continue;
    }
    packages = withRun(packages, step, image);
  }
  return packages;
}

function ofBaseImage(from: string, language: Language): Packages {
  const byName = new Set(language === 'python' ? WITH_PYTHON : []);
  return { development: 'unsaid', place: '', byName, mayHaveOthers: !BARE.test(from) };
}

function withRun(before: Packages, step: Extract<DockerStep, { kind: 'run' }>, image: Image): Packages {
  // What a here-document runs may install anything.
  if (step.command === null) return { ...before, development: 'maybe' };
  // What may not be run, or elsewhere, takes nothing out.
  const isSure = !/\|\||[()[\]]|(?:^|[\s;])(?:if|case|for|while|test)\s/.test(step.command);
  let packages = before;
  let place = step.directory;
  let environment = step.environment;
  for (const command of step.command.split(/&&|\|\||[;|()&]/)) {
    const entering = /^\s*(?:cd|pushd|popd)(?:\s+(\S+))?\s*$/.exec(command);
    if (entering !== null) place = resolvePath(place || '/', entering[1] ?? '~');
    const [, name, value = ''] = /^\s*(?:export\s+|unset\s+)(\w+)(?:=(\S*))?/.exec(command) ?? [];
    if (name !== undefined) environment = new Map([...environment, [name, value]]);
    const install = installOf(command, environment, image.mayInstall);
    if (install === null || (install.language !== null && install.language !== image.language)) continue;
    const where = `${step.line} (${command.trim()})`;
    packages = withInstalled(packages, install, place, isSure, where);
  }
  return packages;
}

function withInstalled(
  packages: Packages,
  install: Install,
  folder: string,
  isSure: boolean,
  where: string,
): Packages {
  const { development, names, of = '', takesOut = false, bringsOthers = false } = install;
  const byName = new Set([...packages.byName, ...names]);
  const mayHaveOthers = packages.mayHaveOthers || bringsOthers;
  if (development === 'untouched') return { ...packages, byName, mayHaveOthers };
  const place = `${folder} ${of}`;
  // npm, Yarn and pnpm take out what is not asked for; pip and its kin leave what is there.
  const stays = packages.development === 'maybe' && !(takesOut && isSure && packages.place === place);
  return {
    development: development === 'maybe' || stays ? 'maybe' : { absent: where },
    // A second place where packages may be is not forgotten.
    place: stays && packages.place !== place ? 'several' : place,
    byName,
    mayHaveOthers,
  };
}

/** `COPY requirements-dev.txt requirements.txt`, `COPY requirements/${KIND}.txt requirements.txt`: what the name says is not so. */
function isRenamedForDevelopment({ source, to }: Extract<DockerStep, { kind: 'context' }>): boolean {
  if (to !== null && !/\.(?:txt|in|pip)$/.test(to)) return false;
  return source.pattern === null || filePurpose(source.pattern) === 'devDependencies';
}

const HAVE_PACKAGES = /(?:^|\/)(?:node_modules|site-packages|\.?v?env)\/?$/;

/** What copying from an image from elsewhere may bring. */
function withForeign(packages: Packages, { paths }: Extract<DockerStep, { kind: 'copy' }>): Packages {
  return paths.some((path) => HAVE_PACKAGES.test(path)) ? { ...packages, mayHaveOthers: true } : packages;
}

/** What copying from another stage brings: its packages, where they may be among what is copied. */
function withCopied(
  packages: Packages,
  copied: Packages,
  { paths }: Extract<DockerStep, { kind: 'copy' }>,
  { directory }: DockerStage,
): Packages {
  const areNamed = paths.some((path) => HAVE_PACKAGES.test(path));
  const isWhole = paths.some((path) =>
    `${directory}/`.startsWith(`${resolvePath('/', path.replace(/\*$/, ''))}/`.replace('//', '/')),
  );
  // `pnpm deploy` and `pip install --user` put them elsewhere, and a list of packages may have been made there.
  const isElsewhere = paths.some(
    (path) =>
      (!resolvePath('/', path).startsWith(`${directory}/`) && !/\/s?bin\//.test(path)) || /\.txt$/.test(path),
  );
  const mayBeAmong = areNamed || isWhole || isElsewhere;
  if (!mayBeAmong) return packages;
  const byName = new Set([...packages.byName, ...copied.byName]);
  // Of a list of packages alone only what it names is installed.
  const areAmong = !paths.every((path) => /\.txt$/.test(path));
  const mayHaveOthers = packages.mayHaveOthers || (areAmong && copied.mayHaveOthers);
  if (packages.development === 'unsaid' && areNamed && copied.development !== 'unsaid')
    return { ...copied, byName, mayHaveOthers };
  const isUnsaid = copied.development === 'unsaid' || copied.development === 'maybe';
  // What is copied is put beside what is there.
  if (packages.development === 'maybe' || (isUnsaid && (areNamed || copied.development === 'maybe')))
    return { ...packages, byName, mayHaveOthers, development: 'maybe', place: 'several' };
  return isUnsaid || !(areNamed || isWhole)
    ? { ...packages, byName, mayHaveOthers }
    : { ...copied, byName, mayHaveOthers };
}
