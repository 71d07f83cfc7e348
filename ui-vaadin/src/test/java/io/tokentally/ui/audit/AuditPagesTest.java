package io.tokentally.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AuditPagesTest {

    private static final long ALL = 120;

    private final List<String> readings = new ArrayList<>();
    private final AuditPages pages = new AuditPages(this::read);

    @Test
    void everyRowIsItsEntryWhicheverWayOneScrolls() {
        assertThat(numbers(0, 50)).isEqualTo(range(120, 71));
        assertThat(numbers(50, 50)).isEqualTo(range(70, 21));
        assertThat(numbers(100, 50)).isEqualTo(range(20, 1));
        assertThat(numbers(50, 50)).isEqualTo(range(70, 21));
        assertThat(numbers(130, 50)).isEmpty();
        assertThat(readings.subList(0, 4)).containsExactly(Long.MAX_VALUE + "/50", "71/50", "21/50", "71/50");
    }

    @Test
    void whoJumpsAheadPassesWhatLiesBetween() {
        assertThat(numbers(60, 10)).isEqualTo(range(60, 51));
        assertThat(numbers(0, 10)).isEqualTo(range(120, 111));
    }

    private List<Long> numbers(int offset, int limit) {
        return pages.page(offset, limit).stream().map(AuditEntry::number).toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.iterate(first, number -> number >= last, number -> number - 1)
                .boxed()
                .toList();
    }

    private List<AuditEntry> read(long before, int limit) {
        readings.add(before + "/" + limit);
        return LongStream.iterate(Math.min(ALL, before - 1), number -> number > 0, number -> number - 1)
                .limit(limit)
                .mapToObj(number -> new AuditEntry(
                        "acme",
                        number,
                        new UUID(0, number),
                        Instant.EPOCH,
                        new AuditAction("a.b"),
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        Map.of(),
                        ""))
                .toList();
    }
}
