package io.tokentally.adapter.openai.usage;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.refusal.CountRefusedCallUseCase;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.in.usage.ReportMeteringFailureUseCase;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Meters clients of the official {@code openai-java} SDK.
 *
 * <pre>{@code
 * OpenAIClient client = meteredOpenAi.wrap(OpenAIOkHttpClient.fromEnv());
 * }</pre>
 *
 * <p>The wrapped client behaves as before, but where a budget that blocks has a say. From then on each attempt that goes out,
 * retries among them, becomes one usage record: completions, responses, embeddings, images, speech, transcriptions, translations and moderations, plain
 * and streamed, and batches once they are over and fetched, sync and async, also through {@code async()}, {@code withOptions(…)} and {@code withRawResponse()}. Other
 * endpoints pass through untouched. A file that is sent along is held in memory while it goes out. Say
 * whom calls belong to with a {@link io.tokentally.application.port.in.usage.UsageContext} around them; it is read when
 * a call begins, and holds for all of its attempts on whichever threads; these are numbered, and have the call's id in common. Calls without one go to the default owner, by
 * the API's own name (for instance {@code chat.completions}) and marked
 * {@link io.tokentally.domain.metering.Attribution.Source#DEFAULT}.
 *
 * <p>Streamed chat completions ask for usage if the caller did not; the caller sees nothing of it. A caller who stops
 * reading before the end gets a record that is {@code CANCELLED}, its tokens counted here as far as that can be done.
 * Response times are the caller's: one who reads
 * slowly makes them longer.
 *
 * <p>Nothing that goes wrong in metering reaches the caller; it is told to the {@link MeteringMonitor}. A recorder that
 * hangs delays a call by 50 milliseconds at most.
 *
 * <p>Before each metered attempt the organization's budgets that block are asked. One that they do not let out never reaches OpenAI: it
 * is answered here, beneath the SDK's retries, so that the SDK raises its {@code RateLimitException} once and does not try again; it is counted as a refused call. Where a
 * budget asks the database, a call waits for that as long as the budget's time-out at most; if it cannot be told whether the call may go
 * out, and the budget lets nothing out then, the SDK is told that the service is unavailable, and tries again as it usually does.
 */
public final class MeteredOpenAi implements AutoCloseable {

    private final MeteringContext metering;

    /**
     * @param defaultOrganization whom calls belong to that nobody claimed
     * @param defaultUser likewise
     * @param clock tells when an attempt starts
     * @param ticker a monotonic clock in nanoseconds, as a rule {@code System::nanoTime}
     * @param ids names calls, so that their attempts can be told to belong together; as a rule {@code UUID::randomUUID}
     */
    public MeteredOpenAi(
            RecordUsageUseCase recorder,
            AdmitSpendingUseCase spending,
            CountRefusedCallUseCase refusals,
            ReportMeteringFailureUseCase failures,
            OrganizationId defaultOrganization,
            UserId defaultUser,
            InstantSource clock,
            LongSupplier ticker,
            Supplier<UUID> ids) {
        this.metering = new MeteringContext(
                new UsageReporter(recorder, failures),
                spending,
                refusals,
                defaultOrganization,
                defaultUser,
                clock,
                ticker,
                ids);
    }

    /** A client that behaves as the given one, with metering. A client that is metered already comes back as it is. */
    public OpenAIClient wrap(OpenAIClient client) {
        return MeteredProxy.of(client, OpenAIClient.class, metering);
    }

    /** A client that behaves as the given one, with metering. A client that is metered already comes back as it is. */
    public OpenAIClientAsync wrap(OpenAIClientAsync client) {
        return MeteredProxy.of(client, OpenAIClientAsync.class, metering);
    }

    /** Waits up to five seconds for calls that are still to be recorded. Closes no client. */
    @Override
    public void close() {
        metering.reporter().close();
    }
}
