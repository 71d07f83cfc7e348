package io.tokentally.adapter.persistence.pricing;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.application.port.out.pricing.PriceBundleStore;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.PriceRefusal;
import io.tokentally.domain.pricing.StoredBundle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads price bundles, and takes in those that come by themselves, as the metering's role. */
final class JdbcPriceBundles implements PriceBundleStore {

    private static final String FACTS =
            "SELECT sha256, version, dated, key_sha256, door, offered_at, applied_at, applied_by FROM public.price_bundles ";

    private static final String OPERATOR_ONLY = "operator_only";

    private final JdbcClient jdbc;
    private final Runnable changed;

    /** @param changed is run when a bundle was applied */
    JdbcPriceBundles(JdbcClient jdbc, Runnable changed) {
        this.jdbc = jdbc;
        this.changed = changed;
    }

    @Override
    public Optional<StoredBundle> waiting() {
        return facts("WHERE applied_at IS NULL").stream().findFirst();
    }

    @Override
    public Optional<StoredBundle> applied() {
        return facts("WHERE applied_at IS NOT NULL ORDER BY version DESC LIMIT 1").stream()
                .findFirst();
    }

    @Override
    public List<StoredBundle> needed() {
        return facts("WHERE needed ORDER BY version");
    }

    @Override
    public boolean isKnown(String sha256) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM public.price_bundles WHERE sha256 = ?)")
                .param(sha256)
                .query(Boolean.class)
                .single();
    }

    @Override
    public byte[] content(String sha256) {
        return jdbc.sql("SELECT content FROM public.price_bundles WHERE sha256 = ?")
                .param(sha256)
                .query((row, number) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> PriceRefusal.PRICE_BUNDLE_GONE.about(""));
    }

    @Override
    public void offer(PriceBundle bundle, byte[] content, StoredBundle.Door door) {
        change(() -> jdbc.sql("SELECT 1 FROM public.offer_price_bundle(?, ?, ?, ?, ?, ?)")
                .params(
                        bundle.sha256(),
                        bundle.release().version(),
                        bundle.release().date(),
                        bundle.key(),
                        content,
                        door.name())
                .query()
                .singleRow());
    }

    @Override
    public void apply(String sha256, Set<String> replaced) {
        change(() -> jdbc.sql("SELECT 1 FROM public.apply_price_bundle_by_itself(?, CAST(? AS text[]))")
                .params(sha256, array(replaced))
                .query()
                .singleRow());
        changed.run();
    }

    /** Another whenever other bundles are in force; empty if none is. */
    String revision() {
        return jdbc.sql(
                        "SELECT coalesce(string_agg(sha256, ' ' ORDER BY version), '') FROM public.price_bundles WHERE needed")
                .query(String.class)
                .single();
    }

    /** What all instances price by, in the order in which it was applied. */
    Map<BundleRelease, byte[]> inForce() {
        Map<BundleRelease, byte[]> bundles = new LinkedHashMap<>();
        jdbc.sql("SELECT version, dated, content FROM public.price_bundles WHERE needed ORDER BY version")
                .query(row -> {
                    bundles.put(release(row), row.getBytes("content"));
                });
        return bundles;
    }

    /** As PostgreSQL writes an array of texts; a SHA-256 needs no quoting. */
    static String array(Set<String> sha256) {
        return "{" + String.join(",", sha256) + "}";
    }

    static RuntimeException refusal(DataAccessException failure) {
        return DatabaseRefusal.byCode(
                failure,
                (code, about) -> code.equals(OPERATOR_ONLY)
                        ? new AccessRefusedException("Only an operator of the installation may do that.")
                        : PriceRefusal.withCode(code)
                                .<RuntimeException>map(reason -> reason.about(about))
                                .orElse(failure));
    }

    private static void change(Runnable change) {
        try {
            change.run();
        } catch (DataAccessException e) {
            throw refusal(e);
        }
    }

    private List<StoredBundle> facts(String which) {
        return jdbc.sql(FACTS + which)
                .query((row, number) -> new StoredBundle(
                        release(row),
                        row.getString("key_sha256"),
                        row.getString("sha256"),
                        StoredBundle.Door.valueOf(row.getString("door")),
                        row.getObject("offered_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("applied_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null),
                        row.getString("applied_by")))
                .list();
    }

    private static BundleRelease release(ResultSet row) throws SQLException {
        return new BundleRelease(row.getInt("version"), row.getObject("dated", LocalDate.class));
    }
}
