// Which folders AWS Lambda puts on `sys.path`: that of a function's own code, and `python/` of the layers beside it.
// https://docs.aws.amazon.com/lambda/latest/dg/python-layers.html

import type { FileSystem } from '../host/file-system.ts';
import { asObject, readTextOrNull } from '../host/settings-file.ts';
import { yamlOrNull } from '../host/yaml.ts';
import { below, parentOf, resolvePath } from '../model/path.ts';

export interface LambdaRoot {
  /** Absolute. */
  readonly root: string;
  /** The files that it is for: those in this directory. */
  readonly within: string;
}

type Table = Record<string, unknown>;

const TEMPLATES = ['template.yaml', 'template.yml'];
const SERVICES = ['serverless.yml', 'serverless.yaml'];

/** Those that the templates in a directory name: of AWS SAM and CloudFormation, and of the Serverless Framework. */
export function lambdaRoots(
  directory: string,
  has: (name: string) => boolean,
  fileSystem: FileSystem,
): LambdaRoot[] {
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
 * `layers/shared/python` of the files beside `layers`, whatever deploys it: no other folder of a layer is on the path.
 * @param directory one that holds Python files
 */
export function customaryLayer(directory: string): LambdaRoot | null {
  const [, within, layer] = /^(.*?)\/([^/]*layers?(?:\/[^/]+)?)\/python$/i.exec(directory) ?? [];
  return within === undefined || layer === undefined ? null : { root: directory, within };
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html */
function rootsOfTemplate(template: Table, directory: string, fileSystem: FileSystem): LambdaRoot[] {
  const shared = asObject(asObject(template['Globals'])?.['Function'])?.['CodeUri'];
  return Object.values(asObject(template['Resources']) ?? {}).flatMap((value): LambdaRoot[] => {
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
function rootsOfService(service: Table, directory: string, fileSystem: FileSystem): LambdaRoot[] {
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

function codeIn(path: unknown, directory: string): LambdaRoot[] {
  if (typeof path !== 'string') return [];
  const root = resolvePath(directory, path);
  return [{ root, within: root }];
}

function layerIn(path: unknown, directory: string, isBuilt: boolean, fileSystem: FileSystem): LambdaRoot[] {
  if (typeof path !== 'string') return [];
  const content = resolvePath(directory, path);
  const inside = below(content, 'python');
  const root = isBuilt && fileSystem.stat(inside) !== 'directory' ? content : inside;
  // A template may lie in a folder of its own, with the functions and layers beside it.
  const within = path.startsWith('..') ? (parentOf(content) ?? directory) : directory;
  return [{ root, within }];
}
