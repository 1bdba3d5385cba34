"""What the text of a module asks of other modules, statement by statement, so that each can be asked by itself."""
import ast
import builtins
import importlib.util
import types
from dataclasses import dataclass

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SCOPES = FUNCTIONS + (ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass
class Question:
    """One imported name, one chain of attributes that starts at an imported module, or one name left to a star."""

    kind: str
    line: int
    #: Where a finding may stand: the statement, the name.
    lines: list
    #: Import statements to run first.
    statements: list
    #: Names read one after the other, as long as there is a module to read them from.
    chain: list
    #: Only a checker of types looks at it.
    typing: bool
    #: The modules that it names, by their full names; the last may be an attribute.
    modules: list
    #: The expression or the name that asks.
    node: ast.AST

    @property
    def key(self):
        """The same for the same question in another version of the text."""
        return f"{self.line} {'; '.join(map(ast.unparse, self.statements))} {'.'.join(self.chain)}"

    def ask(self, file, name, package, loaded):
        """
        The error, if any, and whether it is this that is not there; in a process that may be spoilt.

        `loaded` is the module itself, where it could be.
        """
        scope = {"__name__": name, "__package__": package, "__file__": file}
        if self.kind == "name":
            return (None if loaded is None or hasattr(loaded, self.chain[0]) else NameError(self.chain[0])), True
        try:
            exec(compile(ast.Module(self.statements, []), file, "exec"), scope)
        except BaseException as error:
            # Why a member cannot be asked for is a question of its own: that of the import.
            return error, self.kind == "import"
        if self.kind == "member":
            value = scope[self.chain[0]]
            for attribute in self.chain[1:]:
                if not isinstance(value, types.ModuleType):
                    break
                try:
                    value = getattr(value, attribute)
                except BaseException as error:
                    return error, True
        return None, True


def bindings(tree):
    """Every name that the file binds otherwise than by an import, in whatever scope."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
    return names


def is_typing(test):
    return ast.unparse(test).split(".")[-1] == "TYPE_CHECKING"


class Reader(ast.NodeVisitor):
    def __init__(self, tree, package):
        self.package = package
        self.questions = []
        self.typing = False
        self.bound = bindings(tree)
        #: The scopes around, from the outermost.
        self.around = []
        self.lazy = any(
            isinstance(node, ast.ImportFrom)
            and node.module == "__future__"
            and any(alias.name == "annotations" for alias in node.names)
            for node in tree.body
        )
        #: For each scope from the outermost, what its imports bind.
        self.scopes = []
        self.stars = any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in ast.walk(tree))
        self.imported = {
            (alias.asname or alias.name.split(".")[0])
            for node in ast.walk(tree)
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
        }
        self.inside(tree)

    def inside(self, node):
        imports = {}
        stack = list(ast.iter_child_nodes(node))
        while stack:
            child = stack.pop()
            if isinstance(child, (ast.Import, ast.ImportFrom)):
                for alias in child.names:
                    imports.setdefault(alias.asname or alias.name.split(".")[0], []).append(only(child, alias))
            if not isinstance(child, SCOPES):
                stack.extend(ast.iter_child_nodes(child))
        self.scopes.append((imports, isinstance(node, ast.ClassDef)))
        self.around.append(node)
        for field, value in ast.iter_fields(node):
            if field == "returns":
                self.annotation(value, not self.lazy)
            else:
                for child in value if isinstance(value, list) else [value]:
                    if isinstance(child, ast.AST):
                        self.visit(child)
        self.around.pop()
        self.scopes.pop()

    def generic_visit(self, node):
        if isinstance(node, SCOPES):
            self.inside(node)
        else:
            super().generic_visit(node)

    def visit_If(self, node):
        if not is_typing(node.test):
            return self.generic_visit(node)
        self.typing, before = True, self.typing
        for child in node.body:
            self.visit(child)
        self.typing = before
        for child in node.orelse:
            self.visit(child)

    def annotation(self, node, is_read):
        """Annotations that nobody evaluates are for checkers."""
        if node is None:
            return
        self.typing, before = self.typing or not is_read, self.typing
        self.visit(node)
        self.typing = before

    def visit_arg(self, node):
        self.annotation(node.annotation, not self.lazy)

    def visit_AnnAssign(self, node):
        in_function = any(isinstance(around, FUNCTIONS) for around in self.around)
        self.annotation(node.annotation, not self.lazy and not in_function)
        self.visit(node.target)
        if node.value is not None:
            self.visit(node.value)

    def add(self, kind, node, lines, statements, chain, modules=()):
        self.questions.append(
            Question(kind, node.lineno, lines, statements, chain, self.typing, list(modules), node)
        )

    def visit_Import(self, node):
        for alias in node.names:
            self.add("import", alias, span(node), [only(node, alias)], [], [alias.name])

    def visit_ImportFrom(self, node):
        base = base_of(node, self.package)
        for alias in node.names:
            lines = sorted({node.lineno, alias.lineno})
            modules = [base] if alias.name == "*" else [base, f"{base}.{alias.name}"]
            self.add("import", alias, lines, [only(node, alias)], [], modules)

    def visit_Attribute(self, node):
        chain, inner = [node], node.value
        while isinstance(inner, ast.Attribute):
            chain.append(inner)
            inner = inner.value
        if not isinstance(inner, ast.Name):
            return self.visit(inner)
        if not isinstance(node.ctx, ast.Load) or inner.id in self.bound:
            return None
        for number, (imports, of_class) in enumerate(reversed(self.scopes)):
            if inner.id not in imports or (of_class and number > 0):
                continue
            # Two imports of one name: which it is, the run decides.
            if len(imports[inner.id]) == 1:
                names = [inner.id] + [one.attr for one in reversed(chain)]
                lines = sorted({one.end_lineno for one in chain} | {inner.lineno})
                self.add("member", node, lines, imports[inner.id], names)
            return None
        return None

    def visit_Name(self, node):
        if not self.stars or not isinstance(node.ctx, ast.Load):
            return
        if node.id not in self.bound | self.imported and not hasattr(builtins, node.id):
            self.add("name", node, [node.lineno], [], [node.id])


def only(node, alias):
    """The import statement with this name alone, where it stands."""
    statement = ast.copy_location(type(node)(**{**{f: getattr(node, f) for f in node._fields}, "names": [alias]}), node)
    return statement


def span(node):
    return list(range(node.lineno, node.end_lineno + 1))


def base_of(node, package):
    try:
        return importlib.util.resolve_name("." * node.level + (node.module or ""), package or None)
    except ImportError:
        return ""


def questions(tree, package):
    return Reader(tree, package).questions
