import { describe, expect, it } from 'vitest';
import { parser } from '../../../src/languages/python/parse.ts';
import type { ModuleRecord } from '../../../src/model/module-record.ts';
import { withNamedUses } from '../../../src/scan/named-uses.ts';

function parse(text: string, pythonVersion?: string, fileName = 'm.py'): ModuleRecord {
  return parser.parse(text, {
    fileName,
    format: 'unknown',
    detail: 'names',
    ...(pythonVersion === undefined ? {} : { pythonVersion }),
  });
}

/** `name`, `name?` when it may be bound, `(name)` when it is only there for type checkers. */
function names(record: ModuleRecord): string {
  return record.exports
    .flatMap((entry) => {
      if (entry.kind === 'star') return ['*'];
      const typed = entry.kind === 'local' ? entry.meaning === 'type' : entry.typeOnly;
      return [typed ? `(${entry.exportName})` : entry.exportName + (entry.certainty === 'may' ? '?' : '')];
    })
    .sort()
    .join(' ');
}

describe('names at module scope', () => {
  it.each([
    ['a = b = 1', 'a b'],
    ['(a, *b), [c, d] = x', 'a b c d'],
    ['a.b = c[0] = 1', ''],
    ['a: int', ''],
    ['a: int = 1', 'a'],
    ['(a): int = 1', 'a'],
    ['a += 1', 'a'],
    ['print(a := 1, [b := x for x in y], lambda: (c := 2))', 'a b'],
    ['f"{(a := 1)}"', 'a'],
    ['def f(x, *, y=(z := 1)): q = 1', 'f z'],
    ['class C:\n  x = 1\n  def m(self): pass', 'C'],
    ['async def f(): pass', 'f'],
    ['type X[T] = list[T]', 'X'],
    ['type = 1; match = 2; case = 3; lazy = 4', 'case lazy match type'],
    ['for i, j in x: k = 1', 'i? j? k?'],
    ['while True:\n  a = 1\n  break', 'a'],
    ['with a as b, c as (d, e): f = 1', 'b d e f'],
    ['with (\n  a as b,\n  c() as d.e,\n): pass', 'b'],
    ['if x: a = 1\nelse: a = 2', 'a'],
    ['if x: a = 1', 'a?'],
    ['if x:\n  raise E\nelse:\n  a = 1', 'a'],
    ['try: import a\nexcept ImportError: a = None', 'a'],
    ['try: import a\nexcept ImportError: pass', 'a?'],
    ['try: pass\nexcept E as e: pass', ''],
    ['e = 1\ntry: pass\nexcept E as e: pass', 'e?'],
    [
      'match x:\n  case [a, *b, {"k": c, **d}]: pass\n  case C(y=e) as f: pass\n  case m.n: pass',
      'a? b? c? d? e? f?',
    ],
    ['match x:\n  case 1: a = 1\n  case _: a = 2', 'a'],
    ['a = 1\ndel a', ''],
    ['a = 1\nif x: del a', 'a?'],
    ['def f():\n  global a, b\n  a = 1\n  import b', 'a? b? f'],
    ['if TYPE_CHECKING:\n  from x import A\nelse:\n  b = 1', '(A) b'],
    ['if not t.TYPE_CHECKING: b = 1\nelse: c = 1', '(c) b'],
    ['if __name__ == "__main__": a = 1', ''],
    ['if sys.version_info < (3,): a = 1\nelse: b = 1', 'b'],
    ['if sys.version_info[0] == 2: a = 1\nelse: b = 1', 'b'],
    ['if sys.version_info >= (3, 12): a = 1', 'a?'],
    ['if sys.platform == "win32": a = 1', 'a?'],
    ['if 0: a = 1\nelif 1: b = 1\nelse: c = 1', 'b'],
    ['import a.b, c.d as e', 'a e'],
    ['from m import *\nx = 1', '* x'],
    ['ﬁx = 1', 'fix'],
  ])('%j binds %j', (text, expected) => {
    expect(names(parse(text))).toBe(expected);
  });

  it('decides versions against the one that is asked for', () => {
    const text = 'if sys.version_info >= (3, 12): a = 1\nelse: b = 1';
    expect(names(parse(text, '3.12'))).toBe('a');
    expect(names(parse(text, '3.11'))).toBe('b');
    expect(names(parse(text, '3.9+'))).toBe('a? b?');
    expect(names(parse(text, '3.13+'))).toBe('a');
  });
});

