package io.tokentally.adapter.persistence.pricing;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Withdrawal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what organizations have entered, as whichever role it is connected.
 *
 * <p>An organization's revision is the number of its last entry, and 0 where there is none: all entries up to it are there.
 */
final class StoredPricing {

    static final String REVISION = """
            greatest(0,
                (SELECT max(entry) FROM public.price_versions entered WHERE entered.organization_id = organization.id),
                (SELECT max(entry) FROM public.price_discounts entered WHERE entered.organization_id = organization.id),
                (SELECT max(entry) FROM public.price_withdrawals entered WHERE entered.organization_id = organization.id))
            """;

    /** Goes from one organization to the next by the tables' keys, so that it costs as much as there are organizations. */
    private static final String REVISIONS = """
            WITH RECURSIVE organization (id) AS (
                SELECT least(
                    (SELECT min(organization_id) FROM public.price_versions),
                    (SELECT min(organization_id) FROM public.price_discounts))
                UNION ALL
                SELECT least(
                    (SELECT min(organization_id) FROM public.price_versions later
                     WHERE later.organization_id > organization.id),
                    (SELECT min(organization_id) FROM public.price_discounts later
                     WHERE later.organization_id > organization.id))
                FROM organization WHERE organization.id IS NOT NULL
            )
            SELECT id, %s AS revision FROM organization WHERE id IS NOT NULL
            """.formatted(REVISION);

    private final JdbcClient jdbc;
    private final JdbcClient entries;

    StoredPricing(JdbcClient jdbc) {
        this(jdbc, jdbc);
    }

    /** @param entries reads what was entered, which may be much, as {@code jdbc} reads whether there is anything new */
    StoredPricing(JdbcClient jdbc, JdbcClient entries) {
        this.jdbc = jdbc;
        this.entries = entries;
    }

    /** Of all organizations that have entered anything and which the role may see. */
    Map<OrganizationId, Long> revisions() {
        Map<OrganizationId, Long> revisions = new HashMap<>();
        jdbc.sql(REVISIONS).query(row -> {
            revisions.put(new OrganizationId(row.getString("id")), row.getLong("revision"));
        });
        return revisions;
    }

    /**
     * What the organization had entered at that revision.
     *
     * @throws RuntimeException besides {@link org.springframework.dao.DataAccessException} if it is no pricing
     */
    OrganizationPricing at(OrganizationId organizationId, long revision) {
        List<ModelPrice> prices = entries.sql("""
                        SELECT version, terms, origin, author, reason, source, recorded_at FROM public.price_versions
                        WHERE organization_id = ? AND entry <= ? ORDER BY entry""")
                .params(organizationId.value(), revision)
                .query((row, number) -> price(row))
                .list();
        List<Discount> discounts = entries.sql("""
                        SELECT id, terms, origin, author, reason, source, recorded_at FROM public.price_discounts
                        WHERE organization_id = ? AND entry <= ? ORDER BY entry""")
                .params(organizationId.value(), revision)
                .query((row, number) -> discount(row))
                .list();
        Map<String, Withdrawal> withdrawals = new HashMap<>();
        entries.sql("""
                        SELECT withdrawn, author, reason, withdrawn_at FROM public.price_withdrawals
                        WHERE organization_id = ? AND entry <= ?""")
                .params(organizationId.value(), revision)
                .query((row, number) -> withdrawals.put(
                        row.getString("withdrawn"),
                        new Withdrawal(row.getString("author"), row.getString("reason"), instant(row, "withdrawn_at"))))
                .list();
        return new OrganizationPricing(prices, discounts, withdrawals);
    }

    private static ModelPrice price(ResultSet row) throws SQLException {
        return new ModelPrice(
                row.getString("version"),
                PriceJson.read(row.getString("terms"), PriceJson.Terms.class).toPriceTerms(),
                provenance(row));
    }

    private static Discount discount(ResultSet row) throws SQLException {
        return PriceJson.read(row.getString("terms"), PriceJson.DiscountTerms.class)
                .toDiscount(row.getString("id"), provenance(row));
    }

    private static Provenance provenance(ResultSet row) throws SQLException {
        return new Provenance(
                Provenance.Origin.valueOf(row.getString("origin")),
                row.getString("author"),
                row.getString("reason"),
                row.getString("source"),
                instant(row, "recorded_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
