// Commands of a Helm chart that stand in its values, at any depth and in each way in which templates write them.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

const VALUES = 'worker:\n  run:\n    command: ["node", "src/worker.js"]\n  file: src/worker.js\n';

test.each([
  ['in its place', 'command: {{ toJson .Values.worker.run.command }}\n'],
  ['on a line of its own', 'command:\n            {{- toYaml .Values.worker.run.command | nindent 12 }}\n'],
  ['one word', 'command: ["node", "{{ .Values.worker.file }}"]\n'],
  ['a word of a list', 'command:\n            - node\n            - {{ .Values.worker.file | quote }}\n'],
])('%s', async (_, command) => {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{ "name": "app", "type": "module" }',
    'src/worker.js': "import './gone.js';\n",
    'helm/app/Chart.yaml': 'name: app\n',
    'helm/app/values.yaml': VALUES,
    'helm/app/templates/worker.yaml': `kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: worker\n          ${command}`,
  });
  const { report } = await checkFiles(root);
  expect(report.findings.map(({ impact }) => [impact?.when, impact?.entry])).toEqual([
    ['startup', 'src/worker.js'],
  ]);
});

test('a value that is not there says nothing', async () => {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': '{ "name": "app", "type": "module" }',
    'src/worker.js': "import './gone.js';\n",
    'helm/app/Chart.yaml': 'name: app\n',
    'helm/app/values.yaml': VALUES,
    'helm/app/templates/worker.yaml':
      'kind: Deployment\nspec:\n  containers:\n    - command: {{ .Values.other.command }}\n',
  });
  const { report } = await checkFiles(root);
  expect(report.findings[0]?.impact?.when).toBe('unreached');
});
