package io.tokentally.application.service.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase.Bundles;
import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase.Refused;
import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase.Waiting;
import io.tokentally.application.port.out.pricing.PriceBundleDecisions;
import io.tokentally.application.port.out.pricing.PriceBundleDoor;
import io.tokentally.application.port.out.pricing.PriceBundleMonitor;
import io.tokentally.application.port.out.pricing.PriceBundleStore;
import io.tokentally.application.port.out.pricing.PriceEditions;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.BundleReview;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.PriceEdition;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.StoredBundle;
import io.tokentally.domain.pricing.StoredBundle.Door;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bundles here are texts of a version and the models that they price: {@code 3 gpt-7 gpt-8}. */
class PriceBundlesServiceTest {

    private static final Person OPAL = new Person(new UserId("op"), "op@host.example", "Opal");
    private static final Session OPERATOR = SessionFixtures.operator(SessionLimit.NONE, OPAL);
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private final Memory memory = new Memory();
    private final List<String> told = new ArrayList<>();
    private final List<PriceBundleDoor.Arrival> folder = new ArrayList<>();
    private final RefusedBundles refused = new RefusedBundles();
    private final BundleReviews reviews = new BundleReviews(memory, memory, CLOCK);
    private final ManagePriceBundlesService service =
            new ManagePriceBundlesService(memory, memory, memory, reviews, refused);
    private final List<String> settled = new ArrayList<>();
    private boolean folderUnreadable;

    @Test
    void whatIsOfferedIsShownAndPricesNothingUntilItIsApplied() {
        Waiting offered = service.offer(OPERATOR, "december.zip", bytes("1 gpt-7"));

        assertThat(offered.changes())
                .extracting(BundleReview.Change::kind)
                .containsExactly(BundleReview.Kind.NEW_MODEL);
        assertThat(memory.applied()).isEmpty();
        assertThat(service.bundles(OPERATOR).waiting())
                .isNotNull()
                .extracting(waiting -> waiting.bundle().sha256())
                .isEqualTo(offered.bundle().sha256());

        service.apply(OPERATOR, offered.bundle().sha256());

        Bundles bundles = service.bundles(OPERATOR);
        assertThat(bundles.waiting()).isNull();
        assertThat(bundles.applied())
                .isNotNull()
                .extracting(StoredBundle::appliedBy)
                .isEqualTo("op");
    }

    @Test
    void onlyAnOperatorSeesOrChangesAnything() {
        Session owner = SessionFixtures.browser(OPAL);

        for (Runnable attempt : List.<Runnable>of(
                () -> service.bundles(owner),
                () -> service.offer(owner, "december.zip", bytes("1 gpt-7")),
                () -> service.apply(owner, "ab".repeat(32)))) {
            assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(attempt::run);
        }
        assertThat(memory.bundles).isEmpty();
    }

    @Test
    void whatCannotBeAppliedIsRefusedAndDoesNotWait() {
        applied("2 gpt-7");

        for (String bad : List.of("unsigned", "2 gpt-8", "1 gpt-8")) {
            assertThatExceptionOfType(PriceRefusedException.class)
                    .isThrownBy(() -> service.offer(OPERATOR, "december.zip", bytes(bad)));
        }
        assertThat(service.bundles(OPERATOR).waiting()).isNull();
    }

