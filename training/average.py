"""The mean of two trained networks: python average.py ONE.pt OTHER.pt OUT.pt (the other must go on from the one)."""

import sys

import torch


def main() -> None:
    one, other = (torch.load(path, weights_only=True) for path in sys.argv[1:3])
    for name, value in other["state"].items():
        one["state"][name] = (one["state"][name] + value) / 2
    torch.save(one, sys.argv[3])


if __name__ == "__main__":
    main()
