package io.tokentally.adapter.pricefile;

import io.tokentally.application.port.out.pricing.PriceBundleDoor;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.StoredBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The folder that price bundles are laid into, as {@code *.zip}. Links are not followed. */
final class BundleFolder implements PriceBundleDoor {

    /** More lie there by mistake, and would be read at each start. */
    private static final int MAX_FILES = 50;

    private record State(long size, FileTime changed) {}

    private final Path folder;
    private final Map<String, State> settled = new HashMap<>();
    private final Map<String, State> handedOut = new HashMap<>();

    BundleFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public StoredBundle.Door door() {
        return StoredBundle.Door.FOLDER;
    }

    @Override
    public synchronized List<Arrival> look() {
        handedOut.clear();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Arrival> arrivals = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.zip")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                BasicFileAttributes facts =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                State state = new State(facts.size(), facts.lastModifiedTime());
                if (facts.isRegularFile() && !state.equals(settled.get(name)) && arrivals.size() < MAX_FILES) {
                    handedOut.put(name, state);
                    arrivals.add(new Arrival(name, read(file)));
                }
            }
        } catch (IOException e) {
            throw new PriceRefusedException(
                    "The folder of price bundles %s cannot be read: %s. Let this program read it.".formatted(folder, e),
                    e);
        }
        return arrivals;
    }

    @Override
    public synchronized void settled(Arrival arrival) {
        State state = handedOut.remove(arrival.name());
        if (state != null) {
            settled.put(arrival.name(), state);
        }
    }

    /** One byte more than there may be, if there are more: whoever reads it says so. */
    private static byte[] read(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return content.readNBytes(PriceBundleFile.MAX_BYTES + 1);
        }
    }
}
