"""Measures simulated images with NanoPyx 2.1.5, for measures.test.ts.

To make its numbers again, in a fresh virtual environment: `pip install nanopyx==2.1.5`, then
`python test/oracle/make_measures.py test/oracle/nanopyx-measures.json`.

The images are made of integers by arithmetic that test/support/integer-scene.ts repeats exactly, so none is kept. What
NanoPyx computes on the way is heard by standing in for the functions that it calls: smoothing, and plotting.
"""

import json
import sys

import numpy as np
from nanopyx.core.analysis import decorr, frc
from nanopyx.core.transform.error_map import ErrorMap

POINTS = 60


def words(seed):
    """A linear congruential generator of 32 bits (Numerical Recipes), its upper 16 bits."""
    state = seed
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield state >> 16


def scene(width, height, magnification, radius, seed):
    """Points of height 4000 / (1 + d^2 / radius^2), in pixels of a field of width x height, drawn magnified."""
    places = words(seed)
    y, x = np.mgrid[0 : height * magnification, 0 : width * magnification].astype(np.int64)
    x, y = (2 * x + 1) * 6 // magnification, (2 * y + 1) * 6 // magnification  # in twelfths of a pixel
    image = np.full(x.shape, 100, np.int64)
    square = radius * radius * 144
    for _ in range(POINTS):
        px, py = next(places) % (12 * width), next(places) % (12 * height)
        image += 4000 * square // (square + (x - px) ** 2 + (y - py) ** 2)
    return image


def noisy(image, amplitude, seed):
    """Plus the sum of four numbers from 0 to amplitude - 1, pixel by pixel."""
    numbers = words(seed)
    noise = [sum(next(numbers) % amplitude for _ in range(4)) for _ in range(image.size)]
    return image + np.array(noise).reshape(image.shape)


def rounded(values, digits=7):
    return [float(f"{value:.{digits}g}") for value in np.asarray(values, dtype=np.float64).ravel()]


def ring_correlation(first, second, pixel_size):
    heard = {}

    def smoothing(values, window_length, polyorder):
        smoothed = savgol_filter(np.asarray(values), window_length=window_length, polyorder=polyorder)
        heard.update(correlation=rounded(values), window=window_length, smoothed=rounded(smoothed))
        return smoothed

    savgol_filter, frc.savgol_filter = frc.savgol_filter, smoothing
    try:
        resolution = frc.FIRECalculator(pixel_size=pixel_size).calculate_fire_number(first, second)
    finally:
        frc.savgol_filter = savgol_filter
    return {**heard, "pixelSize": pixel_size, "resolution": resolution}


class Axes:
    """Hears what is plotted."""

    def __init__(self):
        self.curves = []
        self.cutoff = None

    def plot(self, x, y, **_):
        self.curves.append([float(x[0]), float(x[-1]), rounded(np.nan_to_num(y), 5)])

    def axvline(self, x, **_):
        self.cutoff = float(x)
        raise StopIteration


def decorrelation(image):
    axes = Axes()
    subplots, plot = decorr.plt.subplots, decorr.plt.plot
    decorr.plt.subplots, decorr.plt.plot = lambda **_: (None, axes), axes.plot
    analysis = decorr.DecorrAnalysis()
    analysis.run_analysis(image)
    try:
        analysis.plot_results()
    except StopIteration:
        pass
    finally:
        decorr.plt.subplots, decorr.plt.plot = subplots, plot
    # The image as it is, then of ten high-passed ones in each of two rounds some.
    kept = [(at, *curve) for at, curve in enumerate(axes.curves) if at % 5 == 0 or at == 3]
    names = ("at", "from", "to", "values")
    return {"cutoff": axes.cutoff, "curves": [dict(zip(names, curve)) for curve in kept]}


def squirrel(reconstruction, reference):
    fit = ErrorMap()
    fit.optimise(reference, reconstruction)
    errors = np.asarray(fit.imRSE)
    return {
        "rsp": fit.getRSP(),
        "rse": fit.getRSE(),
        "alpha": fit._alpha,
        "beta": fit._beta,
        "sigma": fit._sigma,
        "diagonal": rounded(np.diagonal(errors)[::4], 6),
    }


def main():
    pair = [noisy(scene(131, 97, 1, 2, 5), 400, seed) for seed in (7, 8)]
    square = [image[:, :97][:96, :96] for image in pair]
    fine = scene(64, 48, 3, 1, 5)
    odd = scene(131, 97, 1, 1, 5)
    measured = {
        "frc": {
            "square": ring_correlation(*square, 1),
            "odd": ring_correlation(*pair, 0.065),
        },
        "decorrelation": {"square": decorrelation(square[0]), "odd": decorrelation(pair[0])},
        "squirrel": {
            "same": squirrel(odd, noisy(scene(131, 97, 1, 3, 5), 300, 9)),
            "magnified": squirrel(fine, noisy(scene(64, 48, 1, 3, 5), 300, 9)),
        },
    }
    with open(sys.argv[1], "w") as file:
        json.dump(measured, file)
        file.write("\n")


main()
