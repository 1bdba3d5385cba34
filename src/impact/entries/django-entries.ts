// What Django loads when it is set up, before any request: of each app its `apps.py` and its models, and the middleware.
// Then it calls `ready()` of each app: that of the admin site loads what the others have for it.
// https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded
// https://docs.djangoproject.com/en/stable/ref/contrib/admin/#discovery-of-admin-files

import { readTextOrNull } from '../../host/settings-file.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import { baseNameOf, parentOf } from '../../model/path.ts';
import { isTestName } from '../../model/test-name.ts';
import type { Entry, EntrySources } from './entry.ts';

/** `settings.py`, `settings/base.py`, `local_settings.py` */
const SETTINGS = /(?:^|\/)(?:\w*settings|settings\/\w+)\.py$/;
/** `INSTALLED_APPS = […]`, and the lists that people make it of; `MIDDLEWARE = […]`. */
const LISTS = /^(\w*APPS|MIDDLEWARE)\s*(?::[^=\n]*)?\+?=\s*[[(]([^\])]*)/gm;

/** Not `django.contrib.admin.apps.SimpleAdminConfig`, which discovers nothing. */
const ADMIN = /(["'])django\.contrib\.admin(?:\.apps\.AdminConfig)?\1/;
/** Celery looks for a module in each app that is installed: https://docs.celeryq.dev/en/stable/django/first-steps-with-django.html */
const DISCOVERS_TASKS = /\.autodiscover_tasks\(\s*(?:lambda\s*:\s*settings\.INSTALLED_APPS\s*)?\)/;
const APP_CONFIG = /^class\s+(\w+)\s*\([^)]*\bAppConfig\b/gm;

export function djangoEntries(python: readonly ModuleId[], sources: EntrySources): Entry[] {
  const { root, fileSystem } = sources;
  const settings = python
    .filter((module) => SETTINGS.test(relativeId(root, module)) && !isTestName(relativeId(root, module)))
    .map((module) => ({ module, text: readTextOrNull(fileSystem, module) ?? '' }));
  if (settings.length === 0) return [];
  const ofApps = ['apps', 'models'];
  if (settings.some(({ text }) => ADMIN.test(text))) ofApps.push('admin');
  const celery = python.filter((module) => baseNameOf(module) === 'celery.py');
  if (celery.some((module) => DISCOVERS_TASKS.test(readTextOrNull(fileSystem, module) ?? '')))
    ofApps.push('tasks');
  return settings.flatMap(({ module, text }): Entry[] => {
    return [...text.matchAll(LISTS)].flatMap(([, list = '', written = '']) => {
      const names = written.replace(/#.*/g, '').match(/(?<=["'])\w+(?:\.\w+)*(?=["'])/g) ?? [];
      return names.flatMap((name) => modulesOf(name, list === 'MIDDLEWARE' ? null : ofApps, module, sources));
    });
  });
}

/**
 * @param name `shop`, `shop.apps.ShopConfig`; of a middleware `shop.middleware.Timing`
 * @param ofApps the modules of an app that are loaded; null for a middleware
 */
function modulesOf(
  name: string,
  ofApps: readonly string[] | null,
  settings: ModuleId,
  sources: EntrySources,
): Entry[] {
  const { root, files } = sources;
  const find = (path: string): ModuleId | null => {
    // The names count from the folder of `manage.py`, above that of the settings.
    for (let at = parentOf(settings); at !== null; at = at === root ? null : parentOf(at)) {
      const module = files.find(at, `${path}.py`) ?? files.find(at, `${path}/__init__.py`);
      if (module !== null) return module;
    }
    return null;
  };
  const parts = name.split('.');
  if (ofApps === null) {
    const module = find(parts.slice(0, -1).join('/'));
    return module === null ? [] : [{ module, kind: 'production', because: 'a middleware of Django' }];
  }
  const config = /^[A-Z]/.test(parts.at(-1) ?? '') ? parts.at(-1) : undefined;
  const folder = (config === undefined ? parts : parts.slice(0, -2)).join('/');
  return ofApps.flatMap((part): Entry[] => {
    const module = find(`${folder}/${part}`);
    if (module === null) return [];
    const ready = part === 'apps' ? (config ?? onlyConfig(module, sources)) : null;
    const calls = ready === null ? {} : { calls: [`${ready}.ready`] };
    return [{ module, kind: 'production', because: 'an app of Django', ...calls }];
  });
}

/** The configuration of an app that is named by its package alone; null where several may be meant. */
function onlyConfig(apps: ModuleId, { fileSystem }: EntrySources): string | null {
  const [config, ...others] = [...(readTextOrNull(fileSystem, apps) ?? '').matchAll(APP_CONFIG)];
  return others.length === 0 ? (config?.[1] ?? null) : null;
}
