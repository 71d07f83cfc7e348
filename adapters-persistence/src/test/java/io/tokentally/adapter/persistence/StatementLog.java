package io.tokentally.adapter.persistence;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Overhears the statements that Hibernate makes. */
public final class StatementLog {

    private StatementLog() {}

    /** The first statement of the work, with {@code $1} for its first parameter. */
    public static String firstOf(Runnable work) {
        ListAppender<ILoggingEvent> statements = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("org.hibernate.SQL");
        statements.start();
        log.addAppender(statements);
        log.setLevel(Level.DEBUG);
        try {
            work.run();
        } finally {
            log.setLevel(null);
            log.detachAppender(statements);
        }
        AtomicInteger number = new AtomicInteger();
        return Pattern.compile("\\?")
                .matcher(statements.list.getFirst().getFormattedMessage())
                .replaceAll(mark -> "\\$" + number.incrementAndGet());
    }
}
