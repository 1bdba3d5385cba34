// Which folders a platform or a build system puts on `sys.path`. Pants: its source roots. AWS Lambda: that of a function's own code, and `python/` of the layers
// beside it. Airflow: `dags` and `plugins`.
// https://docs.aws.amazon.com/lambda/latest/dg/python-layers.html,
// https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/modules_management.html,
// https://www.pantsbuild.org/stable/docs/using-pants/key-concepts/source-roots

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readTextOrNull, stringsIn } from '../host/settings-file.ts';
import { yamlOrNull } from '../host/yaml.ts';
import { literalPattern } from '../model/literal-pattern.ts';
import { below, isWithin, parentOf, resolvePath } from '../model/path.ts';
import { readToml, tableAt } from './settings.ts';

export interface PlatformRoot {
  /** Absolute. */
  readonly root: string;
  /** The files that it is for: those in this directory. */
  readonly within: string;
}

type Table = Record<string, unknown>;

const TEMPLATES = ['template.yaml', 'template.yml'];
const SERVICES = ['serverless.yml', 'serverless.yaml'];

/** Those that the templates in a directory name: of AWS SAM and CloudFormation, and of the Serverless Framework. */
export function templateRoots(
  directory: string,
  has: (name: string) => boolean,
  fileSystem: FileSystem,
): PlatformRoot[] {
  const read = (names: readonly string[]): Table[] =>
    names.filter(has).flatMap((name) => {
      const table = asObject(yamlOrNull(readTextOrNull(fileSystem, below(directory, name)) ?? ''));
      return table === null ? [] : [table];
    });
  return [
    ...read(TEMPLATES).flatMap((template) => rootsOfTemplate(template, directory, fileSystem)),
    ...read(SERVICES).flatMap((service) => rootsOfService(service, directory, fileSystem)),
  ];
}

/**
 * Those that the name of a folder with Python files tells: `layers/shared/python`, which is the only folder of a layer on
 * the path, of the files beside `layers`; `dags` with `plugins` beside it.
 */
export function customaryRoots(directory: string): PlatformRoot[] {
  const [, besideLayers] = /^(.*?)\/[^/]*layers?(?:\/[^/]+)?\/python$/i.exec(directory) ?? [];
  if (besideLayers !== undefined) return [{ root: directory, within: besideLayers }];
  const [, home] = /^(.*)\/dags$/.exec(directory) ?? [];
  return home === undefined
    ? []
    : [directory, below(home, 'plugins')].map((root) => ({ root, within: home }));
}

/**
 * Those of a repository that Pants builds, where its `pants.toml` lies: folders by the ends of their paths (`src/python`), or
 * by their whole path (`/services`), with `*` for any one folder.
 * @param folders all that hold Python files, and those around them
 */
export function pantsRoots(
  directory: string,
  folders: readonly string[],
  fileSystem: FileSystem,
): PlatformRoot[] {
  const told = tableAt(readToml(fileSystem, below(directory, 'pants.toml')), 'source')?.['root_patterns'];
  return stringsIn(told).flatMap((pattern) => {
    const parts = pattern.split('/').filter((part) => part !== '');
    const source = parts.map((part) => (part === '*' ? '[^/]+' : literalPattern(part))).join('/');
    const matches = new RegExp(pattern.startsWith('/') ? `^/${source}$` : `/${source}$`);
    return folders
      .filter((folder) => isWithin(directory, folder) && matches.test(folder.slice(directory.length) || '/'))
      .map((root) => ({ root, within: directory }));
  });
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html */
function rootsOfTemplate(template: Table, directory: string, fileSystem: FileSystem): PlatformRoot[] {
  const shared = asObject(asObject(template['Globals'])?.['Function'])?.['CodeUri'];
  return Object.values(asObject(template['Resources']) ?? {}).flatMap((value): PlatformRoot[] => {
    const { Type, Properties, Metadata } = asObject(value) ?? {};
    const { CodeUri = shared, Code, ContentUri, Content } = asObject(Properties) ?? {};
    switch (Type) {
      case 'AWS::Serverless::Function':
      case 'AWS::Lambda::Function':
        return codeIn(CodeUri ?? Code, directory);
      case 'AWS::Serverless::LayerVersion':
      case 'AWS::Lambda::LayerVersion': {
        // With a method for Python, `sam build` makes the folder `python` of the whole content.
        const isBuilt = /^python/.test(String(asObject(Metadata)?.['BuildMethod']));
        return layerIn(ContentUri ?? Content, directory, isBuilt, fileSystem);
      }
      default:
        return [];
    }
  });
}

/** https://www.serverless.com/framework/docs/providers/aws/guide/layers */
function rootsOfService(service: Table, directory: string, fileSystem: FileSystem): PlatformRoot[] {
  const tables = (value: unknown) => Object.values(asObject(value) ?? {}).map((each) => asObject(each) ?? {});
  const isPython = JSON.stringify([service['provider'], service['functions']]).includes('"runtime":"python');
  if (!isPython) return [];
  return [
    ...codeIn('.', directory),
    // serverless-python-requirements: the folder of a function that is packed alone.
    ...tables(service['functions']).flatMap(({ module }) => codeIn(module, directory)),
    ...tables(service['layers']).flatMap(({ path }) => layerIn(path, directory, false, fileSystem)),
  ];
}

function codeIn(path: unknown, directory: string): PlatformRoot[] {
  if (typeof path !== 'string') return [];
  const root = resolvePath(directory, path);
  return [{ root, within: root }];
}

function layerIn(path: unknown, directory: string, isBuilt: boolean, fileSystem: FileSystem): PlatformRoot[] {
  if (typeof path !== 'string') return [];
  const content = resolvePath(directory, path);
  const inside = below(content, 'python');
  const root = isBuilt && fileSystem.stat(inside) !== 'directory' ? content : inside;
  // A template may lie in a folder of its own, with the functions and layers beside it.
  const within = path.startsWith('..') ? (parentOf(content) ?? directory) : directory;
  return [{ root, within }];
}
