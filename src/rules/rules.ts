// All rules, in the order in which they are listed to people.

import { ambiguousExport } from './ambiguous-export.ts';
import { circularExport } from './circular-export.ts';
import { devDependency } from './dev-dependency.ts';
import { initialisationCycle } from './initialisation-cycle.ts';
import { missingAtRuntime } from './missing-at-runtime.ts';
import { missingExport } from './missing-export.ts';
import { missingMember } from './missing-member.ts';
import { notDeployed } from './not-deployed.ts';
import { parseError } from './parse-error.ts';
import type { Rule } from './rule.ts';
import { stubInUse } from './stub-in-use.ts';
import { typeAsValue } from './type-as-value.ts';
import { undeclaredDependency } from './undeclared-dependency.ts';
import { unresolvedModule } from './unresolved-module.ts';
import { unusedSuppression } from './unused-suppression.ts';

export const rules: readonly Rule[] = [
  unresolvedModule,
  missingExport,
  missingMember,
  ambiguousExport,
  circularExport,
  typeAsValue,
  missingAtRuntime,
  notDeployed,
  undeclaredDependency,
  devDependency,
  initialisationCycle,
  stubInUse,
  parseError,
  unusedSuppression,
];
