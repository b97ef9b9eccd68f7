"""The mean of two trained networks: python mean.py ONE.pt OTHER.pt OUT.pt [--share 0.5]

Two ends of runs that began with the same weights lie near enough for their mean to be better than either.
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="how much of the other")
    arguments = parser.parse_args()
    one, other = (torch.load(path, weights_only=True) for path in (arguments.one, arguments.other))
    for name, value in one["state"].items():
        if value.dtype.is_floating_point:
            one["state"][name] = value.lerp(other["state"][name], arguments.share)
    torch.save(one, arguments.out)


if __name__ == "__main__":
    main()
