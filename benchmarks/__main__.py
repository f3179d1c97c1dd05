"""Measure, print, and write RESULTS.md and results.json.

    python benchmarks              everything
    python benchmarks start scale  bench_start.py and bench_scale.py alone

Absolute times belong to one machine; the ratios are what to watch.
"""

import importlib
import importlib.metadata
import json
import os
import platform
import sys
import traceback
from pathlib import Path

from row import Row

HERE = Path(__file__).resolve().parent
#: What runs in this process comes last: on Linux the greatest size of a child counts
#: that of its parent when it was started.
OWN = ("battle", "kernels", "tracking")
PACKAGES = ("kalkan", "numba", "numpy", "polars")


def main(chosen: list[str]) -> int:
    """Run the benchmarks; return how many failed."""
    names = chosen or [path.stem[6:] for path in sorted(HERE.glob("bench_*.py"))]
    names.sort(key=lambda name: name in OWN)
    tables: dict[str, list[Row]] = {}
    failed = 0
    for name in names:
        module = importlib.import_module(f"bench_{name}")
        title = (module.__doc__ or name).strip()
        print(f"\n{title}", flush=True)
        tables[title] = []
        try:
            for row in module.rows():
                tables[title].append(row)
                print("  " + "  ".join(cells(row)), flush=True)
        except Exception:
            failed += 1
            traceback.print_exc()
    if not chosen and not failed:
        write(tables)
    return failed


def cells(row: Row) -> list[str]:
    """Return a row as people read it."""
    goal = "" if row.goal is None else f"{row.goal:.4g}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return [row.name, f"{row.value:.4g}", row.unit, goal, ratio, row.note]


def machine() -> dict[str, str]:
    """Return what the numbers were measured on."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in PACKAGES},
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def write(tables: dict[str, list[Row]]) -> None:
    """Write both files."""
    lines = ["# Benchmarks", "", "Made by `make bench`. *Times goal* above 1 is better"]
    lines[-1] += " than asked. Absolute times belong to the machine below."
    lines += ["", ", ".join(f"{key} {value}" for key, value in machine().items()), ""]
    for title, rows in tables.items():
        lines += [f"## {title}", "", "| what | measured | unit | goal | times goal | |"]
        lines += ["|---|--:|---|--:|--:|---|"]
        lines += ["| " + " | ".join(cells(row)) + " |" for row in rows]
        lines += [""]
    (HERE / "RESULTS.md").write_text("\n".join(lines), "utf-8")
    results = {
        "machine": machine(),
        "rows": [
            {"table": title, **row._asdict(), "ratio": row.ratio}
            for title, rows in tables.items()
            for row in rows
        ],
    }
    text = json.dumps(results, indent=1, ensure_ascii=False)
    (HERE / "results.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
