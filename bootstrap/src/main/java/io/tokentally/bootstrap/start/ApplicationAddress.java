package io.tokentally.bootstrap.start;

import org.springframework.core.env.Environment;

/** Where somebody at the terminal reaches what listens, by its settings. */
public final class ApplicationAddress {

    private ApplicationAddress() {}

    /** Of the web application: where people reach it, if the settings say so. */
    public static String ofWeb(Environment environment) {
        String publicUrl = environment.getProperty("tokentally.public-url", "");
        return publicUrl.isBlank()
                ? of(environment, "server", environment.getProperty("server.port", "8080"))
                : publicUrl.strip();
    }

    /**
     * @param listener {@code server} or {@code gateway}
     * @param usualPort where it listens unless it says otherwise
     */
    static String of(Environment environment, String listener, String usualPort) {
        String setting = listener.equals("gateway") ? "tokentally.gateway.address" : "server.address";
        String host = environment.getProperty(setting, "127.0.0.1");
        String shown = host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
        String port = environment.getProperty("local." + listener + ".port", usualPort);
        boolean tls = environment.getProperty("%s.ssl.bundle".formatted(listener)) != null
                || environment.getProperty("%s.ssl.certificate".formatted(listener)) != null
                || environment.getProperty("%s.ssl.key-store".formatted(listener)) != null;
        return "%s://%s:%s".formatted(tls ? "https" : "http", shown.contains(":") ? "[" + shown + "]" : shown, port);
    }
}