/** The literals, and in brackets the modules whose lists are parts; `?` where they need not be. */
function starParts({ starNames, starParts: parts = [], requests }: ModuleRecord): string {
  const names = Array.isArray(starNames) ? starNames : ['open'];
  const modules = parts.map(({ request, isSure }) => {
    const module = requests[request]?.specifier.replace(/^\.(?=\w)/, '');
    return `[${module}${isSure ? '' : '?'}]`;
  });
  return [...names, ...modules].join(' ');
}

describe('__all__', () => {
  it.each([
    ['a = 1', 'public'],
    ['__all__ = ["a", \'b\']', ['a', 'b']],
    [
      '__all__: list[str] = ("a",)\n__all__ += ["b"]\n__all__.extend(["c"])\n__all__.append("d")',
      ['a', 'b', 'c', 'd'],
    ],
    ['__all__ = ["a"] + ["b"]', ['a', 'b']],
    ['__all__ = []', []],
    ['__all__ = ["a"] + other.__all__', undefined],
    ['from m import __all__', undefined],
    ['__all__ = [n for n in dir()]', undefined],
    ['__all__ = names = ["a"]', ['a']],
    ['__all__ = tuple(sorted({"a"} | set(["b"])))', ['a', 'b']],
    ['_own = ["a"]\n__all__ = _own + ["b"]', ['a', 'b']],
    ['__all__ = ["a"]\n__all__ = list(__all__) + ["b"]', ['a', 'b']],
    ['__all__ = ["a", "b"]\nif x: __all__.remove("a")', ['a', 'b']],
    ['__all__ = "abc"', undefined],
    ['__all__ = ["a" "b"]', undefined],
  ])('%j gives %j', (text, expected) => {
    expect(parse(text).starNames).toEqual(expected);
  });

  it.each([
    ['from . import a\n__all__ = a.__all__ + ["x"]', 'x [a]'],
    ['from . import a, b\n__all__ = [*a.__all__]\n__all__.extend(b.__all__)', '[a] [b]'],
    ['import p.a\n__all__ = ["x"]\n__all__ += p.a.__all__', 'x [p.a]'],
    ['import p.a as m\n__all__ = sorted(m.__all__)', '[p.a]'],
    ['from .a import __all__ as listed\n__all__ = listed + ["x"]', 'x [a]'],
    ['from . import a\n__all__ = a.__all__.copy()', '[a]'],
    ['from .a import *\n__all__ = a.__all__', 'open'],
    ['from . import a\nif x: __all__ = a.__all__', '[a?]'],
    ['from . import a\n__all__ = a.__all__ if x else ["y"]', 'open'],
    ['from . import a\n__all__ = a.__all__\n__all__.remove("x")', 'open [a?]'],
    ['from . import a\n__all__ = a.__all__\n__all__ = ["x"]', 'x'],
    ['try: from . import a\nexcept ImportError: a = None\n__all__ = a.__all__', 'open'],
  ])('%j has parts %j', (text, expected) => {
    expect(starParts(parse(text))).toBe(expected);
  });

  it('has the submodules that a package imports as parts', () => {
    const record = parse('from .a import *\n__all__ = a.__all__', undefined, '__init__.py');
    expect(starParts(record)).toBe('[a]');
  });

  it.each([
    ['__all__ = ["a", "b"] + f()', ['a', 'b']],
    ['__all__ = ["a"] * n', []],
    ['__all__ = ["a"] if x else []', []],
    ['__all__ = ["a"]\nif x: __all__ = []', []],
    ['__all__ = ["a"]\ndef f(n): __all__.append(n)', ['a']],
    ['__all__ = ["a"]\ndef f(n): __all__.remove(n)', []],
  ])('%j surely has %j', (text, expected) => {
    expect((parse(text).starSites ?? []).map(({ name }) => name)).toEqual(expected);
  });
});

