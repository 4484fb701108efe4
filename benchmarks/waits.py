"""How well told waits hold, against the line's length as an estimate: ``python -m benchmarks.waits [SEEDS]``."""

import sys

import numpy as np

from tests.nav.desk import Day, told_and_true

DAYS = (
    Day(servers=4, service_s=120, cv=1.0, load=0.9, guided_share=1.0, feed_s=0, exponential=True),
    Day(servers=4, service_s=120, cv=1.0, load=0.9, guided_share=0.3, feed_s=300, exponential=True),
    Day(servers=4, service_s=120, cv=0.6, load=0.9, guided_share=1.0, feed_s=0),
    Day(servers=4, service_s=120, cv=0.6, load=0.9, guided_share=1.0, feed_s=300),
    Day(servers=4, service_s=120, cv=0.6, load=0.9, guided_share=0.2, feed_s=60),
    Day(servers=4, service_s=120, cv=0.6, load=0.9, guided_share=0.2, feed_s=300),
    Day(servers=1, service_s=120, cv=0.6, load=0.85, guided_share=0.5, feed_s=60),
    Day(servers=8, service_s=300, cv=0.6, load=0.95, guided_share=0.5, feed_s=600),
    Day(servers=4, service_s=120, cv=0.6, load=0.6, guided_share=0.5, feed_s=120),
)


def main(seeds: int) -> None:
    print(
        "                                              within p90 ± 95 %     mean   error of the mean  mean abs. error"
    )
    print(
        "services     servers  load  guided  feed s    (where p90 > 0)     wait s        s        ours s  line s  ratio"
    )
    for day in DAYS:
        within, errors_s, ours_s, lines_s, waits_s = [], [], [], [], []
        for seed in range(seeds):
            told, waited_s = told_and_true(day, seed)
            p90_s, mean_s, p50_s = (
                np.array([getattr(each, name) for each in told]) for name in ("p90_s", "mean_s", "p50_s")
            )
            waiting = np.array([each.waiting or 0 for each in told])
            line_s = np.where(waiting > 0, (waiting + 1) * day.service_s / day.servers, 0.0)
            within.append(np.mean((waited_s <= p90_s)[p90_s > 0]))
            errors_s.append(np.mean(mean_s - waited_s))
            ours_s.append(np.mean(np.abs(p50_s - waited_s)))
            lines_s.append(np.mean(np.abs(line_s - waited_s)))
            waits_s.append(waited_s.mean())
        law = "exponential" if day.exponential else "lognormal"
        print(
            f"{law:12} {day.servers:7} {day.load:5.2f} {day.guided_share:7.0%} {day.feed_s:7.0f}"
            f" {np.mean(within):12.3f} ± {1.96 * np.std(within, ddof=1) / np.sqrt(seeds):.3f}"
            f" {np.mean(waits_s):10.0f} {np.mean(errors_s):11.1f} {np.mean(ours_s):13.0f} {np.mean(lines_s):7.0f}"
            f" {np.mean(lines_s) / np.mean(ours_s):6.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 16)
