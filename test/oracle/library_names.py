"""The modules of the standard library of the Python that runs this, and the names that each has right after its import.

Prints one JSON object: {"version": [3, 13], "platform": "linux", "elsewhere": [...], "modules":
{name: null | {"names", "bound", "open"}}}. null: the module is there and cannot be imported here (a library is missing). "bound": the names that its source binds on
some branch, null when it has none or does more than that. "open": it answers for other names too. "elsewhere": modules
of other platforms. Arguments are the only modules to look at. Each module is imported in a process of its own where the system can fork.
"""
import ast
import importlib
import json
import os
import pkgutil
import sys
import types
import warnings

warnings.simplefilter("ignore")

# Trees that hardly anybody imports from, or (distutils) that setuptools replaces: what is in them is not listed.
CLOSED = {"test", "tests", "encodings", "idlelib", "lib2to3", "turtledemo", "distutils", "__phello__", "_pyrepl", "site-packages", "pip", "setuptools"}
# They act when they are imported.
ACTING = {"antigravity", "this", "__main__"}
# What every module has, or what depends on how it was started.
GIVEN = {
    "__name__", "__doc__", "__package__", "__loader__", "__spec__", "__builtins__", "__file__", "__path__",
    "__cached__", "__annotations__", "__annotate__", "__conditional_annotations__", "__warningregistry__",
    "__getattr__", "__dir__",
}


def library():
    return os.path.dirname(os.__file__)


def below(path, prefix):
    for info in pkgutil.iter_modules([path]):
        name = prefix + info.name
        yield name
        if info.ispkg and info.name not in CLOSED:
            yield from below(path + "/" + info.name, name + ".")


def modules():
    names = set(sys.builtin_module_names) | {"sys", "builtins"}
    for path in sys.path:
        if path.startswith(os.path.dirname(library())) and "-packages" not in path:
            names.update(below(path, ""))
    # Without what a system adds (pyodide, _sysconfigdata). The list leaves out the test suite, which is delivered all the same.
    known = getattr(sys, "stdlib_module_names", None) and {*sys.stdlib_module_names, "test"}
    return [
        name
        for name in names
        if (known is None or name.split(".")[0] in known)
        and not name.startswith("_sysconfigdata")
        and ("." not in name or name.split(".")[0] not in CLOSED)
    ]


def bound_names(tree):
    """What the statements of a module bind outside of functions and classes, on any branch, and by `global`."""
    names = set()
    pending = list(tree.body)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            names.update(node.names)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(alias.asname or alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
        pending.extend(ast.iter_child_nodes(node))
    return names


def source_of(name, module):
    try:
        source = module.__spec__.loader.get_source(name)
        if source is None:
            # A frozen module has no source, but there is one in the folder of the library.
            path = "/".join([library(), *name.split(".")])
            path = path + "/__init__.py" if hasattr(module, "__path__") else path + ".py"
            source = pkgutil.get_importer(library()).get_data(path).decode() if ".zip" in path else read(path)
        return ast.parse(source)
    except Exception:
        return None


def read(path):
    with open(path, encoding="utf-8") as source:
        return source.read()


def answered(module, tree):
    """The names that a module's __getattr__ answers for: of the words of its source, and the names of its modules."""
    words = {name for value in vars(module).values() if isinstance(value, types.ModuleType) for name in dir(value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            words.add(node.id)
        elif isinstance(node, ast.Constant if sys.version_info >= (3, 8) else ast.Str):
            value = getattr(node, "value", getattr(node, "s", None))
            if isinstance(value, str) and value.isidentifier():
                words.add(value)
    return {word for word in words if takes(module, word)}


def takes(module, name):
    try:
        getattr(module, name)
    except BaseException:
        return False
    return True


def describe(name):
    if name in ACTING or name.startswith(("_test", "_xx", "_ctypes_test")) or name.split(".")[0] in CLOSED or name.endswith(".__main__"):
        return None
    try:
        module = importlib.import_module(name)
    except BaseException:
        return None
    own = vars(module)
    tree = source_of(name, module)
    keys = set(dir(module))
    if tree is not None and "__getattr__" in own:
        keys |= answered(module, tree)
    names = set()
    for key in keys:
        value = own.get(key)
        is_submodule = isinstance(value, types.ModuleType) and sys.modules.get(name + "." + key) is value
        if key not in GIVEN and not is_submodule:
            names.add(key)
    bound = set() if tree is None else bound_names(tree) | (names if "__getattr__" in own else set())
    return {
        "names": sorted(names),
        # os.path: modules without a file, put into sys.modules.
        "inner": {
            key[len(name) + 1:]: sorted(set(dir(value)) - GIVEN)
            for key, value in sys.modules.items()
            if key.rpartition(".")[0] == name and key not in LISTED
        },
        "open": type(module) is not types.ModuleType or ("__getattr__" in own and tree is None),
        "bound": sorted(bound) if bound >= names and tree is not None else None,
    }


def forked(name):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        with os.fdopen(writing, "w") as output:
            json.dump(describe(name), output)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as source:
        text = source.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


LISTED = set(modules())
WANTED = LISTED.intersection(sys.argv[1:]) or LISTED
found = {name: forked(name) if sys.platform != "emscripten" else describe(name) for name in sorted(WANTED)}
for name, each in list(found.items()):
    for inner, names in (each.pop("inner") if each else {}).items():
        found.setdefault(name + "." + inner, {"names": names, "bound": None, "open": False})
elsewhere = sorted(set(getattr(sys, "stdlib_module_names", ())) - set(found))
dump = {"version": sys.version_info[:2], "platform": sys.platform, "elsewhere": elsewhere, "modules": found}
print(json.dumps(dump))
