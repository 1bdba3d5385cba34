// Compares our resolution with TypeScript's `resolveModuleName` on every request of a real project. Run by hand after a
// build: `node test/oracle/compare-resolution.js PROJECT…`. Prints figures, and each kind of difference with examples.

import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

const dist = process.env.DANGLINT_DIST ?? resolve(import.meta.dirname, '../../dist');
const { createResolver } = await import(`${dist}/languages/javascript/resolve.js`);
const { javascript } = await import(`${dist}/languages/javascript/index.js`);
const { createDiskFileSystem } = await import(`${dist}/host/disk-file-system.js`);
const { discover } = await import(`${dist}/discover/discover.js`);
const ts = createRequire(import.meta.url)('typescript');
const parser = await javascript.loadParser();
const limit = Number(process.env.EXAMPLES ?? 4);

for (const project of process.argv.slice(2)) compare(resolve(project));

function compare(root) {
  const fileSystem = createDiskFileSystem();
  const gitFiles = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, maxBuffer: 1e9 })
    .toString()
    .split('\0')
    .filter(Boolean);
  const { files, targets } = discover({ root, fileSystem, extensions: javascript.extensions, ignore: [], fixtures: 'skip', gitFiles });
  const options = { alias: {}, conditions: [], runtime: 'auto', generated: [], pythonPath: [] };
  const resolver = createResolver({ root, fileSystem, files: new Set([...files, ...targets]), options });

  const asked = [];
  for (const file of files) {
    if (file.endsWith('.json')) continue;
    let text;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      continue;
    }
    const record = parser.parse(text, { fileName: file.slice(file.lastIndexOf('/') + 1), format: resolver.format(file), detail: 'names' });
    record.requests.forEach((request, index) => asked.push({ file, record, request, index }));
  }
  const start = performance.now();
  const answers = asked.map(({ file, record, index }) => resolver.resolve(file, record, index));
  const milliseconds = performance.now() - start;

  const judge = createJudge(root);
  const kinds = new Map();
  const differences = new Map();
  asked.forEach(({ file, record, request }, at) => {
    const answer = answers[at];
    const kind = answer.kind === 'unresolved' || answer.kind === 'unknown' ? `${answer.kind} ${answer.reason}` : answer.kind;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (answer.kind === 'unresolved' || answer.kind === 'unknown') {
      note(differences, `ours: ${kind}`, `${file.slice(root.length + 1)}: ${request.form} ${request.specifier} ${answer.suggestion ?? ''} ${answer.hint ?? ''} | ts: ${judge(file, request, resolver.settings(file, record)) ?? '-'}`);
      return;
    }
    if (/^(reference|url|augmentation|mock|component)/.test(request.form)) return;
    const theirs = judge(file, request, resolver.settings(file, record));
    const difference = differ(answer, theirs, file);
    if (difference !== null) note(differences, difference, `${file.slice(root.length + 1)}: ${request.form} ${request.specifier} | ours ${short(answer)} | ts ${theirs}`);
  });
  console.log(`\n== ${root}: ${files.length} files, ${asked.length} requests, ${milliseconds.toFixed(0)} ms`);
  console.log([...kinds].map(([kind, count]) => `${kind}: ${count}`).join(', '));
  for (const [name, examples] of [...differences].sort()) {
    console.log(`-- ${name}: ${examples.length}`);
    for (const example of spread(examples)) console.log(`   ${example}`);
  }
}

function spread(examples) {
  const step = Math.max(1, Math.floor(examples.length / limit));
  return examples.filter((_, index) => index % step === 0).slice(0, limit);
}

function short(answer) {
  return answer.kind === 'module' ? `${answer.module}${answer.runtime === undefined ? '' : ` (${answer.runtime})`}` : `${answer.kind} ${answer.path ?? answer.name ?? ''}`;
}

function note(map, key, text) {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(text);
}

function differ(answer, theirs, file) {
  if (answer.kind === 'builtin' || answer.kind === 'external' || answer.kind === 'asset') return null;
  if (theirs === null) return `ours: module (${answer.module.replace(/^.*?(\.\w+)$/, '$1')}), TypeScript: nothing`;
  if (answer.module === theirs || answer.runtime === theirs) return null;
  // JavaScript is checked against what is loaded, also where declarations are there.
  if (/\.[cm]?jsx?$/.test(file) && /\.d\.[cm]?ts$/.test(theirs)) return null;
  return 'another file';
}

function createJudge(root) {
  const configs = new Map();
  const cache = ts.createModuleResolutionCache(root, (name) => name);
  return (file, request, settings) => {
    const config = configFor(dirname(file));
    const options = { ...config.options };
    if (options.moduleResolution === undefined && options.module === undefined) {
      options.module = ts.ModuleKind.ESNext;
      options.moduleResolution = ts.ModuleResolutionKind.Bundler;
    }
    options.allowJs = true;
    options.resolveJsonModule = true;
    options.ignoreDeprecations = '6.0';
    const mode = settings.format === 'commonjs' || request.form === 'require' ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext;
    const specifier = request.specifier;
    const found = ts.resolveModuleName(specifier, file, options, ts.sys, undefined, undefined, mode).resolvedModule;
    return found?.resolvedFileName ?? null;
  };
  function configFor(directory) {
    let found = configs.get(directory);
    if (found === undefined) {
      const path = ts.findConfigFile(directory, ts.sys.fileExists);
      const inside = path?.startsWith(root);
      const read = inside ? ts.readConfigFile(path, ts.sys.readFile).config : {};
      // Which files it includes does not matter here, and listing them takes long.
      found = inside ? ts.parseJsonConfigFileContent({ ...read, files: ['x.ts'], include: [] }, ts.sys, dirname(path), undefined, path) : { options: {} };
      configs.set(directory, found);
    }
    return found;
  }
}
