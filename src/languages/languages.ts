// The list of languages. A new language is one entry here and one folder beside this file.

import { javascript } from './javascript/index.ts';
import type { Language } from './language.ts';
import { python } from './python/index.ts';

export const languages: readonly Language[] = [javascript, python];
