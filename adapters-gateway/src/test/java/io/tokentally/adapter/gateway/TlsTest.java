package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.UsageReading;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No key and no prompt goes to a server that cannot show that it is the provider's. */
class TlsTest {

    private static final String TRUSTED = "javax.net.ssl.trustStore";
    private static final String TRUSTED_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final String PASSWORD = "of-no-worth";
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private @Nullable String trusted;
    private @Nullable String trustedPassword;

    @BeforeEach
    void remember() {
        trusted = System.getProperty(TRUSTED);
        trustedPassword = System.getProperty(TRUSTED_PASSWORD);
    }

    @AfterEach
    void restore() {
        restore(TRUSTED, trusted);
        restore(TRUSTED_PASSWORD, trustedPassword);
    }

    private static void restore(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    /** A certificate that nobody but its maker has signed, with its key. */
    private Path certificateFor(String name) throws Exception {
        Path store = folder.resolve("provider.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "provider",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=provider",
                        "-ext",
                        "SAN=" + name,
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
        assertThat(keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(folder.resolve("keytool.txt")))
                .isZero();
        return store;
    }

    private static ServerSocket secured(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static ScriptedUpstream upstream(Path store) throws Exception {
        return ScriptedUpstream.start(secured(store), (wire, all) -> {
            while (all.receive(wire)) {
                wire.send(Calls.ok(Calls.COMPLETION));
            }
        });
    }

    private static GatewayUnderTest before(ScriptedUpstream upstream) {
        return GatewayUnderTest.before(
                URI.create("https://127.0.0.1:" + upstream.baseUrl().getPort() + "/v1"),
                Limits.DEFAULT,
                Timeouts.DEFAULT);
    }

    private static void trust(Path store) {
        System.setProperty(TRUSTED, store.toString());
        System.setProperty(TRUSTED_PASSWORD, PASSWORD);
    }

    private static void assertNothingIsTold(ScriptedUpstream upstream) throws Exception {
        try (GatewayUnderTest gateway = before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            HttpText answer = receive(client);

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).startsWith("{\"error\":{").contains("openai could not be reached");
            MeteredCall call = gateway.records().next();
            assertThat(call.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Outcome.Failure.Kind.CONNECTION_FAILED));
            assertThat(call.reading()).isEqualTo(new UsageReading.NotBilled());
            assertThat(upstream.requests()).isZero();
            gateway.awaitGauge("connections.upstream", 0);
        }
    }

    @Test
    void aProviderThatShowsWhoItIsIsCalled() throws Exception {
        Path store = certificateFor("ip:127.0.0.1");
        trust(store);
        try (ScriptedUpstream upstream = upstream(store);
                GatewayUnderTest gateway = before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).body()).isEqualTo(Calls.COMPLETION);
            assertThat(gateway.records().next().reading()).isInstanceOf(UsageReading.Reported.class);
        }
    }

    @Test
    void whomNobodyVouchesForIsNotCalled() throws Exception {
        try (ScriptedUpstream upstream = upstream(certificateFor("ip:127.0.0.1"))) {
            assertNothingIsTold(upstream);
        }
    }

    @Test
    void aCertificateOfAnotherHostIsNoProof() throws Exception {
        Path store = certificateFor("dns:provider.example");
        trust(store);
        try (ScriptedUpstream upstream = upstream(store)) {
            assertNothingIsTold(upstream);
        }
    }
}
