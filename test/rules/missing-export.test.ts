// What a name that is not there is told instead.

import { expect, test } from 'vitest';
import { checkPython } from '../support/check-python.ts';

test('where a name moved to is not a module that takes it for its types only', async () => {
  const { findings } = await checkPython({
    root: '/app',
    files: {
      '/app/shop/__init__.py': '',
      '/app/shop/app.py': 'from shop.routing import Router\nfrom shop.routing import Cart\n',
      '/app/shop/routing.py': 'class Zone: ...\n',
      '/app/shop/requests.py':
        'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop.routing import Router\n',
      '/app/shop/carts.py': 'class Cart: ...\n',
    },
  });
  const told = findings
    .filter(({ location }) => location.module === '/app/shop/app.py')
    .map(({ suggestions }) => suggestions.filter(({ kind }) => kind === 'moved').map(({ text }) => text));
  expect(told).toEqual([[], ['"Cart" is exported by /app/shop/carts.py']]);
});
