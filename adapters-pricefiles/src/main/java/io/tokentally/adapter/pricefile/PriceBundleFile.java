package io.tokentally.adapter.pricefile;

import io.tokentally.adapter.pricefile.PriceFileReader.PriceFile;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.PriceEdition;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A price bundle as it is sent: a ZIP file with price files, a manifest that names each with its SHA-256, and the manifest's
 * signature. {@code docs/prices.md} describes it.
 */
@ParsesOutsideInput
final class PriceBundleFile {

    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "manifest.json.sig";
    static final int MAX_BYTES = JsonFile.MAX_BYTES;
    static final int FORM = 1;

    private static final int MAX_UNPACKED_BYTES = 2 * JsonFile.MAX_BYTES;
    private static final int MAX_FILES = 34;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,50}(\\.[a-z0-9-]{1,20})?\\.json");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> FIELDS = Set.of("form", "version", "date", "key", "files");

    private record Manifest(BundleRelease release, String key, Map<String, String> checksums) {}

    private final String name;
    private final byte[] content;
    private final Map<String, byte[]> files;

    private PriceBundleFile(String name, byte[] content) {
        this.name = JsonFile.shown(name);
        this.content = content;
        this.files = unpack();
    }

    /**
     * Reads a bundle that somebody offers.
     *
     * @param name for messages
     * @throws PriceRefusedException if it is not signed by one of the keys, or not as it must be
     */
    static PriceBundle verified(String name, byte[] content, TrustedKeys keys) {
        PriceBundleFile bundle = new PriceBundleFile(name, content);
        byte[] manifest = bundle.file(MANIFEST);
        String signer = keys.signerOf(manifest, bundle.file(SIGNATURE)).orElse(null);
        Manifest read = bundle.manifest(manifest);
        if (signer == null || !signer.equals(read.key())) {
            throw keys.refusal(bundle.name, read.key());
        }
        return bundle.read(read);
    }

    /** Reads a bundle that was verified when it was applied. */
    static PriceBundle applied(String name, byte[] content) {
        PriceBundleFile bundle = new PriceBundleFile(name, content);
        return bundle.read(bundle.manifest(bundle.file(MANIFEST)));
    }

    private PriceBundle read(Manifest manifest) {
        Set<String> sent = files.keySet();
        for (String file : manifest.checksums().keySet()) {
            if (!sent.contains(file)) {
                throw refused("its manifest names %s, which is not in it".formatted(file));
            }
        }
        List<ModelPrice> prices = new ArrayList<>();
        List<ModelLifecycle> lifecycles = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().equals(MANIFEST) || file.getKey().equals(SIGNATURE)) {
                continue;
            }
            String expected = manifest.checksums().get(file.getKey());
            if (expected == null) {
                throw refused("its manifest does not name %s, which is in it".formatted(file.getKey()));
            }
            String actual = TrustedKeys.sha256(file.getValue());
            if (!expected.equals(actual)) {
                throw refused("%s is not the file that was signed: its SHA-256 is %s, not %s"
                        .formatted(file.getKey(), actual, expected));
            }
            PriceFile read = new JsonFile(
                            "%s of the price bundle %s".formatted(file.getKey(), name),
                            new ByteArrayInputStream(file.getValue()))
                    .read(PriceFileReader::read);
            prices.addAll(read.prices());
            lifecycles.addAll(read.lifecycles());
        }
        return new PriceBundle(
                manifest.release(),
                manifest.key(),
                TrustedKeys.sha256(content),
                new PriceEdition(manifest.release().date(), prices, lifecycles));
    }

    private Manifest manifest(byte[] json) {
        return new JsonFile("%s of the price bundle %s".formatted(MANIFEST, name), new ByteArrayInputStream(json))
                .read(PriceBundleFile::manifest);
    }

    private static Manifest manifest(JsonLine json) {
        json.requireOnly(FIELDS);
        JsonLine form = json.require("form");
        if (form.wholeNumber() != FORM) {
            throw form.flaw("this release of Tokentally reads bundles of form %d, not %s. Take a newer one."
                    .formatted(FORM, form));
        }
        JsonLine version = json.require("version");
        if (version.wholeNumber() < 1 || version.wholeNumber() > Integer.MAX_VALUE) {
            throw version.flaw("the version of a bundle counts up from 1, and is not " + version);
        }
        Map<String, String> checksums = new LinkedHashMap<>();
        json.require("files").fields().forEach((file, checksum) -> {
            if (!NAME.matcher(file).matches() || file.equals(MANIFEST)) {
                throw checksum.flaw("%s is no name of a price file".formatted(JsonFile.shown(file)));
            }
            checksums.put(file, sha256(checksum));
        });
        if (checksums.isEmpty()) {
            throw json.flaw("it names no price files");
        }
        return new Manifest(
                new BundleRelease((int) version.wholeNumber(), day(json.require("date"))),
                sha256(json.require("key")),
                checksums);
    }

    private static LocalDate day(JsonLine value) {
        try {
            return LocalDate.parse(value.text());
        } catch (DateTimeParseException e) {
            throw value.flaw("there must be a day as 2026-12-01, not " + value);
        }
    }

    private static String sha256(JsonLine value) {
        if (!SHA_256.matcher(value.text()).matches()) {
            throw value.flaw("there must be a SHA-256 of 64 hexadecimal digits, not " + value);
        }
        return value.text();
    }

    private byte[] file(String wanted) {
        byte[] file = files.get(wanted);
        if (file == null) {
            throw refused("there is no %s in it".formatted(wanted));
        }
        return file;
    }

    private Map<String, byte[]> unpack() {
        if (content.length > MAX_BYTES) {
            throw refused("it has more than %d MB".formatted(MAX_BYTES / 1024 / 1024));
        }
        Map<String, byte[]> unpacked = new LinkedHashMap<>();
        int room = MAX_UNPACKED_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                requireName(entry.getName());
                byte[] file = zip.readNBytes(room + 1);
                room -= file.length;
                if (room < 0 || unpacked.size() >= MAX_FILES) {
                    throw refused("it unpacks to more than %d MB or %d files"
                            .formatted(MAX_UNPACKED_BYTES / 1024 / 1024, MAX_FILES));
                }
                if (unpacked.put(entry.getName(), file) != null) {
                    throw refused("%s stands in it twice".formatted(entry.getName()));
                }
            }
        } catch (PriceRefusedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            // An illegal argument is a name that is not UTF-8.
            throw new PriceRefusedException(
                    "The price bundle %s cannot be used: it is no ZIP file, or was not sent whole: %s"
                            .formatted(name, JsonFile.shown(String.valueOf(e.getMessage()))),
                    e);
        }
        if (unpacked.isEmpty()) {
            throw refused("it is no ZIP file, or there is nothing in it");
        }
        return unpacked;
    }

    private void requireName(String file) {
        if (!NAME.matcher(file).matches() && !file.equals(SIGNATURE)) {
            throw refused(
                    "%s is no name of a file in a bundle: there are %s, %s and price files such as openai.json, in no folder"
                            .formatted(JsonFile.shown(file), MANIFEST, SIGNATURE));
        }
    }

    private PriceRefusedException refused(String why) {
        return new PriceRefusedException("The price bundle %s cannot be used: %s.".formatted(name, why));
    }
}
