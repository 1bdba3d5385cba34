"""Builds the Python project in a folder with its own backend and prints the files of the archive as a JSON list.

usage: build.py DIRECTORY wheel|sdist [FOLDER OF BACKENDS]
A wheel's files are told by their path in it, a source distribution's without its top folder.
"""
import contextlib
import importlib
import json
import os
import sys
import tarfile
import tempfile
import zipfile

directory, target = sys.argv[1:3]
sys.path[:0] = sys.argv[3:]
try:
    import tomllib
except ImportError:
    import tomli as tomllib

os.chdir(directory)
settings = {}
if os.path.exists("pyproject.toml"):
    with open("pyproject.toml", "rb") as file:
        settings = tomllib.load(file)
system = settings.get("build-system", {})
backend_name = system.get("build-backend", "setuptools.build_meta:__legacy__")
sys.path[:0] = [os.path.abspath(path) for path in system.get("backend-path", [])]
module, _, attribute = backend_name.partition(":")
backend = importlib.import_module(module)
for part in filter(None, attribute.split(".")):
    backend = getattr(backend, part)
output = tempfile.mkdtemp()
real = os.dup(1)
os.dup2(2, 1)
name = getattr(backend, "build_" + target)(output)
os.dup2(real, 1)
path = os.path.join(output, name)
if target == "wheel":
    with zipfile.ZipFile(path) as archive:
        names = [each for each in archive.namelist() if ".dist-info/" not in each and ".data/" not in each]
else:
    with tarfile.open(path) as archive:
        names = [each.name.partition("/")[2] for each in archive.getmembers() if each.isfile()]
print(json.dumps(sorted(names)))
