package io.tokentally.adapter.gateway.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokentally.adapter.gateway.state.StateMachine;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that came in a state that has no use for them. Each is a fault of the gateway's own: it is counted, and the
 * first of its kind is logged with the name of the call or connection that it came to.
 */
public final class InappropriateEvents {

    private static final Logger LOG = LoggerFactory.getLogger(InappropriateEvents.class);

    private final Counter counter;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    InappropriateEvents(MeterRegistry registry) {
        this.counter = Counter.builder(GatewayMetrics.PREFIX + "events.inappropriate")
                .description("Events that came to a call or connection in a state that has no use for them")
                .register(registry);
    }

    /**
     * Watches one state machine.
     *
     * @param kind of thing that it is the state of
     * @param name tells it from others of its kind
     */
    public <S extends Enum<S>, E extends Enum<E>> StateMachine.Watch<S, E> watch(String kind, Supplier<String> name) {
        return (state, event) -> came(kind, name, state, event);
    }

    private void came(String kind, Supplier<String> name, Enum<?> state, Enum<?> event) {
        counter.increment();
        String what = "%s of a %s that is %s".formatted(event, kind, state);
        if (told.add(what)) {
            LOG.warn("Inappropriate event {}: {}", what, name.get());
        } else {
            LOG.debug("Inappropriate event {}: {}", what, name.get());
        }
    }
}
