"""Reads what registries show of the packages: a page, keywords, a licence. A link that leads into the repository leads nowhere there.

Usage: python pages.py FILE...    wheels and packages for npm; the crates are those of this repository
"""

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from packaging.licenses import canonicalize_license_expression
from packaging.metadata import Metadata
from readme_renderer import markdown
from trove_classifiers import classifiers as known_classifiers

ROOT = Path(__file__).resolve().parents[3]
failures = []


def check(name, page, description, keywords, licence):
    """What every registry shows."""
    if not description:
        failures.append(f"{name}: no description")
    if not keywords:
        failures.append(f"{name}: no keywords")
    if not licence or canonicalize_license_expression(licence) != licence:
        failures.append(f"{name}: the licence is `{licence}`")
    # As the index of Python makes a page of it.
    shown = markdown.render(page or "")
    if not shown or "<h1" not in shown:
        failures.append(f"{name}: no page")
        return
    links = re.findall(r'(?:href|src)="([^"]*)"', shown)
    failures.extend(f"{name}: its page leads to `{link}`" for link in links if not link.startswith(("https://", "#")))
    print(f"{name}: a page of {len(page.splitlines())} lines, {len(keywords or [])} keywords, {licence}")


def wheel(path):
    with zipfile.ZipFile(path) as archive:
        name = next(it for it in archive.namelist() if it.endswith(".dist-info/METADATA"))
        try:
            metadata = Metadata.from_email(archive.read(name), validate=True)
        except ExceptionGroup as problems:
            failures.extend(f"{path.name}: {it}" for it in problems.exceptions)
            return
    check(path.name, metadata.description, metadata.summary, metadata.keywords, metadata.license_expression)
    if metadata.description_content_type is None or not metadata.description_content_type.startswith("text/markdown"):
        failures.append(f"{path.name}: its page is {metadata.description_content_type}")
    unknown = set(metadata.classifiers or []) - known_classifiers
    if unknown or not metadata.classifiers:
        failures.append(f"{path.name}: no classifiers, or unknown ones: {sorted(unknown)}")


def npm(path):
    with tarfile.open(path) as archive:
        read = {it: archive.extractfile(f"package/{it}").read().decode() for it in ("package.json", "README.md")}
    package = json.loads(read["package.json"])
    check(path.name, read["README.md"], package["description"], package["keywords"], package["license"])


def crates():
    command = ["cargo", "metadata", "--locked", "--no-deps", "--format-version", "1"]
    found = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    for crate in found["packages"]:
        # An empty list is `publish = false`.
        if crate["publish"] is not None:
            continue
        name = f"crate {crate['name']}"
        page = Path(crate["manifest_path"]).parent / (crate["readme"] or "README.md")
        text = page.read_text(encoding="utf-8") if page.is_file() else ""
        check(name, text, crate["description"], crate["keywords"], crate["license"])
        if not crate["categories"] or len(crate["categories"]) > 5 or len(crate["keywords"]) > 5:
            failures.append(f"{name}: takes 1 to 5 categories, and up to 5 keywords")
        failures.extend(f"{name}: `{it}` is no keyword" for it in crate["keywords"] if not re.fullmatch(r"[a-z0-9][a-z0-9_+-]{0,19}", it))


for file in map(Path, sys.argv[1:]):
    (wheel if file.suffix == ".whl" else npm)(file)
crates()
for failure in failures:
    print("error:", failure, file=sys.stderr)
sys.exit(bool(failures))
