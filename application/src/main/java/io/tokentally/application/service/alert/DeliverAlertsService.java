package io.tokentally.application.service.alert;

import io.tokentally.application.port.in.alert.DeliverAlertsUseCase;
import io.tokentally.application.port.out.alert.AlertQueue;
import io.tokentally.application.port.out.alert.AlertQueue.Due;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.alert.DeliveryFailure;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.DeliverySchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Sends messages, several at a time. Each is leased before it is sent and noted after that: whoever dies between the two has it sent
 * again by somebody else once the lease ends, so that none is lost, and one may come twice.
 */
public final class DeliverAlertsService implements DeliverAlertsUseCase {

    /** Longer than sending takes at most, for so many messages by so many threads. */
    static final Duration LEASE = Duration.ofMinutes(5);

    private static final int MOST_EVENTS = 200;
    private static final int MOST_MESSAGES = 40;

    private final AlertQueue queue;
    private final ChannelSecrets secrets;
    private final AlertSending sending;
    private final Executor executor;
    private final Clock clock;

    /** @param executor whose threads may wait for whoever is told */
    public DeliverAlertsService(
            AlertQueue queue, ChannelSecrets secrets, AlertSending sending, Executor executor, Clock clock) {
        this.queue = queue;
        this.secrets = secrets;
        this.sending = sending;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public int deliverDue() {
        queue.spread(now(), MOST_EVENTS);
        Instant start = now();
        List<Due> due = queue.claim(start, start.plus(LEASE), MOST_MESSAGES);
        CompletableFuture.allOf(due.stream()
                        .map(each -> CompletableFuture.runAsync(() -> deliver(each), executor))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        return due.size();
    }

    private void deliver(Due due) {
        DeliveryOutcome outcome = send(due);
        Instant now = now();
        queue.finish(
                due,
                outcome,
                now,
                DeliverySchedule.next(due.createdAt(), due.attempts(), now).orElse(null));
    }

    private DeliveryOutcome send(Due due) {
        if (!due.type().isHook()) {
            return sending.byMail(new EmailAddress(due.address()), due.message());
        }
        if (due.sealed() == null) {
            return DeliveryOutcome.failed(DeliveryFailure.CHANNEL_REMOVED);
        }
        return secrets.open(due.organizationId(), due.channel(), due.sealed())
                .map(hook -> sending.byHook(due.type(), hook, due.message()))
                .orElseGet(() -> DeliveryOutcome.failed(DeliveryFailure.SECRET_UNREADABLE));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