/** `specifier[*]` of every request that is not implied, with what runs it and its guard where there is one. */
function requests(record: ModuleRecord): string[] {
  return record.requests
    .filter((request) => !request.implied)
    .map((request) =>
      [
        request.specifier,
        request.form,
        request.runs,
        request.enclosing,
        request.guard === 'none' ? '' : request.guard,
      ]
        .filter(Boolean)
        .join(' '),
    );
}

describe('requests', () => {
  it.each([
    ['import a.b, c as d', ['a.b import load', 'c import load']],
    ['from . import a', ['. from load']],
    ['from ...a.b import (c,\n  d as e)', ['...a.b from load']],
    ['class C:\n  import a\n  def m(self):\n    from b import c', ['a import load', 'b from call C.m']],
    ['def f():\n  class C:\n    import a', ['a import call f']],
    ['lazy import a\nlazy from b import c', ['a import load', 'b from load']],
    ['try: import a\nexcept ImportError: pass', ['a import load optional']],
    ['try: import a\nexcept (KeyError, ModuleNotFoundError) as e: log(e)', ['a import load optional']],
    ['try: import a\nexcept ImportError: raise X', ['a import load']],
    ['try: import a\nexcept Exception as e: log(e)', ['a import load swallowed']],
    ['try: import a\nexcept: a = None', ['a import load optional']],
    ['try: import a\nexcept KeyError: pass', ['a import load']],
    [
      'try: pass\nexcept E: import a\nelse: import b\nfinally: import c',
      ['a import load', 'b import load', 'c import load'],
    ],
    ['try:\n  def f(): import a\nexcept ImportError: pass', ['a import call f']],
    ['with contextlib.suppress(ImportError): import a', ['a import load optional']],
    ['with pytest.raises(ImportError): import a', []],
    ['if TYPE_CHECKING: import a', ['a import never optional']],
    ['if sys.version_info < (3,): import a', []],
    ['x = importlib.import_module("a.b")', ['a.b dynamic-import load']],
    ['import importlib as il\nil.import_module("a.b")', ['importlib import load', 'a.b dynamic-import load']],
    ['import_module("a")', []],
    ['x = __import__("a")', ['a dynamic-import load']],
    ['importlib.import_module(".a", __package__)', ['.a dynamic-import load']],
    ['importlib.import_module("..a", "x.y")', ['x.a dynamic-import load']],
    ['pytest.importorskip("a")', ['a dynamic-import load optional']],
    ['with mock.patch("a.b.c"): pass', ['a mock load']],
    ['"import a"\n# import b\nx = f"import c"', []],
    ['x = 1; import a', ['a import load']],
    ['if x: import a; import b', ['a import load', 'b import load']],
    ['x = """\nimport a\n"""\nimport b', ['b import load']],
    ['x = f"{a["b"]!r:>{width}}" f\'{{}}\'\nimport b', ['b import load']],
    ['x = rb"\\" import a"\nimport b', ['b import load']],
    ['import a \\\n  .b', ['a.b import load']],
    ['if x:\r  import a\rimport b', ['a import load', 'b import load']],
  ])('%j asks for %j', (text, expected) => {
    expect(requests(parse(text))).toEqual(expected);
  });
});

describe('broken text', () => {
  it.each([
    ['x = (1,\nimport a', "'(' was never closed", ['a import load']],
    ['x = "abc\nimport a', 'unterminated string literal', ['a import load']],
    ['x = """abc\nimport a', 'unterminated triple-quoted string literal', []],
    ['x = )\nimport a', "unmatched ')'", ['a import load']],
    ['x = "\0"\nimport a', 'source code string cannot contain null bytes', ['a import load']],
    ['import a\n<<<<<<< HEAD\nimport b\n=======\nimport c\n>>>>>>> x\nimport d', undefined, undefined],
  ])('%j is %j and keeps its imports', (text, message, expected) => {
    const record = parse(text);
    if (message !== undefined) {
      expect(record.errors.map((error) => [error.message, error.severity])).toEqual([[message, 'fatal']]);
      expect(record.dynamicReason).toBe('unparsed');
    }
    expect(requests(record)).toEqual(expected ?? ['a', 'b', 'c', 'd'].map((name) => `${name} import load`));
  });
});

