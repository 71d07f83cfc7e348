package io.tokentally.adapter.pricefile;

import io.tokentally.adapter.pricefile.PriceFileReader.PriceFile;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceEdition;
import io.tokentally.domain.pricing.PriceRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The price book of a file, read once. */
final class FileListPrices implements ListPrices {

    private static final List<String> BUILT_IN =
            List.of("price-book/openai.json", "price-book/anthropic.json", "price-book/google.json");

    /** The day as of which the files are. Whoever changes a price in them changes it. */
    static final LocalDate BUILT_IN_DATE = LocalDate.of(2026, 11, 27);

    private final PriceBook book;

    private FileListPrices(PriceBook book) {
        this.book = book;
    }

    /** The prices that come along. */
    static FileListPrices builtIn() {
        return new FileListPrices(builtInEdition().book());
    }

    /** The prices that come along, as of their day. */
    static PriceEdition builtInEdition() {
        List<ModelPrice> prices = new ArrayList<>();
        List<ModelLifecycle> lifecycles = new ArrayList<>();
        for (String name : BUILT_IN) {
            try (InputStream content = FileListPrices.class.getResourceAsStream(name)) {
                if (content == null) {
                    throw new IllegalStateException("The resource " + name + " is missing");
                }
                PriceFile file = new JsonFile(name, content).read(PriceFileReader::read);
                prices.addAll(file.prices());
                lifecycles.addAll(file.lifecycles());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new PriceEdition(BUILT_IN_DATE, prices, lifecycles);
    }

    /** @throws PriceRefusedException if the file cannot be read or is not as it must be */
    static FileListPrices read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return new FileListPrices(new JsonFile(file.toString(), content).read(FileListPrices::book));
        } catch (IOException e) {
            throw new PriceRefusedException("The price file %s cannot be read: %s".formatted(file, e), e);
        }
    }

    /**
     * @param name of the file, for messages
     * @throws PriceRefusedException if it is not as it must be
     */
    static FileListPrices read(String name, byte[] content) {
        return new FileListPrices(new JsonFile(name, new ByteArrayInputStream(content)).read(FileListPrices::book));
    }

    private static PriceBook book(JsonLine file) {
        PriceFile read = PriceFileReader.read(file);
        try {
            return new PriceBook(Money.USD, read.prices(), List.of(), read.lifecycles());
        } catch (IllegalArgumentException e) {
            throw new PriceFileFormatException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public PriceBook priceBook() {
        return book;
    }
}
