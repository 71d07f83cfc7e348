package io.tokentally.bootstrap.web;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.Valve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/** A Tomcat with one servlet and the valves under test, spoken to by bare sockets. */
final class WebServer implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;
    private static final Pattern CONTENT_LENGTH =
            Pattern.compile("^content-length: (\\d+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final org.springframework.boot.web.server.WebServer server;

    private WebServer(TomcatServletWebServerFactory factory, HttpServlet servlet) {
        server = factory.getWebServer(context -> {
            var registration = context.addServlet("all", servlet);
            registration.addMapping("/");
            registration.setLoadOnStartup(1);
        });
        server.start();
    }

    static WebServer with(HttpServlet servlet, Valve... valves) {
        return with(servlet, factory -> {}, valves);
    }

    static WebServer with(HttpServlet servlet, Consumer<TomcatServletWebServerFactory> more, Valve... valves) {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.addEngineValves(valves);
        more.accept(factory);
        return new WebServer(factory, servlet);
    }

    int port() {
        return server.getPort();
    }

    /** A connection from an address of this machine, {@code 127.0.0.2} for instance. */
    Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    /** The whole answer, headers and body. */
    String get(String path, String... headers) throws IOException {
        try (Socket socket = connect("127.0.0.1")) {
            return ask(socket, path, headers);
        }
    }

    static String ask(Socket socket, String path, String... headers) throws IOException {
        List<String> sent = List.of(headers);
        String host = sent.stream().anyMatch(header -> header.startsWith("Host:")) ? "" : "Host: localhost\r\n";
        String request = "GET " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n"
                + String.join("", sent.stream().map(header -> header + "\r\n").toList()) + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** One answer that tells its length, head and body, on a connection that goes on. */
    static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return answer.toString();
            }
            answer.append((char) next);
        }
        Matcher length = CONTENT_LENGTH.matcher(answer);
        if (length.find()) {
            answer.append(new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    @Override
    public void close() {
        server.stop();
        server.destroy();
    }
}
