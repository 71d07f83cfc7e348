package io.tokentally.ui.usage.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.text.BundleTranslations;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageAddressTest {

    private static final Viewer MEMBER = ViewerFixtures.viewer(FakeAccess.MEMBER, FakeAccess.ACME, Role.MEMBER);
    private static final Viewer ADMIN = ViewerFixtures.viewer(FakeAccess.ADMIN, FakeAccess.ACME, Role.ADMIN);
    private static final List<Tag> TAGS = List.of(new Tag("team"), new Tag("größe=x&y"), new Tag("feature"));
    private static final List<String> TEXTS = List.of(
            "a&b=c d/ü", "gpt-4.1-nano", "100%", "a+b", "日本語", "quote\"'", "#content", "a,b", "x".repeat(60), "🙂");

    @RepeatedTest(500)
    void anyStateSurvivesItsAddress(RepetitionInfo repetition) {
        UsageQuery query = random(new Random(repetition.getCurrentRepetition()));

        String address = UsageAddress.of(query).getQueryString();
        var reading = UsageAddress.read(QueryParameters.fromString(address), ADMIN, TAGS, UsageQuery.initial(ADMIN));

        assertThat(reading.query()).as(address).isEqualTo(query);
        assertThat(reading.notices()).as(address).isEmpty();
        assertThat(reading.isWhole()).as(address).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"provider", "none", "tag:team"})
    void whatNoCallIsWithoutIsToldAndLeftOut(String word) {
        var reading = UsageAddress.read(
                QueryParameters.fromString("without=" + word), ADMIN, TAGS, UsageQuery.initial(ADMIN));

        assertThat(reading.query().filter()).isEqualTo(CallFilter.ALL);
        assertThat(reading.notices()).hasSize(1);
    }

    private static UsageQuery random(Random random) {
        return new UsageQuery(
                oneOf(random, UsageScope.values()),
                random.nextInt(3) == 0 ? range(random) : oneOf(random, PeriodPreset.values()),
                random.nextInt(4) == 0 ? null : oneOf(random, Comparison.values()),
                filter(random),
                grouping(random),
                oneOf(random, UsageMeasure.values()),
                oneOf(random, ChartForm.values()),
                random.nextBoolean() ? null : oneOf(random, Grain.HOUR, Grain.DAY, Grain.WEEK, Grain.MONTH),
                new TableSort(oneOf(random, TableSort.Column.values()), random.nextBoolean()),
                random.nextBoolean() ? null : oneOf(random, CallRanking.values()));
    }

    private static DayRange range(Random random) {
        LocalDate from = LocalDate.of(2000, 1, 1).plusDays(random.nextInt(70_000));
        LocalDate to = from.plusDays(random.nextInt(3_000));
        boolean isWhole = random.nextBoolean();
        return isWhole
                ? new DayRange(from, to)
                : new DayRange(
                        from,
                        to.plusDays(1),
                        random.nextBoolean() ? null : quarter(random.nextInt(96)),
                        random.nextBoolean() ? null : quarter(1 + random.nextInt(95)));
    }

    private static LocalTime quarter(int number) {
        return LocalTime.MIDNIGHT.plusMinutes(15L * number);
    }

    private static CallFilter filter(Random random) {
        CallFilter filter = CallFilter.ALL;
        for (Attribute attribute : Attribute.values()) {
            if (random.nextInt(3) == 0) {
                boolean none = attribute.mayBeMissing() && random.nextInt(4) == 0;
                filter = filter.with(attribute, none ? "" : value(random, attribute));
            }
        }
        for (Tag tag : TAGS) {
            if (random.nextInt(3) == 0) {
                filter = filter.with(tag, random.nextInt(4) == 0 ? "" : oneOf(random, TEXTS));
            }
        }
        return filter;
    }

    private static String value(Random random, Attribute attribute) {
        return switch (attribute) {
            case KEY -> new UUID(random.nextLong(), random.nextLong()).toString();
            case STATUS -> oneOf(random, CallFilter.Status.values()).name();
            case FAILURE_KIND -> oneOf(random, Outcome.Failure.Kind.values()).name();
            case HTTP_STATUS -> String.valueOf(100 + random.nextInt(500));
            case COST_STATUS -> oneOf(random, CostStatus.values()).name();
            case INPUT_BAND -> random.nextInt(9) + "-" + (random.nextBoolean() ? "" : 10 + random.nextInt(9));
            default -> oneOf(random, TEXTS);
        };
    }

    private static List<Dimension> grouping(Random random) {
        List<Dimension> dimensions = new ArrayList<>(Arrays.asList(Attribute.values()));
        // A report's dimensions stand with commas between them, as an owner's tags may have none.
        dimensions.addAll(TAGS);
        Collections.shuffle(dimensions, random);
        return dimensions.subList(0, random.nextInt(3));
    }

    @SafeVarargs
    private static <T> T oneOf(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static <T> T oneOf(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @Test
    void anEmptyAddressMeansWhatThePageBeginsWith() {
        assertThat(read("", ADMIN).query()).isEqualTo(UsageQuery.initial(ADMIN));
        assertThat(read("", ADMIN).query().scope()).isEqualTo(UsageScope.ORGANIZATION);
        assertThat(read("", MEMBER).query().scope()).isEqualTo(UsageScope.OWN);
        assertThat(read("", ADMIN).isWhole()).isFalse();
        assertThat(read("period=today", ADMIN).isWhole()).isFalse();
    }

    @Test
    void severalKeysAreLookedForTogetherAndNoIdThatIsNone() {
        String both = "00000000-0000-0000-0000-000000000001,00000000-0000-0000-0000-000000000002";

        assertThat(read("key=" + both.replace(",", "%2C"), ADMIN)
                        .query()
                        .filter()
                        .values())
                .containsExactly(Map.entry(Attribute.KEY, both));
        assertThat(read("key=" + both + ",x", ADMIN).query().filter()).isEqualTo(CallFilter.ALL);
        assertThat(read("key=" + both + "," + both, ADMIN).query().filter().values())
                .containsValue(both);
    }

    /** Links from before meant one's own usage where they did not say whose. */
    @ParameterizedTest
    @CsvSource({
        "days=7, LAST_7_DAYS, OWN",
        "days=30&scope=organization, LAST_30_DAYS, ORGANIZATION",
        "days=90&scope=own, LAST_90_DAYS, OWN",
    })
    void oldAddressesGoOnWorking(String address, PeriodPreset period, UsageScope scope) {
        var reading = read(address + "&endpoint=chat&model=gpt-5&status=failed&calls=slowest", ADMIN);

        assertThat(reading.notices()).isEmpty();
        assertThat(reading.query().period()).isEqualTo(period);
        assertThat(reading.query().scope()).isEqualTo(scope);
        assertThat(reading.query().filter())
                .isEqualTo(CallFilter.ALL
                        .with(Attribute.ENDPOINT, "chat")
                        .with(Attribute.MODEL, "gpt-5")
                        .withStatus(CallFilter.Status.FAILED));
        assertThat(reading.query().ranking()).isEqualTo(CallRanking.SLOWEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "abc", "0", "31", "99999999999999999999", "7.0", "\u0000"})
    void daysThatNoPeriodHasGiveWayWithANotice(String days) {
        var reading = UsageAddress.read(QueryParameters.of("days", days), MEMBER, TAGS, UsageQuery.initial(MEMBER));

        assertThat(reading.query().period()).isEqualTo(PeriodPreset.LAST_30_DAYS);
        assertThat(keys(reading)).containsExactly("usage.notice.days");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2026-10-02&to=2026-10-01",
                "from=1999-10-02&to=2026-10-01",
                "from=2001-01-01&to=2190-01-01",
                "from=1500-01-01&to=2000-01-01",
                "from=yesterday&to=2026-10-01",
                "from=2026-02-30&to=2026-03-01",
                "from=2026-03-01",
                "to=2026-03-01",
                "from=%2B999999999-01-01&to=%2B999999999-01-02",
            })
    void aRangeThatIsNoneGivesWayWithANotice(String address) {
        var reading = read(address, ADMIN);

        assertThat(reading.query().period()).isEqualTo(PeriodPreset.LAST_30_DAYS);
        assertThat(keys(reading)).containsExactly("usage.notice.range");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scope=everybody",
                "period=fortnight",
                "compare=better_days",
                "by=planet",
                "by=model,model",
                "by=model,user,key",
                "by=tag:city",
                "measure=joy",
                "form=pie",
                "grain=total",
                "grain=second",
                "sort=colour",
                "calls=nicest",
                "key=laptop",
                "status=odd",
                "failure_kind=bad_luck",
                "http_status=4O4",
                "http_status=600",
                "cost_status=cheap",
                "tag=city=Berlin",
                "tag=team",
                "tag==x",
                "colour=red",
                "view=heatmap",
            })
    void whatMakesNoSenseGivesWayWithOneNoticeThatHasAText(String address) {
        var reading = read(address, ADMIN);

        assertThat(reading.query()).isEqualTo(UsageQuery.initial(ADMIN));
        assertThat(reading.notices()).hasSize(1);
        String key = reading.notices().getFirst().key();
        String text = new BundleTranslations()
                .getTranslation(
                        key,
                        Locale.ENGLISH,
                        reading.notices().getFirst().arguments().toArray());
        assertThat(text).isNotEqualTo(key).doesNotContain("{");
    }

    @Test
    void aMemberAskingForTheOrganizationSeesTheirOwnWithANotice() {
        var reading = read("scope=organization&user=somebody", MEMBER);

        assertThat(reading.query().scope()).isEqualTo(UsageScope.OWN);
        assertThat(reading.query().filter()).isEqualTo(CallFilter.ALL);
        assertThat(keys(reading)).containsExactly("usage.notice.organization");
    }

    @Test
    void whatCannotBeANameGivesWayAndIsNotRepeatedAtLength() {
        String endless = "x".repeat(10_000);
        var reading = read(
                "scope=organization&user=%1$s&endpoint=%1$s&model=%1$s&provider=%1$s&region=%1$s".formatted(endless),
                ADMIN);

        assertThat(reading.query().filter()).isEqualTo(CallFilter.ALL);
        assertThat(reading.notices())
                .hasSize(5)
                .allSatisfy(notice -> assertThat(notice.arguments().getFirst()).hasSize(41));
    }

    @Test
    void whatTheSignInPageLeavesIsNoMistake() {
        assertThat(read("continue", ADMIN).notices()).isEmpty();
    }

    private static UsageAddress.Reading read(String address, Viewer viewer) {
        return UsageAddress.read(QueryParameters.fromString(address), viewer, TAGS, UsageQuery.initial(viewer));
    }

    private static List<String> keys(UsageAddress.Reading reading) {
        return reading.notices().stream().map(Notice::key).toList();
    }
}
