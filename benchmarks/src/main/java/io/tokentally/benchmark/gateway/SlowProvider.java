package io.tokentally.benchmark.gateway;

import io.tokentally.benchmark.product.MockProvider.Manner;
import io.tokentally.benchmark.product.MockProvider.Trouble;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * What is measured with a provider that takes its time: many calls under way at once. Portkey's gateway is left out: at this rate
 * it falls ever further behind, and drops streams.
 */
final class SlowProvider {

    private static final int RATE = 1_000;
    private static final int OPEN_LOOP_CALLS = 10_000;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int STREAMS = 256;
    private static final int DELTAS = 64;
    private static final Duration PROVIDER_TIME = Duration.ofMillis(20);

    static final Manner MANNER = new Manner(PROVIDER_TIME, DELTAS, Duration.ofMillis(20), Trouble.NONE);

    private final int rounds;
    private final PrintStream report;

    SlowProvider(int rounds, PrintStream report) {
        this.rounds = rounds;
        this.report = report;
    }

    void measure(List<Route> routes) throws InterruptedException {
        openLoop(routes);
        streams(routes);
    }

    /** A thousand calls a second to a provider that takes 20 ms. */
    private void openLoop(List<Route> routes) throws InterruptedException {
        Rounds medians = new Rounds();
        Rounds tails = new Rounds();
        long gap = 1_000_000_000L / RATE;
        List<OpenLoop> loops =
                routes.stream().map(route -> new OpenLoop(route, Route.PLAIN)).toList();
        for (OpenLoop loop : loops) {
            loop.call(WARM_UP_ROUNDS * OPEN_LOOP_CALLS, gap);
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < routes.size(); i++) {
                loops.get(i).warm();
                OpenLoop.Result result = loops.get(i).call(OPEN_LOOP_CALLS, gap);
                requireNoFailures(routes.get(i), result);
                medians.add(routes.get(i).name(), Rounds.micros(result.untilTheLast(), 50));
                tails.add(routes.get(i).name(), Rounds.micros(result.untilTheLast(), 99));
            }
        }
        loops.forEach(OpenLoop::close);
        report.printf(
                "%,d calls/s in an open loop, a provider that takes %d ms, %,d calls a round, %d rounds after %,d calls to warm up%n%n",
                RATE, PROVIDER_TIME.toMillis(), OPEN_LOOP_CALLS, rounds, WARM_UP_ROUNDS * OPEN_LOOP_CALLS);
        report.printf("p50%n%s%np99%n%s%n", medians.table("µs"), tails.table("µs"));
        report.printf("p50 added to direct%n%s%np99 added to direct%n%s%n", medians.added("µs"), tails.added("µs"));
    }

    /** 256 streams at once. */
    private void streams(List<Route> routes) throws InterruptedException {
        Rounds medians = new Rounds();
        Rounds tails = new Rounds();
        Rounds frames = new Rounds();
        List<OpenLoop> loops = routes.stream()
                .map(route -> new OpenLoop(route, Route.STREAMED))
                .toList();
        long gap = 1_000_000L;
        for (OpenLoop loop : loops) {
            loop.call(STREAMS, gap);
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < routes.size(); i++) {
                loops.get(i).warm();
                OpenLoop.Result result = loops.get(i).call(STREAMS, gap);
                requireNoFailures(routes.get(i), result);
                medians.add(routes.get(i).name(), Rounds.micros(result.untilTheFirst(), 50));
                tails.add(routes.get(i).name(), Rounds.micros(result.untilTheFirst(), 99));
                frames.add(routes.get(i).name(), result.frames() / (double) STREAMS);
            }
        }
        loops.forEach(OpenLoop::close);
        report.printf(
                "%d streams at once, begun 1 ms apart, %d deltas at %d ms, %d rounds%n%n", STREAMS, DELTAS, 20, rounds);
        report.printf("Time to first token, p50%n%s%np99%n%s%n", medians.table("µs"), tails.table("µs"));
        report.printf("p50 added to direct%n%s%np99 added to direct%n%s%n", medians.added("µs"), tails.added("µs"));
        report.printf(
                "Events of a stream: direct and through others %d deltas, the usage and the end; through ours without the usage, which nobody asked for%n%s%n",
                DELTAS, frames.table(""));
    }

    private static void requireNoFailures(Route route, OpenLoop.Result result) {
        if (result.failed() > 0) {
            throw new IllegalStateException("%d calls through %s failed".formatted(result.failed(), route.name()));
        }
    }
}