describe('what makes names invisible', () => {
  it.each([
    ['def __getattr__(name): pass', 'module-getattr'],
    ['from x import __getattr__', 'module-getattr'],
    ['globals()["a"] = 1', 'computed-globals'],
    ['def f(): globals().update(x)', 'computed-globals'],
    ['x = globals()["a"]', undefined],
    ['x = dict(globals())', undefined],
    ['def f(): return locals()', undefined],
    ['locals()["a"] = 1', 'computed-globals'],
    ['exec(code)', 'computed-globals'],
    ['import sys\nsys.modules[__name__] = x', 'computed-globals'],
    ['import sys\nx = getattr(sys.modules[__name__], "y")', undefined],
    ['import enum\n@enum.global_enum\nclass C: pass', 'computed-globals'],
  ])('%j: %j', (text, expected) => {
    expect(parse(text).dynamicReason).toBe(expected);
  });
});

describe('members of imported modules', () => {
  const uses = (text: string): string[] =>
    parse(text).memberUses.map(
      (use) =>
        `${use.path.map((part) => part.name).join('.')} ${use.access}${use.enclosing ? ` ${use.enclosing}` : ''}`,
    );

  it.each([
    ['import m\nm.a()\nx = m.b.c', ['a call', 'b.c read']],
    ['import a.b\na.b.c()', ['b.c call']],
    ['import m\nm.a = 1\nm.b[0] = 1', ['a write', 'b read']],
    ['import m\ndef f(m): m.a', []],
    ['import m\ndef f():\n  m.a', ['a read f']],
    ['import m\ndef f():\n  m = 1\n  m.a', []],
    ['def f():\n  import m\n  m.a\ndef g(): m.b', ['a read f']],
    ['import m\nx = [m.a for m in y]', []],
    ['import m\nx = lambda m: m.a', []],
    ['import m\nclass C:\n  m = 1\n  def f(self): m.a', ['a read C.f']],
    ['import m\nif hasattr(m, "a"): m.a()', ['a tested']],
    ['import m\ntry: m.a()\nexcept AttributeError: pass', ['a tested']],
    ['import m\nsetattr(m, "a", 1)', ['a write']],
    ['import m\nx = f"{m.a}"', ['a read']],
    ['try: import m\nexcept ImportError: import n as m\nm.a', []],
    ['from p import m\nm.a', []],
    ['import m\nx: m.A = m.b', ['A read', 'b read']],
    ['import m\nm.x: m.A = 1', ['x write', 'A read']],
    ['import m\ndef f():\n  x: m.A = m.b', ['b read f']],
    ['from __future__ import annotations\nimport m\nx: m.A = m.b\ny: m.C', ['b read']],
    // Lines of functions that say nothing about modules are passed over; these do.
    ['def f():\n  m = 1\n  if x: import m\n  m.a', []],
    ['def f(m):\n  if x: import m\n  m.a', []],
    ['def f():\n  m = 1\n  def g():\n    import m\n    m.a\n  m.b', ['a read f.g']],
    ['import m\ndef f():\n  g(1)\n  g("""\nx""", (m.a)\n)', ['a read f']],
    ['import m\ndef f():\n  x = 1; m.a', ['a read f']],
    ['import m\ndef f():\n  x = f"{m.a}"', ['a read f']],
    ['import m\ndef f():\n  global m\n  m = 1\nm.a', []],
    ['import \u00e9\ndef f():\n  \u00e9.a', ['a read f']],
    ['import sys\nsys.modules["a.b"] = x', ['modules.a.b write']],
    ['from unittest import mock\nmock.patch("a.b.c")', ['b.c read']],
  ])('%j: %j', (text, expected) => {
    expect(uses(text).filter((use) => !use.startsWith('modules read'))).toEqual(expected);
  });
});

