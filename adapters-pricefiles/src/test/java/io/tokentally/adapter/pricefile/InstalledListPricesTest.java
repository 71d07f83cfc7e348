package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.ListPricesInForce.Origin;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.UpstreamPrices;
import io.tokentally.tck.pricing.ListPricesContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledListPricesTest extends ListPricesContract {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static final BundleRelease RELEASE = new BundleRelease(7, LocalDate.of(2026, 12, 1));

    @TempDir
    Path home;

    @Override
    protected ListPrices source() {
        return load(null);
    }

    @Test
    void theUploadedFileCountsAtOnceAndAtTheNextStart() {
        InstalledListPrices prices = load(null);
        assertThat(prices.inForce().origin()).isEqualTo(Origin.BUILT_IN);
        assertThat(prices.inForce().versions()).isGreaterThan(100);

        prices.replace("march.json", file("one"));

        assertThat(versions(prices)).containsExactly("acme/one/standard/2025-01-01");
        assertThat(versions(load(null))).containsExactly("acme/one/standard/2025-01-01");
        assertThat(prices.inForce()).satisfies(facts -> {
            assertThat(facts.origin()).isEqualTo(Origin.UPLOADED);
            assertThat(facts.file()).isEqualTo(uploaded().toString());
            assertThat(facts.versions()).isEqualTo(1);
            assertThat(facts.sha256())
                    .hasSize(64)
                    .isEqualTo(load(null).inForce().sha256());
            assertThat(facts.loadedAt()).isEqualTo(NOW);
        });
    }

    @Test
    void theUploadedFileCountsBeforeTheConfiguredOneUntilItIsWithdrawn() throws IOException {
        Path configured = Files.write(home.resolve("configured.json"), file("configured"));
        InstalledListPrices prices = load(configured);
        prices.replace("march.json", file("one"));
        prices.replace("april.json", file("two"));
        assertThat(versions(prices)).containsExactly("acme/two/standard/2025-01-01");

        prices.withdraw();

        assertThat(versions(prices)).containsExactly("acme/configured/standard/2025-01-01");
        assertThat(prices.inForce().origin()).isEqualTo(Origin.CONFIGURED);
        assertThat(uploaded()).doesNotExist();
        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(prices::withdraw)
                .withMessage("There is no uploaded price file to withdraw. Load the page again.");
    }

    @Test
    void aFileThatCannotBeUsedChangesNothing() throws IOException {
        InstalledListPrices prices = load(null);
        prices.replace("march.json", file("one"));
        PriceBook before = prices.priceBook();
        byte[] flawed = "{\"currency\": \"USD\",\n \"modells\": []}".getBytes(StandardCharsets.UTF_8);

        for (Runnable attempt : List.<Runnable>of(
                () -> prices.check("april.json", flawed), () -> prices.replace("april.json", flawed))) {
            assertThatExceptionOfType(PriceRefusedException.class)
                    .isThrownBy(attempt::run)
                    .withMessageStartingWith("The price file april.json cannot be used: line ")
                    .withMessageContaining("there is no field modells");
        }

        assertThat(prices.priceBook()).isSameAs(before);
        assertThat(Files.readAllBytes(uploaded())).isEqualTo(file("one"));
        assertThat(names()).containsExactly("prices.json");
    }

    @Test
    void checkingKeepsNothing() throws IOException {
        InstalledListPrices prices = load(null);

        assertThat(prices.check("march.json", file("one")).facts().versions()).isEqualTo(1);

        assertThat(prices.inForce().origin()).isEqualTo(Origin.BUILT_IN);
        assertThat(names()).isEmpty();
    }

    @Test
    void whatCannotBeKeptDoesNotCount() throws IOException {
        Files.createDirectories(uploaded().resolve("a folder is in the way"));
        InstalledListPrices prices = InstalledListPrices.load(
                new PriceFiles(uploaded().resolve("a folder is in the way").resolve("x.json"), null, List.of()),
                UpstreamPrices.OWN_NAMES,
                Clock.fixed(NOW, ZoneOffset.UTC));
        Files.delete(uploaded().resolve("a folder is in the way"));
        Files.createFile(uploaded().resolve("a folder is in the way"));

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> prices.replace("march.json", file("one")))
                .withMessageContaining("cannot be kept in");

        assertThat(prices.inForce().origin()).isEqualTo(Origin.BUILT_IN);
    }

    @Test
    void whatComesWithAProviderIsAddedToWhicheverFileCounts() {
        InstalledListPrices prices = load(null, added("plug", file("three"), "acme"));
        int builtIn = load(null).inForce().versions();
        assertThat(versions(prices)).contains("acme/three/standard/2025-01-01").hasSize(builtIn + 1);
        assertThat(prices.inForce().versions()).isEqualTo(builtIn + 1);

        prices.replace("march.json", file("one"));

        assertThat(versions(prices)).containsExactly("acme/one/standard/2025-01-01", "acme/three/standard/2025-01-01");
    }

    @Test
    void aModelThatHasAPriceKeepsIt() {
        InstalledListPrices prices = load(null, added("plug", file("one", "7"), "acme"));

        prices.replace("march.json", file("one"));

        assertThat(prices.priceBook().prices()).isEqualTo(uploadedAlone().prices());
    }

    @Test
    void norIsATierAddedToAModelThatHasAPrice() {
        byte[] batch = new String(file("one"), StandardCharsets.UTF_8)
                .replace("standard", "batch")
                .getBytes(StandardCharsets.UTF_8);
        InstalledListPrices prices = load(null, added("plug", batch, "acme"));

        prices.replace("march.json", file("one"));

        assertThat(versions(prices)).containsExactly("acme/one/standard/2025-01-01");
    }

    private PriceBook uploadedAlone() {
        return load(null).priceBook();
    }

    @Test
    void aFileThatPricesAnotherProviderOrCannotBeReadAddsNothing() {
        int builtIn = load(null).inForce().versions();

        InstalledListPrices prices = load(
                null,
                added("foreign", file("three"), "other"),
                added("broken", "{".getBytes(StandardCharsets.UTF_8), "acme"),
                added("good", file("four"), "acme"));

        assertThat(versions(prices)).contains("acme/four/standard/2025-01-01").hasSize(builtIn + 1);
    }

    @Test
    void anAppliedBundleAddsItsVersionsToTheBuiltInBook() {
        InstalledListPrices prices = load(null);
        int builtIn = prices.inForce().versions();
        PriceBook before = prices.priceBook();

        prices.use(Map.of(RELEASE, bundle(RELEASE, "one")));

        assertThat(versions(prices)).contains("acme/one/standard/2026-12-01").hasSize(builtIn + 1);
        assertThat(prices.priceBook()).isNotSameAs(before);
        assertThat(prices.inForce().origin()).isEqualTo(Origin.BUILT_IN);
        assertThat(prices.builtIn().date()).isEqualTo(FileListPrices.BUILT_IN_DATE);
        PriceBook after = prices.priceBook();
        prices.use(Map.of(RELEASE, bundle(RELEASE, "one")));
        assertThat(prices.priceBook()).isSameAs(after);
    }

    @Test
    void aPriceFileCountsInThePlaceOfTheBuiltInBookAndItsBundlesUntilItIsWithdrawn() throws IOException {
        Path configured = Files.write(home.resolve("configured.json"), file("configured"));
        InstalledListPrices named = load(configured);
        InstalledListPrices uploaded = load(null);
        uploaded.replace("march.json", file("one"));

        for (InstalledListPrices prices : List.of(named, uploaded)) {
            prices.use(Map.of(RELEASE, bundle(RELEASE, "two")));
        }

        assertThat(versions(named)).containsExactly("acme/configured/standard/2025-01-01");
        assertThat(versions(uploaded)).containsExactly("acme/one/standard/2025-01-01");
        uploaded.withdraw();
        assertThat(versions(uploaded)).contains("acme/two/standard/2026-12-01");
    }

    @Test
    void anAppliedBundleThatCannotBeReadHereIsLeftOutAndNoOther() {
        InstalledListPrices prices = load(null);
        BundleRelease next = new BundleRelease(8, RELEASE.date());
        BundleRelease last = new BundleRelease(9, RELEASE.date());
        Map<BundleRelease, byte[]> applied = new LinkedHashMap<>();
        applied.put(RELEASE, bundle(RELEASE, "one"));
        applied.put(next, new byte[10]);
        applied.put(last, bundle(last, "two"));

        prices.use(applied);

        assertThat(versions(prices)).contains("acme/one/standard/2026-12-01", "acme/two/standard/2026-12-01");
    }

    @Test
    void theBuiltInBookIsAsOfADayOnWhichAllOfItWasKnown() {
        assertThat(load(null).builtIn().prices())
                .allSatisfy(price -> assertThat(price.provenance().recordedAt())
                        .isBeforeOrEqualTo(FileListPrices.BUILT_IN_DATE
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()));
    }

    private static byte[] bundle(BundleRelease release, String model) {
        PriceBundleWriter.SigningKey key = PriceBundleWriter.newKey();
        return PriceBundleWriter.write(
                release,
                key.secret(),
                key.trusted(),
                Map.of(model + ".json", PriceBundleFileTest.prices("acme", model)));
    }

    private static PriceFiles.Added added(String name, byte[] content, String provider) {
        return new PriceFiles.Added(name, content, Set.of(new Provider(provider)));
    }

    private InstalledListPrices load(@Nullable Path configured, PriceFiles.Added... added) {
        return InstalledListPrices.load(
                new PriceFiles(uploaded(), configured, List.of(added)),
                UpstreamPrices.OWN_NAMES,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private InstalledListPrices load(@Nullable Path configured) {
        return InstalledListPrices.load(
                new PriceFiles(uploaded(), configured, List.of()),
                UpstreamPrices.OWN_NAMES,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Path uploaded() {
        return home.resolve("prices.json");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<String> versions(ListPrices prices) {
        return prices.priceBook().prices().stream().map(ModelPrice::version).toList();
    }

    private static byte[] file(String model) {
        return file(model, "1");
    }

    private static byte[] file(String model, String input) {
        return """
                {"currency": "USD", "author": "Purchasing", "provider": "acme", "source": "Contract 7",
                 "models": [{"model": "%s", "prices": [{"from": "2025-01-01", "tiers": {
                   "standard": {"input": "%s", "output": "3"}}}]}]}""".formatted(model, input).getBytes(StandardCharsets.UTF_8);
    }
}
