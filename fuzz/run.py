"""Run the fuzz targets with Atheris, each for some seconds: ``python -m fuzz.run --seconds 5``.

An input that breaks a promise is written to the folder that is named, and ends the run with 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="how long to run each target")
    parser.add_argument("--seed", type=int, default=1, help="0 for another one each time")
    parser.add_argument("--keep", type=Path, help="a folder for inputs that were found, to go on")
    parser.add_argument("targets", nargs="*", help="all if left out")
    options = parser.parse_args()
    from fuzz.targets import TARGETS

    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    failed = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.targets or TARGETS:
            folder = Path(options.keep or scratch) / name
            if not _ran(name, folder, options.seconds, options.seed):
                failed.append(f"{name}: see {folder}" if options.keep else name)
    if failed:
        print("\n".join(["broken promises:", *failed]), file=sys.stderr)
    return bool(failed)


def _ran(name: str, folder: Path, seconds: int, seed: int) -> bool:
    from fuzz.targets import seeds

    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (folder / f"seed-{number}").write_bytes(data)
    bounds = [f"-max_total_time={seconds}", f"-seed={seed}", "-max_len=20000", "-timeout=30"]
    found = [f"-artifact_prefix={folder}/broken-", "-print_final_stats=1", "-verbosity=0"]
    command = [sys.executable, "-m", "fuzz.one", name, *bounds, *found, str(folder)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
