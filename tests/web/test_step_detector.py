"""The page finds the same steps as `beacons.steps`, on walks of a real phone."""

import gzip
import json
import subprocess
from pathlib import Path

import numpy as np

from beacons.steps import detect_steps

DETECTOR = Path(__file__).parents[2] / "web" / "src" / "steps" / "detector.ts"
PROGRAM = f"""
import {{ StepDetector }} from {json.dumps(DETECTOR.as_uri())};
const samples = JSON.parse(await new Response(process.stdin).text());
const detector = new StepDetector();
console.log(JSON.stringify(samples.flatMap(([t, x, y, z]) => detector.push(t, x, y, z))));
"""


def found_by_the_page(node, accelerations):
    command = [str(node), "--no-warnings", "--input-type=module", "-e", PROGRAM]
    made = subprocess.run(command, input=json.dumps(accelerations.tolist()), capture_output=True, text=True, check=True)
    return np.array(json.loads(made.stdout))


def accelerations_of(path):
    rows = [line.split("\t") for line in gzip.decompress(path.read_bytes()).decode(errors="replace").splitlines()]
    kept = [[float(row[0]) / 1000.0, *map(float, row[2:5])] for row in rows if row[1:2] == ["TYPE_ACCELEROMETER"]]
    made = np.array(kept)
    made[:, 0] -= made[0, 0]
    return made


def test_the_page_counts_the_steps_that_surveyors_walked(node, data_folder):
    for path in sorted((data_folder / "positioning" / "mall-a").glob("*/traces/*.txt.gz"))[::60]:
        accelerations = accelerations_of(path)
        expected = np.array([step.t_s for step in detect_steps(accelerations, np.empty((0, 4)))])
        found = found_by_the_page(node, accelerations)
        # It does not look at the last second of a walk: a step is known only from what comes after.
        known = expected[expected < accelerations[-1, 0] - 1.0]
        away_s = np.abs(found[:, np.newaxis] - known[np.newaxis, :]).min(axis=0)
        assert np.mean(away_s < 0.05) > 0.97, path.name
        assert abs(len(found) - len(expected)) <= 3, path.name
