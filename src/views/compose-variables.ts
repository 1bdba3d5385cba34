// Variables in compose files. https://docs.docker.com/reference/compose-file/interpolation/

/** What a `.env` file sets beside a compose file. https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/ */
export function variablesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const [, name, value = ''] = /^\s*(?:export\s+)?(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) continue;
    const [, , quoted] = /^(["'])(.*?)\1/.exec(value) ?? [];
    found.set(name, quoted ?? value.replace(/\s+#.*$/, ''));
  }
  return found;
}

/**
 * A text with the values of its variables. `$$` is a dollar sign. What the shell of whoever builds sets goes first, and is not
 * known: what the project itself says counts.
 * @returns null where a variable has no value here
 */
export function interpolated(text: string, variables: ReadonlyMap<string, string>): string | null {
  let isKnown = true;
  const whole = text.replace(
    /\$(?:(\$)|(\w+)|\{(\w+)(?:(:?[-?+])([^}]*))?\})/g,
    (_match, dollar, plain, braced, operator: string | undefined, other: string = '') => {
      if (dollar !== undefined) return '$';
      const value = variables.get(plain ?? braced);
      const isSet = value !== undefined && (value !== '' || operator?.startsWith(':') !== true);
      if (operator?.endsWith('+') === true) return isSet ? other : '';
      if (isSet) return value;
      if (operator?.endsWith('-') === true) return other;
      isKnown = false;
      return '';
    },
  );
  return isKnown ? whole : null;
}
