// Lines that are passed over change nothing: a file that names danglint in a comment is read line by line, and says the same.

import { describe, expect, it } from 'vitest';
import { parser } from '../../../src/languages/python/parse.ts';
import fc from '../../support/property.ts';

const OPTIONS = { fileName: 'm.py', format: 'unknown', detail: 'names', pythonVersion: '3.10' } as const;

function expectSame(text: string): void {
  expect(parser.parse(text, OPTIONS)).toEqual(parser.parse(`${text}# danglint\n`, OPTIONS));
}

const IMPORTS =
  'import os\nimport app.lib as lib\nfrom pkg import part, other\nfrom unittest.mock import patch\n';

const SIMPLE = [
  'x = lib.name',
  'lib = 1',
  'lib += 1',
  'a = b = lib',
  'a, (lib, b) = 1, 2',
  'x == lib == y',
  'call(lib, part=1, x=[part for part in y])',
  'call(\n    lib\n    .name,\n    other,\n)',
  'call(lib # .name\n    .name)',
  'x = lambda part: part.name',
  'if_(part := lib)',
  'del other',
  'global lib, made',
  'nonlocal x',
  'made = 1',
  'from pkg import late',
  'import late.deep',
  'late.deep()',
  'text = f"{lib.name!r:>{part.size}} {{lib.no}} \\N{DIGIT ONE}"',
  "text = f'{x[1]:{y}} {other}' rb'lib.name'",
  'text = """\nlib.name\nimport no\n"""',
  "x = '''\ntry:\n'''",
  'globals()["x"] = 1',
  'patch("pkg.part.gone")',
  'patch.dict("sys.modules", {"fake": None})',
  'hasattr(lib, "name")',
  'raise lib.Error',
  'raise ValueError',
  'return x',
  'x = 1; import semi',
  'x = \\\n    lib.name',
  'match = lib.match(x)',
  'case = match',
  'x.lib.name = x.include(1)',
  'dict(lib=part)',
  '@lib.decorator\ndef decorated(): pass',
  '@pytest.mark.xfail\n@plain\ndef failing():\n    lib.gone\n    import gone',
  'pass',
];

const HEADS: readonly (readonly string[])[] = [
  ['if x:'],
  ['if lib.x:', 'elif part:', 'else:'],
  ['if TYPE_CHECKING:', 'else:'],
  ['if sys.version_info >= (3, 8):', 'else:'],
  ['for part in x:', 'else:'],
  ['for i in lib.all():'],
  ['while x:'],
  ['with x as other:'],
  ['with pytest.raises(ImportError):'],
  ['with suppress(ImportError):'],
  ['with x("pkg.late"):'],
  ['try:', 'except ImportError:'],
  ['try:', 'except Exception as lib:', 'else:', 'finally:'],
  ['try:', 'finally:'],
  ['match x:\n    case lib:', '    case 1:'],
  ['def inner(part, x=lib.default):'],
  ['async def waits(x: other.Type):'],
  ['class Inner(lib.Base):'],
  ['class Plain:'],
  ['@plain\ndef lib():'],
];

function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}

const block = fc.letrec<{ statement: string; body: string }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...SIMPLE),
    fc
      .tuple(fc.constantFrom(...HEADS), fc.array(tie('body'), { minLength: 4, maxLength: 4 }))
      .map(([heads, bodies]) =>
        heads
          .map(
            (head, index) =>
              `${head}\n${indented(bodies[index] ?? 'pass', head.includes('case') ? '        ' : '    ')}`,
          )
          .join('\n'),
      ),
  ),
  body: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
}));

describe('lines that are passed over', () => {
  it('say nothing, whatever stands around them', () => {
    fc.assert(
      fc.property(block.body, block.body, (first, second) => {
        expectSame(
          `${IMPORTS}class C:\n    def f(self):\n${indented(first, '        ')}\n\ndef g():\n${indented(second, '    ')}\n`,
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a clause of which the head was passed over', 'if a:\n    b\nelif c:\n    d\nelse:\n    import e\n'],
    [
      'a handler of a body that says nothing',
      'try:\n    a()\nexcept ImportError:\n    import b\nelse:\n    import c\n',
    ],
    ['an import behind blocks that ended', 'if a:\n    for b in c:\n        d\n    e\nlib.f\n'],
    ['a bracket that is never closed', 'if a:\n    call(\nimport b\n'],
  ])('keep %s', (_, body) => {
    expectSame(`${IMPORTS}def f():\n${indented(body, '    ')}`);
  });
});
