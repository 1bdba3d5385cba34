// Imports of JSON without `with { type: 'json' }`: Node's ESM loader refuses them, bundlers and `require` do not.

import type { ModuleRequest } from '../../../model/module-request.ts';
import type { Resolution } from '../../../model/resolution.ts';
import type { Importer } from './importer.ts';
import type { Want } from './path.ts';

/** The answer, or that the attribute is missing. Source: nodejs.org/api/esm.html, "JSON modules". */
export function refuseJson(
  answer: Resolution,
  asked: ModuleRequest,
  importer: Importer,
  { mode, erased }: Want,
): Resolution {
  if (answer.kind !== 'module' || !mode.strict || erased || asked.form === 'import-meta-resolve')
    return answer;
  const loaded = answer.runtime ?? answer.module;
  const isTold = asked.attributeType === 'json' || asked.attributeType === '';
  return !loaded.endsWith('.json') || isTold || offersTypeScript(importer)
    ? answer
    : { kind: 'unresolved', reason: 'missing-attribute', tried: [loaded] };
}

/**
 * Whether a source belongs to a package that offers its TypeScript as it is (`"exports": "./src/index.ts"`): who takes it
 * compiles it, and that is a bundler where nothing says that Node runs it by taking the types out.
 */
function offersTypeScript({ dialect, packageJson, config }: Importer): boolean {
  if (dialect !== 'typescript' || packageJson === null) return false;
  const { erasableSyntaxOnly, allowImportingTsExtensions } = config?.options ?? {};
  if (erasableSyntaxOnly === true || allowImportingTsExtensions === true) return false;
  const { exports, main, module } = packageJson.fields;
  return /(?<!\.d)\.[cm]?tsx?"/.test(JSON.stringify([exports, main, module]));
}
