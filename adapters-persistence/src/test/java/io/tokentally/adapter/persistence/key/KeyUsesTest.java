package io.tokentally.adapter.persistence.key;

import static io.tokentally.domain.key.KeyFixtures.MADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.domain.access.VirtualKeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyUsesTest {

    private static final VirtualKeyId KEY = new VirtualKeyId(new UUID(0, 1));

    private final KeyUses uses = new KeyUses();
    private final List<Map<VirtualKeyId, Instant>> written = new ArrayList<>();

    @Test
    void aUseIsWrittenOnce() {
        uses.note(KEY, MADE);

        write();
        write();

        assertThat(written).containsExactly(Map.of(KEY, MADE));
    }

    @Test
    void whatCouldNotBeWrittenStaysNoted() {
        uses.note(KEY, MADE);

        assertThatIllegalStateException()
                .isThrownBy(() -> uses.write(portion -> {
                    throw new IllegalStateException("The database is away");
                }));
        write();

        assertThat(written).containsExactly(Map.of(KEY, MADE));
    }

    @Test
    void aUseWhileWritingIsWrittenNext() {
        uses.note(KEY, MADE);

        uses.write(portion -> uses.note(KEY, MADE.plusSeconds(5)));
        write();

        assertThat(written).containsExactly(Map.of(KEY, MADE.plusSeconds(5)));
    }

    @Test
    void manyUsesGoInPortions() {
        for (int i = 0; i < 2_500; i++) {
            uses.note(new VirtualKeyId(new UUID(1, i)), MADE);
        }

        write();

        assertThat(written).extracting(Map::size).containsExactly(1_000, 1_000, 500);
    }

    private void write() {
        uses.write(portion -> written.add(new HashMap<>(portion)));
    }
}
