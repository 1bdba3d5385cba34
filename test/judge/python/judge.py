"""CPython as the judge of a project: which import statements, members of modules and modules fail after a change.

`judge.py ROOT [FOLDER]…`: ROOT is a copy that may be written to, the FOLDERs (relative to it) are put on the path; modules are
the Python files that standard input names in its first line (a JSON list). Prints {"broken", "unreached", "unloaded",
"mutations"}: the places that fail, those that fail because something else does, the files of modules that cannot be loaded,
what can be done to the project. Each further line is {"changes": {file: text | null}}; the answer {"ended", "places",
"unreached", "unloaded"} has the places that fail now and did not before.

Everything of the project is run in processes of their own, forked from one that has loaded only other distributions.
"""
import ast
import contextlib
import importlib
import importlib.metadata
import json
import os
import signal
import sys
import traceback
import types
import warnings

warnings.simplefilter("ignore")
sys.dont_write_bytecode = True
root = os.path.realpath(sys.argv[1])
folders = [os.path.normpath(os.path.join(root, folder)) for folder in sys.argv[2:]] or [root]
here = os.path.dirname(os.path.abspath(__file__))
from asked import questions  # noqa: E402
from mutations import mutations_of, taken_away  # noqa: E402

sys.path[:] = folders + [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
os.chdir(root)


def version(name, told=importlib.metadata.version):
    """Also of the project, which need not be installed."""
    try:
        return told(name)
    except importlib.metadata.PackageNotFoundError:
        return "0"


importlib.metadata.version = version
#: Seconds for one module.
LIMIT = 10
#: What fails before any change, by key: it is not asked again, and modules that cannot be loaded are left alone.
before = {}


def stop(*_):
    raise TimeoutError


signal.signal(signal.SIGALRM, stop)


def limited(run):
    """What `run` gives; some modules are servers that do not end."""
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        return run()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def module_name(file):
    """The name under which a file is imported; none where a folder cannot be one."""
    path = os.path.join(root, file)
    folder = next((one for one in sorted(folders, key=len, reverse=True) if path.startswith(one + os.sep)), None)
    if folder is None:
        return None
    parts = os.path.relpath(path, folder)[:-3].split(os.sep)
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts) if parts and all(part.isidentifier() for part in parts) else None


def package_of(file, name):
    return name if file.endswith("__init__.py") else name.rpartition(".")[0]


def forked(run):
    """What `run` gives, from a process of its own; None when that ends otherwise."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        try:
            with os.fdopen(writing, "w") as out:
                json.dump(run(), out)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as source:
        text = source.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def place_of(error):
    """The innermost line of the project that the error went through."""
    inner = None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(root + os.sep) and ".venv" not in frame.filename:
            inner = (os.path.relpath(frame.filename, root), frame.lineno)
    return inner


def is_broken(error):
    """Whether a module or a name of a module is not there: not other errors of the project's code."""
    if isinstance(error, (ImportError, NameError)):
        return True
    return isinstance(error, AttributeError) and "module '" in str(error)


def texts():
    for file in files:
        name = module_name(file)
        try:
            with open(os.path.join(root, file), encoding="utf-8", newline="") as source:
                text = source.read()
            yield file, name, text, ast.parse(text)
        except (OSError, SyntaxError, ValueError):
            continue


def load_all():
    """Loads every module; {name: error} of those that cannot be."""
    errors = {}
    for file in files:
        name = module_name(file)
        if name is None or name.endswith("__main__") or file.endswith(("setup.py", "conftest.py")):
            continue
        if f"module {name}" in before or not os.path.exists(os.path.join(root, file)):
            continue
        try:
            limited(lambda: importlib.import_module(name))
        except BaseException as error:
            errors[name] = error
    return errors


def ask_all(failing):
    """Asks every question; puts {key: place} of what fails into `failing`. Whether it is that what is not there: "own"."""
    for file, name, text, tree in texts():
        path = os.path.join(root, file)
        package = package_of(file, name) if name else ""
        for question in questions(tree, package):
            key = f"{file} {question.key}"
            if key in before:
                continue
            module = sys.modules.get(name)
            error, is_own = limited(lambda: question.ask(path, name or "probe", package, module))
            if error is None:
                continue
            inner = place_of(error)
            # What fails inside of another module is broken there.
            if question.kind == "import" and inner not in (None, (file, question.statements[0].lineno)):
                is_own = False
            failing[key] = {
                **{"file": file, "lines": question.lines, "message": told(error), "typing": question.typing},
                "own": is_own and is_broken(error),
            }
    return failing


def told(error):
    return f"{type(error).__name__}: {error}"[:300]


