// A specifier that leads nowhere. One finding per request; a package that is not installed is said once.

import { factsOfEntry, factsOfStart } from '../link/absent-entries.ts';
import { siteOfRequest } from '../link/failure.ts';
import { missingStartModules } from '../link/missing-starts.ts';
import { createCounting } from '../link/package-uses.ts';
import { createProjectFiles, type ProjectFiles, stemOf } from '../link/project-files.ts';
import { refusedAsEmitted } from '../link/refused-as-emitted.ts';
import { refusedBeside } from '../link/refused-beside.ts';
import { refusedRequires } from '../link/refused-requires.ts';
import type { Finding, Related, Suggestion } from '../model/finding.ts';
import { addTo } from '../model/lists.ts';
import type { ModuleNode } from '../model/module-graph.ts';
import type { ModuleRequest } from '../model/module-request.ts';
import { nearestName } from '../model/nearest-name.ts';
import { baseNameOf, parentOf, relativePath } from '../model/path.ts';
import type { UnresolvedResolution } from '../model/resolution.ts';
import { shellWord } from '../model/shell-word.ts';
import type { Rule, RuleContext } from './rule.ts';

export const unresolvedModule: Rule = {
  id: 'unresolved-module',
  defaultSeverity: 'error',
  summary: 'The specifier leads to no module',
  messages: {
    'not-found': 'cannot find "{specifier}"',
    'not-installed': 'package "{package}" is not installed, and {users}',
    'wrong-case': '"{specifier}" differs in case from "{suggestion}"',
    'missing-extension': '"{specifier}" has no file extension, which Node asks for in ES modules',
    'directory-import': '"{specifier}" is a directory, which Node does not import in ES modules',
    'compiler-name':
      '"{specifier}" is a name that only the compiler knows: it stays in the JavaScript, and Node does not find it',
    asynchronous: '"{specifier}" waits at its top level, and Node does not load such a module by require()',
    'es-module': '"{specifier}" is an ES module, which this version of Node does not load by require()',
    'missing-attribute': `"{specifier}" is JSON, which Node imports in ES modules only with { type: 'json' }`,
    'not-exported': '"{specifier}" is not exported by package "{package}"',
    'no-condition': 'package "{package}" exports "{specifier}" only under conditions that do not hold here',
    'private-import': '"{specifier}" is not among the "imports" of its package.json',
    'private-condition':
      '"{specifier}" is among the "imports" of its package.json only under conditions that do not hold here',
    'unknown-builtin': '"{specifier}" is not a built-in module',
    'beyond-top-level': '"{specifier}" leads out of the top-level package',
    'no-parent-package': '"{specifier}" is relative, and this file is in no package',
    'not-on-path':
      '"{specifier}" is beside this file, and is only found when the file is run itself: here it is imported',
    'empty-directory': '"{specifier}" is a directory with nothing importable in it',
    'absent-entry': '"{field}" offers "{specifier}" to those who ask for "{asked}", and it is not there',
    'absent-start': '"{specifier}", which {by} starts, is not there',
    'removed-builtin': '"{specifier}" is no longer part of the standard library',
    'later-builtin': '"{specifier}" is not yet part of the standard library',
  },
  help: {
    'not-found': '{hint}',
    'not-installed': 'run the install of your package manager, or declare the package where it is used',
    'wrong-case': 'write it as the file is called: other file systems and git tell the two apart',
    'missing-extension': 'write the extension of the file that runs: {hint}',
    'directory-import': 'write the file: {hint}',
    'compiler-name':
      'write the path: {hint} Or let the build replace it (tsc-alias, a bundler), or name it in the "imports" of package.json',
    asynchronous: 'load it by import(), or take the waiting out of that module',
    'es-module':
      'load it by import(), or take a version of it that is CommonJS, or Node 20.19, 22.12 or later',
    'missing-attribute': "write with { type: 'json' } behind the specifier",
    'not-exported':
      'import a path that the "exports" of its package.json name, or another version of the package',
    'no-condition':
      'look at the conditions in the "exports" of its package.json (import, require, types, browser)',
    'private-import': '{hint}',
    'private-condition': 'look at its conditions (import, require, types, browser)',
    'unknown-builtin': '{hint}',
    'beyond-top-level': 'use fewer dots, or the absolute name of the module',
    'no-parent-package': 'use the absolute name of the module',
    'not-on-path': 'write its whole name: {hint}',
    'empty-directory':
      'git does not deliver such a directory; where a leftover one exists, Python says "cannot import name … (unknown location)", in a fresh clone "No module named …"',
    'absent-entry': 'build what is packed, or correct the path',
    'absent-start': 'bring it back, or start what is there',
    'removed-builtin': 'install its successor, or ask for an older version of the language',
    'later-builtin': 'install a backport, or ask for a newer version of the language',
  },
  *run(context) {
    const notInstalled = new Map<string, Site[]>();
    const files = createProjectFiles(context.graph);
    for (const site of unresolvedSites(context)) {
      if (site.resolution.reason !== 'not-installed' || site.resolution.packageName === undefined) {
        yield toFinding(files, site);
        continue;
      }
      addTo(notInstalled, site.resolution.packageName, site);
    }
    for (const start of missingStartModules(context.facts.started))
      yield { rule: unresolvedModule.id, messageId: 'not-found', ...start };
    const { absentEntries, absentStarts, notInView } = context.facts;
    for (const start of absentStarts) {
      if (notInView?.(start.expected) === true) continue;
      const { specifier, by } = start;
      yield {
        rule: unresolvedModule.id,
        messageId: 'absent-start',
        data: { specifier, by },
        reason: 'not-found',
        ...factsOfStart(start),
        suggestions: [],
      };
    }
    for (const entry of absentEntries) {
      if (notInView?.(entry.expected) === true) continue;
      const { field, specifier, asked } = entry;
      yield {
        rule: unresolvedModule.id,
        messageId: 'absent-entry',
        data: { field, specifier, asked },
        reason: 'not-found',
        ...factsOfEntry(entry),
      };
    }
    for (const sites of notInstalled.values()) {
      const [first] = sites;
      if (first !== undefined) yield toFinding(files, first, sites);
    }
  },
};

