package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tokentally.application.port.out.pricing.PriceBundleDoor.Arrival;
import io.tokentally.domain.pricing.PriceRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of our own, whose key the test makes and this client alone trusts. */
@Timeout(60)
class BundleAddressTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static HttpsServer server;
    private static HttpServer plain;
    private static SSLContext tls;
    private static final CountDownLatch OVER = new CountDownLatch(1);

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("server.p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            keys.load(content, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        plain = HttpServer.create(free, 0);
        plain.createContext("/bundle.zip", exchange -> {
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(1);
            exchange.close();
        });
        plain.start();
        server = HttpsServer.create(free, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/bundle.zip", new byte[] {1, 2, 3});
        answer("/large.zip", new byte[PriceBundleFile.MAX_BYTES + 5000]);
        redirect("/moved", "/bundle.zip");
        redirect("/around", "/around");
        redirect("/plain", "http://localhost:" + plain.getAddress().getPort() + "/bundle.zip");
        redirect("/file", "file:///etc/passwd");
        redirect("/inner", "https://127.0.0.1:" + server.getAddress().getPort() + "/bundle.zip");
        redirect("/metadata", "https://169.254.169.254/bundle.zip");
        redirect("/site", "https://10.1.2.3/bundle.zip");
        redirect("/any", "https://0.0.0.0/bundle.zip");
        redirect("/multicast", "https://224.0.0.1/bundle.zip");
        redirect("/carrier", "https://100.64.0.1/bundle.zip");
        redirect("/unique-local", "https://[fd00::1]/bundle.zip");
        redirect("/named", "https://somebody@localhost/bundle.zip");
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            try {
                OVER.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        OVER.countDown();
        server.stop(0);
        plain.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bundle.zip", "/moved"})
    void whatLiesThereIsFetched(String path) {
        assertThat(address(path).look()).singleElement().satisfies(arrival -> {
            assertThat(arrival.content()).containsExactly(1, 2, 3);
            assertThat(arrival.name()).isEqualTo("from localhost");
        });
    }

    @Test
    void noMoreIsReadThanTellsThatItIsTooLarge() {
        List<Arrival> arrivals = address("/large.zip").look();

        assertThat(arrivals.getFirst().content()).hasSize(PriceBundleFile.MAX_BYTES + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain", "/file", "/named"})
    void aRedirectToAnythingButHttpsIsNotFollowed(String path) {
        refuses(path).withMessageContaining("redirected to an address that is not https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/inner", "/metadata", "/site", "/any", "/multicast", "/carrier", "/unique-local"})
    void aRedirectIntoAnInnerNetworkIsNotFollowed(String path) {
        refuses(path).withMessageContaining("which is in an inner network");
    }

    @Test
    void redirectsEnd() {
        refuses("/around").withMessageContaining("redirected more than 3 times");
    }

    @Test
    void anotherAnswerThanOneWithABundleIsTold() {
        refuses("/nothing")
                .withMessage(
                        "No price bundle could be fetched from localhost: it answers with status 404. Look at TOKENTALLY_PRICES_BUNDLEADDRESS.");
    }

    @Test
    void whatTakesTooLongIsGivenUp() {
        BundleAddress slow = new BundleAddress(uri("/slow"), tls, Duration.ofSeconds(1));

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(slow::look)
                .withMessageContaining("it took longer than 1 seconds");
    }

    @Test
    void whoCannotShowWhoTheyAreIsNotAsked() throws Exception {
        BundleAddress wary = new BundleAddress(uri("/bundle.zip"), SSLContext.getDefault(), Duration.ofSeconds(20));

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(wary::look)
                .withMessageContaining("could be fetched from localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://prices.example/b.zip",
                "file:///b.zip",
                "https:///b.zip",
                "https://me:secret@prices.example/b.zip",
                "prices.example"
            })
    void onlyAnAddressWithHttpsIsConfigured(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PriceBundleOptions(List.of(), Path.of("prices"), URI.create(address)))
                .withMessageContaining("https://prices.example/bundle.zip")
                .withMessageNotContaining("secret");
    }

    private static ThrowableAssertAlternative<PriceRefusedException> refuses(String path) {
        return assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> address(path).look());
    }

    private static BundleAddress address(String path) {
        return new BundleAddress(uri(path), tls, Duration.ofSeconds(30));
    }

    private static URI uri(String path) {
        return URI.create("https://localhost:" + server.getAddress().getPort() + path);
    }

    private static void answer(String path, byte[] content) {
        server.createContext(path, exchange -> {
            try {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            } catch (IOException e) {
                // The reader has enough.
                exchange.close();
            }
            exchange.close();
        });
    }

    private static void redirect(String path, String to) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("location", to);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }
}
