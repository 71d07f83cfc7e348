package io.tokentally.adapter.gateway.client;

import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.net.IpRange;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A client's connection as those see it who share connections out, from whatever thread. */
public final class HeldConnection {

    private final InetAddress remote;
    private final boolean ofProxy;
    private final AtomicBoolean counted = new AtomicBoolean(true);
    private volatile IpRange block;
    private volatile @Nullable VirtualKey key;
    private volatile boolean busy;
    private volatile long since;
    private volatile @Nullable Runnable closing;

    HeldConnection(InetAddress remote, IpRange block, boolean ofProxy, long now) {
        this.remote = remote;
        this.block = block;
        this.ofProxy = ofProxy;
        this.since = now;
    }

    InetAddress remote() {
        return remote;
    }

    /** Whether it comes from a proxy that was named as trusted. */
    boolean ofProxy() {
        return ofProxy;
    }

    AtomicBoolean counted() {
        return counted;
    }

    /** Whom it counts for: who opened it, or behind a trusted proxy who called on it last. */
    IpRange block() {
        return block;
    }

    void block(IpRange other) {
        block = other;
    }

    /** The key that was used on it last. */
    @Nullable
    VirtualKey key() {
        return key;
    }

    void key(@Nullable VirtualKey other) {
        key = other;
    }

    void busy() {
        busy = true;
    }

    void idle(long now) {
        since = now;
        busy = false;
    }

    boolean isIdle() {
        return !busy && closing != null;
    }

    /** Since when it has been idle. */
    long since() {
        return since;
    }

    /** @param how closes the connection on its own thread, if it is still idle then */
    void onClosing(Runnable how) {
        closing = how;
    }

    void close() {
        Runnable how = closing;
        if (how != null) {
            how.run();
        }
    }
}
