"""Generators of clients understand the OpenAPI document: what they generate compiles with strict settings, and works.

Some generate code that does not bear every setting, whatever the document says; those are left out for them alone:

* @hey-api/openapi-ts 0.95: its own `client.gen.ts` gives `undefined` where `exactOptionalPropertyTypes` forbids it;
* openapi-generator 7.26 (typescript-fetch): so do its models, and its `runtime.ts` reads characters of a text that
  `noUncheckedIndexedAccess` takes for missing.
"""

import importlib.util
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.node import CLIENT, GENERATORS, PROJECT, require_node, run

pytestmark = [pytest.mark.node, pytest.mark.slow]
DOCUMENT = str(PROJECT / "docs/openapi.yaml")
BUILD = GENERATORS / "build"
USES = GENERATORS / "uses"
STRICT = [
    *("--noEmit", "--strict", "--target", "ES2022", "--lib", "ES2022,DOM,DOM.Iterable"),
    *("--module", "ESNext", "--moduleResolution", "bundler"),
]
INDEXED = "--noUncheckedIndexedAccess"
OPTIONAL = "--exactOptionalPropertyTypes"


@pytest.fixture(scope="module")
def generate() -> Callable[..., str]:
    """Runs a program of the folder of generators, whose packages are installed."""
    require_node()
    run("npm", "ci", "--ignore-scripts", directory=GENERATORS)
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir()

    def in_folder(program: str, *arguments: str) -> str:
        return run(str(GENERATORS / "node_modules" / ".bin" / program), *arguments, directory=GENERATORS)

    return in_folder


def test_openapi_typescript(generate: Callable[..., str], npm: Callable[..., str]) -> None:
    output = BUILD / "openapi-typescript" / "schema.ts"
    run("npx", "openapi-typescript", DOCUMENT, "--output", str(output), directory=CLIENT)
    generate("tsc", *STRICT, INDEXED, OPTIONAL, str(USES / "openapi-typescript.ts"))


def test_orval(generate: Callable[..., str]) -> None:
    generate("orval", "--input", DOCUMENT, "--output", "build/orval/client.ts", "--client", "fetch")
    generate("tsc", *STRICT, INDEXED, OPTIONAL, str(USES / "orval.ts"))


def test_hey_api(generate: Callable[..., str]) -> None:
    generate("openapi-ts", "--input", DOCUMENT, "--output", "build/hey-api", "--client", "@hey-api/client-fetch")
    generate("tsc", *STRICT, INDEXED, str(USES / "hey-api.ts"))


def test_openapi_generator(generate: Callable[..., str]) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip("Java is not installed")
    package = importlib.util.find_spec("openapi_generator_cli")
    assert package is not None and package.origin is not None
    jar = str(Path(package.origin).with_name("openapi-generator.jar"))
    arguments = ["generate", "--input-spec", DOCUMENT, "--generator-name", "typescript-fetch"]
    run(java, "-jar", jar, *arguments, "--output", str(BUILD / "openapi-generator"), directory=GENERATORS)
    generate("tsc", *STRICT, str(USES / "openapi-generator.ts"))


def test_openapi_python_client(cms_url: str, tmp_path: Path) -> None:
    """Not only compiled: what it generates reads from a CMS, too."""
    output = ["--output-path", str(tmp_path / "cms_client"), "--meta", "none"]
    generator = str(Path(sys.executable).with_name("openapi-python-client"))
    warnings = run(generator, "generate", "--path", DOCUMENT, *output, directory=tmp_path)
    assert "Unable to" not in warnings and "ignored" not in warnings, warnings
    program = str(tmp_path / "program.py")
    shutil.copy(USES / "openapi_python_client.py", program)
    options = ["--strict", "--config-file", "", "--cache-dir", str(tmp_path / ".mypy_cache")]
    run(sys.executable, "-m", "mypy", *options, "cms_client", "program.py", directory=tmp_path)
    printed = run(sys.executable, program, cms_url, directory=tmp_path)
    assert len(printed.splitlines()) == 3
    assert "Rayburn House Office Building ['What it is about'" in printed
