package io.tokentally.ui.usage.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.report.Tag;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.format.TypedNumber;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever stands in an address or is typed, a page is shown, and what it shows is what its own address says. With {@code
 * JAZZER_FUZZ=1} the fuzzer looks for texts of which that is not so, from those under {@code AddressesFuzzTestInputs} on; otherwise it
 * tries these.
 */
class AddressesFuzzTest {

    private static final Viewer ADMIN = ViewerFixtures.viewer(FakeAccess.ADMIN, FakeAccess.ACME, Role.ADMIN);
    private static final List<Tag> TAGS = List.of(new Tag("team"), new Tag("team=x"));

    /** A parameter on each line. */
    @FuzzTest(maxDuration = "2m")
    void anAddressIsAPage(byte[] bytes) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            parameters
                    .computeIfAbsent(equals < 0 ? line : line.substring(0, equals), name -> new ArrayList<>())
                    .add(line.substring(equals + 1));
            requireReadAsWritten(line);
            assertThat(TableOrder.of(TableSort.Column.class, line)
                            .map(TableOrder::word)
                            .flatMap(word -> TableOrder.of(TableSort.Column.class, word)))
                    .isEqualTo(TableOrder.of(TableSort.Column.class, line));
        }

        UsageQuery shown = read(new QueryParameters(parameters)).query();

        UsageAddress.Reading again = read(UsageAddress.of(shown));
        assertThat(again.query()).isEqualTo(shown);
        assertThat(again.notices()).isEmpty();
        assertThat(again.isWhole()).isTrue();
    }

    private static UsageAddress.Reading read(QueryParameters parameters) {
        UsageAddress.Reading reading = UsageAddress.read(parameters, ADMIN, TAGS, UsageQuery.initial(ADMIN));
        assertThat(reading.notices())
                .allMatch(notice -> StandardCharsets.UTF_8.newEncoder().canEncode(notice.toString()));
        return reading;
    }

    private static void requireReadAsWritten(String typed) {
        try {
            BigDecimal number = TypedNumber.read(typed);
            String written = TypedNumber.write(number);
            if (written.length() <= 100) {
                assertThat(TypedNumber.read(written)).isEqualByComparingTo(number);
            }
        } catch (NumberFormatException refused) {
            assertThat(refused).hasMessageContaining("characters");
        }
    }

    @Test
    @Timeout(20)
    void aLongNumberIsRefusedAtOnce() {
        requireReadAsWritten("1" + ",000".repeat(500_000));
        requireReadAsWritten("9".repeat(1_000_000));
    }
}
