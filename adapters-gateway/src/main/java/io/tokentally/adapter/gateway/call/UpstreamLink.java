package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.upstream.UpstreamConnection;
import org.jspecify.annotations.Nullable;

/** The connection that an exchange has with its provider, while it has one. */
final class UpstreamLink {

    private @Nullable UpstreamConnection connection;

    void use(UpstreamConnection connected) {
        connection = connected;
    }

    /** Whether the whole request has been handed to it. */
    boolean isRequestSent() {
        return connection != null && connection.isRequestSent();
    }

    boolean isPaused() {
        return connection != null && connection.isPaused();
    }

    /** Reads no more of the response for now. */
    void pause() {
        if (connection != null) {
            connection.pause();
        }
    }

    void resume() {
        if (connection != null) {
            connection.resume();
        }
    }

    /** The connection has ended, or is another call's from now on. */
    void letGo() {
        connection = null;
    }

    /** Hangs up on the provider. */
    void close() {
        UpstreamConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
