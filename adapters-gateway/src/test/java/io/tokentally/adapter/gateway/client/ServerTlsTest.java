package io.tokentally.adapter.gateway.client;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.ServerTls;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers reach the gateway by TLS, by the certificate that its files hold at the time. */
class ServerTlsTest {

    private static final String PASSWORD = "of-no-worth";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;

    @BeforeEach
    void name() {
        certificate = folder.resolve("certificate.pem");
        key = folder.resolve("key.pem");
    }

    private Certificate make(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Key secret = keys.getKey("gateway", PASSWORD.toCharArray());
        Certificate made = keys.getCertificate("gateway");
        write(key, "PRIVATE KEY", secret.getEncoded());
        write(certificate, "CERTIFICATE", made.getEncoded());
        return made;
    }

    private static void write(Path file, String what, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, text));
    }

    private GatewayUnderTest before(ScriptedUpstream upstream, @Nullable String password) {
        return GatewayUnderTest.start(GatewayUnderTest.options(upstream.baseUrl(), Limits.DEFAULT, Timeouts.DEFAULT)
                .withTls(new ServerTls(certificate, key, password)));
    }

    private static SSLSocket socket(GatewayUnderTest gateway, Certificate trusted, String... protocols)
            throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("gateway", trusted);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    private static void call(Wire client) throws Exception {
        client.send(Calls.chat(KnownKeys.USER_KEY));
        assertThat(receive(client).body()).isEqualTo(Calls.COMPLETION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void callsComeByTls(String protocol) throws Exception {
        Certificate shown = make("first");
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = before(upstream, null);
                Wire client = new Wire(socket(gateway, shown, protocol))) {
            call(client);
            call(client);
        }
    }

    @Test
    void neitherOldTlsNorClearTextIsSpoken() throws Exception {
        Certificate shown = make("first");
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = before(upstream, null)) {
            assertThatThrownBy(() -> socket(gateway, shown, "TLSv1.1")).isInstanceOf(IOException.class);
            try (Wire clear = gateway.connect()) {
                clear.send(Calls.chat(KnownKeys.USER_KEY));
                StringBuilder said = new StringBuilder();
                for (int octet = clear.octet(); octet >= 0; octet = clear.octet()) {
                    said.append((char) octet);
                }
                assertThat(said.toString()).doesNotContain("HTTP");
            }
            assertThat(upstream.connections()).isZero();
            assertThat(gateway.failures()).isEmpty();
        }
    }

    @Test
    void newFilesAreTakenUpAndConnectionsGoOn() throws Exception {
        Certificate first = make("first");
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = before(upstream, null);
                Wire old = new Wire(socket(gateway, first))) {
            call(old);
            Files.writeString(certificate, "no certificate");
            Thread.sleep(3_000);
            socket(gateway, first).close();

            Certificate second = make("second");
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            boolean shown = false;
            while (!shown) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                try (SSLSocket next = socket(gateway, second)) {
                    shown = next.getSession().getPeerCertificates()[0].equals(second);
                } catch (SSLException e) {
                    Thread.sleep(100);
                }
            }
            call(old);
        }
    }

    @Test
    void whoNeverShakesHandsIsNotWaitedFor() throws Exception {
        make("first");
        Duration longTime = Duration.ofSeconds(60);
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.start(GatewayUnderTest.options(
                                upstream.baseUrl(),
                                Limits.DEFAULT,
                                GatewayUnderTest.hasty(longTime, longTime, longTime, longTime))
                        .withTls(new ServerTls(certificate, key, null)));
                Wire silent = gateway.connect();
                Wire halting = gateway.connect()) {
            halting.send(new byte[] {0x16, 3, 1, 2, 0, 1});
            assertThat(silent.isAtEnd()).isTrue();
            assertThat(halting.isAtEnd()).isTrue();
        }
    }

    @Test
    void filesThatCannotBeUsedLetItNotStart() throws Exception {
        Certificate first = make("first");
        byte[] firstKey = Files.readAllBytes(key);
        make("second");
        Files.write(key, firstKey);
        assertRefused("does not belong to the first certificate");
        write(certificate, "CERTIFICATE", first.getEncoded());
        TlsFiles.open(new ServerTls(certificate, key, null));

        Files.writeString(key, "no key");
        assertRefused("");
        Files.delete(key);
        assertRefused("NoSuchFileException");
        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(
                                Files.readString(certificate).getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(first);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> TlsFiles.open(new ServerTls(certificate, key, null)))
                .isInstanceOf(TlsFilesException.class)
                .hasMessageContaining("certificate.pem")
                .hasMessageContaining("key.pem")
                .hasMessageContaining(why);
    }
}
