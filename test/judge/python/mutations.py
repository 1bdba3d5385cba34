"""Where a project can be broken: each mutation changes or takes away one file."""
import ast
import re

KINDS = (
    "delete-module",
    "delete-init",
    "rename-definition",
    "misspell-name",
    "misspell-module",
    "misspell-member",
    "drop-from-all",
)


class Text:
    """A text whose places are told as `ast` tells them: lines, and columns in bytes of UTF-8."""

    def __init__(self, text):
        self.text = text
        self.starts = [0]
        for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text):
            self.starts.append(self.starts[-1] + len(line))

    def at(self, line, column):
        start = self.starts[line - 1]
        head = self.text[start : self.starts[line]].encode()[:column]
        return start + len(head.decode())


def edit(kind, file, line, words, start, end, text):
    return {"kind": kind, "file": file, "line": line, "words": words, "edits": [[start, end, text]]}


def other_spelling(name):
    """As a slip of the finger leaves it: one letter twice."""
    return name[:-1] + name[-1] * 2 if name[-1].isalpha() else name + "x"


def mutations_of(file, text, tree, questions, asked):
    """The mutations of a file: `asked` is every module and every name that any file asks for."""
    places = Text(text)
    yield from misspelt_imports(file, places, tree, questions)
    yield from renamed(file, places, tree, asked)
    for node in tree.body:
        if isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == ["__all__"]:
            if isinstance(node.value, (ast.List, ast.Tuple)):
                yield from dropped(file, places, node.value)


def misspelt_imports(file, places, tree, questions):
    healthy = {question.line for question in questions if question.kind == "import"}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            if not any(alias.lineno in healthy for alias in node.names):
                continue
            start, end = places.at(node.lineno, node.col_offset), places.at(node.end_lineno, node.end_col_offset)
            if isinstance(node, ast.ImportFrom) and node.module:
                found = re.match(r"from[\s.]*([\w.]+)", places.text[start:end])
                if found:
                    yield misspelt("misspell-module", file, node, start + found.start(1), found[1])
            for alias in node.names:
                at = places.at(alias.lineno, alias.col_offset)
                if alias.name != "*" and places.text.startswith(alias.name, at):
                    kind = "misspell-module" if isinstance(node, ast.Import) else "misspell-name"
                    yield misspelt(kind, file, alias, at, alias.name, isinstance(node, ast.Import) and not alias.asname)
    for question in questions:
        if question.kind != "member":
            continue
        node = question.node
        at = places.at(node.end_lineno, node.end_col_offset) - len(node.attr)
        if places.text.startswith(node.attr, at):
            yield misspelt("misspell-member", file, node, at, node.attr)


def misspelt(kind, file, node, start, name, bound=False):
    # `import os` binds what the rest of the file uses: that goes on to be called so.
    new = other_spelling(name)
    text = f"{new} as {name}" if bound and "." not in name else new
    return edit(kind, file, node.lineno, [name, new], start, start + len(name), text)


def renamed(file, places, tree, asked):
    """Definitions at the top of a module, with every use in the same file."""
    inner = {
        one.arg if isinstance(one, ast.arg) else one.id
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for one in ast.walk(function)
        if isinstance(one, ast.arg) or (isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load))
    }
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            name = node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        else:
            continue
        if name not in asked or name in inner or name.startswith("__"):
            continue
        new, edits = f"{name}_renamed", []
        for one in ast.walk(tree):
            if isinstance(one, ast.Name) and one.id == name:
                at = places.at(one.lineno, one.col_offset)
            elif isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and one.name == name:
                start = places.at(one.lineno, one.col_offset)
                at = start + re.match(r"(?:async\s+)?(?:def|class)\s+", places.text[start:]).end()
            else:
                continue
            if places.text.startswith(name, at):
                edits.append([at, at + len(name), new])
        yield {
            "kind": "rename-definition",
            "file": file,
            "line": node.lineno,
            "words": [name, new],
            "edits": sorted(edits),
        }


def dropped(file, places, value):
    for entry in value.elts:
        if not (isinstance(entry, ast.Constant) and isinstance(entry.value, str)):
            continue
        start = places.at(entry.lineno, entry.col_offset)
        end = places.at(entry.end_lineno, entry.end_col_offset)
        comma = re.match(r"[ \t]*,", places.text[end:])
        if comma:
            yield edit("drop-from-all", file, entry.lineno, [entry.value], start, end + comma.end(), "")


def taken_away(file, name, modules):
    """Whole files."""
    kind = "delete-init" if file.endswith("__init__.py") else "delete-module"
    if name in modules:
        yield {"kind": kind, "file": file, "line": 1, "words": [name], "edits": None}
