// What is told of the function that a finding stands in: its name, who decides when it runs, who keeps its errors.

import type { CallsOf } from '../link/called-functions.ts';
import { catcherAround, receiverAround } from '../link/calls.ts';
import type { LinkedGraph } from '../link/linked-graph.ts';
import type { Finding, FindingSite } from '../model/finding.ts';
import type { Impact } from '../model/report.ts';

/** The function around the place; null for the module itself. */
export function codeOf({ runs, enclosing }: FindingSite): string | null {
  return runs === 'call' ? (enclosing ?? '<anonymous>') : null;
}

/** Who is given the function around the place and decides when it runs. */
export function givenTo({ site, location }: Finding, callsOf: CallsOf): Pick<Impact, 'givenTo'> {
  if (site.runs !== 'call') return {};
  const receiver = receiverAround(location.span.start, site.enclosing, callsOf(location.module));
  return receiver === null ? {} : { givenTo: receiver };
}

/** `safe(async () => { … })`: what the function that is given the code around makes of its errors, where that is told. */
export function keptToItself(
  { location, site }: Finding,
  { when, swallowed }: Impact,
  linked: LinkedGraph,
  callsOf: CallsOf,
): Pick<Impact, 'swallowed'> {
  const node = linked.graph.get(location.module);
  if (when === 'never' || swallowed !== undefined || site.runs !== 'call' || node === undefined) return {};
  const catcher = catcherAround(node, location.span.start, linked, callsOf);
  if (catcher === null) return {};
  const where = catcher.module === location.module ? '' : ` of ${catcher.module}`;
  return { swallowed: `${catcher.name}()${where} catches the error, and the program goes on` };
}
