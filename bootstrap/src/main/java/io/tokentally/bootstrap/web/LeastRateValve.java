package io.tokentally.bootstrap.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;

/**
 * Has the body of a request come at a least rate: a thread waits for it, and whoever sends a byte now and then would hold that as long
 * as they like. It works with {@link SharedHttp11NioProtocol}, whose sockets tell what they give.
 */
final class LeastRateValve extends ValveBase {

    private final long leastBytesPerSecond;
    private final Duration grace;
    private final LongSupplier nanoTime;

    /** @param leastBytesPerSecond on the average of a grace; 0 sets none */
    LeastRateValve(long leastBytesPerSecond, Duration grace, LongSupplier nanoTime) {
        super(true);
        this.leastBytesPerSecond = leastBytesPerSecond;
        this.grace = grace;
        this.nanoTime = nanoTime;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (leastBytesPerSecond == 0) {
            getNext().invoke(request, response);
            return;
        }
        org.apache.coyote.Request underWay = request.getCoyoteRequest();
        InputBuffer body = underWay.getInputBuffer();
        underWay.setInputBuffer(new BodyMeter(body, leastBytesPerSecond, grace, nanoTime));
        try {
            getNext().invoke(request, response);
        } finally {
            underWay.setInputBuffer(body);
        }
    }
}
