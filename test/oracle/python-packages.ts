// Writes random Python packages and import statements that ask them for modules and names, right ones and wrong ones.

import { createRandom, type Random } from '../judge/random.ts';

export interface GeneratedPackage {
  /** Relative path → text. */
  readonly files: Readonly<Record<string, string>>;
  readonly probes: readonly Probe[];
}

export interface Probe {
  readonly code: string;
  /** The package that relative imports start from; empty for a script beside the packages. */
  readonly package: string;
}

interface Module {
  readonly dotted: string;
  readonly isPackage: boolean;
}

const NAMES = ['alpha', 'beta', 'Gamma', 'delta', '_eps', 'ZETA', 'eta', '__theta'];

/** Statements that bind a name, or only look like it. */
const BINDINGS: readonly ((name: string) => string)[] = [
  (n) => `${n} = 1`,
  (n) => `${n}: int = 1`,
  (n) => `${n}: int`,
  (n) => `other = ${n} = 2`,
  (n) => `(${n}, *rest) = 1, 2`,
  (n) => `[${n}, last] = 1, 2`,
  (n) => `def ${n}(a, b=2):\n    inner = 1\n    return inner`,
  (n) => `async def ${n}(): pass`,
  (n) => `class ${n}:\n    member = 1\n    def method(self): pass`,
  (n) => `for ${n} in (1, 2): pass`,
  (n) => `for ${n} in (): pass`,
  (n) => `with open(__file__) as ${n}: pass`,
  (n) => `try:\n    ${n} = 1\nexcept ValueError:\n    pass`,
  (n) => `try:\n    import no_such_thing as ${n}\nexcept ImportError:\n    ${n} = None`,
  (n) => `try:\n    import no_such_thing as ${n}\nexcept ImportError:\n    pass`,
  (n) => `try:\n    raise ValueError\nexcept ValueError as ${n}:\n    pass`,
  (n) => `try:\n    pass\nfinally:\n    ${n} = 1`,
  (n) => `try:\n    pass\nexcept ValueError:\n    pass\nelse:\n    ${n} = 1`,
  (n) => `if len(__name__) > 0:\n    ${n} = 1`,
  (n) => `if len(__name__) > 900:\n    ${n} = 1`,
  (n) => `if len(__name__) > 900:\n    pass\nelif True:\n    ${n} = 1`,
  (n) => `import typing\nif typing.TYPE_CHECKING:\n    ${n} = 1`,
  (n) => `from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    ${n} = 1`,
  (n) => `if __name__ == "__main__":\n    ${n} = 1`,
  (n) => `if __name__ != "__main__":\n    ${n} = 1`,
  (n) => `import sys\nif sys.version_info >= (3, 4):\n    ${n} = 1\nelse:\n    import gone`,
  (n) => `import sys\nif sys.version_info < (3,):\n    ${n} = 1`,
  (n) => `import sys\nif sys.platform == "nowhere":\n    ${n} = 1`,
  (n) => `${n} = 1\ndel ${n}`,
  (n) => `${n} = 1\nif len(__name__) > 900:\n    del ${n}`,
  (n) => `def setter_${n}():\n    global ${n}\n    ${n} = 1`,
  (n) => `def setter_${n}():\n    global ${n}\n    ${n} = 1\nsetter_${n}()`,
  (n) => `print(${n} := 5)`,
  (n) => `[${n} := i for i in range(3)]`,
  (n) => `[${n} for ${n} in range(3)]`,
  (n) => `f = lambda ${n}: ${n}`,
  (n) => `text = "${n} = 1"`,
  (n) => `text = """\n${n} = 1\n"""`,
  (n) => `# ${n} = 1`,
  (n) => `text = f"{(${n} := 3)!r:>{4}}"`,
  (n) => `class Holder:\n    ${n} = 1`,
  (n) => `def holder():\n    ${n} = 1`,
  (n) => `while True:\n    ${n} = 1\n    break`,
  (n) => `${n} = [\n    1,\n]; later = 2`,
  (n) => `import os.path as ${n}`,
  (n) => `import os as ${n}`,
  (n) => `from os import sep as ${n}`,
  (n) => `globals()["${n}"] = 1`,
  (n) => `found = globals().get("${n}")`,
  (n) => `import sys\nsetattr(sys.modules[__name__], "${n}", 1)`,
  (n) => `exec("${n} = 1")`,
  (n) => `locals().update(${n}=1)`,
];

const ALL_FORMS: readonly ((names: readonly string[]) => string)[] = [
  (names) => `__all__ = [${names.map((name) => `"${name}"`).join(', ')}]`,
  (names) => `__all__ = (${names.map((name) => `'${name}',`).join(' ')})`,
  (names) => `__all__ = []\n__all__ += [${names.map((name) => `"${name}"`).join(', ')}]`,
  (names) => `__all__ = []\n__all__.extend([${names.map((name) => `"${name}"`).join(', ')}])`,
  (names) => `__all__ = []\n${names.map((name) => `__all__.append("${name}")`).join('\n')}`,
  (names) => `__all__ = [n for n in (${names.map((name) => `"${name}",`).join(' ')})]`,
  () => '__all__ = []',
];

