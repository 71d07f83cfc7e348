package io.tokentally.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.budget.CallTraits.Bound;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.ModelPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallTraitsTest {

    private static final UserId ADA = new UserId("ada");
    private static final VirtualKeyId KEY = new VirtualKeyId(new UUID(0, 1));
    private static final Endpoint SEARCH = new Endpoint("search");
    private static final Operation CHAT = new Operation("chat.completions");
    private static final ModelName MINI = new ModelName("gpt-5-mini");

    private static final CallTraits NOTHING_SAID = new CallTraits(null, null, null, null, null, null, Map.of());
    private static final CallTraits ALL_SAID =
            new CallTraits(ADA, KEY, SEARCH, CHAT, Provider.OPENAI, MINI, Map.of("team", "search"));

    /** One selector for each part that it can have; what the first is true of, the second is not. */
    private record Part(BudgetSelector of, BudgetSelector ofAnother) {}

    private static BudgetSelector selector(
            @Nullable UserId user,
            @Nullable VirtualKeyId key,
            @Nullable Endpoint endpoint,
            @Nullable Operation operation,
            @Nullable Provider provider,
            @Nullable String model,
            @Nullable SelectedTag tag) {
        return new BudgetSelector(
                user, key, endpoint, operation, provider, model == null ? null : new ModelPattern(model), tag);
    }

    private static final List<Part> PARTS = List.of(
            new Part(
                    selector(ADA, null, null, null, null, null, null),
                    selector(new UserId("bob"), null, null, null, null, null, null)),
            new Part(
                    selector(null, KEY, null, null, null, null, null),
                    selector(null, new VirtualKeyId(new UUID(0, 2)), null, null, null, null, null)),
            new Part(
                    selector(null, null, SEARCH, null, null, null, null),
                    selector(null, null, new Endpoint("else"), null, null, null, null)),
            new Part(
                    selector(null, null, null, CHAT, null, null, null),
                    selector(null, null, null, new Operation("embeddings"), null, null, null)),
            new Part(
                    selector(null, null, null, null, Provider.OPENAI, null, null),
                    selector(null, null, null, null, new Provider("anthropic"), null, null)),
            new Part(
                    selector(null, null, null, null, null, "gpt-#*", null),
                    selector(null, null, null, null, null, "gpt-4*", null)),
            new Part(
                    selector(null, null, null, null, null, null, new SelectedTag("team", "search")),
                    selector(null, null, null, null, null, null, new SelectedTag("team", "else"))));

    @Test
    void eachPartDecidesWhereItIsSaid() {
        for (Part part : PARTS) {
            assertThat(ALL_SAID.by(part.of())).as("%s", part.of()).isEqualTo(Bound.ALWAYS);
            assertThat(ALL_SAID.by(part.ofAnother())).as("%s", part.ofAnother()).isEqualTo(Bound.NEVER);
        }
    }

    @Test
    void whatIsNotSaidDecidesPerhaps() {
        for (Part part : PARTS) {
            assertThat(NOTHING_SAID.by(part.of())).as("%s", part.of()).isEqualTo(Bound.PERHAPS);
        }
        assertThat(NOTHING_SAID.by(BudgetSelector.EVERYTHING)).isEqualTo(Bound.ALWAYS);
    }

    @Test
    void anotherTagSaysNothingOfTheOneThatIsSelected() {
        CallTraits traits = new CallTraits(null, null, null, null, null, null, Map.of("env", "search"));

        assertThat(traits.by(selector(null, null, null, null, null, null, new SelectedTag("team", "search"))))
                .isEqualTo(Bound.PERHAPS);
    }

    @Test
    void onePartThatIsAnotherSettlesItWhateverElseIsOpen() {
        CallTraits bob = new CallTraits(new UserId("bob"), null, null, null, null, null, Map.of());

        assertThat(bob.by(selector(ADA, null, SEARCH, null, null, null, null))).isEqualTo(Bound.NEVER);
        assertThat(bob.by(selector(new UserId("bob"), null, SEARCH, null, null, null, null)))
                .isEqualTo(Bound.PERHAPS);
    }

    @ParameterizedTest
    @EnumSource
    void countsForWhoseValueItHas(BudgetDimension dimension) {
        BudgetedCall call = new BudgetedCall(
                new OrganizationId("acme"),
                ADA,
                KEY,
                SEARCH,
                CHAT,
                Provider.OPENAI,
                MINI,
                new Tags(Map.of("team", "search")));
        // As the gateway names whose amount it is.
        BudgetSubject own = new BudgetSubject(call.valueOf(dimension));

        assertThat(ALL_SAID.mayCountFor(dimension, own)).isTrue();
        assertThat(ALL_SAID.mayCountFor(dimension, new BudgetSubject("of another")))
                .isFalse();
        assertThat(NOTHING_SAID.mayCountFor(dimension, own)).isTrue();
    }

    @Test
    void countsForTheValueOfATagThatItHas() {
        BudgetTerms each = BudgetFixtures.monthly("each team", "1").forEachValueOf("team");

        assertThat(ALL_SAID.mayCountForAmount(each, new BudgetSubject("search")))
                .isTrue();
        assertThat(ALL_SAID.mayCountForAmount(each, new BudgetSubject("ads"))).isFalse();
        assertThat(NOTHING_SAID.mayCountForAmount(each, new BudgetSubject("ads")))
                .isTrue();
    }

    @Test
    void countsForAllWhereNobodyHasAnAmountOfTheirOwn() {
        assertThat(ALL_SAID.mayCountFor(null, BudgetSubject.ALL)).isTrue();
    }

    @Test
    void keepsItsTagsAsTheyWereTold() {
        Map<String, String> tags = new HashMap<>(Map.of("team", "search"));
        CallTraits traits = new CallTraits(null, null, null, null, null, null, tags);
        tags.put("team", "else");

        assertThat(traits.tags()).containsEntry("team", "search");
    }
}
