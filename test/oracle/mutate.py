"""Executes import statements of a package under mutations, each by itself in a forked process.

Reads one JSON object a line. The first: {"root", "preload": [module]}: these are imported once, as they are. Each other one:
{"files": {path: text | null}, "forget": [module], "probes": [{"code", "package"}]}: the files are changed (null: taken
away), the modules forgotten, and each probe executed with everything else loaded as it was before. So only what the
mutation itself breaks fails, not every module that loads the broken one. Prints one JSON line each:
[["kind", "message"]], kind "ok" or the name of the exception.

Modules of other distributions are made up: whatever is asked of them is there.
"""
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import sys
import types
import warnings

warnings.simplefilter("ignore")
sys.dont_write_bytecode = True


class MadeUpType(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return MadeUpType(name, (MadeUp,), {})

    def __iter__(cls):
        return iter(())

    def __getitem__(cls, key):
        return cls

    def __or__(cls, other):
        return cls

    def __ror__(cls, other):
        return cls


class MadeUp(metaclass=MadeUpType):
    def __init__(self, *arguments, **named):
        pass

    def __init_subclass__(cls, **named):
        pass

    def __getattr__(self, name):
        if name.startswith("__") or name == "_mock_methods":
            raise AttributeError(name)
        return MadeUp()

    def __call__(self, *arguments, **named):
        # A decorator gives what it decorates.
        return arguments[0] if len(arguments) == 1 and callable(arguments[0]) and not named else MadeUp()

    def __iter__(self):
        return iter(())

    def __getitem__(self, key):
        return MadeUp()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def __lt__(self, other):
        return False

    __le__ = __gt__ = __ge__ = __lt__


class MadeUpModule(types.ModuleType):
    __path__ = []
    __version__ = "99.0.0"
    version_info = VERSION = (99, 0, 0)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return MadeUpType(name, (MadeUp,), {})


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last finder: what no other one has, as long as the project does not own it."""

    def __init__(self, root):
        own = {name.partition(".")[0] for name in os.listdir(root)}
        self.refused = own | set(getattr(sys, "stdlib_module_names", ()))

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.refused:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return MadeUpModule(spec.name)

    def exec_module(self, module):
        pass


def probe(code, package):
    scope = {"__name__": package + ".probe" if package else "probe", "__package__": package}
    try:
        exec(compile(code, "<probe>", "exec"), scope)
    except BaseException as error:
        return [type(error).__name__, str(error)[:200]]
    return ["ok", ""]


def forget(name):
    sys.modules.pop(name, None)
    parent, _, last = name.rpartition(".")
    holder = sys.modules.get(parent)
    if holder is not None and isinstance(vars(holder).get(last), types.ModuleType):
        delattr(holder, last)


def forked(action):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        try:
            os.write(writing, json.dumps(action()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as source:
        text = source.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else ["died", ""]


def preload(modules):
    silent = os.open(os.devnull, os.O_RDWR)
    kept = os.dup(1)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    for name in modules:
        # Some end the process, some start things: what does not work alone is not loaded.
        if name not in sys.modules and forked(lambda: probe("import " + name, ""))[0] == "ok":
            probe("import " + name, "")
    os.dup2(kept, 1)


first = json.loads(sys.stdin.readline())
sys.path[:] = [first["root"]] + [p for p in sys.path if "-packages" not in p and p != os.path.dirname(os.path.abspath(__file__))]
sys.meta_path.append(Finder(first["root"]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "django.conf.global_settings")
preload(first["preload"])
for line in sys.stdin:
    task = json.loads(line)
    before = {}
    for path, text in task["files"].items():
        with open(path, encoding="utf-8", newline="") as source:
            before[path] = source.read()
        if text is None:
            os.remove(path)
        else:
            with open(path, "w", encoding="utf-8", newline="") as target:
                target.write(text)
    for name in task["forget"]:
        forget(name)
    importlib.invalidate_caches()
    verdicts = []
    for each in task["probes"]:
        verdicts.append(forked(lambda: probe(each["code"], each["package"])))
    for path, text in before.items():
        with open(path, "w", encoding="utf-8", newline="") as target:
            target.write(text)
    importlib.invalidate_caches()
    for name in task["forget"]:
        probe("import " + name, "")
    print(json.dumps(verdicts), flush=True)
