package io.tokentally.demo.generate;

import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.domain.metering.Provider;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How calls to a provider fail, and how often in each way. */
final class Failures {

    private record Weighted(int weight, Failure failure) {

        static Weighted answered(int weight, int status, String type, @Nullable String code) {
            return new Weighted(weight, new Failure(Kind.PROVIDER_ERROR, status, type, code));
        }

        static Weighted of(int weight, Kind kind) {
            return new Weighted(weight, Failure.of(kind));
        }
    }

    private static final Failures OPENAI = new Failures(List.of(
            Weighted.answered(40, 429, "requests", "rate_limit_exceeded"),
            Weighted.answered(4, 429, "insufficient_quota", "insufficient_quota"),
            Weighted.answered(11, 500, "server_error", null),
            Weighted.answered(7, 503, "service_unavailable_error", null),
            Weighted.answered(11, 400, "invalid_request_error", "context_length_exceeded"),
            Weighted.answered(2, 401, "invalid_request_error", "invalid_api_key"),
            Weighted.of(8, Kind.TIMEOUT),
            Weighted.of(6, Kind.CONNECTION_FAILED),
            Weighted.of(5, Kind.STREAM_INTERRUPTED),
            Weighted.of(6, Kind.CANCELLED),
            new Weighted(1, new Failure(Kind.INVALID_RESPONSE, 200, null, null))));

    private static final Failures ANTHROPIC = new Failures(List.of(
            Weighted.answered(33, 429, "rate_limit_error", null),
            Weighted.answered(22, 529, "overloaded_error", null),
            Weighted.answered(9, 500, "api_error", null),
            Weighted.answered(10, 400, "invalid_request_error", null),
            Weighted.answered(1, 401, "authentication_error", null),
            Weighted.of(8, Kind.TIMEOUT),
            Weighted.of(6, Kind.CONNECTION_FAILED),
            Weighted.of(5, Kind.STREAM_INTERRUPTED),
            Weighted.of(6, Kind.CANCELLED)));

    private static final Failure NO_CONNECTION = Failure.of(Kind.CONNECTION_FAILED);

    private final List<Failure> all;
    private final WeightedChoice choice;

    private Failures(List<Weighted> weighted) {
        all = weighted.stream().map(Weighted::failure).toList();
        choice = new WeightedChoice(
                weighted.stream().mapToDouble(Weighted::weight).toArray());
    }

    static Failures of(Provider provider) {
        return provider.equals(Provider.ANTHROPIC) ? ANTHROPIC : OPENAI;
    }

    /** @param streamed whether there was a stream that may break off, or be left */
    Failure next(boolean streamed, RandomGenerator random) {
        Failure failure = all.get(choice.draw(random));
        boolean ofStreams = failure.kind() == Kind.STREAM_INTERRUPTED || failure.kind() == Kind.CANCELLED;
        return ofStreams && !streamed ? NO_CONNECTION : failure;
    }
}
