package io.tokentally.bootstrap.start;

import java.util.List;
import org.springframework.core.env.Environment;

/** Where somebody at the terminal reaches what listens, by its settings. */
public final class ApplicationAddress {

    static final ApplicationAddress WEB = new ApplicationAddress(
            "server.address",
            "local.server.port",
            "server.port",
            "8080",
            List.of("server.ssl.bundle", "server.ssl.certificate", "server.ssl.key-store"));
    static final ApplicationAddress GATEWAY = new ApplicationAddress(
            "tokentally.gateway.address",
            "local.gateway.port",
            "tokentally.gateway.port",
            "8090",
            List.of("tokentally.gateway.tls.certificate"));

    private final String address;
    private final String localPort;
    private final String port;
    private final String usualPort;
    private final List<String> tls;

    /** @param tls settings any of which says that it speaks TLS */
    private ApplicationAddress(String address, String localPort, String port, String usualPort, List<String> tls) {
        this.address = address;
        this.localPort = localPort;
        this.port = port;
        this.usualPort = usualPort;
        this.tls = tls;
    }

    /** What links of the web application begin with: where people reach it, if the settings say so. */
    public static String ofLinks(Environment environment) {
        String publicUrl = environment.getProperty("tokentally.public-url", "");
        return publicUrl.isBlank() ? WEB.in(environment) : publicUrl.strip();
    }

    String in(Environment environment) {
        String host = environment.getProperty(address, "127.0.0.1");
        String shown = host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
        String listens = environment.getProperty(localPort, environment.getProperty(port, usualPort));
        boolean speaksTls = tls.stream().anyMatch(setting -> isSet(environment, setting));
        return "%s://%s:%s"
                .formatted(speaksTls ? "https" : "http", shown.contains(":") ? "[" + shown + "]" : shown, listens);
    }

    /** Whether this process listens there. */
    boolean listensIn(Environment environment) {
        return environment.containsProperty(localPort);
    }

    private static boolean isSet(Environment environment, String setting) {
        String value = environment.getProperty(setting);
        return value != null && !value.isBlank();
    }
}
