package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The web port by TLS, as the README says how to set it. */
class TlsTest {

    private static final String PASSWORD = "of-no-worth";

    @TempDir
    private Path folder;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SslAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class})
    @EnableConfigurationProperties({ProxyProperties.class, WebProperties.class})
    @Import(WebConfiguration.class)
    static class Application {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        ServletRegistrationBean<HttpServlet> greeting() {
            return new ServletRegistrationBean<>(new Greeting(), "/");
        }
    }

    /** A greeting for who asks, and the end of a body for who sends one. */
    private static final class Greeting extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            boolean unused = request.getSession().isNew();
            response.getWriter().print("hello");
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getInputStream().readAllBytes().length);
        }
    }

    @Test
    void theWebPortSpeaksTlsAndTakesANewCertificateWithoutARestart() throws Exception {
        Certificate first = writeCertificate();
        try (var context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "server.ssl.bundle=web",
                        "tokentally.web.least-rate.grace=1s",
                        "spring.ssl.bundle.watch.file.quiet-period=200ms",
                        "spring.ssl.bundle.pem.web.reload-on-update=true",
                        "spring.ssl.bundle.pem.web.keystore.certificate=" + folder.resolve("tls.crt"),
                        "spring.ssl.bundle.pem.web.keystore.private-key=" + folder.resolve("tls.key"))
                .run()) {
            int port = Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                    .getPort();

            HttpResponse<String> answer = get(port, first);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
            assertThat(answer.headers().firstValue("Set-Cookie"))
                    .hasValueSatisfying(cookie ->
                            assertThat(cookie).startsWith("__Host-JSESSIONID=").contains("; Secure"));

            assertThat(drip(port, first)).startsWith("HTTP/1.1 408");

            Certificate second = writeCertificate();
            assertThat(second).isNotEqualTo(first);
            awaitAnswer(port, second);
        }
    }

    /** Sends a byte ten times a second until there is an answer; that. */
    private static String drip(int port, Certificate trusted) throws Exception {
        try (Socket socket = trusting(trusted).getSocketFactory().createSocket("localhost", port)) {
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(100);
            for (int i = 0; i < 300; i++) {
                socket.getOutputStream().write('x');
                try {
                    return (char) socket.getInputStream().read() + WebServer.answer(socket);
                } catch (SocketTimeoutException e) {
                    // It waits for more.
                }
            }
            return "waits on";
        }
    }

    private static void awaitAnswer(int port, Certificate trusted) throws Exception {
        IOException last = new IOException("No answer");
        for (int i = 0; i < 120; i++) {
            try {
                assertThat(get(port, trusted).body()).isEqualTo("hello");
                return;
            } catch (IOException e) {
                last = e;
                Thread.sleep(250);
            }
        }
        throw new AssertionError("The new certificate was not taken", last);
    }

    /** Trusts that certificate and no other. */
    private static SSLContext trusting(Certificate trusted) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("web", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), new SecureRandom());
        return tls;
    }

    private static HttpResponse<String> get(int port, Certificate trusted)
            throws IOException, InterruptedException, GeneralSecurityException {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting(trusted))
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/"))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    /** A key and a certificate that nobody but their maker has signed, in the two files that are configured. */
    private X509Certificate writeCertificate() throws Exception {
        Path store = Files.createTempDirectory(folder, "made").resolve("web.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "web",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor())
                .as(Files.readString(folder.resolve("keytool.txt")))
                .isZero();
        KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        X509Certificate certificate = (X509Certificate) made.getCertificate("web");
        write(
                "tls.key",
                "PRIVATE KEY",
                made.getKey("web", PASSWORD.toCharArray()).getEncoded());
        write("tls.crt", "CERTIFICATE", certificate.getEncoded());
        return certificate;
    }

    private void write(String file, String type, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                folder.resolve(file),
                "-----BEGIN %s-----%n%s%n-----END %1$s-----%n".formatted(type, base64),
                StandardCharsets.US_ASCII);
    }
}
