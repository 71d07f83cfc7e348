package io.tokentally.adapter.persistence.audit;

import static io.tokentally.adapter.persistence.audit.AuditFixtures.OSCAR;
import static io.tokentally.adapter.persistence.audit.AuditFixtures.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.audit.ChainVerdict.Intact;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.Withdrawal;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What owners change of prices and costs is told. */
class AuditedChangesIT {

    private static final Instant RECORDED_AT = Instant.parse("2026-10-15T12:00:00Z");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-10-15T12:00:00Z");
    private static final RepricingId ID = new RepricingId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

    @BeforeEach
    void fill() {
        AuditFixtures.fillPeople(DATABASE);
    }

    @Test
    void anImportThatIsTakenBackIsToldOnce() {
        String imported = price("one") + "," + price("two");
        asOscar("SELECT add_price_versions('[" + imported.replace("\"OWN\"", "\"IMPORTED\"") + "]')");
        OrganizationPrices prices = DATABASE.bean(OrganizationPrices.class);
        DATABASE.inTransaction(
                () -> prices.withdrawImport(OSCAR, RECORDED_AT, new Withdrawal("Oscar", "The wrong map", NOW)));

        AuditEntry told = entries().getFirst();
        assertThat(told.action() + " " + text(told.subject())).isEqualTo("price.import_taken_back 2 prices");
        assertThat(told.after()).containsEntry("reason", new AuditText("The wrong map"));
    }

    @Test
    void pricesThatAreAddedAndTakenBackAreTold() {
        asOscar("SELECT add_price_versions('[" + price("nano") + "]')");
        asOscar("SELECT add_price_versions('[" + price("one") + "," + price("two") + "]')");
        asOscar("""
            SELECT add_price_discount('{"name": "bulk", "terms": {"provider": "openai", "percentage": "10"}, "origin": "OWN",
                "author": "Oscar", "reason": "Contract", "source": "mail", "recorded_at": "2026-10-15T12:00:00Z"}')\
            """);
        OrganizationPrices prices = DATABASE.bean(OrganizationPrices.class);
        DATABASE.inTransaction(() -> {
            prices.withdraw(OSCAR, "nano", new Withdrawal("Oscar", "A typing error", NOW));
            return OSCAR;
        });

        List<AuditEntry> entries = entries();
        assertThat(entries)
                .extracting(entry -> entry.action() + " " + text(entry.actor()) + " " + text(entry.subject()))
                .containsExactly(
                        "price.taken_back oscar nano",
                        "discount.added oscar bulk",
                        "price.imported oscar 2 prices",
                        "price.added oscar nano");
        assertThat(entries.getFirst().before()).containsEntry("model", new AuditText("gpt-4.1-nano"));
        assertThat(entries.getFirst().after())
                .containsEntry("reason", new AuditText("A typing error"))
                .containsEntry("author", new AuditText("Oscar"));
        assertThat(entries.get(1).after()).containsEntry("percentage", new AuditText("10"));
        assertThat(entries.get(2).after()).containsEntry("prices", new AuditText("[\"one\",\"two\"]"));
        assertThat(verify(DATABASE, "acme")).isInstanceOf(Intact.class);
    }

    @Test
    void whatIsRefusedIsToldToThePersonAndNotToTheLog() {
        OrganizationPrices prices = DATABASE.bean(OrganizationPrices.class);
        asOscar("SELECT add_price_versions('[" + price("nano") + "]')");

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> DATABASE.inTransaction(() -> {
                    prices.withdraw(OSCAR, "none", new Withdrawal("Oscar", "why", NOW));
                    return OSCAR;
                }))
                .withMessage("The organization has no price or discount none of its own. Load the list again.");
        DATABASE.inTransaction(() -> {
            prices.withdraw(OSCAR, "nano", new Withdrawal("Oscar", "why", NOW));
            return OSCAR;
        });
        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> DATABASE.inTransaction(() -> {
                    prices.withdraw(OSCAR, "nano", new Withdrawal("Oscar", "why", NOW));
                    return OSCAR;
                }))
                .withMessage("nano was taken back before.");
        assertThat(entries()).hasSize(2);
    }

    private static Viewer worker() {
        return DATABASE.bean(WorkSessions.class).open(OSCAR, "repricing " + ID.value(), Duration.ofMinutes(10));
    }

    @Test
    void repricingsAreToldFromBeginningToUndoing() {
        RepricingLedger ledger = DATABASE.bean(RepricingLedger.class);
        asOscar("""
            SELECT begin_repricing('{"id": "00000000-0000-4000-8000-000000000001", "range_from": "2026-10-01T00:00:00Z",
                "range_until": "2026-10-02T00:00:00Z", "unpriced_only": true, "reason": "New contract",
                "started_at": "2026-10-15T12:00:00Z", "records": 0}')\
            """);
        for (Repricing.State state :
                List.of(Repricing.State.APPLIED, Repricing.State.UNDOING, Repricing.State.UNDONE)) {
            DATABASE.inTransaction(() -> {
                ledger.setState(state == Repricing.State.UNDOING ? OSCAR : worker(), ID, state);
                return state;
            });
        }

        assertThat(entries())
                .extracting(entry -> entry.action().name())
                .containsExactly(
                        "repricing.undone", "repricing.undo_started", "repricing.applied", "repricing.started");
        assertThat(entries().getLast().after()).containsEntry("reason", new AuditText("New contract"));
        assertThatExceptionOfType(RepricingRefusedException.class)
                .isThrownBy(() -> DATABASE.inTransaction(() -> {
                    ledger.setState(OSCAR, ID, Repricing.State.APPLIED);
                    return ID;
                }))
                .withMessage("This cannot be done with a repricing that is undone. Load the list again.");
    }

    private static String price(String name) {
        return """
            {"name": "%s", "terms": {"provider": "openai", "model": "gpt-4.1-nano"}, "origin": "OWN", "author": "Oscar",
             "reason": "Contract", "source": "mail", "recorded_at": "%s"}\
            """.formatted(name, RECORDED_AT);
    }

    private static void asOscar(String sql) {
        DATABASE.inTransaction(() -> {
            DATABASE.asApplication()
                    .sql("SELECT set_config('tokentally.session_token', 'token of oscar', true),"
                            + " set_config('tokentally.organization_id', 'acme', true)")
                    .query()
                    .singleRow();
            return DATABASE.asApplication().sql(sql).query().singleRow();
        });
    }

    private static @Nullable String text(@Nullable AuditText text) {
        return text == null ? null : text.value();
    }

    private static List<AuditEntry> entries() {
        AuditLog log = DATABASE.bean(AuditLog.class);
        return DATABASE.inTransaction(() -> log.entries(OSCAR, AuditFilter.ALL, null, 100));
    }
}
