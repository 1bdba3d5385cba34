// The functions that AWS Lambda calls, as serverless.yml and the templates of AWS SAM name them.

import { asObject } from '../../host/settings-file.ts';

type Table = Readonly<Record<string, unknown>>;

export interface LambdaHandler {
  /** Where its code is, below the folder of the settings; `.` for that folder. */
  readonly folder: string;
  /** `src/hello.main` */
  readonly handler: string;
  /** `python3.12`; null where it is not said. */
  readonly runtime: string | null;
  /** It is Lambda that calls it; others read a handler in their own ways. */
  readonly isOfLambda: boolean;
}

/** https://www.serverless.com/framework/docs/providers/aws/guide/functions */
export const SERVERLESS_FILES = ['serverless.yml', 'serverless.yaml', 'serverless.json'];

export function serverlessHandlers({ functions, provider }: Table): LambdaHandler[] {
  const { runtime: shared, name } = asObject(provider) ?? { name: provider };
  const isOfLambda = name === 'aws';
  return [functions]
    .flat()
    .flatMap((group) =>
      tablesIn(group).flatMap(({ handler, runtime = shared }) =>
        typeof handler === 'string'
          ? [{ folder: '.', handler, runtime: textOrNull(runtime), isOfLambda }]
          : [],
      ),
    );
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html */
export const SAM_FILES = ['template.yaml', 'template.yml'];

export function samHandlers({ Resources, Globals }: Table): LambdaHandler[] {
  const shared = asObject(asObject(Globals)?.['Function']);
  return tablesIn(Resources).flatMap(({ Type, Properties }) => {
    if (Type !== 'AWS::Serverless::Function' && Type !== 'AWS::Lambda::Function') return [];
    const { Handler, CodeUri, Runtime } = { ...shared, ...asObject(Properties) };
    if (typeof Handler !== 'string') return [];
    const folder = typeof CodeUri === 'string' ? CodeUri.replace(/\/$/, '') : '.';
    return [{ folder, handler: Handler, runtime: textOrNull(Runtime), isOfLambda: true }];
  });
}

/**
 * How Lambda's Python reads a handler: the module in front of the last dot, with dots for slashes.
 * @returns the module, the name in it, and the path of the module without its ending
 */
export function pythonModule(
  folder: string,
  handler: string,
): { readonly module: string; readonly name: string; readonly path: string } {
  const dot = handler.lastIndexOf('.');
  const module = handler.slice(0, Math.max(dot, 0)).replaceAll('/', '.');
  return { module, name: handler.slice(dot + 1), path: `${folder}/${module.replaceAll('.', '/')}` };
}

/** The same for Node: the name is all that stands behind the first dot of the last part of the path. */
export function nodeModule(folder: string, handler: string): ReturnType<typeof pythonModule> {
  const dot = handler.indexOf('.', handler.lastIndexOf('/') + 1);
  const module = handler.slice(0, Math.max(dot, 0));
  return { module, name: handler.slice(dot + 1), path: `${folder}/${module}` };
}

function tablesIn(value: unknown): Table[] {
  return Object.values(asObject(value) ?? {}).flatMap((inner) => {
    const table = asObject(inner);
    return table === null ? [] : [table];
  });
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
