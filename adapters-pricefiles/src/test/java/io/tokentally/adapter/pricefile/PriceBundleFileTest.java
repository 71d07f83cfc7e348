package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.adapter.pricefile.PriceBundleWriter.SigningKey;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.PriceRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test makes its keys: none lies in the repository. */
class PriceBundleFileTest {

    private static final SigningKey KEY = PriceBundleWriter.newKey();
    private static final SigningKey FOREIGN = PriceBundleWriter.newKey();
    private static final TrustedKeys TRUSTED = TrustedKeys.of(List.of(KEY.trusted()));
    private static final BundleRelease RELEASE = new BundleRelease(7, LocalDate.of(2026, 12, 1));

    @Test
    void aSignedBundleIsReadWhole() {
        byte[] content = signed(KEY);

        PriceBundle bundle = PriceBundleFile.verified("december.zip", content, TRUSTED);

        assertThat(bundle.release()).isEqualTo(RELEASE);
        assertThat(bundle.key()).isEqualTo(KEY.fingerprint());
        assertThat(bundle.sha256()).isEqualTo(TrustedKeys.sha256(content));
        assertThat(bundle.edition().date()).isEqualTo(RELEASE.date());
        assertThat(bundle.edition().prices())
                .extracting(ModelPrice::version)
                .containsExactly("acme/one/standard/2026-12-01", "umbrella/two/standard/2026-12-01");
        assertThat(PriceBundleFile.applied("december.zip", content)).isEqualTo(bundle);
        assertThat(signed(KEY)).isEqualTo(content);
    }

    @Test
    void oneOfSeveralKeysIsEnough() {
        TrustedKeys both = TrustedKeys.of(List.of(FOREIGN.trusted(), KEY.trusted()));

        assertThat(PriceBundleFile.verified("december.zip", signed(KEY), both).key())
                .isEqualTo(KEY.fingerprint());
    }

    @Test
    void aKeyThatIsNotTrustedIsNamed() {
        refuses(signed(FOREIGN))
                .withMessage(
                        "The price bundle december.zip is signed with the key %s, which is not trusted here. If you trust its publisher, put the public key into TOKENTALLY_PRICES_TRUSTEDKEYS.",
                        FOREIGN.fingerprint());
    }

    @Test
    void aManifestThatWasChangedAfterItWasSignedIsRefused() {
        refuses(with("manifest.json", text -> text.replace("\"version\": 7", "\"version\": 8")))
                .withMessageContaining("its signature is wrong");
    }

    /** Of two files of one name programs disagree which counts. */
    @Test
    void aFileThatStandsInItTwiceIsRefused() {
        Map<String, byte[]> files = unpacked(signed(KEY));
        files.put("acmf.json", Objects.requireNonNull(files.get("acme.json")));
        byte[] twice = new String(PriceBundleWriter.zip(files), StandardCharsets.ISO_8859_1)
                .replace("acmf.json", "acme.json")
                .getBytes(StandardCharsets.ISO_8859_1);

        refuses(twice).withMessageContaining("acme.json stands in it twice");
    }

    @Test
    void aTrustedNameOnAForeignSignatureIsRefused() {
        Map<String, byte[]> files = unpacked(signed(KEY));
        files.put(
                "manifest.json.sig",
                PriceBundleWriter.signature(FOREIGN.secret(), Objects.requireNonNull(files.get("manifest.json"))));

        refuses(PriceBundleWriter.zip(files)).withMessageContaining("its signature is wrong");
    }

