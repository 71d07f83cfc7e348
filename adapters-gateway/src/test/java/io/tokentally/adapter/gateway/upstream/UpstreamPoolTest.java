package io.tokentally.adapter.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.tokentally.adapter.gateway.EmbeddedProvider;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The connections of one event loop, without a network. */
class UpstreamPoolTest {

    private static final GatewayOptions OPTIONS = GatewayUnderTest.options(
            URI.create("http://127.0.0.1:9/v1"), GatewayUnderTest.limits(10, 2, 0), Timeouts.DEFAULT);

    private final EmbeddedChannel thread = new EmbeddedChannel();
    private final EmbeddedProvider provider = new EmbeddedProvider();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final List<UpstreamConnection> acquired = new ArrayList<>();
    private final List<Throwable> refused = new ArrayList<>();
    private final UpstreamPool pool = new UpstreamPool(
            Routes.of(OPTIONS, GatewayUnderTest.PROTOCOLS)
                    .find("/openai/v1/models")
                    .orElseThrow()
                    .upstream(),
            thread.eventLoop(),
            provider.bootstrap(thread.eventLoop()),
            OPTIONS,
            connections,
            now::get);

    @Test
    void theConnectionUsedLastIsUsedNext() {
        UpstreamConnection first = connected();
        UpstreamConnection second = connected();
        first.giveBack();
        second.giveBack();

        assertThat(acquire(false)).isSameAs(second);
        assertThat(acquire(false)).isSameAs(first);
        assertThat(provider.connections()).isEqualTo(2);
    }

    @Test
    void whoeverWantsAFreshConnectionGetsNoneThatWasUsed() {
        UpstreamConnection used = connected();
        used.giveBack();

        acquire(true);
        provider.last().accept();

        assertThat(acquired.getLast()).isNotSameAs(used);
        assertThat(acquired.getLast().isReused()).isFalse();
    }

    @Test
    void aConnectionThatEndsOrIsNotMadeLeavesItsPlaceToAnother() {
        UpstreamConnection first = connected();
        connected();
        acquire(false);
        assertThat(refused).singleElement().isInstanceOf(RequestRejectedException.class);
        assertThat(connections).hasValue(2);

        first.close();
        run();
        assertThat(connections).hasValue(1);
        acquire(false);
        provider.last().refuse();
        run();
        assertThat(refused).hasSize(2).last().isInstanceOf(ConnectException.class);
        assertThat(connections).hasValue(1);

        connected();
        assertThat(connections).hasValue(2);
    }

    private UpstreamConnection connected() {
        acquire(false);
        provider.last().accept();
        run();
        return acquired.getLast();
    }

    /** The connection that was acquired last: this one, if it was there at once. */
    private @Nullable UpstreamConnection acquire(boolean fresh) {
        pool.acquire(
                new UpstreamPool.Waiting() {
                    @Override
                    public void connected(UpstreamConnection connection) {
                        acquired.add(connection);
                    }

                    @Override
                    public void notConnected(Throwable cause) {
                        refused.add(cause);
                    }
                },
                fresh);
        run();
        return acquired.isEmpty() ? null : acquired.getLast();
    }

    private void run() {
        thread.runPendingTasks();
    }
}
