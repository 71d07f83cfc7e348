package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.pricing.PriceBundleDoor.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFolderTest {

    @TempDir
    Path home;

    @Test
    void aFolderThatIsNotThereIsEmpty() {
        assertThat(new BundleFolder(home.resolve("prices")).look()).isEmpty();
    }

    @Test
    void aFileIsHandedOutUntilItIsSettledAndAgainWhenItHasChanged() throws IOException {
        BundleFolder folder = new BundleFolder(home);
        Path file = Files.write(home.resolve("a.zip"), new byte[] {1});
        assertThat(names(folder)).containsExactly("a.zip");

        List<Arrival> again = folder.look();
        assertThat(again).extracting(Arrival::content).containsExactly(new byte[] {1});
        again.forEach(folder::settled);
        assertThat(names(folder)).isEmpty();

        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertThat(names(folder)).containsExactly("a.zip");
    }

    @Test
    void onlyFilesOfThatKindAreReadAndNoLinks() throws IOException {
        Files.createDirectory(home.resolve("folder.zip"));
        Files.write(home.resolve("notes.txt"), new byte[1]);
        Path elsewhere = Files.write(home.resolve("secret"), new byte[1]);
        Files.createSymbolicLink(home.resolve("link.zip"), elsewhere);

        assertThat(names(new BundleFolder(home))).isEmpty();
    }

    @Test
    void ofALargeFileNoMoreIsReadThanTellsThatItIsTooLarge() throws IOException {
        Files.write(home.resolve("large.zip"), new byte[PriceBundleFile.MAX_BYTES + 1000]);

        assertThat(new BundleFolder(home).look())
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.content()).hasSize(PriceBundleFile.MAX_BYTES + 1));
    }

    private static List<String> names(BundleFolder folder) {
        return folder.look().stream().map(Arrival::name).toList();
    }
}
