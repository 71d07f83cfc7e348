package io.tokentally.application.service.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.pricing.ListPriceFile;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.ListPricesChange;
import io.tokentally.domain.pricing.ListPricesInForce;
import io.tokentally.domain.pricing.ListPricesInForce.Origin;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.pricing.PriceRefusedException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManageListPricesServiceTest {

    private static final Person OPAL = new Person(new UserId("op"), "op@host.example", "Opal");
    private static final Session OPERATOR = SessionFixtures.operator(SessionLimit.NONE, OPAL);
    private static final byte[] GOOD = {1};
    private static final byte[] BAD = {0};
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final PriceBook BEFORE =
            new PriceBook(Money.USD, List.of(price("nano-1", "gpt-4.1-nano"), price("mini-1", "gpt-4.1-mini")));
    private static final PriceBook AFTER = new PriceBook(Money.USD, List.of(price("nano-2", "gpt-4.1-nano")));

    private final List<String> acts = new ArrayList<>();
    private boolean stale;
    private final ManageListPricesService service = new ManageListPricesService(
            new File(),
            () -> BEFORE,
            (token, before, after) -> {
                if (stale) {
                    throw new FreshSignInRequiredException();
                }
                acts.add("noted %s to %s".formatted(before.sha256(), after == null ? "none" : after.sha256()));
            },
            Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void whatIsNotedIsDoneAfterwards() {
        service.replace(OPERATOR, "prices.json", GOOD);
        service.withdraw(OPERATOR);

        assertThat(acts).containsExactly("noted  to next", "replaced by prices.json", "noted  to none", "withdrawn");
    }

    @Test
    void tellsWhichModelsAFileWouldLeaveWithoutAPriceAndChangesNothing() {
        ListPricesChange change = service.preview(OPERATOR, "prices.json", GOOD);

        assertThat(change).isEqualTo(new ListPricesChange(1, 1, List.of(new ModelName("gpt-4.1-mini"))));
        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> service.preview(OPERATOR, "prices.json", BAD));
        assertThat(acts).isEmpty();
    }

    @Test
    void nothingChangesThatCannotBeNotedOrUsed() {
        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> service.replace(OPERATOR, "prices.json", BAD));
        stale = true;
        assertThatExceptionOfType(FreshSignInRequiredException.class)
                .isThrownBy(() -> service.replace(OPERATOR, "prices.json", GOOD));
        assertThatExceptionOfType(FreshSignInRequiredException.class).isThrownBy(() -> service.withdraw(OPERATOR));

        assertThat(acts).isEmpty();
    }

    @Test
    void nobodyButAnOperatorDoesAnyOfIt() {
        Session somebody = SessionFixtures.browser(OPAL);

        assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(() -> service.inForce(somebody));
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> service.preview(somebody, "prices.json", GOOD));
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> service.replace(somebody, "prices.json", GOOD));
        assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(() -> service.withdraw(somebody));
        assertThat(acts).isEmpty();
    }

    private static ModelPrice price(String version, String model) {
        return PriceFixtures.price(
                version,
                new ModelName(model),
                NOON.minusSeconds(60),
                null,
                PriceFixtures.perMillion(UsageUnit.INPUT_TOKENS, "0.10"));
    }

    private final class File implements ListPriceFile {

        @Override
        public ListPricesInForce inForce() {
            return state("");
        }

        @Override
        public Checked check(String name, byte[] content) {
            if (content[0] == 0) {
                throw new PriceRefusedException(name + " cannot be used");
            }
            return new Checked(state("next"), AFTER);
        }

        @Override
        public void replace(String name, byte[] content) {
            acts.add("replaced by " + name);
        }

        @Override
        public void withdraw() {
            acts.add("withdrawn");
        }

        private ListPricesInForce state(String sha256) {
            return new ListPricesInForce(
                    Origin.BUILT_IN, "/home/prices.json", "", sha256, 7, Instant.parse("2026-11-28T12:00:00Z"));
        }
    }
}