    @Test
    void aTrustedKeyMayNotSignInTheNameOfAnother() {
        Map<String, byte[]> files = unpacked(signed(FOREIGN));
        files.put(
                "manifest.json.sig",
                PriceBundleWriter.signature(KEY.secret(), Objects.requireNonNull(files.get("manifest.json"))));

        refuses(PriceBundleWriter.zip(files)).withMessageContaining("which is not trusted here");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 1000})
    void aSignatureOfAnyLengthIsRefusedInWords(int length) {
        Map<String, byte[]> files = unpacked(signed(KEY));
        files.put("manifest.json.sig", new byte[length]);

        refuses(PriceBundleWriter.zip(files)).withMessageContaining("its signature is wrong");
    }

    @Test
    void aFileThatIsNotTheOneThatWasSignedIsNamed() {
        refuses(with("acme.json", text -> text.replace("\"1\"", "\"2\"")))
                .withMessageStartingWith(
                        "The price bundle december.zip cannot be used: acme.json is not the file that was signed: its SHA-256 is ");
        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> PriceBundleFile.applied(
                        "december.zip", with("acme.json", text -> text.replace("\"1\"", "\"2\""))))
                .withMessageContaining("is not the file that was signed");
    }

    @Test
    void aFileTooManyOrTooFewIsNamed() {
        Map<String, byte[]> more = unpacked(signed(KEY));
        more.put("extra.json", prices("acme", "three"));
        Map<String, byte[]> fewer = unpacked(signed(KEY));
        fewer.remove("acme.json");

        refuses(PriceBundleWriter.zip(more)).withMessageContaining("does not name extra.json, which is in it");
        refuses(PriceBundleWriter.zip(fewer)).withMessageContaining("names acme.json, which is not in it");
        for (String part : List.of("manifest.json", "manifest.json.sig")) {
            Map<String, byte[]> without = unpacked(signed(KEY));
            without.remove(part);
            refuses(PriceBundleWriter.zip(without)).withMessageContaining("there is no %s in it".formatted(part));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../acme.json",
                "/etc/acme.json",
                "C:\\acme.json",
                "prices/acme.json",
                "prices/",
                "..",
                ".json",
                "acme.json\n",
                "ACME.json",
                "acme.txt",
                "acme.json.sig",
                "acme\0.json"
            })
    void aNameThatIsNoFlatOneIsRefused(String name) {
        Map<String, byte[]> files = unpacked(signed(KEY));
        files.put(name, prices("acme", "three"));

        refuses(PriceBundleWriter.zip(files))
                .withMessageContaining("is no name of a file in a bundle")
                .withMessageNotContaining("\n");
    }

    @Test
    void whatIsTooLargePackedOrUnpackedIsRefused() {
        refuses(new byte[PriceBundleFile.MAX_BYTES + 1]).withMessageContaining("it has more than 20 MB");
        Map<String, byte[]> bomb = unpacked(signed(KEY));
        bomb.put("bomb.json", new byte[2 * PriceBundleFile.MAX_BYTES + 1]);
        refuses(PriceBundleWriter.zip(bomb)).withMessageContaining("it unpacks to more than 40 MB or 34 files");
        Map<String, byte[]> many = unpacked(signed(KEY));
        for (int i = 0; i < 40; i++) {
            many.put("file-%d.json".formatted(i), new byte[0]);
        }
        refuses(PriceBundleWriter.zip(many)).withMessageContaining("it unpacks to more than 40 MB or 34 files");
    }

    @Test
    void whatIsNoBundleIsRefusedInWords() {
        byte[] whole = signed(KEY);
        refuses(new byte[0]).withMessageContaining("it is no ZIP file");
        refuses("{}".getBytes(StandardCharsets.UTF_8)).withMessageContaining("it is no ZIP file");
        refuses(Arrays.copyOf(whole, 400)).withMessageContaining("was not sent whole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"form\": 1 -> \"form\": 2 -> reads bundles of form 1, not 2",
                "\"version\": 7 -> \"version\": 0 -> counts up from 1",
                "\"version\": 7 -> \"version\": 4294967303 -> counts up from 1",
                "\"version\": 7 -> \"version\": 7.5 -> there must be a whole number",
                "2026-12-01 -> 2026-12-32 -> there must be a day",
                "\"acme.json\" -> \"../acme.json\" -> is no name of a price file",
                "\"acme.json\" -> \"manifest.json\" -> is no name of a price file",
                "\"form\" -> \"shape\" -> there is no field shape",
            })
    void whatIsWrongInTheManifestIsNamed(String change) {
        String[] parts = change.split(" -> ", -1);
        Map<String, byte[]> files = unpacked(signed(KEY));
        byte[] manifest = new String(files.get("manifest.json"), StandardCharsets.UTF_8)
                .replace(parts[0], parts[1])
                .getBytes(StandardCharsets.UTF_8);
        files.put("manifest.json", manifest);
        files.put("manifest.json.sig", PriceBundleWriter.signature(KEY.secret(), manifest));

        refuses(PriceBundleWriter.zip(files))
                .withMessageStartingWith(
                        "The price file manifest.json of the price bundle december.zip cannot be used: line ")
                .withMessageContaining(parts[2]);
    }

    @Test
    void aPriceFileWithAFaultIsRefusedWithItsLine() {
        byte[] flawed = "{\"currency\": \"USD\",\n \"modells\": []}".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() ->
                        PriceBundleWriter.write(RELEASE, KEY.secret(), KEY.trusted(), Map.of("acme.json", flawed)))
                .withMessageContaining("acme.json of the price bundle")
                .withMessageContaining("line 2: there is no field modells");
    }

    @Test
    void onlyEd25519KeysAreKeys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedKeys.of(List.of("no key")))
                .withMessageContaining("'no key' is no public key of Ed25519");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceBundleWriter.signature("secret stuff", new byte[1]))
                .withMessageNotContaining("secret stuff");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceBundleWriter.write(
                        RELEASE, FOREIGN.secret(), KEY.trusted(), Map.of("acme.json", prices("acme", "one"))));
    }

    @Test
    void aKeyPairTellsNoSecretByItself() {
        assertThat(KEY.toString()).doesNotContain("PRIVATE").contains(KEY.fingerprint());
    }

    private static ThrowableAssertAlternative<PriceRefusedException> refuses(byte[] content) {
        return assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> PriceBundleFile.verified("december.zip", content, TRUSTED));
    }

    private static byte[] with(String file, UnaryOperator<String> change) {
        Map<String, byte[]> files = unpacked(signed(KEY));
        files.compute(
                file,
                (name, content) -> change.apply(new String(content, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
        return PriceBundleWriter.zip(files);
    }

    private static byte[] signed(SigningKey key) {
        return PriceBundleWriter.write(
                RELEASE,
                key.secret(),
                key.trusted(),
                Map.of("umbrella.json", prices("umbrella", "two"), "acme.json", prices("acme", "one")));
    }

    static byte[] prices(String provider, String model) {
        return """
                {"currency": "USD", "author": "Publisher", "provider": "%s", "source": "https://x.example",
                 "models": [{"model": "%s", "prices": [{"from": "2026-12-01", "tiers": {
                   "standard": {"input": "1", "output": "3"}}}]}]}""".formatted(provider, model).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> unpacked(byte[] bundle) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }
}
