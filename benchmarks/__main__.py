"""Measures Bundel against its targets and against plain Pyomo and HiGHS: ``python -m benchmarks [INSTANCE...]``.

Without names, everything but the instances that take ten minutes or more. The latest figures of each
instance stay in ``benchmarks/results.md``, those of all in ``benchmarks/history.csv``.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import ablation, questions, report
from benchmarks.instances import INSTANCES, LONG
from benchmarks.measuring import measure


def main() -> None:
    """Measure, write the page, and print what was written."""
    usual = [name for name in INSTANCES if name not in LONG]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("instances", nargs="*", metavar="INSTANCE", help=f"of {', '.join(INSTANCES)}")
    parser.add_argument("--long", action="store_true", help="everything, what takes ten minutes or more included")
    parser.add_argument("--repeats", type=int, help="runs of each instance, in place of its own number")
    parser.add_argument("--no-ablation", action="store_true", help="leave out what each trick is worth")
    parser.add_argument("--no-questions", action="store_true", help="leave out questions to a loaded model")
    parser.add_argument("--only-ablation", action="store_true", help="measure nothing but what each trick is worth")
    options = parser.parse_args()
    names = options.instances or (list(INSTANCES) if options.long else usual)
    unknown = [name for name in names if name not in INSTANCES]
    if unknown:
        parser.error(f"there is no instance {', '.join(unknown)}; there are {', '.join(INSTANCES)}")
    if not options.only_ablation:
        _measure(names, options)
    for name in names:
        if name in ablation.SECONDS and not options.no_ablation:
            sys.stderr.write(f"measuring what each trick is worth to {name}\n")
            report.keep_tricks(name, ablation.rows(ablation.ablate(name)))
    report.write()
    sys.stdout.write(report.RESULTS.read_text(encoding="utf-8"))


def _measure(names: list[str], options: argparse.Namespace) -> None:
    for name in names:
        sys.stderr.write(f"measuring {name}\n")
        report.keep(measure(INSTANCES[name], options.repeats))
    if not options.no_questions:
        sys.stderr.write("asking a loaded model\n")
        report.keep_questions(questions.table(questions.ask_all()))


if __name__ == "__main__":
    main()
