// What Django loads when it is set up, before any request: of each app its `apps.py` and its models, and the middleware.
// https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded

import { readTextOrNull } from '../../host/settings-file.ts';
import { type ModuleId, relativeId } from '../../model/module-id.ts';
import { parentOf } from '../../model/path.ts';
import { isTestName } from '../../model/test-name.ts';
import type { Entry, EntrySources } from './entry.ts';

/** `settings.py`, `settings/base.py`, `local_settings.py` */
const SETTINGS = /(?:^|\/)(?:\w*settings|settings\/\w+)\.py$/;
/** `INSTALLED_APPS = […]`, and the lists that people make it of; `MIDDLEWARE = […]`. */
const LISTS = /^(\w*APPS|MIDDLEWARE)\s*(?::[^=\n]*)?\+?=\s*[[(]([^\])]*)/gm;

export function djangoEntries(python: readonly ModuleId[], sources: EntrySources): Entry[] {
  const { root, fileSystem } = sources;
  return python.flatMap((module): Entry[] => {
    const path = relativeId(root, module);
    if (!SETTINGS.test(path) || isTestName(path)) return [];
    const text = readTextOrNull(fileSystem, module) ?? '';
    return [...text.matchAll(LISTS)].flatMap(([, list = '', written = '']) => {
      const names = written.replace(/#.*/g, '').match(/(?<=["'])\w+(?:\.\w+)*(?=["'])/g) ?? [];
      return names.flatMap((name) => modulesOf(name, list === 'MIDDLEWARE', module, sources));
    });
  });
}

/** @param name `shop`, `shop.apps.ShopConfig`; of a middleware `shop.middleware.Timing` */
function modulesOf(name: string, isMiddleware: boolean, settings: ModuleId, sources: EntrySources): Entry[] {
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
  if (isMiddleware) {
    const module = find(parts.slice(0, -1).join('/'));
    return module === null ? [] : [{ module, kind: 'production', because: 'a middleware of Django' }];
  }
  const folder = (/^[A-Z]/.test(parts.at(-1) ?? '') ? parts.slice(0, -2) : parts).join('/');
  return ['apps', 'models'].flatMap((part): Entry[] => {
    const module = find(`${folder}/${part}`);
    return module === null ? [] : [{ module, kind: 'production', because: 'an app of Django' }];
  });
}
