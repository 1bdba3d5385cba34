// `npm run engines -- PATH`: both engines over one project; what only one of them finds, or cannot tell, is printed.

import { resolve } from 'node:path';
import { lineStartsOf, positionAt } from '../../src/model/span.ts';
import type { CheckOptions } from '../../src/options.ts';
import { type Analysis, analyseProject } from '../../src/pipeline.ts';
import { optionsFor } from './danglint.ts';

const root = resolve(process.argv[2] ?? '.').replaceAll('\\', '/');
const print = (text: string) => process.stdout.write(`${text.replaceAll(`${root}/`, '')}\n`);

/** Place and name → what is said about it. */
type Answers = ReadonlyMap<string, string>;

async function answersOf(engine: CheckOptions['engine']): Promise<{ findings: Answers; unknown: Answers }> {
  const started = performance.now();
  const analysis = await analyseProject({ ...optionsFor(root, engine), includeFixtures: false });
  print(`${engine}: ${Math.round(performance.now() - started) / 1000} s`);
  const placeOf = placesIn(analysis);
  return {
    findings: new Map(
      analysis.findings.map(({ rule, messageId, location, name, specifier }) => [
        `${placeOf(location.module, location.span.start)} ${rule} ${name ?? specifier}`,
        messageId,
      ]),
    ),
    unknown: new Map(
      analysis.unknown.map(({ module, span, name, specifier, reason }) => [
        `${placeOf(module, span.start)} ${name ?? ''} of ${specifier}`,
        reason,
      ]),
    ),
  };
}

function placesIn({ view: { fileSystem } }: Analysis): (module: string, offset: number) => string {
  const starts = new Map<string, readonly number[]>();
  return (module, offset) => {
    const known = starts.get(module) ?? lineStartsOf(fileSystem.readText(module));
    starts.set(module, known);
    const { line, column } = positionAt(known, offset);
    return `${module}:${line}:${column}`;
  };
}

const byOxc = await answersOf('oxc');
const byTypeScript = await answersOf('ts-morph');
let differences = 0;

function compare(what: string, oxc: Answers, typescript: Answers): void {
  print(`${what}: oxc ${oxc.size}, ts-morph ${typescript.size}`);
  for (const place of [...new Set([...oxc.keys(), ...typescript.keys()])].sort()) {
    const [left, right] = [oxc.get(place), typescript.get(place)];
    if (left === right) continue;
    differences++;
    print(`  ${place}\n    oxc       ${left ?? 'nothing'}\n    ts-morph  ${right ?? 'nothing'}`);
  }
}

compare('findings', byOxc.findings, byTypeScript.findings);
compare('not told', byOxc.unknown, byTypeScript.unknown);
print(`${differences} differences`);
process.exitCode = differences === 0 ? 0 : 1;
