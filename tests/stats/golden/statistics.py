# Writes statistics.json: the figures that the statistics of lib/stats must agree with.
# Needs python with numpy, scipy and statsmodels:  python tests/stats/golden/statistics.py
import json
import pathlib

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

samples = [
    [0.9336, 0.9341, 0.9329, 0.9352, 0.9338],
    [0.979, 0.9784, 0.9793, 0.9779, 0.9788],
    [0.9773, 0.9781, 0.9769, 0.9777, 0.978],
    [1.0, 2.0],
    [0.4, 0.9, 0.1, 0.3, 0.8, 0.2, 0.75],
]
pairs = [[samples[1], samples[2]], [samples[0], samples[1]], [[1.0, 2.0, 3.5], [1.5, 1.0, 4.5]]]
trials = [[918, 1000], [979, 1000], [9336, 10000], [9975, 10000], [0, 20], [20, 20], [1, 3]]
families = [[0.01, 0.04, 0.03, 0.005], [0.5, 0.6, 0.9], [0.02], [0.013, 0.013, 0.0001, 0.2, 0.049]]
# Six seeds of five ways to train, each compared with the first.
ways = [
    [0.9336, 0.9341, 0.9329, 0.9352, 0.9338, 0.9331],
    [0.9790, 0.9784, 0.9793, 0.9779, 0.9788, 0.9801],
    [0.9341, 0.9339, 0.9338, 0.9349, 0.9345, 0.9330],
    [0.9340, 0.9347, 0.9336, 0.9353, 0.9342, 0.9339],
    [0.9330, 0.9340, 0.9325, 0.9350, 0.9330, 0.9329],
]
splits = [[12, 5], [5, 5], [0, 7], [1, 0], [30, 61], [210, 130], [400, 90], [900, 700]]


def sign_flip(first, second):
    difference = np.array(second) - np.array(first)
    result = stats.permutation_test(
        (difference,), lambda d: d.mean(), permutation_type="samples", n_resamples=np.inf
    )
    return result.pvalue


golden = {
    "means": [
        {
            "values": values,
            "mean": np.mean(values),
            "standardDeviation": np.std(values, ddof=1),
            "interval": stats.t.interval(
                0.95, len(values) - 1, np.mean(values), stats.sem(values)
            ),
            "interval99": stats.t.interval(
                0.99, len(values) - 1, np.mean(values), stats.sem(values)
            ),
        }
        for values in samples
    ],
    "wilson": [
        {
            "correct": correct,
            "count": count,
            "interval": proportion_confint(correct, count, 0.05, "wilson"),
            "interval99": proportion_confint(correct, count, 0.01, "wilson"),
        }
        for correct, count in trials
    ],
    "pairs": [
        {
            "first": first,
            "second": second,
            "t": stats.ttest_rel(second, first).statistic,
            "p": stats.ttest_rel(second, first).pvalue,
            "interval": tuple(stats.ttest_rel(second, first).confidence_interval()),
            "signFlipP": sign_flip(first, second),
        }
        for first, second in pairs
    ],
    "holm": [
        {"ps": ps, "corrected": multipletests(ps, method="holm")[1].tolist()} for ps in families
    ],
    "seeds": {
        "ways": ways,
        "found": [
            {
                "difference": float(np.mean(np.array(way) - np.array(ways[0]))),
                "interval": tuple(stats.ttest_rel(way, ways[0]).confidence_interval()),
                "p": stats.ttest_rel(way, ways[0]).pvalue,
                "signFlipP": sign_flip(ways[0], way),
                "holmP": multipletests(
                    [stats.ttest_rel(other, ways[0]).pvalue for other in ways[1:]], method="holm"
                )[1][i],
            }
            for i, way in enumerate(ways[1:])
        ],
    },
    "mcnemar": [
        {
            "onlyFirst": b,
            "onlySecond": c,
            "exactP": mcnemar([[0, b], [c, 0]], exact=True).pvalue,
            # Fagerland, Lydersen and Laake (2013), equation 3.
            "p": 2 * stats.binom.cdf(min(b, c), b + c, 0.5) - stats.binom.pmf(min(b, c), b + c, 0.5),
        }
        for b, c in splits
    ],
}

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, indent=2) + "\n")
