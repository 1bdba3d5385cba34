// Texts that a server or a generator makes a file of: in themselves they are none.

/**
 * `{% if … %}` of Django and Jinja, `<%= … %>` of EJS and ERB, `{{content-for 'x'}}` of Handlebars, `{$ doc.name $}` of
 * Dgeni's Nunjucks, `[%FILES%]` and `%%DEFAULTS%%` of scripts that replace words. An object in the braces of JSX has no words
 * beside one another, and no remainder is taken where an expression begins. What begins with two braces behind a bracket,
 * a comma or a colon is no expression anywhere: `[{{ files }}]` of Jinja, `field: {{ if .Summary }}` of Go.
 */
const TAG =
  /[[(,:]\s*\{\{-?[ \t]*[\w.$][^{}\n]*\}\}|(?:^|[[({,:=])[ \t]*(%%?)[A-Z][A-Z0-9_]*\1|\{%-?\s*\w+[^%\n]*%\}|\{\$\s[^$\n]*\s\$\}|<%[^\n]*?%>|\{\{[#/]?[\w.-]+(?:[ \t]+(?:'[^'\n]*'|"[^"\n]*"|[\w.-]+))*[ \t]*\}\}/m;

/** `#include raw $dir + "/main.js"#` of Cheetah, `#ifdef XP_WIN` of preprocessors; not the private members `#if = 1`, `#set()`. */
const DIRECTIVE = /^[ \t]*#(?:include|ifn?def|if|elif|define)[ \t]+["'<$!\w]/m;

/** Whether a text that cannot be read as it stands has places to be filled in, or lines that others read. */
export function isTemplateText(text: string): boolean {
  return TAG.test(text) || DIRECTIVE.test(text);
}
