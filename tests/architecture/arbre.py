"""The source tree as the architecture tests read it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]


@lru_cache
def list_suivis() -> tuple[Path, ...]:
    """Every file of the project: Git's list, or the folder itself where there is no Git."""
    found = subprocess.run(["git", "ls-files", "-z"], cwd=RACINE, capture_output=True, check=False)
    if found.returncode == 0:
        paths = [RACINE / name for name in found.stdout.decode().split("\0") if name]
    else:
        paths = [p for p in RACINE.rglob("*") if p.is_file() and not {"var", ".venv", ".git"} & set(p.parts)]
    return tuple(path for path in paths if path.is_file())


def list_python(*dossiers: str) -> list[Path]:
    """Python modules under these folders, migrations left out: they are written once, by a machine."""
    wanted = tuple(RACINE / dossier for dossier in dossiers)
    return [
        path
        for path in list_suivis()
        if path.suffix == ".py" and "migrations" not in path.parts and any(d in path.parents for d in wanted)
    ]


@lru_cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def list_imports(path: Path) -> Iterator[str]:
    """Dotted names imported anywhere in the module, `from a import b` as `a.b`; typing-only imports left out."""
    tree = parse(path)
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test).endswith("TYPE_CHECKING")
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def short(path: Path) -> str:
    return path.relative_to(RACINE).as_posix()
