// A project as people write them, generated into a folder: every form of import and export that TypeScript can judge.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const files: Readonly<Record<string, string>> = {
  'package.json': `{ "name": "small", "version": "1.0.0", "type": "module", "dependencies": { "left": "1.0.0", "@org/right": "1.0.0", "legacy": "1.0.0" } }`,
  'tsconfig.json': `{ "compilerOptions": { "target": "ES2022", "module": "ESNext", "moduleResolution": "bundler", "strict": true, "noEmit": true, "types": [], "jsx": "preserve", "esModuleInterop": true }, "include": ["src"] }`,
  'node_modules/left/package.json': `{ "name": "left", "version": "1.0.0", "type": "module", "exports": { ".": { "types": "./index.d.ts", "default": "./index.js" } } }`,
  'node_modules/left/index.d.ts': `export declare function left(): string;\nexport declare const rest: number;\nexport interface Options { deep: boolean }\n`,
  'node_modules/left/index.js': `export function left() { return ''; }\nexport const rest = 1;\n`,
  'node_modules/@org/right/package.json': `{ "name": "@org/right", "version": "1.0.0", "main": "index.js", "types": "index.d.ts" }`,
  'node_modules/@org/right/index.d.ts': `export * from './part';\nexport { default } from './part';\n`,
  'node_modules/@org/right/part.d.ts': `export declare const part: number;\ndeclare const whole: { part: number };\nexport default whole;\n`,
  'node_modules/@org/right/index.js': `exports.part = 1;\nexports.default = { part: 1 };\n`,
  'node_modules/legacy/package.json': `{ "name": "legacy", "version": "1.0.0", "main": "index.js", "types": "index.d.ts" }`,
  'node_modules/legacy/index.d.ts': `interface Legacy { open(): void; shut(): void }\ndeclare const legacy: Legacy;\nexport = legacy;\n`,
  'node_modules/legacy/index.js': `module.exports = { open() {}, shut() {} };\n`,
  'src/shapes.ts': `export interface Shape { area(): number }\nexport type Kind = 'round' | 'square';\nexport abstract class Base implements Shape { abstract area(): number }\nexport class Square extends Base { area() { return 4; } }\nexport enum Color { Red, Green }\nexport const pi = 3, tau = 6;\nexport function area(shape: Shape) { return shape.area(); }\nexport default Square;\n`,
  'src/tools.ts': `function first() { return 1; }\nconst second = 2;\nexport { first, second as other };\nexport default function main() { return first(); }\n`,
  'src/config.ts': `const config = { port: 1 };\nexport default config;\nexport namespace Settings { export const level = 1; export interface Level { value: number } }\n`,
  'src/barrel.ts': `export * from './shapes';\nexport { first, other as second } from './tools';\nexport { default as main } from './tools';\nexport * as tools from './tools';\nexport type { Kind as ShapeKind } from './shapes';\n`,
  'src/deep/index.ts': `export * from '../barrel';\nexport const deep = true;\n`,
  'src/lazy.ts': `export const page = () => 'page';\nexport default page;\n`,
  'src/app.ts': `import main, { first } from './tools';\nimport config, { Settings } from './config';\nimport * as shapes from './shapes';\nimport type { Shape, ShapeKind } from './barrel';\nimport { Square, tools, second, type Kind } from './deep';\nimport { left, type Options } from 'left';\nimport whole, { part } from '@org/right';\nimport * as right from '@org/right';\n\nexport const kind: Kind | ShapeKind = 'round';\nexport const options: Options = { deep: true };\nexport function run(shape: Shape): number {\n  const square = new shapes.Square();\n  const color: shapes.Color = shapes.Color.Red;\n  return main() + first() + second + config.port + Settings.level + shapes.area(shape) + square.area() + color;\n}\nexport const sum = tools.first() + tools.other + part + whole.part + right.part + left().length + new Square().area();\n`,
  'src/view.tsx': `import { run } from './app';\nimport { open } from 'legacy';\n\nexport async function view(): Promise<string> {\n  open();\n  const { page } = await import('./lazy');\n  const again = (await import('./lazy')).default;\n  return page() + again() + String(run);\n}\nexport type Page = typeof import('./lazy').page;\nexport type Color = import('./shapes').Color;\n`,
  'src/index.ts': `import './view';\nexport { view } from './view';\nexport * from './app';\nexport { deep } from './deep/index';\n`,
};

/** Writes the project. */
export function writeSmallProject(folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
