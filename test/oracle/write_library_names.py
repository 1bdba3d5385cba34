"""Writes src/languages/python/library-names.txt: the modules and names of the standard library, by version and platform.

    write_library_names.py TYPESHED DUMP... > src/languages/python/library-names.txt

A DUMP is what library_names.py printed under one Python. TYPESHED is a copy of typeshed: of it come the names of the
platforms that the dumps are not from. README.md beside this says how to get them.
"""
import ast
import json
import os
import re
import sys

LOWEST = 6
# Names are put into these while programs run (site, gettext, debuggers, freezing tools).
WRITTEN_TO = {"sys", "builtins", "__main__"}
# They stand in typeshed's folder of the standard library and are not in it.
NOT_IN_LIBRARY = {"_typeshed", "typing_extensions", "xml.utils"}
# The oldest version that typeshed still tells apart: what it says of older ones is what it says of this one.
TYPESHED_FROM = 10
# Built for CPython's own tests: sys.stdlib_module_names leaves them out, and some builds do. With the last version, if any.
FOR_TESTS = {
    "_ctypes_test": None,
    "_testbuffer": None,
    "_testcapi": None,
    "_testinternalcapi": None,
    "_xxsubinterpreters": 12,
    "xxsubtype": None,
}


def dumps(paths):
    found = {}
    for path in paths:
        with open(path) as source:
            dump = json.load(source)
        found[dump["version"][1]] = dump
    return found


class Typeshed:
    def __init__(self, directory):
        self.directory = os.path.join(directory, "stdlib")
        self.ranges = {}
        self.trees = {}
        with open(os.path.join(self.directory, "VERSIONS")) as source:
            for line in source:
                match = re.match(r"([\w.]+): 3\.(\d+)-(?:3\.(\d+))?", line)
                if match:
                    self.ranges[match[1]] = (int(match[2]), int(match[3] or 99))

    def has(self, module, version):
        parts = module.split(".")
        for end in range(len(parts), 0, -1):
            known = self.ranges.get(".".join(parts[:end]))
            if known:
                return known[0] <= version <= known[1] and self.tree(module) is not None
        return False

    def modules(self):
        return {name for name in self.ranges if self.tree(name) is not None} - NOT_IN_LIBRARY

    def package_of(self, module):
        """What relative imports in the module start from."""
        path = os.path.join(self.directory, *module.split("."), "__init__.pyi")
        return module if os.path.exists(path) else module.rpartition(".")[0]

    def tree(self, module):
        if module not in self.trees:
            path = os.path.join(self.directory, *module.split("."))
            self.trees[module] = None
            for candidate in (path + "/__init__.pyi", path + ".pyi"):
                if os.path.exists(candidate):
                    with open(candidate) as source:
                        self.trees[module] = ast.parse(source.read())
                    break
        return self.trees[module]

    def names(self, module, version, seen=()):
        """Public names that the module has in this version on some platform."""
        if module in seen or not self.has(module, version):
            return set()
        names = set()
        pending = list(self.tree(module).body)
        while pending:
            node = pending.pop()
            if isinstance(node, ast.If):
                value = decide(node.test, version)
                pending.extend([] if value is False else node.body)
                pending.extend([] if value is True else node.orelse)
            elif isinstance(node, ast.Try):
                pending.extend(node.body)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                names.add(node.name)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                names.add(node.target.id)
            elif isinstance(node, ast.Assign):
                names.update(target.id for target in node.targets if isinstance(target, ast.Name))
            elif isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                names |= self.names(absolute(self.package_of(module), node), version, (*seen, module))
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                # Only `import x as x` is a name for others.
                names.update(alias.name for alias in node.names if alias.asname == alias.name)
        return {name for name in names if not name.startswith("_")}


def absolute(package, node):
    parts = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    return ".".join([*parts, *(node.module or "").split(".")]).strip(".")


