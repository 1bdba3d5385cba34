"""Imports the modules of installed packages and says which names each has then.

Arguments: a directory of packages, and the top-level names to take (all of the directory without any). Writes one JSON line
a module: {"module", "names", "submodules"}, or {"module", "error"}. Every module is imported in a process of its own, forked
from one that has imported the packages around it and nothing else.
"""
import json
import os
import re
import select
import signal
import sys
import types
import warnings

SECONDS = int(os.environ.get("DANGLINT_PYTHON_SECONDS", "20"))
# What nobody imports.
NO_MODULES = {"__pycache__", "__main__", "setup", "conftest", "test", "tests"}


def name_of(entry):
    stem, end = os.path.splitext(entry.name)
    if entry.is_dir():
        stem, end = entry.name, ".py" if os.path.exists(os.path.join(entry.path, "__init__.py")) else ""
    return stem if end == ".py" and stem.isidentifier() and stem not in NO_MODULES else None


def inside(directory):
    entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
    return [(name_of(entry), entry) for entry in entries if name_of(entry) is not None]


def names_after_import(name):
    __import__(name)
    module = sys.modules[name]
    names = {one for one in dir(module) if isinstance(one, str)}
    if "__getattr__" in vars(module):
        names |= answered(module)
    prefix = name + "."
    submodules = [one for one in names if prefix + one in sys.modules and isinstance(getattr(module, one, None), types.ModuleType)]
    return {"module": name, "names": sorted(names), "submodules": submodules}


def answered(module):
    """What a module with __getattr__ has of all the names that stand in its text."""
    with open(module.__file__, encoding="utf-8") as file:
        words = set(re.findall(r"\b[A-Za-z]\w*\b", file.read()))
    found = set()
    for word in words:
        try:
            getattr(module, word)
            found.add(word)
        except Exception:
            pass
    return found


def report(output, answer):
    os.write(output, json.dumps(answer).encode() + b"\n")


def judge(output, name, directory):
    """In a process of its own: the module, then what lies in its directory."""
    try:
        answer = names_after_import(name)
    except BaseException as error:
        report(output, {"module": name, "error": "%s: %s" % (type(error).__name__, str(error)[:200])})
        return
    report(output, answer)
    if directory is not None:
        signal.alarm(0)
        for inner, entry in inside(directory):
            forked(output, name + "." + inner, entry)


def forked(output, name, entry):
    started, starting = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            signal.alarm(SECONDS)
            os.write(starting, b".")
            judge(output, name, entry.path if entry.is_dir() else None)
        finally:
            os._exit(0)
    # A package that has started threads may leave its copy waiting for their locks before anything runs.
    if not select.select([started], [], [], SECONDS)[0]:
        os.kill(child, signal.SIGKILL)
    os.close(started)
    os.close(starting)
    _, status = os.waitpid(child, 0)
    if status != 0:
        report(output, {"module": name, "error": "died: %d" % status})


def main():
    site, *wanted = sys.argv[1:]
    output = os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = True
    sys.argv[1:] = []
    # What a program that asks for a module has loaded by then is not its own.
    sys.path[:] = [path for path in sys.path if path != os.path.dirname(os.path.abspath(__file__))]
    if site not in sys.path:
        sys.path.append(site)
    for name, entry in inside(site):
        if not wanted or name in wanted:
            forked(output, name, entry)


main()
