// The report itself, version 1: described by report.schema.json.

import type { Report } from '../model/report.ts';
import { jsonText } from './json-text.ts';

export const json = (report: Report): string => `${jsonText(report, 2)}\n`;