    @Test
    void anotherThanTheOneThatWasLookedAtIsNotApplied() {
        String looked = service.offer(OPERATOR, "december.zip", bytes("1 gpt-7"))
                .bundle()
                .sha256();
        service.offer(OPERATOR, "december.zip", bytes("2 gpt-7"));

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> service.apply(OPERATOR, looked))
                .withMessageContaining("does not wait any more");
        assertThat(memory.applied()).isEmpty();
    }

    @Test
    void aBundleIsVerifiedAgainWhenItIsApplied() {
        String waiting = service.offer(OPERATOR, "december.zip", bytes("1 gpt-7"))
                .bundle()
                .sha256();
        memory.trusting = false;

        assertThatExceptionOfType(PriceRefusedException.class).isThrownBy(() -> service.apply(OPERATOR, waiting));

        assertThat(memory.applied()).isEmpty();
        assertThat(service.bundles(OPERATOR).waiting()).isNotNull().satisfies(shown -> {
            assertThat(shown.refusal()).contains("not trusted");
            assertThat(shown.changes()).isEmpty();
        });
    }

    @Test
    void anAppliedBundleThatAnotherHoldsWholeIsNeededNoMore() {
        applied("1 gpt-7");
        applied("2 gpt-8");
        applied("3 gpt-7 gpt-9");

        assertThat(memory.needed())
                .extracting(bundle -> bundle.release().version())
                .containsExactly(2, 3);
    }

    @Test
    void aVersionOfAnAppliedBundleNeverChanges() {
        applied("1 gpt-7");

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> service.offer(OPERATOR, "december.zip", bytes("2 gpt-7=3")))
                .withMessageContaining("something else of gpt-7");
    }

    @Test
    void whatLiesInTheFolderWaitsForTheOperator() {
        lay("december.zip", "1 gpt-7");

        collecting(false).collect(Door.FOLDER);
        collecting(false).collect(Door.FOLDER);
        collecting(false).collect(Door.ADDRESS);

        assertThat(told).containsExactly("FOLDER waits version 1 of 2026-12-01");
        assertThat(memory.applied()).isEmpty();
        assertThat(memory.waiting()).isPresent();
    }

    @Test
    void whereItIsSetSoABundleIsAppliedByItself() {
        lay("december.zip", "1 gpt-7");

        collecting(true).collect(Door.FOLDER);
        collecting(true).collect(Door.FOLDER);

        assertThat(told)
                .containsExactly("FOLDER waits version 1 of 2026-12-01", "FOLDER applied version 1 of 2026-12-01");
        assertThat(memory.applied()).map(StoredBundle::appliedBy).contains("tokentally");
    }

    @Test
    void whatIsRefusedIsToldAndNothingElseIsHeldUp() {
        lay("bad.zip", "unsigned");
        lay("good.zip", "1 gpt-7");

        collecting(true).collect(Door.FOLDER);
        folderUnreadable = true;
        collecting(true).collect(Door.FOLDER);

        assertThat(told.getFirst()).isEqualTo("FOLDER refused bad.zip is not trusted");
        assertThat(told.getLast()).isEqualTo("FOLDER refused The folder cannot be read");
        assertThat(settled).containsExactly("bad.zip", "good.zip");
        assertThat(memory.applied()).isPresent();
        assertThat(service.bundles(OPERATOR).refused())
                .containsExactly(
                        new Refused(Door.FOLDER, "The folder cannot be read", NOON),
                        new Refused(Door.FOLDER, "bad.zip is not trusted", NOON));
    }

    @Test
    void whatTheDatabaseCouldNotTakeIsNotSettled() {
        lay("december.zip", "1 gpt-7");
        memory.outOfReach = true;

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> collecting(true).collect(Door.FOLDER));

        assertThat(settled).isEmpty();
    }

    @Test
    void onlyTheLastFewRefusalsAreKeptAndEachOnce() {
        for (int i = 0; i < 20; i++) {
            refused.add(new Refused(Door.ADDRESS, "why " + i / 2, NOON.plusSeconds(i)));
        }

        assertThat(refused.latest())
                .extracting(Refused::why)
                .containsExactly("why 9", "why 8", "why 7", "why 6", "why 5");
    }

    private void applied(String text) {
        service.apply(
                OPERATOR, service.offer(OPERATOR, "b.zip", bytes(text)).bundle().sha256());
    }

    private void lay(String name, String text) {
        folder.add(new PriceBundleDoor.Arrival(name, bytes(text)));
    }

    private CollectPriceBundlesService collecting(boolean autoApply) {
        return new CollectPriceBundlesService(
                List.of(new Folder()), memory, memory, reviews, refused, new Told(), autoApply);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private final class Folder implements PriceBundleDoor {

        @Override
        public Door door() {
            return Door.FOLDER;
        }

        @Override
        public List<Arrival> look() {
            if (folderUnreadable) {
                throw new PriceRefusedException("The folder cannot be read");
            }
            return List.copyOf(folder);
        }

        @Override
        public void settled(Arrival arrival) {
            settled.add(arrival.name());
        }
    }

    private final class Told implements PriceBundleMonitor {

        @Override
        public void waits(Door door, BundleRelease release) {
            told.add("%s waits %s".formatted(door, release));
        }

        @Override
        public void applied(Door door, BundleRelease release) {
            told.add("%s applied %s".formatted(door, release));
        }

        @Override
        public void refused(Door door, String why) {
            told.add("%s refused %s".formatted(door, why));
        }
    }

    /** What is stored, and how its texts are read. */
    private static final class Memory implements PriceEditions, PriceBundleStore, PriceBundleDecisions {

        private final Map<String, StoredBundle> bundles = new LinkedHashMap<>();
        private final Map<String, byte[]> contents = new LinkedHashMap<>();
        private final List<String> needed = new ArrayList<>();
        private boolean trusting = true;
        private boolean outOfReach;

        @Override
        public PriceEdition builtIn() {
            return new PriceEdition(DAY.minusDays(4), List.of(PriceFixtures.nanoPrice()), List.of());
        }

        @Override
        public Set<String> trustedKeys() {
            return Set.of("cd".repeat(32));
        }

        @Override
        public PriceBundle verify(String name, byte[] content) {
            if (!trusting || !new String(content, StandardCharsets.UTF_8).matches("\\d .*")) {
                throw new PriceRefusedException(name + " is not trusted");
            }
            return reread(name, content);
        }

        @Override
        public PriceBundle reread(String name, byte[] content) {
            String[] words = new String(content, StandardCharsets.UTF_8).split(" ");
            return new PriceBundle(
                    new BundleRelease(Integer.parseInt(words[0]), DAY),
                    "cd".repeat(32),
                    "%064x".formatted(new BigInteger(1, content)),
                    new PriceEdition(
                            DAY, Stream.of(words).skip(1).map(Memory::price).toList(), List.of()));
        }

        private static ModelPrice price(String word) {
            String[] parts = word.split("=", -1);
            return PriceFixtures.price(
                    parts[0],
                    new ModelName(parts[0]),
                    PriceFixtures.LAUNCH,
                    null,
                    PriceFixtures.perMillion(UsageUnit.INPUT_TOKENS, parts.length > 1 ? parts[1] : "2"));
        }

        @Override
        public void use(Map<BundleRelease, byte[]> applied) {
            throw new UnsupportedOperationException("The database's reader does that");
        }

        @Override
        public Optional<StoredBundle> waiting() {
            return bundles.values().stream()
                    .filter(bundle -> bundle.appliedAt() == null)
                    .findFirst();
        }

        @Override
        public Optional<StoredBundle> applied() {
            return bundles.values().stream()
                    .filter(bundle -> bundle.appliedAt() != null)
                    .reduce((one, later) -> later);
        }

        @Override
        public List<StoredBundle> needed() {
            return bundles.values().stream()
                    .filter(bundle -> needed.contains(bundle.sha256()))
                    .toList();
        }

        @Override
        public boolean isKnown(String sha256) {
            if (outOfReach) {
                throw new IllegalStateException("The database is out of reach");
            }
            return bundles.containsKey(sha256);
        }

        @Override
        public byte[] content(String sha256) {
            return contents.getOrDefault(sha256, new byte[0]);
        }

        @Override
        public void offer(PriceBundle bundle, byte[] content, Door door) {
            waiting().ifPresent(before -> bundles.remove(before.sha256()));
            contents.put(bundle.sha256(), content);
            bundles.put(
                    bundle.sha256(),
                    new StoredBundle(bundle.release(), bundle.key(), bundle.sha256(), door, NOON, null, null));
        }

        @Override
        public void offer(ViewerToken token, PriceBundle bundle, byte[] content) {
            offer(bundle, content, Door.UPLOAD);
        }

        @Override
        public void apply(String sha256, Set<String> replaced) {
            apply(sha256, replaced, "tokentally");
        }

        @Override
        public void apply(ViewerToken token, String sha256, Set<String> replaced) {
            apply(sha256, replaced, "op");
        }

        private void apply(String sha256, Set<String> replaced, String by) {
            needed.removeAll(replaced);
            needed.add(sha256);
            bundles.computeIfPresent(
                    sha256,
                    (key, waiting) ->
                            new StoredBundle(waiting.release(), waiting.key(), sha256, waiting.door(), NOON, NOON, by));
        }
    }
}
