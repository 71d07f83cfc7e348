package io.tokentally.adapter.pricefile;

import io.tokentally.application.port.out.pricing.ListPriceFile;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.PriceEditions;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.ListPricesInForce;
import io.tokentally.domain.pricing.ListPricesInForce.Origin;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.PriceEdition;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.UpstreamPrices;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list prices of the installation: what an operator uploaded, else the configured file, else the built-in book with the
 * bundles that were applied; and on top of it what comes with providers that were added.
 */
final class InstalledListPrices implements ListPrices, ListPriceFile, PriceEditions {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledListPrices.class);

    private record Loaded(PriceBook book, ListPricesInForce facts) {}

    private final PriceFiles files;
    private final UpstreamPrices upstreams;
    private final Clock clock;
    private final List<AddedPrices> added;
    private final TrustedKeys trustedKeys;
    private final PriceEdition builtIn = FileListPrices.builtInEdition();
    private volatile PriceEdition edition = builtIn;
    private volatile Loaded loaded;

    private InstalledListPrices(PriceFiles files, UpstreamPrices upstreams, TrustedKeys trustedKeys, Clock clock) {
        this.files = files;
        this.upstreams = upstreams;
        this.clock = clock;
        this.trustedKeys = trustedKeys;
        this.added = files.added().stream()
                .flatMap(file -> AddedPrices.read(file).stream())
                .toList();
        this.loaded = Files.exists(files.uploaded()) ? read(Origin.UPLOADED, files.uploaded()) : withoutUpload();
    }

    /**
     * @param upstreams whose prices hold where, whichever file counts
     * @throws PriceRefusedException if a file that counts cannot be used
     */
    static InstalledListPrices load(PriceFiles files, UpstreamPrices upstreams, Clock clock) {
        return load(files, upstreams, TrustedKeys.of(List.of()), clock);
    }

    /**
     * @param trustedKeys whose price bundles are taken
     * @throws PriceRefusedException as above
     */
    static InstalledListPrices load(PriceFiles files, UpstreamPrices upstreams, TrustedKeys trustedKeys, Clock clock) {
        return new InstalledListPrices(files, upstreams, trustedKeys, clock);
    }

    @Override
    public PriceBook priceBook() {
        return loaded.book();
    }

    @Override
    public ListPricesInForce inForce() {
        return loaded.facts();
    }

    @Override
    public Checked check(String name, byte[] content) {
        Loaded checked = uploaded(name, content);
        return new Checked(checked.facts(), checked.book());
    }

    @Override
    public synchronized void replace(String name, byte[] content) {
        Loaded next = uploaded(name, content);
        try {
            Path whole = Files.createTempFile(folder(), "prices", ".part");
            try {
                Files.write(whole, content);
                try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(whole, files.uploaded(), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw new PriceRefusedException(
                    "The price file cannot be kept in %s: %s. Make room there, or let this program write to it."
                            .formatted(files.uploaded(), e),
                    e);
        }
        loaded = next;
    }

    @Override
    public synchronized void withdraw() {
        if (loaded.facts().origin() != Origin.UPLOADED) {
            throw new PriceRefusedException("There is no uploaded price file to withdraw. Load the page again.");
        }
        Loaded next = withoutUpload();
        try {
            Files.deleteIfExists(files.uploaded());
        } catch (IOException e) {
            throw new PriceRefusedException(
                    "The price file %s cannot be removed: %s. Remove it by hand, and start this program anew."
                            .formatted(files.uploaded(), e),
                    e);
        }
        loaded = next;
    }

    @Override
    public PriceEdition builtIn() {
        return builtIn;
    }

    @Override
    public Set<String> trustedKeys() {
        return trustedKeys.fingerprints();
    }

    @Override
    public PriceBundle verify(String name, byte[] content) {
        return PriceBundleFile.verified(name, content, trustedKeys);
    }

    @Override
    public PriceBundle reread(String name, byte[] content) {
        return PriceBundleFile.applied(name, content);
    }

    @Override
    public synchronized void use(Map<BundleRelease, byte[]> applied) {
        PriceEdition next = editionOf(applied);
        if (next.equals(edition)) {
            return;
        }
        edition = next;
        if (loaded.facts().origin() == Origin.BUILT_IN) {
            loaded = withoutUpload();
        }
    }

    private PriceEdition editionOf(Map<BundleRelease, byte[]> applied) {
        List<PriceEdition> editions = new ArrayList<>();
        editions.add(builtIn);
        applied.forEach((release, content) -> {
            try {
                List<PriceEdition> more = new ArrayList<>(editions);
                more.add(PriceBundleFile.applied("of " + release, content).edition());
                var unused = PriceEdition.of(more).book();
                editions.clear();
                editions.addAll(more);
            } catch (IllegalArgumentException e) {
                LOG.error(
                        "The price bundle of {} was applied, but this release of Tokentally cannot price by it; calls are priced without it. Have a later bundle applied, or take the release that applied it: {}",
                        release,
                        e.getMessage());
            }
        });
        return PriceEdition.of(editions);
    }

    private Path folder() throws IOException {
        Path folder = files.uploaded().toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(files.uploaded() + " lies in no folder");
        }
        return Files.createDirectories(folder);
    }

    private Loaded withoutUpload() {
        Path configured = files.configured();
        return configured == null
                ? loaded(edition.book(), Origin.BUILT_IN, "", "")
                : read(Origin.CONFIGURED, configured);
    }

    private Loaded read(Origin origin, Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new PriceRefusedException("The price file %s cannot be read: %s".formatted(file, e), e);
        }
        return loaded(
                FileListPrices.read(file.toString(), content).priceBook(),
                origin,
                file.toString(),
                TrustedKeys.sha256(content));
    }

    private Loaded uploaded(String name, byte[] content) {
        return loaded(
                FileListPrices.read(JsonFile.shown(name), content).priceBook(),
                Origin.UPLOADED,
                files.uploaded().toString(),
                TrustedKeys.sha256(content));
    }

    private Loaded loaded(PriceBook book, Origin origin, String file, String sha256) {
        PriceBook whole = book;
        for (AddedPrices more : added) {
            whole = more.addTo(whole);
        }
        return new Loaded(
                whole.forUpstreams(upstreams),
                new ListPricesInForce(
                        origin,
                        files.uploaded().toString(),
                        file,
                        sha256,
                        whole.prices().size(),
                        clock.instant()));
    }
}
