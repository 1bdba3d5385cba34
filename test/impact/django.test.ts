// What Django loads before any request is told as at start-up, what a request makes it load as later.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

const PROJECT = {
  'requirements.txt': 'django\n',
  'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")\n',
  'site1/__init__.py': '',
  'site1/settings.py':
    'LOCAL_APPS = [\n    "shop.apps.ShopConfig",  # "gone"\n    "blog",\n]\nINSTALLED_APPS = ["django.contrib.admin"] + LOCAL_APPS\nMIDDLEWARE = ["shop.middleware.Timing"]\nROOT_URLCONF = "site1.urls"\n',
  'site1/urls.py': 'from shop import views\n',
  'shop/__init__.py': '',
  'shop/apps.py': 'class ShopConfig:\n    def ready(self):\n        from . import signals\n',
  'shop/signals.py': '',
  'shop/models.py': 'from .tools import one\n',
  'shop/middleware.py': 'from .tools import one\nclass Timing: pass\n',
  'shop/views.py': 'from .tools import one\n',
  'shop/tools.py': 'one = 1\n',
  'blog/__init__.py': '',
  'blog/models/__init__.py': 'from shop.tools import one\n',
};

async function impactsOf(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  writeFiles(root, files);
  const { report } = await checkFiles(root);
  return Object.fromEntries(
    report.findings.map(({ file, impact }) => [
      file,
      [impact?.when, impact?.enclosing ?? impact?.loading ?? null, impact?.error?.replace(/ \(.*/, '')],
    ]),
  );
}

test('apps, models and middleware at start-up, views at a request', async () => {
  const error = "ImportError: cannot import name 'one' from 'shop.tools'";
  expect(await impactsOf({ ...PROJECT, 'shop/tools.py': 'two = 1\n' })).toEqual({
    'shop/models.py': ['startup', null, error],
    'shop/middleware.py': ['startup', null, error],
    'blog/models/__init__.py': ['startup', null, error],
    'shop/views.py': ['call', 'shop/views.py', error],
  });
});

test('what ready() imports, which Django calls when all apps are loaded', async () => {
  const { 'shop/signals.py': _, ...others } = PROJECT;
  const error = "ImportError: cannot import name 'signals' from 'shop'";
  expect(await impactsOf(others)).toMatchObject({ 'shop/apps.py': ['startup', 'ShopConfig.ready', error] });
  const named = 'LOCAL_APPS = ["shop", "blog"]\nINSTALLED_APPS = ["django.contrib.admin"] + LOCAL_APPS\n';
  const config = (head: string, method = 'ready') =>
    `from django.apps import AppConfig\nclass ${head}:\n    def ${method}(self):\n        from . import signals\n`;
  const ofConfig = (apps: string) =>
    impactsOf({ ...others, 'site1/settings.py': named, 'shop/apps.py': apps });
  expect(await ofConfig(config('Shop(AppConfig)'))).toMatchObject({
    'shop/apps.py': ['startup', 'Shop.ready', error],
  });
  expect(await ofConfig(config('Shop(AppConfig)', 'later'))).toMatchObject({
    'shop/apps.py': ['call', 'Shop.later', error],
  });
  // One of them has `default = True`, or none is taken.
  expect(await ofConfig(`${config('Shop(AppConfig)')}class Other(AppConfig): pass\n`)).toMatchObject({
    'shop/apps.py': ['call', 'Shop.ready', error],
  });
});

test('what the admin site discovers, where it is installed', async () => {
  const files = { ...PROJECT, 'shop/tools.py': 'two = 1\n', 'shop/admin.py': 'from .tools import one\n' };
  expect((await impactsOf(files))['shop/admin.py']?.[0]).toBe('startup');
  const settings = PROJECT['site1/settings.py'];
  const without = settings.replace('django.contrib.admin', 'django.contrib.auth');
  const simple = settings.replace('django.contrib.admin', 'django.contrib.admin.apps.SimpleAdminConfig');
  for (const other of [without, simple]) {
    const impacts = await impactsOf({ ...files, 'site1/settings.py': other });
    expect(impacts['shop/admin.py']?.[0]).toBe('unreached');
  }
});

test('tasks that Celery discovers', async () => {
  const files = { ...PROJECT, 'shop/tools.py': 'two = 1\n', 'shop/tasks.py': 'from .tools import one\n' };
  expect((await impactsOf(files))['shop/tasks.py']?.[0]).toBe('unreached');
  const celery = (call: string) => ({ ...files, 'site1/celery.py': `app = Celery("site1")\n${call}\n` });
  for (const call of ['app.autodiscover_tasks()', 'app.autodiscover_tasks(lambda: settings.INSTALLED_APPS)'])
    expect((await impactsOf(celery(call)))['shop/tasks.py']?.[0]).toBe('startup');
  for (const call of ['app.autodiscover_tasks(["blog"])', 'app.autodiscover_tasks(related_name="jobs")'])
    expect((await impactsOf(celery(call)))['shop/tasks.py']?.[0]).toBe('unreached');
});

test('a module in a dotted string', async () => {
  const { 'shop/middleware.py': _, ...others } = PROJECT;
  expect(await impactsOf(others)).toEqual({
    'site1/settings.py': ['startup', null, "ModuleNotFoundError: No module named 'shop.middleware'"],
  });
});

test('the settings that manage.py names, in words of CPython and with the call that leads there', async () => {
  const manage =
    'import os\ndef main():\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.setings")\nif __name__ == "__main__":\n    main()\n';
  expect(await impactsOf({ ...PROJECT, 'manage.py': manage })).toEqual({
    'manage.py': ['startup', 'main', "ModuleNotFoundError: No module named 'site1.setings'"],
  });
  expect(await impactsOf({ ...PROJECT, 'manage.py': manage.replace('setings', 'settings') })).toEqual({});
});
