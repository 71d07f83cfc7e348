package io.tokentally.bootstrap.web;

import io.tokentally.domain.net.ClientAddress;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request that came through trusted proxies look as it did to the first of them: the client's address, the scheme, the
 * host. The client is the last that one of them names and that is none of them. Anybody else's word on it is dropped, so that
 * nothing behind here can believe it by mistake.
 */
final class ForwardedValve extends ValveBase {

    private static final List<String> HEADERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Ssl");

    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])(?::(\\d{1,5}))?");

    private final TrustedProxies proxies;

    ForwardedValve(TrustedProxies proxies) {
        super(true);
        this.proxies = proxies;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Optional<ClientAddress> peer = ClientAddress.parse(request.getRemoteAddr());
        boolean trusted = peer.isPresent() && proxies.include(peer.get());
        List<ForwardedHop> standard = trusted ? ForwardedHop.ofForwarded(headers(request, "Forwarded")) : List.of();
        List<ForwardedHop> usual = trusted
                ? ForwardedHop.ofXForwarded(
                        headers(request, "X-Forwarded-For"),
                        headers(request, "X-Forwarded-Proto"),
                        headers(request, "X-Forwarded-Host"),
                        headers(request, "X-Forwarded-Port"))
                : List.of();
        MimeHeaders sent = request.getCoyoteRequest().getMimeHeaders();
        HEADERS.forEach(sent::removeHeader);
        boolean namesClient = !usual.isEmpty() && !usual.getLast().from().isEmpty();
        if (!standard.isEmpty() && namesClient && !clientIn(standard).equals(clientIn(usual))) {
            // A proxy sets the one and passes the other on as its caller made it up.
            response.sendError(
                    HttpServletResponse.SC_BAD_REQUEST, "Forwarded and X-Forwarded-For name different clients");
            return;
        }
        List<ForwardedHop> hops = namesClient || standard.isEmpty() ? usual : standard;
        if (!hops.isEmpty()) {
            apply(hops, request);
        }
        getNext().invoke(request, response);
    }

    private void apply(List<ForwardedHop> hops, Request request) {
        clientIn(hops).map(ClientAddress::toString).ifPresent(address -> {
            request.setRemoteAddr(address);
            request.setRemoteHost(address);
        });
        ForwardedHop hop = hops.get(indexOfClient(hops));
        if (hop.scheme() != null) {
            request.setSecure(hop.scheme().equals("https"));
            request.getCoyoteRequest().scheme().setString(hop.scheme());
        }
        setHost(hop.host() == null ? request.getHeader("Host") : hop.host(), request);
    }

    private static void setHost(@Nullable String host, Request request) {
        Matcher asked = HOST.matcher(host == null ? "" : host);
        if (asked.matches()) {
            int usualPort = request.getScheme().equals("https") ? 443 : 80;
            request.getCoyoteRequest().serverName().setString(asked.group(1));
            request.getCoyoteRequest()
                    .setServerPort(asked.group(2) == null ? usualPort : Integer.parseInt(asked.group(2)));
        }
    }

    private Optional<ClientAddress> clientIn(List<ForwardedHop> hops) {
        return ClientAddress.parse(hops.get(indexOfClient(hops)).from());
    }

    /** From the nearest proxy outwards: whoever it names that is no proxy of ours, or that hides, is as far as we know. */
    private int indexOfClient(List<ForwardedHop> hops) {
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<ClientAddress> from = ClientAddress.parse(hops.get(i).from());
            if (from.isEmpty() || !proxies.include(from.get())) {
                return i;
            }
        }
        return 0;
    }

    private static List<String> headers(Request request, String name) {
        return Collections.list(request.getHeaders(name));
    }
}
