package io.tokentally.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Runs what takes long away from the page, which polls for the outcome meanwhile. Whoever looks must be found out
 * before: the task runs on a thread that knows nobody.
 */
public final class BackgroundWork implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);

    private final Executor executor;
    private final Runnable closing;

    private BackgroundWork(Executor executor, Runnable closing) {
        this.executor = executor;
        this.closing = closing;
    }

    public static BackgroundWork onVirtualThreads() {
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        return new BackgroundWork(executor, executor::shutdownNow);
    }

    public static BackgroundWork on(Executor executor) {
        return new BackgroundWork(executor, () -> {});
    }

    /** Runs the task and hands its result or its exception back to the page, unless that is gone. */
    public <T> void run(UI ui, Callable<T> task, Consumer<T> onResult, Consumer<Exception> onFailure) {
        Registration polling = Polling.every(ui, BETWEEN_LOOKS);
        executor.execute(() -> {
            Runnable ending = outcomeOf(task, onResult, onFailure);
            ui.accessLater(
                            () -> {
                                polling.remove();
                                ending.run();
                            },
                            () -> {})
                    .run();
        });
    }

    private static <T> Runnable outcomeOf(Callable<T> task, Consumer<T> onResult, Consumer<Exception> onFailure) {
        try {
            T result = task.call();
            return () -> onResult.accept(result);
        } catch (Exception e) {
            return () -> onFailure.accept(e);
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
