package io.tokentally.application.port.in.usage;

import io.tokentally.domain.metering.Attribution;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Whom the calls made on a thread belong to. A metered client asks for it when a call begins, so that the attribution
 * holds for all of the call's attempts, on whichever threads they run.
 *
 * <pre>{@code
 * UsageContext.of(attribution).run(() -> client.chat().completions().create(params));
 * }</pre>
 *
 * <p>To take the context along to another thread, wrap the task or the executor there: {@link #wrap(Runnable)},
 * {@link #wrap(Callable)}, {@link #wrap(Executor)}.
 */
public final class UsageContext {

    private static final ThreadLocal<UsageContext> CURRENT = new ThreadLocal<>();

    private final Attribution attribution;

    private UsageContext(Attribution attribution) {
        this.attribution = attribution;
    }

    public static UsageContext of(Attribution attribution) {
        return new UsageContext(attribution);
    }

    /** Whom calls on this thread belong to, if anybody said so. */
    public static Optional<Attribution> current() {
        return Optional.ofNullable(CURRENT.get()).map(context -> context.attribution);
    }

    /** Runs the task within this context; the one before is back afterwards, whatever happens. */
    public void run(Runnable task) {
        run(this, task);
    }

    /** Calls the task within this context; the one before is back afterwards, whatever happens. */
    public <T extends @Nullable Object> T call(Callable<T> task) throws Exception {
        return call(this, task);
    }

    /** A task that runs, wherever it runs, in the context that holds here and now: in none, if there is none. */
    public static Runnable wrap(Runnable task) {
        UsageContext here = CURRENT.get();
        return () -> run(here, task);
    }

    /** A task that runs, wherever it runs, in the context that holds here and now: in none, if there is none. */
    public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        UsageContext here = CURRENT.get();
        return () -> call(here, task);
    }

    /** An executor whose tasks run in the context that holds where they are handed over. */
    public static Executor wrap(Executor executor) {
        return task -> executor.execute(wrap(task));
    }

    private static void run(@Nullable UsageContext context, Runnable task) {
        UsageContext before = CURRENT.get();
        enter(context);
        try {
            task.run();
        } finally {
            enter(before);
        }
    }

    private static <T extends @Nullable Object> T call(@Nullable UsageContext context, Callable<T> task)
            throws Exception {
        UsageContext before = CURRENT.get();
        enter(context);
        try {
            return task.call();
        } finally {
            enter(before);
        }
    }

    private static void enter(@Nullable UsageContext context) {
        if (context == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(context);
        }
    }
}
