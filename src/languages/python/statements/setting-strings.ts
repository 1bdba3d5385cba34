// Dotted names in strings that a framework imports later: the settings of Django, Celery, Scrapy and pytest that are known
// for it.
// https://docs.djangoproject.com/en/stable/ref/settings/, https://docs.celeryq.dev/en/stable/userguide/configuration.html,
// https://docs.scrapy.org/en/latest/topics/settings.html, https://docs.pytest.org/en/stable/how-to/plugins.html

import { TOKEN } from '../tokens/tokens.ts';
import { importedFrom, type Literal, literalAt } from './calls.ts';
import { addRequest, type FileDraft, type Site } from './drafts.ts';
import { behindGroup, tokenText } from './targets.ts';

/** `module`: the whole string is a module; `object`: a module, or a name in one; `key`: that, as the key of a table. */
type Meant = 'module' | 'object' | 'key';

const SETTINGS: Readonly<Record<string, Meant>> = {
  ASGI_APPLICATION: 'object',
  AUTHENTICATION_BACKENDS: 'object',
  CELERY_IMPORTS: 'module',
  CELERY_INCLUDE: 'module',
  CSRF_FAILURE_VIEW: 'object',
  DATABASE_ROUTERS: 'object',
  DOWNLOADER_MIDDLEWARES: 'key',
  EMAIL_BACKEND: 'object',
  EXCEPTION_REPORTER: 'object',
  EXTENSIONS: 'key',
  FILE_UPLOAD_HANDLERS: 'object',
  INSTALLED_APPS: 'object',
  ITEM_PIPELINES: 'key',
  MESSAGE_STORAGE: 'object',
  MIDDLEWARE: 'object',
  NEWSPIDER_MODULE: 'module',
  PASSWORD_HASHERS: 'object',
  ROOT_URLCONF: 'module',
  SESSION_ENGINE: 'module',
  SPIDER_MIDDLEWARES: 'key',
  SPIDER_MODULES: 'module',
  STATICFILES_FINDERS: 'object',
  TEMPLATES: 'object',
  TEST_RUNNER: 'object',
  WSGI_APPLICATION: 'object',
  pytest_plugins: 'module',
};

const DOTTED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;

/** Reads `NAME = …` and `NAME += …` at module level; `from` is the token of the name. */
export function settingStrings(draft: FileDraft, site: Site, from: number, to: number): void {
  const { line } = draft;
  const name = tokenText(line, from);
  if (!Object.hasOwn(SETTINGS, name)) return;
  const meant = SETTINGS[name];
  const operator = line.kinds[from + 1];
  if (meant === undefined || (operator !== 61 && operator !== TOKEN.augmented)) return;
  for (let token = from + 2; token < to; token++) {
    if (line.kinds[token] !== TOKEN.string) continue;
    if (meant === 'key' ? line.kinds[token + 1] !== 58 : isJoined(draft, token, to)) continue;
    const literal = literalAt(draft, token);
    if (literal !== null) dottedString(draft, site, literal, meant === 'module' ? 'module' : 'object');
  }
}

/** `Celery('jobs', include=['jobs.tasks'])`, and `include('shop.urls')` of Django; `name` is the function's token. */
export function frameworkCall(draft: FileDraft, site: Site, name: number, to: number): void {
  const { line } = draft;
  const called = tokenText(line, name);
  if (line.kinds[name - 1] === 46) return;
  const behind = behindGroup(line, name + 1, to);
  if (called === 'include' && importedFrom(draft, called, ['django.urls', 'django.conf.urls'])) {
    // include(('shop.urls', 'shop'), namespace='shop')
    const first = line.kinds[name + 2] === 40 ? name + 3 : name + 2;
    modulesIn(draft, site, first, Math.min(first + 1, behind), behind);
  } else if (called === 'Celery' && importedFrom(draft, called, ['celery'])) {
    for (let token = name + 2; token < behind; token++) {
      if (line.kinds[token] !== TOKEN.name || line.kinds[token + 1] !== 61) continue;
      if (tokenText(line, token) === 'include')
        modulesIn(draft, site, token + 3, behindGroup(line, token + 2, behind), behind);
    }
  }
}

/** `os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')`; `name` is the token of `setdefault`. */
export function settingsModule(draft: FileDraft, site: Site, name: number, to: number): void {
  const behind = behindGroup(draft.line, name + 1, to);
  if (literalAt(draft, name + 2)?.value !== 'DJANGO_SETTINGS_MODULE' || draft.line.kinds[name + 3] !== 44)
    return;
  modulesIn(draft, site, name + 4, Math.min(name + 5, behind), behind);
}

/** The whole strings among the tokens `[from, to)` of a call that ends in front of `behind` are modules. */
function modulesIn(draft: FileDraft, site: Site, from: number, to: number, behind: number): void {
  for (let token = from; token < to; token++) {
    if (draft.line.kinds[token] !== TOKEN.string || isJoined(draft, token, behind)) continue;
    const literal = literalAt(draft, token);
    if (literal !== null) dottedString(draft, site, literal, 'module');
  }
}

/** A part of `'a' + x`, `'a' 'b'` or `'a' % x` is not the whole name; a key of a table is none. */
function isJoined({ line }: FileDraft, token: number, to: number): boolean {
  // What stands behind the end of the line is left from an earlier one.
  const next = token + 1 < to ? line.kinds[token + 1] : 0;
  return (
    next === 58 ||
    [line.kinds[token - 1], next].some((kind) => kind === TOKEN.string || kind === 43 || kind === 37)
  );
}

/** Asks for what a string means, as a whole module or part by part. */
function dottedString(draft: FileDraft, site: Site, literal: Literal, meant: 'module' | 'object'): void {
  const { value, span } = literal;
  if (!DOTTED.test(value)) return;
  if (meant === 'module') {
    addRequest(draft, site, value, 'string', span);
    return;
  }
  const [first = '', ...members] = value.split('.');
  let start = span.start + first.length + 1;
  const request = addRequest(draft, site, first, 'string', { start: span.start, end: start - 1 });
  if (request === null) return;
  const path = members.map((name) => {
    const member = { name, span: { start, end: start + name.length } };
    start += name.length + 1;
    return member;
  });
  draft.requestUses.push({ request, path, access: 'read' });
}