/** @param circles modules may import modules that come after them */
export function generatePackage(seed: number, circles: boolean, probeCount: number): GeneratedPackage {
  const random = createRandom(seed);
  const modules = layout(random);
  const files: Record<string, string> = { 'top.py': 'value = 1\n' };
  modules.forEach((module, index) => {
    const path = module.dotted.replaceAll('.', '/');
    const reach = circles ? modules : modules.slice(0, index);
    // Some packages have no __init__.py; their directory is a package all the same.
    if (module.isPackage && random.below(4) === 0) {
      files[`${path}/data.txt`] = 'no module';
      return;
    }
    files[module.isPackage ? `${path}/__init__.py` : `${path}.py`] = body(random, module, reach);
  });
  const probes = Array.from({ length: probeCount }, () => probe(random, modules));
  return { files, probes };
}

function layout(random: Random): Module[] {
  const modules: Module[] = [];
  const packages = ['pkg', ...random.sample(['lib_a', 'lib_b'], random.below(2))];
  for (const top of packages) {
    modules.push({ dotted: top, isPackage: true });
    for (const name of random.sample(['core', 'models', 'util', 'alpha'], 1 + random.below(3)))
      modules.push({ dotted: `${top}.${name}`, isPackage: false });
    if (random.below(2) === 0) {
      modules.push({ dotted: `${top}.sub`, isPackage: true });
      for (const name of random.sample(['leaf', 'beta', 'core'], 1 + random.below(2)))
        modules.push({ dotted: `${top}.sub.${name}`, isPackage: false });
    }
  }
  return modules;
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function body(random: Random, module: Module, reach: readonly Module[]): string {
  const parts: string[] = [];
  for (let count = 1 + random.below(6); count > 0; count--)
    parts.push(pick(random, BINDINGS)(pick(random, NAMES)));
  for (let count = random.below(3); count > 0 && reach.length > 0; count--)
    parts.push(fromSibling(random, module, reach));
  if (random.below(5) === 0) parts.push(pick(random, ALL_FORMS)(random.sample(NAMES, 1 + random.below(3))));
  if (random.below(14) === 0)
    parts.push('def __getattr__(name):\n    if name == "lazy": return 1\n    raise AttributeError(name)');
  return `${random.sample(parts, parts.length).join('\n')}\n`;
}

/** An import of a sibling that may fail is caught, so that the module itself can be loaded. */
function fromSibling(random: Random, module: Module, reach: readonly Module[]): string {
  const target = pick(random, reach);
  const name = pick(random, NAMES);
  if (target.dotted === module.dotted) return `${name} = 1`;
  switch (random.below(6)) {
    case 0:
      return `from ${target.dotted} import *`;
    case 1:
      return `import ${target.dotted}`;
    case 2:
      return `import ${target.dotted} as ${name}`;
    case 3: {
      const dot = target.dotted.lastIndexOf('.');
      return dot === -1
        ? `import ${target.dotted}`
        : `from ${target.dotted.slice(0, dot)} import ${target.dotted.slice(dot + 1)}`;
    }
    case 4:
      return `try:\n    from ${target.dotted} import ${name}\nexcept ImportError:\n    ${name} = 0`;
    default:
      return `try:\n    from ${target.dotted} import ${name} as ${pick(random, NAMES)}\nexcept ImportError:\n    pass`;
  }
}

function probe(random: Random, modules: readonly Module[]): Probe {
  const target = pick(random, modules);
  const broken = random.below(4) === 0;
  const dotted = broken ? misspelt(random, target.dotted) : target.dotted;
  const name = random.below(5) === 0 ? misspelt(random, pick(random, NAMES)) : pick(random, NAMES);
  const dot = dotted.lastIndexOf('.');
  switch (random.below(8)) {
    case 0:
      return { code: `import ${dotted}`, package: '' };
    case 1:
      return { code: `import ${dotted} as module\nmodule.${name}`, package: '' };
    case 2:
      return { code: `import ${dotted}\n${dotted}.${name}`, package: '' };
    case 3:
      return {
        code:
          dot === -1 ? `import ${dotted}` : `from ${dotted.slice(0, dot)} import ${dotted.slice(dot + 1)}`,
        package: '',
      };
    case 4: {
      const from = pick(
        random,
        modules.filter((each) => each.isPackage),
      ).dotted;
      const top = target.dotted.split('.')[0] ?? '';
      if (top !== from.split('.')[0]) return { code: `from ${dotted} import ${name}`, package: '' };
      const dots = '.'.repeat(from.split('.').length);
      const rest = dotted.split('.').slice(1).join('.');
      return { code: `from ${dots}${rest} import ${name}`, package: from };
    }
    default:
      return { code: `from ${dotted} import ${name}`, package: '' };
  }
}

function misspelt(random: Random, text: string): string {
  const last = text.slice(text.lastIndexOf('.') + 1);
  const stem = text.slice(0, text.length - last.length);
  switch (random.below(3)) {
    case 0:
      return `${stem}${last}x`;
    case 1:
      return `${stem}${last === last.toUpperCase() ? last.toLowerCase() : last.toUpperCase()}`;
    default:
      return `${stem}${last}.gone`.replace(/^(_*\w+)\.gone$/, stem === '' ? '$1_gone' : '$1.gone');
  }
}
