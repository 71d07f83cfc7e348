package io.tokentally.ui.shell;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Runs what takes long away from the page, which polls for the outcome meanwhile. Whoever looks must be found out
 * before: the task runs on a thread that knows nobody.
 */
public final class BackgroundWork implements AutoCloseable {

    private static final int POLL_MILLIS = 400;

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

    /** Runs the task and hands its result or its exception back to the page. */
    public <T> void run(UI ui, Callable<T> task, Consumer<T> onResult, Consumer<Exception> onFailure) {
        Waiting.of(ui).begin();
        executor.execute(() -> {
            Runnable ending = outcomeOf(task, onResult, onFailure);
            var unused = ui.access(() -> {
                Waiting.of(ui).end();
                ending.run();
            });
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

    /** What a page waits for; it polls as long as there is something. */
    private static final class Waiting {

        private final UI ui;
        private final int pollIntervalBefore;
        private int tasks;

        private Waiting(UI ui) {
            this.ui = ui;
            this.pollIntervalBefore = ui.getPollInterval();
        }

        static Waiting of(UI ui) {
            Waiting known = ComponentUtil.getData(ui, Waiting.class);
            if (known != null) {
                return known;
            }
            Waiting waiting = new Waiting(ui);
            ComponentUtil.setData(ui, Waiting.class, waiting);
            return waiting;
        }

        void begin() {
            tasks++;
            ui.setPollInterval(POLL_MILLIS);
        }

        void end() {
            tasks--;
            if (tasks == 0) {
                // A view entered meanwhile may have set an interval of its own.
                if (ui.getPollInterval() == POLL_MILLIS) {
                    ui.setPollInterval(pollIntervalBefore);
                }
                ComponentUtil.setData(ui, Waiting.class, null);
            }
        }
    }
}
