// Whether a text that cannot be read is the template of a module: `{% if … %}` of Jinja stands where no Python can.

/** Long and short strings, and comments. */
const QUOTED = /("""|''')[\s\S]*?\1|(["'])(?:\\.|(?!\2)[^\n])*\2|#.*/g;

/** @param text in which something is wrong */
export function isTemplateOfModule(text: string): boolean {
  return text.includes('{%') && text.replace(QUOTED, '').includes('{%');
}
