package io.tokentally.bootstrap.web;

import io.tokentally.domain.net.ClientAddress;
import io.tokentally.domain.net.IpRange;
import java.net.InetAddress;
import java.nio.channels.Channel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How many connections each client has open; an IPv6 /64 is one client. Whoever has their share gets no more, so that the
 * others do. Channels tell by themselves that they are closed; the closed are forgotten when a share is full, and all of them
 * now and then.
 */
final class ConnectionShares {

    private static final int ADMISSIONS_BETWEEN_CLEANINGS = 1_024;

    private final int share;
    private final TrustedProxies proxies;
    private final Consumer<IpRange> onFull;
    private final Map<IpRange, Set<Channel>> open = new HashMap<>();
    private int admissions;

    /**
     * @param share how many connections a client may have
     * @param proxies who speak for many clients, and have no limit here
     * @param onFull is told of a client whose share is full, at each connection that is refused
     */
    ConnectionShares(int share, TrustedProxies proxies, Consumer<IpRange> onFull) {
        this.share = share;
        this.proxies = proxies;
        this.onFull = onFull;
    }

    /** Whether a client may have that connection; if so, it counts until it is closed. */
    boolean admit(@Nullable InetAddress peer, Channel connection) {
        if (peer == null || proxies.include(peer)) {
            return true;
        }
        IpRange client = ClientAddress.of(peer).block();
        if (take(client, connection)) {
            return true;
        }
        onFull.accept(client);
        return false;
    }

    private synchronized boolean take(IpRange client, Channel connection) {
        if (++admissions % ADMISSIONS_BETWEEN_CLEANINGS == 0) {
            open.values().removeIf(connections -> {
                forgetClosed(connections);
                return connections.isEmpty();
            });
        }
        Set<Channel> connections = open.computeIfAbsent(client, unknown -> new HashSet<>());
        if (connections.size() >= share) {
            forgetClosed(connections);
        }
        return connections.size() < share && connections.add(connection);
    }

    /** How many clients are remembered. */
    synchronized int clients() {
        return open.size();
    }

    private static void forgetClosed(Set<Channel> connections) {
        connections.removeIf(connection -> !connection.isOpen());
    }
}
