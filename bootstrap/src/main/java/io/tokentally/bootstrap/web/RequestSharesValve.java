package io.tokentally.bootstrap.web;

import io.tokentally.domain.net.ClientAddress;
import io.tokentally.domain.net.IpRange;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Lets a client have so many requests under way at once and no more: each holds a thread while its body comes in, however
 * slowly, and threads are for all.
 */
final class RequestSharesValve extends ValveBase {

    private static final int TOO_MANY_REQUESTS = 429;

    private final int share;
    private final Consumer<IpRange> onFull;
    private final ConcurrentMap<IpRange, Integer> underWay = new ConcurrentHashMap<>();

    RequestSharesValve(int share, Consumer<IpRange> onFull) {
        super(true);
        this.share = share;
        this.onFull = onFull;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Optional<IpRange> client = ClientAddress.parse(request.getRemoteAddr()).map(ClientAddress::block);
        if (client.isEmpty()) {
            getNext().invoke(request, response);
            return;
        }
        IpRange block = client.get();
        if (underWay.merge(block, 1, Integer::sum) > share) {
            done(block);
            onFull.accept(block);
            response.setHeader("Retry-After", "1");
            response.sendError(TOO_MANY_REQUESTS, "Too many requests at once from this address");
            return;
        }
        try {
            getNext().invoke(request, response);
        } finally {
            done(block);
        }
    }

    int clients() {
        return underWay.size();
    }

    private void done(IpRange client) {
        underWay.computeIfPresent(client, (unused, count) -> count == 1 ? null : count - 1);
    }
}
