// Where running begins: each project says which of its modules are entries, as a user of the framework or platform
// would; every other module of it is none.

import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../host/temporary-repository.ts';
import { checkFiles } from '../support/check-files.ts';

interface Project {
  readonly name: string;
  readonly manifest: Record<string, unknown>;
  /** Entries; the text of each, or nothing. */
  readonly entries: Readonly<Record<string, 'production' | 'public' | 'tool' | 'test'>>;
  readonly files?: Readonly<Record<string, string>>;
}

const needs = (...names: string[]) => ({
  dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])),
});

const PROJECTS: readonly Project[] = [
  {
    name: 'what PM2 keeps running',
    manifest: {},
    entries: {
      'ecosystem.config.js': 'tool',
      'src/web.js': 'production',
      'jobs/mail.py': 'production',
      'shop/api.py': 'production',
      'src/queue.js': 'production',
      'shop/work.py': 'production',
    },
    files: {
      'ecosystem.config.js':
        "module.exports = {\n  apps: [\n    { name: 'web', script: './src/web.js', env: { A: '1' } },\n    {\n      name: 'mail',\n      script: 'jobs/mail.py',\n      interpreter: 'python3',\n    },\n    { script: 'uvicorn', args: ['shop.api:app', '--port', '80'], interpreter: 'none' },\n    { script: 'bash', args: '-c \"node src/queue.js\"', interpreter: 'none' },\n  ],\n};\n",
      'process.json':
        '{ "apps": [{ "script": "celery", "args": "-A work worker", "interpreter": "none", "cwd": "shop" }] }',
      'src/other.js': '',
      'shop/other.py': '',
    },
  },
  {
    name: 'what Vite renders on the server',
    manifest: { ...needs('vite'), scripts: { dev: 'node server' } },
    entries: {
      'server.js': 'tool',
      'vite.config.js': 'tool',
      'src/entry-server.js': 'production',
      'src/entry-ssr.js': 'production',
    },
    files: {
      'server.js':
        "import { createServer } from 'vite';\nconst vite = await createServer();\nconst { render } = await vite.ssrLoadModule('/src/entry-server.js');\n",
      'vite.config.js':
        "export default { ssr: { noExternal: ['./src/other.js'] }, build: { ssr: 'src/entry-ssr.js' } };\n",
      'src/other.js': '',
    },
  },
  {
    name: 'containers of a cluster',
    manifest: {},
    entries: {
      'src/api.ts': 'production',
      'src/worker.ts': 'production',
      'src/clean.ts': 'production',
      'src/shell.ts': 'production',
      'packages/mail/src/send.ts': 'production',
      'src/chart.ts': 'production',
    },
    files: {
      'k8s/base/api.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: api\n          command: ["node", "/app/dist/api.js"]\n        - name: proxy\n          image: nginx\n          args: ["-c", "src/other.js"]\n',
      'k8s/worker.yml':
        "kind: 'StatefulSet'\nspec:\n  containers:\n  - image: me/worker:1\n    command:\n    - node\n    args:\n    - --enable-source-maps\n    - dist/worker.js\n",
      'deploy/jobs.yaml':
        'kind: CronJob\nspec:\n  containers:\n    - name: a\n      command: [\n        "node",\n        "dist/clean.js",\n      ]\n---\nkind: Job\nspec:\n  containers:\n    - command:\n        - sh\n        - -c\n        - |\n          set -e\n          node dist/shell.js\n',
      'k8s/mail.yaml':
        'kind: Deployment\nspec:\n  containers:\n    - image: registry/mail:2\n      command: ["node", "dist/send.js"]\n',
      'charts/app/templates/deployment.yaml':
        'kind: Deployment\nspec:\n  containers:\n    {{- range .Values.all }}\n    - name: {{ .name }}\n      command: ["node", "dist/chart.js"]\n      env: {{ toYaml .env | nindent 8 }}\n    {{- end }}\n',
      'k8s/settings.yaml': 'kind: ConfigMap\ndata:\n  command: ["node", "dist/other.js"]\n',
      'packages/mail/package.json': '{ "name": "mail" }',
      'src/other.ts': '',
    },
  },
  {
    name: 'an application of HonoX',
    manifest: needs('honox'),
    entries: {
      'app/server.ts': 'production',
      'app/client.ts': 'production',
      'app/routes/posts/[id].tsx': 'production',
      'app/islands/counter.tsx': 'production',
      'app/components/$badge.tsx': 'production',
    },
    files: { 'app/components/card.tsx': '' },
  },
  {
    name: 'functions that Terraform gives to Lambda',
    manifest: {},
    entries: {
      'src/hello/index.ts': 'production',
      'functions/bye/main.js': 'production',
      'src/zipped.js': 'production',
      'src/named.js': 'production',
      'src/local.js': 'production',
    },
    files: {
      'terraform/main.tf':
        'data "archive_file" "bye" {\n  source_dir = "${path.module}/../functions/bye"\n}\nresource "aws_lambda_function" "hello" {\n  handler = "src/hello/index.handler"\n}\nresource "aws_lambda_function" "bye" {\n  handler = "main.run"\n}\ndata "archive_file" "z" {\n  source_file = "../src/zipped.js"\n}\nresource "aws_lambda_function" "named" {\n  handler = var.named\n}\nresource "aws_lambda_function" "local" {\n  handler = local.entry\n}\nlocals {\n  entry = "src/local.main"\n}\n',
      'terraform/variables.tf':
        'variable "other" {\n  default = "src/other.main"\n}\nvariable "named" {\n  type = string\n  default = "src/named.main"\n}\n',
      'main.js': '',
      'src/other.ts': '',
    },
  },
  {
    name: 'a service that is described in TypeScript',
    manifest: {},
    entries: {
      'src/functions/hello/handler.ts': 'production',
      'src/plain.ts': 'production',
    },
    files: {
      'serverless.ts':
        "import hello from './src/functions/hello/index.js';\nexport default { functions: { hello, plain: { handler: 'src/plain.main' } } };\n",
      'src/functions/hello/index.ts':
        'export default { handler: `${handlerPath(__dirname)}/handler.main`, events: [] };\n',
      'src/functions/other/handler.ts': '',
    },
  },
  {
    name: 'tasks of Deno, settings in a folder of their own, what a server of development only searches',
    manifest: {},
    entries: {
      'main.ts': 'production',
      'mod.ts': 'production',
      'more.ts': 'production',
      'tools/make.ts': 'tool',
      'client/app.ts': 'production',
      'dev/webpack.dev.js': 'tool',
      'vite.config.ts': 'tool',
    },
    files: {
      'deno.jsonc':
        '{ "exports": { ".": "./mod.ts", "./more": "./more.ts" }, "tasks": { "start": "deno run --allow-net main.ts", "make": { "command": "deno run tools/make.ts" } } }',
      'dev/webpack.dev.js': "module.exports = { entry: { app: ['./client/app.ts'] } };\n",
      'vite.config.ts': "export default { optimizeDeps: { entries: ['./client/**/*'], include: [] } };\n",
      'client/panel.ts': '',
    },
  },
  {
    name: 'pipelines, hooks and hosts',
    manifest: {
      scripts: { seed: './scripts/seed.sh', check: '(cd tools && node lint.js)' },
      prisma: { seed: 'tsx prisma/seed.ts' },
      'lint-staged': { '*.md': 'node tools/words.js' },
      wireit: { build: { command: 'node tools/build.js' } },
      directories: { bin: 'commands' },
    },
    entries: {
      'src/server.js': 'production',
      'src/worker.js': 'production',
      'src/web.js': 'production',
      'src/cluster.js': 'production',
      'commands/run.js': 'production',
      'tools/release.js': 'tool',
      'tools/notes.js': 'tool',
      'tools/lint.js': 'tool',
      'tools/words.js': 'tool',
      'tools/build.js': 'tool',
      'tools/hook.js': 'tool',
      'tools/made.js': 'tool',
      'tools/inline.js': 'tool',
      'tools/seeding.js': 'tool',
      'tools/gitlab.js': 'tool',
      'prisma/seed.ts': 'tool',
    },
    files: {
      Dockerfile: 'FROM node\nWORKDIR /app\nENTRYPOINT ["./start.sh"]\nCMD ["node", "/app/src/server.js"]\n',
      'start.sh': '#!/bin/sh\n# node src/old.js\ncp src/old.js /tmp\nexec node src/worker.js "$@"\n',
      'scripts/seed.sh': 'cd "$(dirname "$0")/.."\nset -e\nnode tools/seeding.js\n',
      'fly.toml': '[processes]\nweb = "node src/web.js"\n',
      'pm2.json': '{ "apps": [{ "script": "src/cluster.js" }] }',
      '.github/workflows/release.yml':
        'jobs:\n  a:\n    steps:\n      - run: |\n          npm ci\n          node tools/release.js\n      - run: node notes.js\n        working-directory: tools\n      - run: node -e "require(\'./tools/inline.js\')"\n      - run: aws s3 cp src/old.js s3://bucket\n',
      '.gitlab-ci.yml': 'a:\n  script:\n    - node tools/gitlab.js\n',
      '.husky/pre-commit': 'node tools/hook.js\n',
      Makefile: 'all:\n\t@node tools/made.js\n',
      'src/old.js': '',
    },
  },
  {
    name: 'all that a Dockerfile runs, in whatever file and folder',
    manifest: {},
    entries: {
      'src/server.js': 'production',
      'src/health.js': 'production',
      'src/start.js': 'production',
      'src/cron.js': 'production',
      'src/nightly.py': 'production',
      'src/worker.js': 'production',
      'src/mounted.js': 'tool',
      'src/alive.js': 'production',
      'src/unit.js': 'production',
      'src/before.js': 'production',
      'packages/api/main.js': 'production',
      'tools/prepare.js': 'tool',
    },
    files: {
      'Dockerfile.prod':
        'FROM node AS build\nWORKDIR /app\nCOPY src/old.js .\nRUN --mount=type=cache,target=/c npm ci && \\\n  node tools/prepare.js && rm src/old.js\nFROM node\nWORKDIR /srv\nHEALTHCHECK --interval=5s CMD node src/health.js\nENTRYPOINT ["/srv/start.sh"]\nCMD node src/server.js\n',
      'start.sh': '#!/bin/sh\nexec node /srv/src/start.js\n',
      'docker/api.Dockerfile': 'FROM node\nWORKDIR /repo/packages/api\nCMD ["node", "main"]\n',
      'docker-compose.prod.yml':
        'services:\n  worker:\n    build: .\n    command: [node, src/worker.js]\n    healthcheck:\n      test: ["CMD", "node", "src/alive.js"]\n  mounted:\n    image: node\n    volumes: ["./:/code"]\n    command: node /code/src/mounted.js\n  other:\n    image: redis\n    command: node src/old.js\n',
      'systemd/bot.service':
        '[Service]\n# ExecStart=/usr/bin/node /opt/bot/src/old.js\nWorkingDirectory=/opt/bot\nExecStartPre=-/usr/bin/node src/before.js\nExecStart=/usr/bin/env node /opt/bot/src/unit.js\n',
      crontab:
        '# 0 0 * * * node src/old.js\n*/5 * * * * cd /opt/bot && node src/cron.js >> log 2>&1\n@daily python3 /opt/bot/src/nightly.py\n',
      'packages/api/package.json': '{ "name": "api" }',
      'src/old.js': '',
    },
  },
  {
    name: 'a package that a command is run in',
    manifest: {
      workspaces: ['packages/*'],
      scripts: {
        seed: 'pnpm --filter @a/db exec node scripts/seed.js',
        send: 'npm -w @a/mail exec -- node scripts/send.js',
        check: 'yarn workspace @a/db node scripts/check.js',
        start: 'npm --workspace=packages/mail exec node main.js',
      },
    },
    entries: {
      'packages/mail/main.js': 'production',
      'packages/db/scripts/seed.js': 'tool',
      'packages/db/scripts/check.js': 'tool',
      'packages/mail/scripts/send.js': 'tool',
    },
    files: {
      'packages/db/package.json': '{ "name": "@a/db" }',
      'packages/mail/package.json': '{ "name": "@a/mail" }',
      'scripts/seed.js': '',
      'scripts/send.js': '',
    },
  },
  {
    name: 'projects of Nx, stacks of the AWS CDK, actions of a repository, tools',
    manifest: needs('aws-cdk-lib'),
    entries: {
      'apps/api/src/main.ts': 'production',
      'apps/web/src/polyfills.ts': 'production',
      'bin/app.ts': 'production',
      'functions/hello.ts': 'production',
      'functions/far/away.ts': 'production',
      '.github/actions/greet/index.js': 'tool',
      'knexfile.js': 'tool',
      'karma.conf.js': 'tool',
    },
    files: {
      'apps/api/project.json':
        '{ "targets": { "build": { "options": { "main": "apps/api/src/main.ts", "assets": ["apps/api/src/old.ts"] } } } }',
      'apps/web/project.json':
        '{ "targets": { "build": { "configurations": { "production": { "polyfills": ["apps/web/src/polyfills.ts"] } } } } }',
      'apps/api/src/old.ts': '',
      'cdk.json': '{ "app": "npx ts-node --prefer-ts-exts bin/app.ts" }',
      'lib/stack.ts':
        "import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';\nnew NodejsFunction(this, 'a', { entry: 'functions/hello.ts' });\nnew NodejsFunction(this, 'b', { entry: path.join(__dirname, '..', 'functions', 'far', 'away.ts') });\n",
      '.github/actions/greet/action.yml': 'runs:\n  using: node20\n  main: index.js\n',
    },
  },
  {
    name: 'the packages that a script is run in',
    manifest: {
      scripts: {
        dev: "pnpm -r --parallel --filter='./packages/*' run dev",
        build: 'pnpm --filter ./packages/* run build',
        serve: 'node server.js',
      },
    },
    entries: { 'server.js': 'production' },
    files: { 'packages/one/src/inner.js': '', 'packages/one/other.js': '' },
  },
  {
    name: 'next',
    manifest: needs('next'),
    entries: {
      'app/blog/[slug]/page.tsx': 'production',
      'pages/api/user.ts': 'production',
      'src/middleware.ts': 'production',
      'next.config.ts': 'tool',
    },
    files: { 'app/blog/list.tsx': '', 'lib/user.ts': '' },
  },
  {
    name: 'pages of vite, wherever they are',
    manifest: needs('vite'),
    entries: {
      'src/entry.tsx': 'production',
      'src/admin.ts': 'production',
      'client/src/main.ts': 'production',
      'src/inline.ts': 'production',
      'src/extra.ts': 'production',
      'e2e/page.ts': 'test',
      'vite.config.ts': 'tool',
    },
    files: {
      'index.html':
        '<script type="module" src="/src/entry.tsx?v=1"></script><!-- <script src="/src/old.ts"></script> -->',
      'admin/index.html':
        "<script type=module src='../src/admin.ts'></script><script src='https://a.b/src/old.ts'></script>",
      'client/index.html': '<script type="module" src="/src/main.ts"></script>',
      'inline.html':
        '<script type="module">\nimport { a } from "./src/inline.ts"\n</script><script>import "/src/old.ts"</script>',
      'e2e/page.html': '<script type="module" src="./page.ts"></script>',
      'vite.config.ts':
        "export default { build: { rollupOptions: { input: { extra: resolve(__dirname, 'src/extra.ts') }, external: ['./src/old.ts'] } } };",
      'src/old.ts': '',
    },
  },
  {
    name: 'nuxt with layers',
    manifest: needs('nuxt'),
    entries: {
      'app/app.vue': 'production',
      'app/pages/index.vue': 'production',
      'app/stores/user.ts': 'production',
      'server/api/user.get.ts': 'production',
      'layers/base/pages/about.vue': 'production',
    },
    files: { 'app/lib/user.ts': '' },
  },
  {
    name: 'SvelteKit',
    manifest: needs('@sveltejs/kit'),
    entries: {
      'src/routes/+page.svelte': 'production',
      'src/routes/api/+server.ts': 'production',
      'src/hooks.server.ts': 'production',
      'src/params/id.ts': 'production',
    },
    files: { 'src/routes/list.svelte': '', 'src/lib/a.ts': '' },
  },
  {
    name: 'Astro',
    manifest: needs('astro'),
    entries: {
      'src/pages/index.astro': 'production',
      'src/content.config.ts': 'tool',
      'src/middleware.ts': 'production',
    },
    files: { 'src/components/list.astro': '' },
  },
  {
    name: 'React Router with routes of its own',
    manifest: needs('@react-router/dev'),
    entries: {
      'app/root.tsx': 'production',
      'app/routes.ts': 'production',
      'app/pages/home.tsx': 'production',
      'app/pages/about.tsx': 'production',
    },
    files: {
      'app/routes.ts':
        "import { index, route } from '@react-router/dev/routes';\nexport default [index('pages/home.tsx'), route('about', './pages/about.tsx')];",
      'app/pages/parts.tsx': '',
    },
  },
  {
    name: 'Nest, several applications',
    manifest: needs('@nestjs/core'),
    entries: { 'apps/api/src/bootstrap.ts': 'production', 'apps/jobs/src/main.ts': 'production' },
    files: {
      'nest-cli.json':
        '{ "monorepo": true, "sourceRoot": "apps/api/src", "entryFile": "bootstrap", "projects": { "api": { "sourceRoot": "apps/api/src", "entryFile": "bootstrap" }, "jobs": { "sourceRoot": "apps/jobs/src" }, "shared": { "type": "library", "sourceRoot": "libs/shared/src", "entryFile": "index" } } }',
      'libs/shared/src/index.ts': '',
    },
  },
  {
    name: 'scripts, and what they are compiled from',
    manifest: {
      scripts: {
        start: 'node -r dotenv/config --max-old-space-size=400 target/app/server.js',
        dev: 'nodemon --watch code --exec ts-node code/dev.ts',
        worker: 'cd worker && node run.js',
        'pre:tests': 'eslint code/checked.ts && tsx scripts/seed.ts',
      },
    },
    entries: {
      'code/server.ts': 'production',
      'code/dev.ts': 'tool',
      'worker/run.js': 'production',
      'scripts/seed.ts': 'tool',
    },
    files: {
      'tsconfig.json': '{ "compilerOptions": { "outDir": "target/app", "rootDir": "code" } }',
      'code/checked.ts': '',
    },
  },
  {
    name: 'what a tsconfig of any name compiles',
    manifest: { exports: './distribution/index.js', scripts: { build: 'tsc --project tsconfig.dist.json' } },
    entries: { 'source/index.ts': 'production' },
    files: {
      'tsconfig.json': '{ "include": ["source"] }',
      'tsconfig.dist.json': '{ "compilerOptions": { "outDir": "distribution", "rootDir": "source" } }',
    },
  },
  {
    name: 'what a tsconfig compiles that names no rootDir: the folder that its sources share is one',
    manifest: { main: 'target/site', bin: { site: './target/cli.js' } },
    entries: { 'code/site/index.ts': 'production', 'code/cli.ts': 'production' },
    files: {
      'tsconfig.json': '{ "compilerOptions": { "outDir": "target" }, "include": ["code", "typings/*.d.ts"] }',
      'typings/all.d.ts': '',
      'code/other.ts': '',
    },
  },
  {
    name: 'what a composite tsconfig compiles: its own folder is the rootDir',
    manifest: { main: 'target/code/site.js' },
    entries: { 'code/site.ts': 'production' },
    files: {
      'tsconfig.json':
        '{ "compilerOptions": { "outDir": "target", "composite": true }, "include": ["code"] }',
      'code/code/site.ts': '',
    },
  },
  {
    name: 'what a build makes by the name under which the package offers it',
    manifest: {
      module: 'dist/shop.esm.js',
      exports: { './cart': { import: './dist/legacy/cart.mjs' }, './till': './dist/till.prod.js' },
    },
    entries: {
      'src/index.ts': 'production',
      'src/cart/index.ts': 'production',
      'src/till.ts': 'production',
    },
    files: { 'src/legacy.ts': '' },
  },
  {
    name: 'what scripts give to bundlers, on the command line and by their API',
    manifest: {
      scripts: {
        build:
          'esbuild page=web/page.tsx --bundle --outfile=out/lone.js && bun build ./web/bun.ts --outdir parts',
        bundle: 'node scripts/build.mjs',
        pack: 'tsup code/first.ts && rollup -i code/second.js -o code/written.js',
        serve: 'node boot',
      },
      tsup: { entry: { main: 'code/third.ts' } },
    },
    entries: {
      'web/page.tsx': 'production',
      'web/bun.ts': 'production',
      'web/api.ts': 'production',
      'code/first.ts': 'production',
      'code/second.js': 'production',
      'code/third.ts': 'production',
      'boot.js': 'production',
      'scripts/build.mjs': 'tool',
    },
    files: {
      'scripts/build.mjs':
        "import { build } from 'esbuild';\nawait build({ entryPoints: ['web/api.ts'], outdir: 'parts', external: ['./parts.ts'] });\n",
      'lone.ts': '',
      'parts.ts': '',
      'code/written.js': '',
    },
  },
  {
    name: 'a program without an ending',
    manifest: { scripts: { start: 'node ./bin/www' } },
    entries: { 'bin/www': 'production' },
    files: { 'bin/shell': '#!/bin/sh\n', LICENSE: 'node' },
  },
  {
    name: 'serverless',
    manifest: {},
    entries: { 'handlers/hello.ts': 'production', 'handlers/sub/bye.js': 'production' },
    files: {
      'serverless.yml':
        'service: x\nprovider:\n  role: !GetAtt Role.Arn\nfunctions:\n  hello:\n    handler: handlers/hello.main\n  bye:\n    handler: ./handlers/sub/bye.default.x\n',
      'handlers/parts.ts': '',
    },
  },
  {
    name: 'AWS SAM',
    manifest: {},
    entries: { 'functions/app.mjs': 'production' },
    files: {
      'template.yaml':
        'Globals:\n  Function:\n    Handler: app.handler\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: functions/\n      Role: !Ref Role\n',
      'functions/parts.mjs': '',
    },
  },
  {
    name: 'a worker of Cloudflare, TOML',
    manifest: needs('wrangler'),
    entries: { 'source/worker.ts': 'production' },
    files: { 'wrangler.toml': 'name = "w"\nmain = "source/worker.ts"\n', 'functions/parts.ts': '' },
  },
  {
    name: 'a worker of Cloudflare, JSON with comments',
    manifest: needs('wrangler'),
    entries: { 'source/worker.ts': 'production', 'source/staging.ts': 'production' },
    files: {
      'wrangler.jsonc':
        '{ // why\n "main": "source/worker.ts", "env": { "staging": { "main": "source/staging.ts" } }, }',
      'source/parts.ts': '',
    },
  },
  {
    name: 'functions of Vercel and Netlify',
    manifest: {},
    entries: { 'api/user.ts': 'production', 'fns/hook.ts': 'production' },
    files: {
      'vercel.json': '{}',
      'netlify.toml': '[build]\nfunctions = "fns"\n',
      'api/_parts.ts': '',
      'lib/user.ts': '',
    },
  },
  {
    name: 'Angular',
    manifest: needs('@angular/core'),
    entries: { 'projects/shop/src/start.ts': 'production' },
    files: {
      'angular.json':
        '{ "projects": { "shop": { "architect": { "build": { "options": { "browser": "projects/shop/src/start.ts", "polyfills": ["zone.js"] } } } } } }',
      'projects/shop/src/parts.ts': '',
    },
  },
  {
    name: 'an action of GitHub',
    manifest: {},
    entries: { 'src/start/index.ts': 'production', 'src/end/index.ts': 'production' },
    files: {
      'action.yml': 'runs:\n  using: node20\n  main: dist/start/index.js\n  post: dist/end/index.js\n',
      'src/parts.ts': '',
    },
  },
  {
    name: 'electron-vite',
    manifest: { ...needs('electron', 'electron-vite'), main: './out/main/index.js' },
    entries: {
      'src/main/index.ts': 'production',
      'src/preload/index.ts': 'production',
      'src/renderer/src/main.tsx': 'production',
    },
    files: {
      'src/renderer/index.html': '<script type="module" src="/src/main.tsx"></script>',
      'src/main/parts.ts': '',
    },
  },
  {
    name: 'images of packages, and services of compose',
    manifest: { workspaces: ['packages/*'] },
    entries: {
      'packages/api/server/boot.js': 'production',
      'packages/jobs/run.js': 'production',
    },
    files: {
      'packages/api/package.json': '{ "name": "api" }',
      'packages/api/Dockerfile': 'FROM node\nCOPY . .\nCMD ["node", "server/boot.js"]\n',
      'packages/jobs/package.json': '{ "name": "jobs" }',
      'compose.yaml':
        'services:\n  jobs:\n    build: packages/jobs\n    command: [node, run.js]\n  db:\n    image: postgres\n    command: parts.js\n',
      'parts.js': '',
      'packages/api/server/parts.js': '',
    },
  },
  {
    name: 'a package whose every file may be asked for, and whose bundle is not built',
    manifest: {
      exports: { '.': { require: './index.js', import: './dist/bundle.mjs' }, './*': './*' },
    },
    entries: { 'index.js': 'production', 'src/index.ts': 'production' },
    files: { 'src/parts.ts': '' },
  },
  {
    name: 'a package that opens a folder with the name of an output, which is there',
    manifest: { exports: { '.': './index.js', './lib/*': './lib/*', './dist/*': './dist/*' } },
    entries: { 'index.js': 'production', 'lib/part.js': 'production', 'src/made.ts': 'production' },
    files: { 'bench/leaks.js': '' },
  },
  {
    name: 'servers and workers of Python',
    manifest: {},
    entries: {
      'shop/wsgi2.py': 'production',
      'shop/api.py': 'production',
      'shop/factory.py': 'production',
      'backend/side.py': 'production',
      'jobs/celery.py': 'production',
      'queue2/__init__.py': 'production',
      'tool/__main__.py': 'production',
      'image/served.py': 'production',
    },
    files: {
      Procfile: [
        'web: gunicorn -w 4 shop.wsgi2',
        'api: uvicorn --host 0.0.0.0 shop.api:app',
        'made: gunicorn "shop.factory:create_app()" --bind 0.0.0.0:80',
        'side: hypercorn side:app',
        'beside: gunicorn --chdir backend side:app',
        'jobs: celery -A jobs worker -l info',
        'queue: dramatiq queue2',
        'tool: python -m tool',
      ].join('\n'),
      'compose.yaml': 'services:\n  image:\n    build: image\n',
      'image/Dockerfile': 'FROM python\nCMD ["uvicorn", "served:app"]\n',
      'shop/parts.py': '',
      'shop/worker.py': '',
    },
  },
  {
    name: 'what frameworks of Python load by themselves',
    manifest: {},
    entries: {
      'crawl/settings.py': 'production',
      'crawl/spiders/first.py': 'production',
      'dags/daily.py': 'production',
      'shop/__init__.py': 'production',
      'shop/jobs/mail.py': 'production',
      'shop/near.py': 'production',
      'shop/other.py': 'production',
    },
    files: {
      'crawl/settings.py': "SPIDER_MODULES = ['crawl.spiders']\n",
      'crawl/items.py': '',
      'dags/daily.py': 'from airflow import DAG\n',
      'dags/parts.py': '',
      'shop/__init__.py':
        "from importlib import import_module\ndef run(name):\n    import_module(f'shop.jobs.{name}')\n    import_module('.' + name, package=__package__)\n",
      'shop/jobs/deep/part.py': '',
    },
  },
  {
    name: 'modules of a Python package that it leaves to those who install it',
    manifest: {},
    entries: {
      'shop/__init__.py': 'production',
      'shop/applications.py': 'public',
      'shop/left.py': 'public',
      'shop/right.py': 'public',
      'shop/cli.py': 'production',
      'shop/extra/__init__.py': 'public',
      'shop/tests/helpers.py': 'test',
      'tests/test_shop.py': 'test',
    },
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "shop"\nversion = "1"\n[project.scripts]\nshop = "shop.cli:main"\n[dependency-groups]\ndev = ["pytest"]\n[tool.hatch.build.targets.wheel]\npackages = ["shop"]\n',
      'shop/__init__.py': '',
      'shop/applications.py': 'from shop.routing import Router\n',
      'shop/routing.py':
        'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop.applications import App\nclass Router: ...\n',
      // Each may be where others begin.
      'shop/left.py': 'import shop.right\n',
      'shop/right.py': 'def later():\n    import shop.left\n',
      // The command loads it later, and it helps itself from there.
      'shop/cli.py': 'def main():\n    import shop.serve\n',
      'shop/serve.py': 'import shop.cli\n',
      'shop/_private.py': '',
      'shop/extra/__init__.py': '',
      'shop/pytest_plugin.py': 'import pytest\n',
      'shop/templates/project.py': '',
      'shop/tests/helpers.py': '',
      'scripts/release.py': '',
      'tests/test_shop.py': 'from shop.applications import Router\n',
    },
  },
  {
    name: 'tests and what sets them up',
    manifest: {
      ...needs('vitest', '@playwright/test', 'jest'),
      main: 'src/start.ts',
      jest: { setupFiles: ['<rootDir>/tools/env.ts'], moduleNameMapper: { x: './src/parts.ts' } },
    },
    entries: {
      'src/start.ts': 'production',
      'src/a.test.ts': 'test',
      'src/__tests__/b.ts': 'test',
      'e2e/login.ts': 'test',
      'src/setupTests.ts': 'test',
      'tools/env.ts': 'test',
      'tools/before.ts': 'test',
      'tools/once.ts': 'test',
      'vitest.config.ts': 'tool',
    },
    files: {
      'vitest.config.ts':
        "export default { test: { // setupFiles: ['./src/parts.ts']\n include: ['src/*'], setupFiles: [\n'./tools/before.ts',\n],\n globalSetup: './tools/once.ts', exclude: ['./src/parts.ts'], include: ['*/tools'], // setupFiles: './src/parts.ts'\n } };",
      'src/parts.ts': '',
    },
  },
];

test.each(PROJECTS)('$name', async ({ manifest, entries, files }) => {
  const root = temporaryFolder();
  writeFiles(root, {
    'package.json': JSON.stringify({ name: 'a', private: true, ...manifest }),
    ...Object.fromEntries(Object.keys(entries).map((path) => [path, ''])),
    ...files,
  });
  const { analysis } = await checkFiles(root);
  const found = analysis?.entries.map(({ module, kind }) => [module.slice(root.length + 1), kind]) ?? [];
  expect(Object.fromEntries(found)).toEqual(entries);
});