interface Site {
  readonly node: ModuleNode;
  readonly request: ModuleRequest;
  readonly resolution: UnresolvedResolution;
  readonly related?: readonly Related[];
}

function* unresolvedSites({ checked, linked, facts }: RuleContext): Iterable<Site> {
  const counts = createCounting(linked, facts);
  for (const node of checked) {
    for (const [index, resolution] of node.resolutions.entries()) {
      const request = node.record.requests[index];
      if (request === undefined || resolution.kind !== 'unresolved') continue;
      // What is on disk and only absent from the chosen view is the rule not-deployed's.
      if (resolution.reason === 'not-in-view' || request.implied === true) continue;
      // What is compiled for a platform is there on that platform alone.
      const mayBeAbsent = !isOwn(resolution) || request.specifier.endsWith('.node');
      if (request.guard === 'optional' && mayBeAbsent) continue;
      if (request.conditional === true && isProbedFor(node, resolution)) continue;
      if (!counts(node, request, resolution.countsIn)) continue;
      yield { node, request, resolution };
    }
    for (const { request: index, resolution } of refusedAsEmitted(node, linked, facts.runsAsEmitted)) {
      const request = node.record.requests[index];
      // Whatever else reads the source: what runs is loaded by Node.
      const emitted = { ...node, settings: { ...node.settings, runtime: 'node' as const } };
      if (request !== undefined && request.guard !== 'optional') yield { node: emitted, request, resolution };
    }
    for (const { request: index, resolution } of refusedBeside(node, linked.graph, facts.importedFrom)) {
      const request = node.record.requests[index];
      if (request !== undefined) yield { node, request, resolution };
    }
    for (const { request: index, resolution, awaits } of refusedRequires(node, linked)) {
      const request = node.record.requests[index];
      if (request === undefined || request.guard === 'optional') continue;
      const related = awaits === undefined ? [] : [{ location: awaits, message: 'waits here' }];
      yield { node, request, resolution, related };
    }
  }
}

/**
 * Whether the file finds out if the package is there: `try { require('ts-node'); isThere = true } catch {}`. What it asks of
 * the package under a condition then is asked where that has been answered.
 */
function isProbedFor({ record, resolutions }: ModuleNode, { packageName }: UnresolvedResolution): boolean {
  return record.requests.some((other, index) => {
    const resolution = resolutions[index];
    if (other.guard !== 'optional' || other.typeOnly || resolution?.kind !== 'unresolved') return false;
    return packageName !== undefined && resolution.packageName === packageName && !isOwn(resolution);
  });
}

/** A path or alias of the project itself, as against a package that may be absent by intention. */
function isOwn({ packageName, reason }: UnresolvedResolution): boolean {
  return packageName === undefined && reason !== 'not-installed' && reason !== 'unknown-builtin';
}

function toFinding(files: ProjectFiles, site: Site, sameCause: readonly Site[] = [site]): Finding {
  const { node, request, resolution } = site;
  const suggestions = suggestionsFor(files, site);
  const { reason, expected } = resolution;
  const messageId = messageIdOf(request, reason);
  const { guard, form } = request;
  // Documentation comments and optional imports do not stop anything by themselves, nor does what only editors read.
  const isForEditors = form === 'jsdoc' || (form.startsWith('reference-') && !node.settings.typescript);
  const isMild = guard === 'optional' || isForEditors || form === 'string' || resolution.isOnDemand === true;
  return {
    rule: unresolvedModule.id,
    messageId,
    data: {
      specifier: request.specifier,
      package: resolution.packageName ?? request.specifier,
      suggestion: resolution.suggestion ?? '',
      users: usersText(sameCause),
      hint: suggestions.find(({ kind }) => kind !== 'stub')?.text ?? defaultHint(request, resolution),
    },
    location: { module: node.id, span: request.span },
    related: site.related ?? sameCause.slice(1, 10).map(relatedSite),
    ...(isMild ? { severity: 'warning' as const } : {}),
    specifier: request.specifier,
    ...(expected === undefined ? {} : { target: expected }),
    reason,
    suggestions,
    site: siteOfRequest(node, request, resolution),
  };
}

