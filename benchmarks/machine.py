"""The machine that figures were measured on."""

import os
import platform
import sys
from pathlib import Path

import psutil


def machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = psutil.virtual_memory().total / 2**30
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"{_processor()}, {cores} cores, {memory:.0f} GiB of memory, "
        f"{platform.system()} {platform.release()}, Python {python}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
