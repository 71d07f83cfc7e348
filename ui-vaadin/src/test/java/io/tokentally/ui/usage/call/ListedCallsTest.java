package io.tokentally.ui.usage.call;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.summary.Period;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.PeriodPreset;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListedCallsTest {

    private static final Instant EVENING = Instant.parse("2026-10-15T23:50:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-10-16T00:10:00Z");
    private static final Viewer MIA = ViewerFixtures.viewer(MEMBER, ACME, Role.MEMBER);

    private final FakeUsage usage = new FakeUsage();

    @Test
    void whatCameOfADayThatBeganSinceIsNewAndWhatLeftTheDaysTakesNothingAway() {
        add("2026-10-09T12:00:00Z", 1);
        add("2026-10-15T12:00:00Z", 2);
        ListedCalls listed = listed(PeriodPreset.LAST_7_DAYS, EVENING, ZoneOffset.UTC);
        add("2026-10-15T23:55:00Z", 3);
        add("2026-10-16T00:05:00Z", 4);

        assertThat(arrived(listed, PeriodPreset.LAST_7_DAYS, NEXT_DAY)).isEqualTo(2);
    }

    @Test
    void whatLeavesTheLastHoursTakesNothingFromWhatIsNew() {
        add("2026-10-14T23:30:00Z", 1);
        add("2026-10-15T12:00:00Z", 2);
        ListedCalls listed = listed(PeriodPreset.LAST_24_HOURS, EVENING, ZoneOffset.UTC);
        assertThat(arrived(listed, PeriodPreset.LAST_24_HOURS, NEXT_DAY)).isZero();

        add("2026-10-16T00:05:00Z", 3);

        assertThat(arrived(listed, PeriodPreset.LAST_24_HOURS, NEXT_DAY)).isEqualTo(1);
    }

    @Test
    void daysOfOtherClocksAreAnotherList() {
        ListedCalls listed = listed(PeriodPreset.LAST_7_DAYS, EVENING, ZoneOffset.UTC);

        assertThat(listed.isOf(usageAt(PeriodPreset.LAST_7_DAYS, NEXT_DAY, ZoneOffset.UTC)))
                .isTrue();
        assertThat(listed.isOf(usageAt(PeriodPreset.LAST_7_DAYS, EVENING, ZoneId.of("Asia/Kathmandu"))))
                .isFalse();
        assertThat(listed.isOf(usageAt(PeriodPreset.LAST_24_HOURS, EVENING, ZoneOffset.UTC)))
                .isFalse();
    }

    private void add(String at, int seed) {
        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(Instant.parse(at))
                .withSeed(seed)
                .build());
    }

    private ListedCalls listed(PeriodPreset preset, Instant at, ZoneId zone) {
        ShownUsage shown = usageAt(preset, at, zone);
        return new ListedCalls(shown, usage.count(MIA, shown.callQuery()));
    }

    private long arrived(ListedCalls listed, PeriodPreset preset, Instant at) {
        ShownUsage now = usageAt(preset, at, ZoneOffset.UTC);
        MatchingCalls found = new MatchingCalls(usage.count(MIA, now.callQuery()), MatchingCalls.NONE.totals());
        return listed.arrived(now, found, usage);
    }

    private static ShownUsage usageAt(PeriodPreset preset, Instant at, ZoneId zone) {
        Period period = preset.period(at, zone, Period.FIRST_DAY_OF_ISO_WEEK);
        return new ShownUsage(MIA, UsageQuery.initial(MIA).withPeriod(preset), period, at, Map.of(), Map.of());
    }
}
