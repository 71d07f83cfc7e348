package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.PriceRefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Whatever a file of prices holds, it is read or refused in a sentence that names it. With {@code JAZZER_FUZZ=1} the fuzzer looks for
 * files of which that is not so, from those under {@code PriceFilesFuzzTestInputs} on; otherwise it tries these.
 */
class PriceFilesFuzzTest {

    private static final String NAME = "sent.json";
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @FuzzTest(maxDuration = "2m")
    void aFileIsReadOrRefused(byte[] bytes) {
        String shown = JsonFile.shown(new String(bytes, StandardCharsets.UTF_8));
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown))
                .as("no half of a character in %s", shown)
                .isTrue();
        read(() -> new JsonFile(NAME, new ByteArrayInputStream(bytes)).read(PriceFileReader::read))
                .ifPresent(file -> assertThat(file.prices()).isNotEmpty());
        for (PriceMap.Format format : PriceMap.Format.values()) {
            read(() -> new FilePriceMapReader().read(format, NAME, new ByteArrayInputStream(bytes), NOON))
                    .ifPresent(map -> assertThat(map.offers())
                            .noneMatch(offer -> offer.terms().validity().from().isBefore(NOON)));
        }
    }

    /** As it came, and as the manifest of a bundle beside a price file of that name. */
    @FuzzTest(maxDuration = "2m")
    void aBundleIsReadOrRefused(byte[] bytes) {
        TrustedKeys nobody = TrustedKeys.of(List.of());
        for (byte[] bundle : List.of(bytes, zip(bytes))) {
            read(() -> PriceBundleFile.applied(NAME, bundle))
                    .ifPresent(read -> assertThat(read.release().version()).isPositive());
            assertThat(read(() -> PriceBundleFile.verified(NAME, bundle, nobody)))
                    .as("without a trusted key")
                    .isEmpty();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            assertThat(TrustedKeys.of(List.of(text)).fingerprints()).hasSize(1);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("is no public key");
        }
    }

    private static byte[] zip(byte[] manifest) {
        byte[] prices = """
                {"currency":"USD","author":"Tokentally","provider":"openai","source":"https://openai.com/pricing","models":[\
                {"model":"gpt-5","prices":[{"from":"2026-01-01","tiers":{"standard":{"input":"1.25"}}}]}]}""".getBytes(StandardCharsets.UTF_8);
        String known = new String(manifest, StandardCharsets.ISO_8859_1).replace("SHA-256", TrustedKeys.sha256(prices));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, PriceBundleFile.MANIFEST, known.getBytes(StandardCharsets.ISO_8859_1));
            put(zip, PriceBundleFile.SIGNATURE, HexFormat.of().parseHex("00".repeat(64)));
            put(zip, "openai.json", prices);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }

    private static <T> Optional<T> read(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (PriceRefusedException refused) {
            assertThat(refused).hasMessageContaining(NAME);
            return Optional.empty();
        }
    }
}