def run():
    """Loads and asks, from nothing. Gives {key: place} of what fails."""
    errors = load_all()
    failing = ask_all({f"module {name}": None for name in errors})
    known = {(place["file"], line) for place in failing.values() if place and place["own"] for line in place["lines"]}
    for error in errors.values():
        place = place_of(error)
        if place is None or not is_broken(error) or place in known:
            continue
        if isinstance(error, NameError) and not has_star(place[0]):
            continue
        failing[f"load {place} {type(error).__name__}"] = {
            "file": place[0],
            "lines": statement_at(*place),
            "message": told(error),
            "typing": False,
            "own": True,
        }
    return failing


def run_beside(file, changes):
    """The same where everything but the file stays loaded as it was: so that what fails early does not hide the rest."""
    load_all()
    name = module_name(file)
    with changed(changes):
        replaced = {one: sys.modules[one] for one in sys.modules if one == name or one.startswith(f"{name}.")}
        for one in replaced:
            del sys.modules[one]
            put(one, None)
        try:
            importlib.import_module(name or "")
        except ModuleNotFoundError as error:
            # A module that is there and cannot be loaded says so at its own line.
            if error.name != name:
                put_back(replaced)
        except BaseException:
            put_back(replaced)
        return ask_all({})


def put_back(modules):
    sys.modules.update(modules)
    for name, module in modules.items():
        put(name, module)


def put(name, module):
    """Binds a module in its package, or takes it from there."""
    package, _, attribute = name.rpartition(".")
    if package not in sys.modules:
        return
    if module is None:
        vars(sys.modules[package]).pop(attribute, None)
    else:
        setattr(sys.modules[package], attribute, module)


def statement_at(file, line):
    """The lines of the innermost statement."""
    with open(os.path.join(root, file), encoding="utf-8") as source:
        tree = ast.parse(source.read())
    lines = [line]
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)) and node.lineno <= line <= node.end_lineno:
            lines = list(range(node.lineno, node.end_lineno + 1))
    return lines


def has_star(file):
    with open(os.path.join(root, file), encoding="utf-8") as source:
        return "import *" in source.read()


def others():
    """The modules of other distributions that the project loads."""
    run()
    return [
        name
        for name, module in list(sys.modules.items())
        if isinstance(module, types.ModuleType)
        and (getattr(module, "__file__", None) or "").find("site-packages") >= 0
    ]


def all_mutations(before):
    everything = list(texts())
    asked = {file: questions(tree, package_of(file, name) if name else "") for file, name, _, tree in everything}
    modules = {module for each in asked.values() for question in each for module in question.modules}
    names = {module.rpartition(".")[2] for module in modules}
    names.update(part for each in asked.values() for question in each for part in question.chain[1:])
    for file, name, text, tree in everything:
        healthy = [question for question in asked[file] if f"{file} {question.key}" not in before]
        yield from mutations_of(file, text, tree, healthy, names)
        yield from taken_away(file, name, modules)


@contextlib.contextmanager
def changed(changes):
    """The files are changed as long as the block runs."""
    kept = {}
    for file, text in changes.items():
        path = os.path.join(root, file)
        with open(path, encoding="utf-8", newline="") as source:
            kept[path] = source.read()
        if text is None:
            os.remove(path)
        else:
            with open(path, "w", encoding="utf-8", newline="") as target:
                target.write(text)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        for path, text in kept.items():
            with open(path, "w", encoding="utf-8", newline="") as target:
                target.write(text)
        importlib.invalidate_caches()


def unloaded(failing):
    """The files of modules that cannot be loaded."""
    return [file for file in files if f"module {module_name(file)}" in failing]


def only(own, failing, known=()):
    """The places of what fails by itself, or for the sake of something else."""
    return [place for key, place in failing.items() if place and place["own"] == own and key not in known]


files = json.loads(sys.stdin.readline())
for other in forked(others) or []:
    try:
        importlib.import_module(other)
    except BaseException:
        pass
# They may have loaded the project, which each run has to load by itself.
for loaded, module in list(sys.modules.items()):
    if (getattr(module, "__file__", None) or "").startswith(root + os.sep):
        del sys.modules[loaded]
before = forked(run) or {}
print(
    json.dumps(
        {
            "broken": only(True, before),
            "unreached": only(False, before),
            "unloaded": unloaded(before),
            "mutations": list(all_mutations(before)),
        }
    ),
    flush=True,
)
beside = {}
for line in sys.stdin:
    changes = json.loads(line)["changes"]
    [file] = changes
    if file not in beside:
        beside[file] = forked(lambda: run_beside(file, {})) or {}
    with changed(changes):
        cold = forked(run)
    warm = forked(lambda: run_beside(file, changes))
    ended = cold is None or warm is None
    cold, warm = cold or {}, warm or {}
    places = only(True, cold) + only(True, warm, beside[file])
    both = {key: place for key, place in cold.items() if key in warm}
    print(
        json.dumps(
            {"ended": ended, "places": places, "unreached": only(False, both), "unloaded": unloaded({**before, **cold})}
        ),
        flush=True,
    )
