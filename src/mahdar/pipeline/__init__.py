"""The order of everything, pure: captures in, layers out."""

from mahdar.pipeline.order import Layers, analyse, analyse_all, lines_of, print_of, record_of

__all__ = ["Layers", "analyse", "analyse_all", "lines_of", "print_of", "record_of"]
