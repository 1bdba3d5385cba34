// The report itself, version 1: described by report.schema.json.

import type { Report } from '../model/report.ts';

export const json = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