def decide(test, version):
    """True, False, or None where it depends on the platform."""
    if isinstance(test, ast.BoolOp):
        values = [decide(value, version) for value in test.values]
        absorbing = isinstance(test.op, ast.Or)
        if absorbing in values:
            return absorbing
        return None if None in values else not absorbing
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        value = decide(test.operand, version)
        return None if value is None else not value
    text = ast.unparse(test)
    match = re.fullmatch(r"sys\.version_info (>=|<) \(3, (\d+)(?:, \d+)?\)", text)
    if match is None:
        return None
    return (version >= int(match[2])) == (match[1] == ">=")


def table(found, typeshed):
    versions = sorted(found)
    newest = versions[-1]
    later = range(newest + 1, newest + 2)  # typeshed knows one version more, mostly
    listed = {name for dump in found.values() for name in [*dump["modules"], *dump["elsewhere"]]}
    # A package without its modules is one whose names nobody asks for (library_names.py, CLOSED).
    closed = {name for name in listed if not any(other.startswith(name + ".") for other in listed)}
    lines = []
    for module in sorted(listed | typeshed.modules()):
        if module not in listed and module.split(".")[0] in closed:
            continue
        present = {}  # version -> names of this system, None where they are not known
        for version in versions:
            dump = found[version]
            if module in dump["modules"]:
                present[version] = dump["modules"][module]
            elif module.split(".")[0] in dump["elsewhere"] or typeshed.has(module, version):
                present[version] = None
            elif version < 10 and module in found[10]["elsewhere"]:
                present[version] = None
        present.update((version, None) for version in later if typeshed.has(module, version))
        if not present:
            continue
        if module in FOR_TESTS:
            last = max(present)
            until = FOR_TESTS[module] or max(*versions, *later)
            present.update((v, present[last]) for v in [*versions, *later] if last < v <= until)
        less = {version for version in versions if found[version]["platform"] != "linux"}
        inside = {name.rpartition(".")[2] for name in listed if name.rpartition(".")[0] == module}
        lines.append(line(module, present, less, inside, typeshed, newest))
    return lines


def line(module, present, less, inside, typeshed, newest):
    described = {version: each for version, each in present.items() if each is not None}
    seen = {version: set(each["names"]) for version, each in described.items()}
    here = set().union(*seen.values())
    is_computed = any(each["bound"] is None for each in described.values())
    first, last = min(present), max(present)
    head = span(first, last, newest)
    top = module.split(".")[0]
    is_open = module in WRITTEN_TO or not described or any(each["open"] for each in described.values())
    if not described and not any(typeshed.names(module, version) for version in present):
        return f"{module} * {head}"
    names = {}  # name -> versions
    for version in sorted(present):
        stubbed = typeshed.names(module, version) if version >= TYPESHED_FROM else set()
        own = seen.get(version)
        branches = set(described[version]["bound"] or ()) - {"*"} if version in described else set()
        if own is None or (is_computed and version in less):
            # Not run, or run on a system that has less than others (WebAssembly).
            before = {name for name, known in names.items() if version - 1 in known}
            if version > TYPESHED_FROM and stubbed:
                before = {name for name in before if name in stubbed or is_internal(name) or not is_computed}
            own = (own or set()) | before
        for name in own | ((stubbed | branches) - inside):
            names.setdefault(name, set()).add(version)
    for name, known in names.items():
        # Typeshed says nothing of older versions: a name that only it knows may have been there before.
        if name not in here and min(known) == TYPESHED_FROM:
            known.add(first)
    groups = {}
    for name, known in names.items():
        mark = "" if name in here else "?"
        groups.setdefault(mark + span(min(known), max(known), newest), []).append(name)
    listed = "".join(f"|{key} {' '.join(sorted(group))}" for key, group in sorted(groups.items()))
    return f"{module} {'*' if is_open else 'c' if is_computed else '-'} {head}{listed}"


def is_internal(name):
    return name.startswith("_") or name == name.upper()


def span(first, last, newest):
    return f"{max(first, LOWEST)}-{'' if last >= newest else last}"


def main():
    typeshed = Typeshed(sys.argv[1])
    found = dumps(sys.argv[2:])
    print(f"3.{min(found)}-3.{max(found)}")
    print("\n".join(table(found, typeshed)))


main()
