// Whether what the compiler writes is what runs: told from the scripts of a package. A command that is not known to leave
// files as they are may replace specifiers or put files together, so it makes that unsure.

import { isRecord, type PackageJson } from '../../../discover/package-json.ts';
import { baseNameOf } from '../../../model/path.ts';
import { runsCompiler } from './commands.ts';

/** Scripts that make what is deployed or published, by their usual names. */
const BUILDING =
  /^(?:pre|post)?(?:[\w-]+:)?(?:build|compile|tsc|dist|bundle|transpile|prepare|prepack|pack|prepublish(?:Only)?|publish|release|deploy)(?:[-:][\w-]+)*$/;

/** Scripts in which the compiler only looks, and those for a developer at work. */
const ASIDE = /check|lint|type|test|docs?\b|watch|dev|debug|local/i;

/** `"start": "tsc && node dist/main.js"` */
const STARTING = /^(?:pre)?(?:start|serve)(?:[-:][\w-]+)*$/;

/** Commands that do not change a script that is there already. */
const HARMLESS =
  /^(?:tsc|rm|rimraf|premove|del|del-cli|trash|shx|cp|cpy|cpx|ncp|copyfiles|mkdir|mkdirp|make-dir|make-dir-cli|chmod|touch|echo|cat|true|exit|git|husky|lefthook|simple-git-hooks|eslint|oxlint|prettier|biome|tslint|xo|standard|jest|vitest|mocha|ava|tap|nyc|c8|playwright|cypress|typedoc|api-extractor|changeset|np|release-it|semantic-release|standard-version|size-limit|publint|attw|knip|docker|prisma|typeorm|npm|pnpm|yarn|install|ci|i|audit|version)$/;

/** Words in front of the command proper. */
const WRAPPER = /^(?:npx|bunx|pnpx|yarn|pnpm|npm|bun|run|exec|dlx|cross-env|env|dotenv|time|-.*)$/;
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** What the compiler is told besides its configuration, of what it writes. */
const OVERRIDDEN = /\s(?:-m|--module|--outDir|--outFile|--rootDir)(?:\s|=)/i;

const known = new WeakMap<PackageJson, boolean>();

/** Whether a script of the package runs the compiler to make what runs, and none of those that build does more to it. */
export function isLeftAsEmitted(packageJson: PackageJson): boolean {
  let isLeft = known.get(packageJson);
  if (isLeft === undefined) {
    isLeft = read(packageJson);
    known.set(packageJson, isLeft);
  }
  return isLeft;
}

function read({ fields: { scripts } }: PackageJson): boolean {
  if (!isRecord(scripts)) return false;
  const building = new Set(
    Object.keys(scripts).filter(
      (name) => !ASIDE.test(name) && (BUILDING.test(name) || runsCompiler(String(scripts[name]))),
    ),
  );
  // What they call is looked at as well: a Set shows its iterator what is added meanwhile.
  for (const name of building) {
    const command = String(scripts[name]);
    if (OVERRIDDEN.test(command)) return false;
    for (const program of programsIn(command)) {
      // What follows is of another folder: `cd frontend && npm run build`.
      if (program === 'cd') break;
      if (Object.hasOwn(scripts, program)) {
        if (!ASIDE.test(program)) building.add(program);
      } else if (!HARMLESS.test(program) && !(program === 'node' && STARTING.test(name))) return false;
    }
  }
  return [...building].some((name) => runsCompiler(String(scripts[name])));
}

function programsIn(command: string): readonly string[] {
  return command.split(/&&|\|\||[;|&\n]/).flatMap((part) => {
    const word = part
      .split(/\s+/)
      .find((each) => each !== '' && !ASSIGNMENT.test(each) && !WRAPPER.test(each));
    return word === undefined ? [] : [baseNameOf(word)];
  });
}
