package io.tokentally.ui.usage.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomTest {

    @ParameterizedTest
    @CsvSource({
        "390, false, COMPACT",
        "390, true, COMPACT",
        "900, true, ALL",
        "1280, false, ALL",
        "1280, true, FEW",
        "1440, true, SOME",
        "1920, true, ALL",
        "0, true, ALL"
    })
    void aListSharesItsRoomWithWhatIsBesideIt(int width, boolean isShared, Room room) {
        assertThat(Room.of(width, isShared)).isEqualTo(room);
    }

    @ParameterizedTest
    @CsvSource({"FEW", "SOME", "ALL"})
    void howACallEndedIsAlwaysInSight(Room room) {
        assertThat(room.shows("status")).isTrue();
        assertThat(room.shows("cost")).isTrue();
    }
}
