package io.tokentally.bootstrap.web;

import io.tokentally.domain.net.ClientAddress;
import io.tokentally.domain.net.IpRange;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Lets a client have so many requests under way at once and no more: each holds a thread while its body comes in, however
 * slowly, and threads are for all. One that is answered before its body was read is under way until the rest of it is here, since
 * the server reads that before the next request of the same connection.
 */
final class RequestSharesValve extends ValveBase {

    private static final int TOO_MANY_REQUESTS = 429;
    /** As much of what nobody read as Tomcat takes, too. */
    private static final long MOST_TO_TAKE = 2 << 20;

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
            leaveRest(request.getCoyoteRequest());
            return;
        }
        try {
            getNext().invoke(request, response);
            if (!request.isAsync()) {
                takeRest(request.getCoyoteRequest(), response);
            }
        } finally {
            done(block);
        }
    }

    /** Takes what is missing of a body, after the answer to it, so that its sender gets that; but no long ones. */
    private static void takeRest(org.apache.coyote.Request request, Response response) throws IOException {
        if (isRead(request)) {
            return;
        }
        response.finishResponse();
        if (request.hasExpectation()) {
            // It waits for a word before it sends its body, and has another now.
            leaveRest(request);
            return;
        }
        Rest rest = new Rest();
        try {
            long taken = 0;
            while (!isRead(request)) {
                int length = request.doRead(rest);
                taken += length;
                if (length < 0 || taken > MOST_TO_TAKE) {
                    break;
                }
            }
        } catch (IOException e) {
            // Its sender has gone, or waits for longer than a connection may.
            leaveRest(request);
            return;
        }
        if (!isRead(request)) {
            leaveRest(request);
        }
    }

    private static boolean isRead(org.apache.coyote.Request request) {
        AtomicBoolean isRead = new AtomicBoolean();
        request.action(ActionCode.REQUEST_BODY_FULLY_READ, isRead);
        return isRead.get();
    }

    /** Ends the connection after the answer, instead of a wait for the rest of the body. */
    private static void leaveRest(org.apache.coyote.Request request) {
        request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    /** Where what is taken goes: nowhere. */
    private static final class Rest implements ApplicationBufferHandler {

        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {}
    }

    int clients() {
        return underWay.size();
    }

    private void done(IpRange client) {
        underWay.computeIfPresent(client, (unused, count) -> count == 1 ? null : count - 1);
    }
}
