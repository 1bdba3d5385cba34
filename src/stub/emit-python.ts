// Writes a stub as a Python module: functions that raise NotImplementedError, classes that raise when they are
// constructed, constants that raise on any use. Which it is, its uses say; where they do not, what it is called.

import type { StubName, StubValue } from '../model/stub.ts';
import type { EmitContext, StubEmitter, StubSection } from './emitter.ts';
import { headerLines, readStubText, sectionMark } from './header.ts';
import { oneLine, quote } from './javascript-names.ts';
import { pythonReexport } from './python-reexport.ts';

export const pythonEmitter: StubEmitter = {
  section: (name) => ({ name: name.name, text: sectionText(name) }),
  render(sections, context) {
    return `${[docstring(context), ...prelude(sections, context), ...sections.map(({ text }) => text)].join('\n\n\n')}\n`;
  },
  read: (text) => readStubText(text, '#', unescaped),
  refuses(name) {
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name) || KEYWORDS.has(name))
      return 'the name is no Python identifier';
    return name.startsWith('_Danglint') || name.startsWith('_danglint_')
      ? 'the stub uses this name itself'
      : null;
  },
  reexport: pythonReexport,
};

const KEYWORDS = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield __debug__`.split(/\s+/),
);

/** PEP 8: classes in CapWords, constants in capitals, all else in lower case. */
function kindOf(
  name: string,
  value: StubValue | null,
): 'function' | 'decorator' | 'class' | 'exception' | 'object' {
  const kind = value?.kind ?? 'unknown';
  if (value?.caught) return 'exception';
  if (kind === 'function' && value?.decorates !== undefined) return 'decorator';
  if (kind === 'function' || kind === 'object') return kind;
  if (/^_*[A-Z]\w*(?:Error|Exception|Warning)$/.test(name)) return 'exception';
  if (kind === 'class') return kind;
  if (/^_*[A-Z][A-Z0-9_]+$/.test(name) || /^__\w+__$/.test(name)) return 'object';
  return /^_*\p{Lu}/u.test(name) ? 'class' : 'function';
}

function sectionText({ name, value }: StubName): string {
  const mark = `# ${sectionMark(name, quote)}`;
  const raises = `raise _danglint_error(${quote(name)})`;
  switch (kindOf(name, value)) {
    case 'function':
      return [
        mark,
        `def ${name}(*args, **kwargs):`,
        '    """Compatibility stub: raises NotImplementedError when it is called."""',
        `    ${raises}`,
      ].join('\n');
    case 'decorator':
      return [
        mark,
        `def ${name}(*args, **kwargs):`,
        '    """Compatibility stub: what it decorates raises NotImplementedError when it is used."""',
        ...decoration(name, value?.decorates ?? 'bare', raises),
      ].join('\n');
    case 'class':
      return [mark, `class ${name}(metaclass=_DanglintClass):`, ...raisingNew(raises)].join('\n');
    case 'exception':
      return [mark, `class ${name}(Exception):`, ...raisingNew(raises)].join('\n');
    case 'object':
      return [mark, `${name} = _DanglintValue(${quote(name)})`].join('\n');
  }
}

/** Decorating is no use yet: the importer is to be loaded. */
function decoration(name: string, decorates: 'bare' | 'called' | 'both', raises: string): string[] {
  const made = `return lambda target: _danglint_decorated(${quote(name)}, target)`;
  if (decorates === 'called') return [`    ${made}`];
  return [
    '    if len(args) == 1 and not kwargs and callable(args[0]):',
    `        return _danglint_decorated(${quote(name)}, args[0])`,
    `    ${decorates === 'both' ? made : raises}`,
  ];
}

function raisingNew(raises: string): string[] {
  return [
    '    """Compatibility stub: raises NotImplementedError when it is constructed."""',
    '',
    '    def __new__(cls, *args, **kwargs):',
    `        ${raises}`,
  ];
}

function docstring(context: EmitContext): string {
  const lines = headerLines(context.header).map((line) => escaped(line).trimEnd());
  return ['"""', ...lines, '"""'].join('\n');
}

/** Text in a docstring: no end of it, and no escape. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}

function unescaped(text: string): string {
  return text.replace(/\\([\\"])/g, '$1');
}

function prelude(sections: readonly StubSection[], context: EmitContext): string[] {
  const code = sections.map(({ text }) => text).join('\n');
  const reason = context.header.reason === undefined ? '' : `: ${oneLine(context.header.reason)}`;
  const rest = ` of ${quote(context.moduleName)} is a compatibility stub${reason} (${context.file}; see "danglint explain stub-in-use")`;
  const parts: string[] = [];
  if (sections.length > 0)
    parts.push(
      [
        'def _danglint_error(name):',
        `    return NotImplementedError('"' + name + '"' + ${quote(rest)})`,
      ].join('\n'),
    );
  if (code.includes('_danglint_decorated(')) parts.push(DECORATED);
  if (code.includes('(metaclass=_DanglintClass)')) parts.push(CLASS);
  if (code.includes('= _DanglintValue(')) parts.push(VALUE);
  return parts;
}

/** A class stays one, where it can be extended: others may do so while they are loaded. */
const DECORATED = `def _danglint_decorated(name, target):
    def fail(*args, **kwargs):
        raise _danglint_error(name)

    fail.__name__ = getattr(target, "__name__", name)
    fail.__doc__ = getattr(target, "__doc__", None)
    try:
        return type(target)(target.__name__, (target,), {"__new__": fail, "__doc__": target.__doc__})
    except Exception:
        return fail`;

/** `def f(pool: Pool[str])` is run when the importer is loaded: no use yet. */
const CLASS = `class _DanglintClass(type):
    def __getitem__(cls, item):
        return cls

    def __iter__(cls):
        raise _danglint_error(cls.__name__)

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise _danglint_error(cls.__name__ + "." + name)`;

/** What only looks at a value (repr, pickle, copy, doctest) asks for names with two underscores. */
const VALUE = `class _DanglintValue:
    def __init__(self, name):
        self.__dict__["_danglint_name"] = name

    def __repr__(self):
        return "<stub " + self._danglint_name + ">"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise _danglint_error(self._danglint_name + "." + name)

    def _danglint_fail(self, *args, **kwargs):
        raise _danglint_error(self._danglint_name)

    __hash__ = object.__hash__
    __call__ = __setattr__ = __delattr__ = __getitem__ = __setitem__ = __delitem__ = _danglint_fail
    __iter__ = __next__ = __len__ = __contains__ = __bool__ = __enter__ = __aenter__ = __await__ = _danglint_fail
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __int__ = __float__ = __index__ = _danglint_fail
    __str__ = __format__ = __bytes__ = __fspath__ = __neg__ = __abs__ = __or__ = __and__ = _danglint_fail
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __mod__ = _danglint_fail`;
