"""Executes each statement by itself in a process forked from an interpreter that has imported nothing of the project.

Reads one JSON line per package: {"root", "probes": [{"code", "package"}]}; writes one JSON line each:
[[kind, direct, message]] with kind "ok" or the name of the exception. direct: it was raised by the statement itself,
not by code of a module that it imports.
"""
import json
import os
import sys
import traceback
import warnings

warnings.simplefilter("ignore")


def run(root, probe):
    # Only the standard library stays on the path.
    sys.path[:] = [root] + [p for p in sys.path if "site-packages" not in p and p != os.path.dirname(__file__)]
    sys.dont_write_bytecode = True
    package = probe["package"]
    scope = {"__name__": (package + "." if package else "") + "probe", "__package__": package, "__builtins__": __builtins__}
    try:
        exec(compile(probe["code"], "<probe>", "exec"), scope)
    except BaseException as error:
        frames = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
        inner = [name for name in frames if name != "<probe>" and name != __file__ and "importlib" not in name]
        return [type(error).__name__, not inner, str(error)]
    return ["ok", True, ""]


def forked(root, probe):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            null = os.open(os.devnull, os.O_RDWR)
            for descriptor in (0, 1, 2):
                os.dup2(null, descriptor)
            os.write(writing, json.dumps(run(root, probe)).encode()[:60000])
        finally:
            os._exit(0)
    os.close(writing)
    data = b""
    while True:
        part = os.read(reading, 65536)
        if not part:
            break
        data += part
    os.close(reading)
    os.waitpid(child, 0)
    return json.loads(data) if data else ["died", False, ""]


for line in sys.stdin:
    task = json.loads(line)
    print(json.dumps([forked(task["root"], probe) for probe in task["probes"]]), flush=True)
