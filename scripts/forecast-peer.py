"""Forecasts of the same series by statsforecast, for the benchmark: reads {horizon, season, seasons, series: [[...]]} from a
file, writes {model: {seconds, forecasts}}. One process, one core, after a warm-up on a few series."""
import json
import sys
import time

import numpy as np
from statsforecast.models import MSTL, AutoCES, AutoETS, DynamicOptimizedTheta, OptimizedTheta

given = json.load(open(sys.argv[1]))
horizon, season, seasons = given["horizon"], given["season"], given["seasons"]
series = [np.array(values, dtype=float) for values in given["series"]]
models = {
    "AutoETS": lambda: AutoETS(season_length=season),
    "OptimizedTheta": lambda: OptimizedTheta(season_length=season),
    "DynamicOptimizedTheta": lambda: DynamicOptimizedTheta(season_length=season),
    "AutoCES": lambda: AutoCES(season_length=season),
}
if len(seasons) > 1:
    models = {"MSTL": lambda: MSTL(season_length=seasons)}


def forecast(make, values):
    try:
        return make().forecast(y=values, h=horizon)["mean"].tolist()
    except Exception:  # a series too short for the model: the last value
        return [float(values[-1])] * horizon


answer = {}
for name, make in models.items():
    for values in series[:3]:
        forecast(make, values)
    start = time.perf_counter()
    forecasts = [forecast(make, values) for values in series]
    answer[name] = {"seconds": time.perf_counter() - start, "forecasts": forecasts}
json.dump(answer, open(sys.argv[2], "w"))
