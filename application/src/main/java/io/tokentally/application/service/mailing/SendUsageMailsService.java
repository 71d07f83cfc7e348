package io.tokentally.application.service.mailing;

import io.tokentally.application.port.in.mailing.SendUsageMailsUseCase;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.Mail.MailNotSentException;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.mailing.UsageMailQueue;
import io.tokentally.application.port.out.mailing.UsageMailQueue.Due;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.DeliverySchedule;
import io.tokentally.domain.mailing.UsageMailOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends mails one after the other. Each is leased before it is read and noted after it was sent: whoever dies between the two has it sent
 * again by somebody else once the lease ends, under the same identity, so that none is lost, and one may come twice.
 */
public final class SendUsageMailsService implements SendUsageMailsUseCase {

    /** Longer than so many mails take at most. */
    static final Duration LEASE = Duration.ofMinutes(10);

    private static final int MOST = 10;

    private final UsageMailQueue queue;
    private final UsageMailReader usage;
    private final WorkSessions sessions;
    private final Mail mail;
    private final @Nullable String base;
    private final Clock clock;

    /** @param base the address of the application as people reach it; absent if nobody has said */
    public SendUsageMailsService(
            UsageMailQueue queue,
            UsageMailReader usage,
            WorkSessions sessions,
            Mail mail,
            @Nullable String base,
            Clock clock) {
        this.queue = queue;
        this.usage = usage;
        this.sessions = sessions;
        this.mail = mail;
        this.base = base;
        this.clock = clock;
    }

    /** Without a mail server nothing is decided, either: whoever sets one up later surprises nobody with weeks that are long over. */
    @Override
    public int sendDue() {
        if (!mail.isConfigured()) {
            return 0;
        }
        queue.decide(now());
        Instant start = now();
        List<Due> due = queue.claim(start, start.plus(LEASE), MOST);
        RuntimeException failure = null;
        for (Due each : due) {
            try {
                queue.finish(each, send(each), null);
            } catch (RuntimeException e) {
                queue.finish(
                        each,
                        UsageMailOutcome.FAILED,
                        DeliverySchedule.next(each.createdAt(), each.attempts(), now())
                                .orElse(null));
                failure = both(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return due.size();
    }

    private UsageMailOutcome send(Due due) {
        Optional<Viewer> reader = queue.reader(due);
        if (reader.isEmpty()) {
            return UsageMailOutcome.EMPTY;
        }
        MailedUsage read = read(due, reader.get());
        if (read.isEmpty()) {
            return UsageMailOutcome.EMPTY;
        }
        UsageMailText text = new UsageMailText(due, base);
        mail.sendKnown(due.id().value(), new EmailAddress(due.address()), text.subject(), text.body(read));
        return UsageMailOutcome.SENT;
    }

    private MailedUsage read(Due due, Viewer reader) {
        try {
            return usage.read(reader, due.period());
        } finally {
            sessions.end(reader);
        }
    }

    /** What a server refused is told by whoever talked to it; what else went wrong goes on to whoever asked, once all were tried. */
    private static @Nullable RuntimeException both(@Nullable RuntimeException failure, RuntimeException next) {
        if (next instanceof MailNotSentException) {
            return failure;
        }
        if (failure == null) {
            return next;
        }
        failure.addSuppressed(next);
        return failure;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
