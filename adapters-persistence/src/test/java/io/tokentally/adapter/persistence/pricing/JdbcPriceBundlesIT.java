package io.tokentally.adapter.persistence.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.UsedBundles;
import io.tokentally.application.port.out.audit.InstallationAudit;
import io.tokentally.application.port.out.pricing.PriceBundleDecisions;
import io.tokentally.application.port.out.pricing.PriceBundleStore;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.PriceEdition;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.StoredBundle;
import io.tokentally.domain.pricing.StoredBundle.Door;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcPriceBundlesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OSCAR =
            ViewerFixtures.viewer(new UserId("oscar"), new OrganizationId("acme"), Role.OWNER);
    private static final ViewerToken OPERATOR = ViewerFixtures.token(new UserId("op"));

    @BeforeEach
    void fill() {
        DATABASE.addMember(OSCAR);
        DATABASE.asOwner().sql("""
                        INSERT INTO accounts (user_id, login, display_name, password_hash, one_time_password, operator)
                        VALUES ('op', 'op@host.example', 'Op', '{bcrypt}$2a$10$' || repeat('h', 53), false, true)""").update();
    }

    @Test
    void anAppliedBundleIsPricedByFromThenOn() {
        offer(bundle(100, "2026-12-01"));
        assertThat(store().waiting()).map(StoredBundle::release).contains(release(100, "2026-12-01"));
        assertThat(used()).doesNotContainKey(100);

        apply(sha256(100), Set.of());

        assertThat(used()).isEqualTo(Map.of(100, "bundle 100"));
        assertThat(store().waiting()).isEmpty();
        assertThat(store().applied()).hasValueSatisfying(bundle -> {
            assertThat(bundle.release()).isEqualTo(release(100, "2026-12-01"));
            assertThat(bundle.sha256()).isEqualTo(sha256(100));
            assertThat(bundle.door()).isEqualTo(Door.UPLOAD);
            assertThat(bundle.appliedBy()).isEqualTo("op");
            assertThat(bundle.appliedAt()).isAfterOrEqualTo(bundle.offeredAt());
        });
    }

    @Test
    void anotherInstanceTakesItOver() {
        UsedBundles elsewhere = new UsedBundles();
        AppliedBundles other = new AppliedBundles(new JdbcPriceBundles(DATABASE.asMetering(), () -> {}), elsewhere);
        other.run();

        store().offer(bundle(1, "2026-12-01"), content(1), Door.ADDRESS);
        store().apply(sha256(1), Set.of());
        assertThat(used()).isEqualTo(Map.of(1, "bundle 1"));
        other.run();

        assertThat(elsewhere.used()).isEqualTo(Map.of(1, "bundle 1"));
        assertThat(store().applied()).map(StoredBundle::appliedBy).contains("tokentally");
    }

    @Test
    void onlyWhatNoLaterBundleHasIsReadOn() {
        for (int version = 1; version <= 3; version++) {
            offer(bundle(version, "2026-12-0" + version));
            apply(sha256(version), version == 3 ? Set.of(sha256(1)) : Set.of());
        }

        assertThat(store().needed()).extracting(StoredBundle::sha256).containsExactly(sha256(2), sha256(3));
        assertThat(used()).containsOnlyKeys(2, 3);
        assertThat(store().content(sha256(1))).isEqualTo(content(1));
    }

    @Test
    void whatIsNoLaterThanWhatWasAppliedIsRefused() {
        offer(bundle(5, "2026-12-05"));
        apply(sha256(5), Set.of());

        for (PriceBundle late : List.of(bundle(5, "2026-12-06"), bundle(4, "2026-12-06"), bundle(6, "2026-12-04"))) {
            assertThatExceptionOfType(PriceRefusedException.class)
                    .isThrownBy(() -> offer(late))
                    .withMessage(
                            "The price bundle is no later than version 5 of 2026-12-05, which was applied already. Offer a later one.");
            assertThatExceptionOfType(PriceRefusedException.class)
                    .isThrownBy(() -> store().offer(late, content(9), Door.FOLDER));
        }
        assertThat(store().waiting()).isEmpty();
    }

    @Test
    void whatComesByItselfDoesNotTakeThePlaceOfALaterOne() {
        store().offer(bundle(6, "2026-12-06"), content(6), Door.FOLDER);
        store().offer(bundle(5, "2026-12-05"), content(5), Door.ADDRESS);
        assertThat(store().waiting()).map(StoredBundle::sha256).contains(sha256(6));

        store().offer(bundle(7, "2026-12-07"), content(7), Door.ADDRESS);
        assertThat(store().waiting()).map(StoredBundle::door).contains(Door.ADDRESS);
        assertThat(store().isKnown(sha256(7))).isTrue();
        assertThat(store().isKnown(sha256(6))).isFalse();

        offer(bundle(6, "2026-12-06"));
        assertThat(store().waiting()).map(StoredBundle::sha256).contains(sha256(6));
    }

    @Test
    void whatDoesNotWaitCannotBeApplied() {
        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> apply(sha256(1), Set.of()))
                .withMessageContaining("does not wait any more");
        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> store().apply(sha256(1), Set.of()))
                .withMessageContaining("does not wait any more");
    }

    @Test
    void onlyAnOperatorWhoHasJustSignedInTakesBundlesIn() {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() ->
                        changing(() -> decisions().offer(OSCAR.token(), bundle(1, "2026-12-01"), content(1))));
        store().offer(bundle(1, "2026-12-01"), content(1), Door.FOLDER);
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> changing(() -> decisions().apply(OSCAR.token(), sha256(1), Set.of())));

        DATABASE.asOwner()
                .sql("UPDATE sessions SET authenticated_at = now() - interval '1 day'")
                .update();
        assertThatExceptionOfType(FreshSignInRequiredException.class).isThrownBy(() -> apply(sha256(1), Set.of()));
        assertThat(store().applied()).isEmpty();
    }

    @Test
    void theApplicationsRoleNeitherReadsNorWritesBundlesByItself() {
        JdbcClient application = JdbcClient.create(DATABASE.application());
        for (String attempt : List.of(
                "SELECT count(*) FROM price_bundles",
                "DELETE FROM price_bundles",
                "SELECT apply_price_bundle_by_itself('x', '{}')",
                "SELECT put_price_bundle_in_force('x', '{}', 'op')")) {
            assertThatThrownBy(() -> application.sql(attempt).query().listOfRows())
                    .describedAs(attempt)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> DATABASE.asMetering()
                        .sql("UPDATE price_bundles SET needed = true")
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void whatOperatorsAndTheInstallationItselfDoIsWrittenDown() {
        offer(bundle(1, "2026-12-01"));
        apply(sha256(1), Set.of());
        store().offer(bundle(2, "2026-12-02"), content(2), Door.ADDRESS);
        store().apply(sha256(2), Set.of(sha256(1)));

        assertThat(DATABASE.inTransaction(
                        () -> DATABASE.bean(InstallationAudit.class).entries(OPERATOR, AuditFilter.ALL, null, 10)))
                .extracting(entry -> entry.action().name() + " "
                        + Objects.requireNonNull(entry.subject()).value())
                .containsExactly(
                        "price_bundle.applied bundle 2",
                        "price_bundle.applied bundle 1",
                        "price_bundle.offered bundle 1");
    }

    private static PriceBundleStore store() {
        return DATABASE.bean(PriceBundleStore.class);
    }

    private static PriceBundleDecisions decisions() {
        return DATABASE.bean(PriceBundleDecisions.class);
    }

    private static Map<Integer, String> used() {
        return DATABASE.bean(UsedBundles.class).used();
    }

    private static void offer(PriceBundle bundle) {
        changing(() ->
                decisions().offer(OPERATOR, bundle, content(bundle.release().version())));
    }

    private static void apply(String sha256, Set<String> replaced) {
        changing(() -> decisions().apply(OPERATOR, sha256, replaced));
    }

    private static void changing(Runnable work) {
        DATABASE.inTransaction(() -> {
            work.run();
            return true;
        });
    }

    private static PriceBundle bundle(int version, String day) {
        return new PriceBundle(
                release(version, day),
                "cd".repeat(32),
                sha256(version),
                new PriceEdition(LocalDate.parse(day), List.of(), List.of()));
    }

    private static BundleRelease release(int version, String day) {
        return new BundleRelease(version, LocalDate.parse(day));
    }

    private static String sha256(int version) {
        return "%064x".formatted(version);
    }

    private static byte[] content(int version) {
        return ("bundle " + version).getBytes(StandardCharsets.UTF_8);
    }
}