it('tells the members of named imports that are asked for', () => {
  const record = parser.parse('from p import m, n\nm.a\nn.b\ndef f(): m.c', {
    fileName: 'm.py',
    format: 'unknown',
    detail: 'members',
    membersOf: ['m'],
  });
  expect(record.memberUses.map(({ path }) => path[0]?.name)).toEqual(['a', 'c']);
});

it('tells those of names in small letters beside the record, so that it need not be read again', () => {
  const text = 'from p import m, n, Big\nm.a\nn.b\ndef f(): m.c\nBig.d\nn = 1\n';
  const names = parse(text);
  expect(names.memberUses).toEqual([]);
  for (const asked of [['m'], ['n'], ['m', 'n']]) {
    const members = parser.parse(text, {
      fileName: 'm.py',
      format: 'unknown',
      detail: 'members',
      membersOf: asked,
    });
    expect(withNamedUses(names, asked)).toEqual(members);
  }
  expect(withNamedUses(names, ['m', 'Big'])).toBeNull();
});

it('looks no further than to the end of a line', () => {
  const text = `f(${'"a", '.repeat(20)})\n__all__ = "x", "y"\n`;
  expect(parse(text).starNames).toEqual(['x', 'y']);
});

it('finds an unclosed bracket in a line that is passed over otherwise', () => {
  const errors = (text: string) => parse(text).errors.map(({ message }) => message);
  expect(errors('def f():\n  g(1\n  return 2\n')).toEqual(["'(' was never closed"]);
  expect(errors('def f():\n  x = "a\n')).toEqual(['unterminated string literal']);
  expect(errors('def f():\n  x = (1]\n')).toHaveLength(1);
  expect(errors('x = f"{\na\n!r\n}"\n')).toEqual([]);
});

it('reads suppression comments, not strings that look like them', () => {
  const record = parse(
    '# danglint: disable-next-line=missing-export,unresolved-module -- generated later\n' +
      'import a  # danglint: disable-line\n' +
      'x = "# danglint: disable-file"\n',
  );
  expect(record.directives.map(({ span: _span, ...directive }) => directive)).toEqual([
    { kind: 'disable-next-line', rules: ['missing-export', 'unresolved-module'], reason: 'generated later' },
    { kind: 'disable-line', rules: [] },
  ]);
});

describe('the header of a stub', () => {
  const header = { kind: 'stub', created: '2025-01-14', expires: '2025-04-14', reason: 'the "pool" is off' };
  it.each([
    [
      '"""\n@danglint-stub\n@created 2025-01-14\n@expires 2025-04-14\n@reason the \\"pool\\" is off\n\nText\n"""\n',
      header,
    ],
    [
      '#!/usr/bin/env python3\n# @danglint-stub\n# @created 2025-01-14\n# @expires 2025-04-14\n# @reason the "pool" is off\n',
      header,
    ],
    ['x = 1\n# @danglint-stub\n', undefined],
    ['x = "@danglint-stub"\n', undefined],
    ['from ._pool_stub import a  # noqa: E402,F401 # @danglint-stub\n', undefined],
  ])('%j', (text, expected) => {
    const [directive] = parse(text).directives.map(({ span: _span, ...rest }) => rest);
    expect(directive).toEqual(expected);
  });
});

it.each([
  ['', 3],
  ['from __future__ import annotations\n', 0],
  ['from __future__ import (\n    division,\n    annotations,\n)\n', 0],
])('annotations behind %j call %i functions', (head, count) => {
  const text = `${head}from m import made\n\ndef f(x: made()) -> made():\n    pass\ny: made() = 1\n`;
  const calls = parser.calls(text, { fileName: 'm.py', format: 'unknown', detail: 'names' }, parse(text));
  expect(calls?.calls).toHaveLength(count);
});
