package io.tokentally.adapter.pricefile;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.pricing.PriceBook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The price book of a file, read once. */
final class FileListPrices implements ListPrices {

    private static final String BUILT_IN = "price-book.json";

    private final PriceBook book;

    private FileListPrices(PriceBook book) {
        this.book = book;
    }

    /** The prices that come along. */
    static FileListPrices builtIn() {
        try (InputStream content = FileListPrices.class.getResourceAsStream(BUILT_IN)) {
            if (content == null) {
                throw new IllegalStateException("The resource " + BUILT_IN + " is missing");
            }
            return new FileListPrices(new PriceFileReader(BUILT_IN).read(content.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws InvalidPriceFile if the file cannot be read or is not as it must be */
    static FileListPrices read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidPriceFile("The price file %s cannot be read: %s".formatted(file, e), e);
        }
        return new FileListPrices(new PriceFileReader(file.toString()).read(content));
    }

    @Override
    public PriceBook priceBook() {
        return book;
    }
}
