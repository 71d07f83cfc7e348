package io.tokentally.application.service.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.pricing.ImportPricesUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.reading.Shares;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.usage.TooManyReadingsException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PriceMapsInTurnTest {

    private static final ImportPricesUseCase.PriceMapFile FILE = new ImportPricesUseCase.PriceMapFile(
            PriceMap.Format.LITELLM, "map.json", InputStream.nullInputStream(), Instant.EPOCH);

    private final FairTurns turns =
            new FairTurns(new Shares("price maps", 1, 1, 1, 0, Duration.ofMillis(1), Duration.ofSeconds(5)));
    private final List<Integer> takenWhileReading = new ArrayList<>();
    private final PriceMapsInTurn maps = new PriceMapsInTurn(new Reading(), turns);

    private final class Reading implements ImportPricesUseCase {

        @Override
        public Preview preview(Viewer viewer, PriceMapFile file) {
            takenWhileReading.add(turns.taken());
            return new Preview(new PriceMap(file.name(), List.of(), List.of()), new PriceBook(Money.USD, List.of()));
        }

        @Override
        public int apply(Viewer viewer, PriceMap map, Set<Provider> providers, String reason) {
            return 1;
        }

        @Override
        public int takeBack(Viewer viewer, Instant importedAt, String reason) {
            return 2;
        }
    }

    private static Viewer viewer(Role role) {
        return ViewerFixtures.viewer(new UserId("oscar"), new OrganizationId("acme"), role);
    }

    @Test
    void aMapIsReadInATurnAndRefusedWhereNoneIsLeft() {
        maps.preview(viewer(Role.OWNER), FILE);
        assertThat(takenWhileReading).containsExactly(1);
        assertThat(turns.taken()).isZero();

        try (FairTurns.Turn taken = turns.take(viewer(Role.OWNER))) {
            assertThat(taken).isNotNull();
            assertThatExceptionOfType(TooManyReadingsException.class)
                    .isThrownBy(() -> maps.preview(viewer(Role.OWNER), FILE));
        }
        assertThat(takenWhileReading).hasSize(1);
    }

    @Test
    void whoeverIsNoOwnerTakesNoTurn() {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> maps.preview(viewer(Role.ADMIN), FILE));
        assertThat(takenWhileReading).isEmpty();
    }
}
