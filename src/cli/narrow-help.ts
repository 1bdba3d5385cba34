// Help on a narrow terminal: where two columns would leave no room for words, what an option does stands below it.

import { Help, type HelpConfiguration } from 'commander';

/** Columns that a description needs to be read beside its option. */
const ENOUGH = 34;
const INDENTATION = ' '.repeat(6);

export const NARROW_HELP: HelpConfiguration & ThisType<Help> = {
  minWidthToWrap: 20,
  formatItem(term, termWidth, description, helper) {
    const width = this.helpWidth ?? 80;
    if (description === '' || width - termWidth - 4 >= ENOUGH) {
      return Help.prototype.formatItem.call(this, term, termWidth, description, helper);
    }
    const lines = helper.boxWrap(description, width - INDENTATION.length).split('\n');
    return [`  ${term}`, ...lines.map((line) => `${INDENTATION}${line}`)].join('\n');
  },
};
