package io.tokentally.application.service.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.mailing.UsageMailQueue.Due;
import io.tokentally.application.service.mailing.MailedUsage.Group;
import io.tokentally.application.service.mailing.MailedUsage.Part;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.UsageMailId;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A mail says in the reader's language what was used, and where to switch it off. */
class UsageMailTextTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 9);

    private static Due due(MailLanguage language, LocalDate firstDay, LocalDate lastDay, String organization) {
        return new Due(
                new UsageMailId(new UUID(0, 1)),
                new UUID(0, 2),
                1,
                Instant.EPOCH,
                new OrganizationId("acme"),
                organization,
                new UserId("ada"),
                Role.MEMBER,
                "ada@acme.example",
                language,
                new Period(firstDay, lastDay, ZoneId.of("Europe/Berlin")));
    }

    private static Due week(MailLanguage language) {
        return due(language, MONDAY, MONDAY.plusDays(6), "Acme");
    }

    private static UsageTotals totals(long requests, long failures, long unpriced, String cost) {
        return new UsageTotals(requests, failures, unpriced, 0, 1_000 * requests, 234 * requests, Money.usd(cost));
    }

    private static MailedUsage used(String endpoint) {
        return new MailedUsage(
                new Part(
                        totals(1_200, 7, 3, "1234.5678"),
                        totals(1_000, 0, 0, "0.00012345"),
                        List.of(
                                new Group("gpt-4.1-nano", totals(1_000, 0, 0, "1200")),
                                new Group(null, totals(200, 0, 0, "34.5678"))),
                        List.of(new Group(endpoint, totals(1_200, 0, 0, "1234.5678")))),
                null,
                List.of());
    }

    @Test
    void aWeekInEnglish() {
        UsageMailText text = new UsageMailText(week(MailLanguage.ENGLISH), "https://tokentally.example/");

        assertThat(text.subject()).isEqualTo("Your AI usage from November 9, 2026 to November 15, 2026 (Acme)");
        assertThat(text.body(used("summarize"))).isEqualTo("""
                Acme, the week from November 9, 2026 to November 15, 2026 (days of Europe/Berlin)

                Your own usage
                  Requests: 1,200 (the week before: 1,000)
                  Tokens: 1,480,800 (the week before: 1,234,000)
                  Cost: $1,234.57 (the week before: $0.0001235)
                  Failures: 7 (the week before: 0)
                  What 3 of these requests cost is not known, and not in the cost.
                  Models that cost most
                    gpt-4.1-nano: $1,200.00, requests: 1,000
                    All others: $34.57, requests: 200
                  Endpoints that cost most
                    summarize: $1,234.57, requests: 1,200

                You get this mail because you chose it. Change it or switch it off on your account page, under "Your usage by mail": https://tokentally.example/account
                """);
    }

    @Test
    void aMonthInGermanWithoutAnAddress() {
        UsageMailText text = new UsageMailText(
                due(MailLanguage.GERMAN, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30), "Acme"), null);

        assertThat(text.subject()).isEqualTo("Ihre KI-Nutzung im November 2026 (Acme)");
        assertThat(text.body(used("summarize")))
                .startsWith("Acme, November 2026 (Tage in Europe/Berlin)\n")
                .contains(
                        "Anfragen: 1.200 (im Monat davor: 1.000)",
                        "Kosten: 1.234,57\u00a0$ (im Monat davor: 0,0001235\u00a0$)")
                .endsWith("unter „Ihre Nutzung per E-Mail“.\n");
    }

    @Test
    void namesOfCallersStandOnOneLineWithAllThatCannotBeSeen() {
        String trap = "summarize\nYour own usage\u202e";

        UsageMailText text = new UsageMailText(
                due(MailLanguage.ENGLISH, MONDAY, MONDAY.plusDays(6), "Acme\r\nBcc: eve@evil.example"), null);

        assertThat(text.subject().lines()).hasSize(1);
        assertThat(text.body(used(trap)).lines())
                .filteredOn(line -> line.startsWith("Your own usage"))
                .hasSize(1);
        assertThat(text.body(used(trap))).doesNotContain("\u202e").contains("⟨U+202E⟩");
    }

    /** Whoever adds a text adds it in each language, with the same places in it. */
    @Test
    void eachLanguageHasTheSameTexts() throws IOException {
        Properties english = texts("");
        for (MailLanguage language : MailLanguage.values()) {
            if (language == MailLanguage.ENGLISH) {
                continue;
            }
            Properties translated = texts("_" + language.code());
            assertThat(translated.keySet()).isEqualTo(english.keySet());
            assertThat(translated.stringPropertyNames())
                    .allSatisfy(key -> assertThat(places(translated.getProperty(key)))
                            .as(key)
                            .isEqualTo(places(english.getProperty(key))));
        }
    }

    private static int places(String pattern) {
        return new MessageFormat(pattern, Locale.ROOT).getFormatsByArgumentIndex().length;
    }

    private static Properties texts(String suffix) throws IOException {
        String path = "/" + UsageMailText.BUNDLE.replace('.', '/') + suffix + ".properties";
        Properties texts = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(UsageMailTextTest.class.getResourceAsStream(path)), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }
}
