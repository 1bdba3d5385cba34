// `danglint graph` in its forms.

import { expect, it } from 'vitest';
import { danglint, projectOf } from './run-danglint.ts';

const FILES = {
  'package.json': '{ "name": "p", "type": "module" }',
  'a.js': "import './b.js';\nexport const later = () => import('./c.js');\n",
  'b.js': "import './d.js';\n",
  'c.js': 'export {};\n',
  'd.js': 'export {};\n',
};

it('draws what loads what; what a function loads is dashed', async () => {
  const root = projectOf(FILES);
  expect((await danglint(root, ['graph'])).stdout).toBe(
    'digraph modules {\n  rankdir=LR;\n  "a.js" -> "b.js";\n  "a.js" -> "c.js" [style=dashed];\n  "b.js" -> "d.js";\n}\n',
  );
  expect((await danglint(root, ['graph', '--format', 'mermaid'])).stdout).toBe(
    'graph LR\n  m0["a.js"] --> m1["b.js"]\n  m0 -.-> m2["c.js"]\n  m1 --> m3["d.js"]\n',
  );
});

it('draws only what is next to a file', async () => {
  const root = projectOf(FILES);
  const { stdout } = await danglint(root, ['graph', '--format', 'json', '--focus', 'c.js']);
  expect(JSON.parse(stdout)).toEqual({ version: 1, edges: [{ from: 'a.js', to: 'c.js', when: 'call' }] });
  expect((await danglint(root, ['graph', '--focus', 'gone.js'])).code).toBe(2);
});

it('is also a page: every module with links to what it loads and what loads it', async () => {
  const root = projectOf({ ...FILES, '<b>.js': "import './a.js';\n" });
  const whole = (await danglint(root, ['graph', '--format', 'html'])).stdout;
  expect(whole).toContain('<h2 class="path">&lt;b&gt;.js</h2>');
  expect(whole).not.toContain('<svg');
  const ids = [...whole.matchAll(/<section id="(m\d+)">/g)].map(([, id]) => id);
  const links = [...whole.matchAll(/<a href="#(m\d+)">/g)].map(([, id]) => id);
  expect(ids).toHaveLength(5);
  // Each edge from both of its ends.
  expect(links).toHaveLength(8);
  expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  expect(whole).not.toMatch(/\bsrc\s*=|https?:|@import|url\(/);
  const around = (await danglint(root, ['graph', '--format', 'html', '--focus', 'b.js'])).stdout;
  expect(around).toContain('aria-label="a.js, then b.js, then d.js"');
});