function messageIdOf({ specifier }: ModuleRequest, reason: UnresolvedResolution['reason']): string {
  if (reason === 'not-in-view') return 'not-found';
  if (!specifier.startsWith('#')) return reason;
  return reason === 'not-exported'
    ? 'private-import'
    : reason === 'no-condition'
      ? 'private-condition'
      : reason;
}

function usersText(sites: readonly Site[]): string {
  const files = new Set(sites.map(({ node }) => node.id)).size;
  return files === 1 ? '1 file imports it' : `${files} files import it`;
}

function relatedSite({ node, request }: Site): Related {
  return { location: { module: node.id, span: request.span }, message: 'imported here too' };
}

function defaultHint(
  { specifier, guard }: ModuleRequest,
  { expected, packageName, ignored, isOwnName, isOnDemand, tried }: UnresolvedResolution,
): string {
  if (isOnDemand === true) return 'take the branch out, if nothing makes that copy any more';
  if (guard === 'optional')
    return 'the fallback is always taken: take the import out, or bring the module back';
  if (ignored !== undefined)
    return `git ignores it (${ignored}), so a clone does not have it: commit it, or declare it as "generated"`;
  if (expected !== undefined) return 'bring it back, or take the import out';
  if (specifier.startsWith('#')) return 'add it there, or write a name that is there';
  if (isOwnName === true)
    return `"${packageName}" is the name of this package itself: import its files by a path, or give it "exports" if it has none`;
  const [absent] = tried;
  if (packageName !== undefined && absent?.includes(`/node_modules/${packageName}/`) === true) {
    const inside = absent.slice(absent.lastIndexOf(packageName) + packageName.length + 1);
    return `"${packageName}" is installed, and has no ${inside}: import what it has, or install another version`;
  }
  if (packageName !== undefined) return `declare and install "${packageName}"`;
  return `no file is there under the name "${specifier}"`;
}

function suggestionsFor(files: ProjectFiles, site: Site): Suggestion[] {
  const { expected, reason, isOnDemand } = site.resolution;
  if (isOnDemand === true) return [];
  const meant = suggestionFor(files, site);
  const stub: Suggestion[] =
    expected !== undefined && reason === 'not-found'
      ? [{ kind: 'stub', text: `danglint stub ${shellWord(expected)} --write` }]
      : [];
  return meant === null ? stub : [meant, ...stub];
}

/** What was meant, if that can be told: by the resolver, or by the names of the files around and elsewhere. */
function suggestionFor(files: ProjectFiles, { node, request, resolution }: Site): Suggestion | null {
  const { suggestion, reason, expected } = resolution;
  const location = { module: node.id, span: request.span };
  if (suggestion !== undefined) {
    const kind =
      reason === 'wrong-case' ? 'case' : reason === 'missing-extension' ? 'extension' : 'specifier';
    const certain = kind === 'case' || kind === 'extension';
    return {
      kind,
      text: `did you mean "${suggestion}"?`,
      fix: { location, replacement: suggestion, certain },
    };
  }
  const directory = parentOf(node.id);
  if (reason !== 'not-found' || expected === undefined || directory === null) return null;
  const specifierOf = (file: string): string =>
    request.specifier.startsWith('.') ? likeWritten(relativePath(directory, file), request.specifier) : file;
  const siblings = files.in(parentOf(expected)).filter(({ id }) => id !== node.id);
  const wanted = stemOf(expected);
  const near = nearestName(
    wanted,
    siblings.map(({ stem }) => stem),
  );
  const nearFile = siblings.find(({ stem }) => stem === near);
  if (nearFile !== undefined)
    return { kind: 'specifier', text: `did you mean "${specifierOf(nearFile.id)}"?` };
  const [moved, ...others] = files.called(wanted);
  if (moved === undefined || others.length > 0 || wanted === 'index') return null;
  return { kind: 'moved', text: `a file of that name is ${moved.id}` };
}

/** With the extension that the author writes: none, or that of the runtime (`.js` for `.ts`). */
function likeWritten(path: string, specifier: string): string {
  const written = /\.\w+$/.exec(baseNameOf(specifier))?.[0] ?? '';
  return path.replace(/(?:\.d)?\.\w+$/, '') + written;
}
