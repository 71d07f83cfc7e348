package io.tokentally.domain.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.AccountOperation.Answers;
import io.tokentally.domain.key.KeyVerdict.Reason;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPolicyTest {

    private static final ResourceOwner ADAS = owner(1, "ada");
    private static final ResourceOwner ADAS_OTHER = owner(2, "ada");
    private static final ResourceOwner EVES = owner(3, "eve");
    private static final KeyPolicy NARROW =
            KeyPolicy.MODELS.only(Set.of(), List.of(new ModelPattern("gpt-4.1*")), Set.of(Provider.OPENAI));

    private static ResourceOwner owner(long key, String user) {
        return new ResourceOwner(new VirtualKeyId(new UUID(0, key)), KeyHolder.user(new UserId(user)));
    }

    private static AccountOperation operation(OperationGroup group, boolean callsModel) {
        return new AccountOperation(group, Set.of(), Set.of(), callsModel, false, Answers.NOTHING_NEW);
    }

    private static KeyPolicy using(ResourceScope scope, boolean unknownIds) {
        return new KeyPolicy(
                false, KeyPolicy.STANDARD.operations(), List.of(), Set.of(), List.of(), Set.of(), scope, unknownIds);
    }

    private static NamedInBody naming(String... models) {
        return new NamedInBody(true, Set.of(models), models.length > 0, Set.of());
    }

    @ParameterizedTest
    @EnumSource(OperationGroup.class)
    void whatIsNotNamedIsForbidden(OperationGroup group) {
        KeyVerdict verdict = KeyPolicy.STANDARD.judge(Provider.OPENAI, "GET", "/v1/x", operation(group, false));

        assertThat(verdict instanceof KeyVerdict.Allowed)
                .isEqualTo(KeyPolicy.STANDARD.operations().contains(group));
        assertThat(KeyPolicy.STANDARD.judge(Provider.OPENAI, "GET", "/v1/x", AccountOperation.UNKNOWN))
                .isEqualTo(KeyVerdict.forbidden(Reason.UNKNOWN_PATH));
        assertThat(KeyPolicy.UNRESTRICTED.judge(Provider.OPENAI, "GET", "/v1/x", AccountOperation.UNKNOWN))
                .isEqualTo(KeyVerdict.ALLOWED);
    }

    @Test
    void aModelThatThePathNamesMustBeAllowedAsOneThatTheBodyNames() {
        String path = "/v1beta/models/x:generateContent";

        assertThat(NARROW.judge(Provider.OPENAI, "POST", path, AccountOperation.ofModel("gpt-4.1-nano")))
                .isEqualTo(KeyVerdict.ALLOWED);
        assertThat(NARROW.judge(Provider.OPENAI, "POST", path, AccountOperation.ofModel("gpt-5")))
                .isEqualTo(KeyVerdict.forbidden(Reason.MODEL));
        assertThat(KeyPolicy.MODELS.judge(Provider.OPENAI, "POST", path, AccountOperation.ofModel("gpt-5")))
                .isEqualTo(KeyVerdict.ALLOWED);
        assertThat(KeyPolicy.UNRESTRICTED
                        .only(Set.of(), List.of(new ModelPattern("gpt-4.1*")), Set.of())
                        .judge(Provider.OPENAI, "POST", path, AccountOperation.ofModel("gpt-5")))
                .isEqualTo(KeyVerdict.ALLOWED);
    }

    @Test
    void onlyTheOperationsNamedMayBeCalled() {
        KeyPolicy chats = KeyPolicy.MODELS.only(Set.of(new Operation("chat.completions")), List.of(), Set.of());

        assertThat(chats.judgeCall(new Operation("chat.completions"))).isEqualTo(KeyVerdict.ALLOWED);
        assertThat(chats.judgeCall(new Operation("images.generations"))).isEqualTo(KeyVerdict.forbidden(Reason.CALL));
        assertThat(KeyPolicy.MODELS.judgeCall(new Operation("images.generations")))
                .isEqualTo(KeyVerdict.ALLOWED);
        assertThat(KeyPolicy.UNRESTRICTED
                        .only(Set.of(new Operation("chat.completions")), List.of(), Set.of())
                        .judgeCall(new Operation("images.generations")))
                .isEqualTo(KeyVerdict.ALLOWED);
    }

    @Test
    void fewerOperationsAreWithinMore() {
        KeyPolicy chats = KeyPolicy.STANDARD.only(Set.of(new Operation("chat.completions")), List.of(), Set.of());

        assertThat(chats.isWithin(KeyPolicy.STANDARD)).isTrue();
        assertThat(KeyPolicy.STANDARD.isWithin(chats)).isFalse();
        assertThat(KeyPolicy.STANDARD.cappedBy(chats)).isEqualTo(chats);
    }

    @Test
    void aPathRuleAllowsWhatItMatchesAndNoSpellingOfIt() {
        PathRule rule = new PathRule("get  /v1/fine_tuning/*");

        assertThat(rule.text()).isEqualTo("GET /v1/fine_tuning/*");
        assertThat(rule.matches("GET", "/v1/fine_tuning/jobs")).isTrue();
        assertThat(rule.matches("POST", "/v1/fine_tuning/jobs")).isFalse();
        assertThat(rule.matches("GET", "/v1/files")).isFalse();
        assertThat(rule.matches("GET", "/v1/fine_tuning/%2e%2e%2ffiles")).isFalse();
        assertThat(rule.matches("GET", "/v1/fine_tuning/;x")).isFalse();
        assertThat(new PathRule("* /v1/a*b").matches("PUT", "/v1/axbxb")).isTrue();
        assertThat(new PathRule("* /v1/a*b").matches("PUT", "/v1/axbxc")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/v1/x", "GET", "GET x", "GET /v2/x", "GET /v1/x y", "GET /v1/x\nPOST /v1/y", "GET /v1/%2e"})
    void whatIsNoPathRuleIsRefused(String text) {
        assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> new PathRule(text));
    }

    @Test
    void everyModelThatIsNamedMustBeAllowed() {
        AccountOperation calls = operation(OperationGroup.MODELS, true);

        assertThat(NARROW.judgeBody(calls, naming("gpt-4.1-nano"))).isEqualTo(KeyVerdict.ALLOWED);
        assertThat(NARROW.judgeBody(calls, naming("gpt-4.1-nano", "gpt-5")))
                .isEqualTo(KeyVerdict.forbidden(Reason.MODEL));
        assertThat(NARROW.judgeBody(calls, naming())).isEqualTo(KeyVerdict.forbidden(Reason.NO_MODEL));
        assertThat(NARROW.judgeBody(operation(OperationGroup.RESOURCES, false), naming()))
                .isEqualTo(KeyVerdict.ALLOWED);
        assertThat(KeyPolicy.STANDARD.judgeBody(calls, NamedInBody.UNREADABLE))
                .isEqualTo(KeyVerdict.forbidden(Reason.BODY));
        assertThat(KeyPolicy.UNRESTRICTED.judgeBody(calls, NamedInBody.UNREADABLE))
                .isEqualTo(KeyVerdict.ALLOWED);
    }

    @Test
    void whatWasMadeWithAnotherKeyIsUsedWhereTheScopeSaysSo() {
        for (ResourceScope scope : ResourceScope.values()) {
            KeyPolicy policy = using(scope, false);
            assertThat(policy.judgeResource(ADAS, ADAS, false)).isEqualTo(KeyVerdict.ALLOWED);
            assertThat(policy.judgeResource(ADAS, ADAS_OTHER, false) instanceof KeyVerdict.Allowed)
                    .isEqualTo(scope != ResourceScope.KEY);
            assertThat(policy.judgeResource(ADAS, EVES, true) instanceof KeyVerdict.Allowed)
                    .isEqualTo(scope == ResourceScope.ORGANIZATION);
            assertThat(policy.judgeResource(ADAS, null, false)).isEqualTo(KeyVerdict.forbidden(Reason.UNKNOWN_ID));
            assertThat(policy.judgeResource(ADAS, null, true)).isEqualTo(KeyVerdict.ALLOWED);
        }
        assertThat(using(ResourceScope.KEY, true).judgeResource(ADAS, null, false))
                .isEqualTo(KeyVerdict.ALLOWED);
        assertThat(using(ResourceScope.KEY, true).judgeResource(ADAS, EVES, false))
                .isEqualTo(KeyVerdict.forbidden(Reason.FOREIGN_ID));
    }

    @Test
    void aPolicyIsWithinAnotherIfItAllowsNothingMore() {
        assertThat(NARROW.isWithin(KeyPolicy.MODELS)).isTrue();
        assertThat(KeyPolicy.MODELS.isWithin(NARROW)).isFalse();
        assertThat(KeyPolicy.MODELS.isWithin(KeyPolicy.STANDARD)).isTrue();
        assertThat(KeyPolicy.STANDARD.isWithin(KeyPolicy.MODELS)).isFalse();
        assertThat(KeyPolicy.UNRESTRICTED.isWithin(KeyPolicy.STANDARD)).isFalse();
        assertThat(KeyPolicy.UNRESTRICTED.isWithin(KeyPolicy.UNRESTRICTED)).isTrue();
        assertThat(using(ResourceScope.HOLDER, false).isWithin(KeyPolicy.STANDARD))
                .isFalse();
        assertThat(using(ResourceScope.KEY, true).isWithin(KeyPolicy.STANDARD)).isFalse();
        assertThat(KeyPolicy.STANDARD.isWithin(using(ResourceScope.ORGANIZATION, true)))
                .isTrue();
    }

    @Test
    void whatIsUsualIsCappedForMembers() {
        List<KeyPolicy> policies = List.of(
                KeyPolicy.UNRESTRICTED,
                KeyPolicy.STANDARD,
                KeyPolicy.MODELS,
                NARROW,
                using(ResourceScope.ORGANIZATION, true),
                new KeyPolicy(
                        false,
                        Set.of(),
                        List.of(new PathRule("GET /v1/x")),
                        Set.of(new Operation("messages")),
                        List.of(),
                        Set.of(Provider.ANTHROPIC),
                        ResourceScope.KEY,
                        false));
        for (KeyPolicy usual : policies) {
            for (KeyPolicy most : policies) {
                OrganizationKeyPolicy laidDown = new OrganizationKeyPolicy(usual, most, null);
                assertThat(laidDown.usualFor(Role.MEMBER).isWithin(most))
                        .as("%s in %s", usual, most)
                        .isTrue();
                assertThat(laidDown.usualFor(Role.OWNER)).isEqualTo(usual);
            }
        }
        assertThat(OrganizationKeyPolicy.DEFAULT.mostForMembers()).isEqualTo(KeyPolicy.STANDARD);
    }

    @Test
    void whatAnswersAreLimitedToIsNobodysRight() {
        KeyPolicy limiting = KeyPolicy.UNRESTRICTED.limitingOutput(4_096L);

        assertThat(limiting.outputTokens()).isEqualTo(4_096);
        assertThat(limiting.isWithin(KeyPolicy.UNRESTRICTED)).isTrue();
        assertThat(limiting.cappedBy(KeyPolicy.MODELS)).isEqualTo(KeyPolicy.MODELS.limitingOutput(4_096L));
        assertThat(KeyPolicy.STANDARD.limitingOutput(4_096L).cappedBy(NARROW).outputTokens())
                .isEqualTo(4_096);
        assertThat(limiting.tellingBudgets(true).outputTokens()).isEqualTo(4_096);
        assertThat(limiting.limitingOutput(null)).isEqualTo(KeyPolicy.UNRESTRICTED);
        for (long none : new long[] {0, -1, KeyPolicy.MAX_OUTPUT_TOKENS + 1}) {
            assertThatExceptionOfType(KeyRefusedException.class)
                    .isThrownBy(() -> KeyPolicy.STANDARD.limitingOutput(none))
                    .withMessageContaining("between 1 and 10000000 output tokens, not " + none);
        }
    }

    @Test
    void whetherAnswersTellOfBudgetsIsNobodysRight() {
        for (KeyPolicy policy : List.of(KeyPolicy.UNRESTRICTED, KeyPolicy.STANDARD, NARROW)) {
            KeyPolicy telling = policy.tellingBudgets(true);
            assertThat(telling.tellsBudgets()).isTrue();
            assertThat(telling.isWithin(policy)).isTrue();
            assertThat(telling.tellingBudgets(false)).isEqualTo(policy);
            for (KeyPolicy most : List.of(KeyPolicy.STANDARD, KeyPolicy.MODELS, NARROW)) {
                assertThat(telling.cappedBy(most))
                        .isEqualTo(policy.cappedBy(most).tellingBudgets(true));
            }
        }
        assertThat(KeyPolicy.STANDARD
                        .tellingBudgets(true)
                        .only(Set.of(new Operation("messages")), List.of(), Set.of())
                        .tellsBudgets())
                .isTrue();
        assertThat(KeyPolicy.STANDARD.tellsBudgets()).isFalse();
    }

    @Test
    void aPolicyThatAllowsNothingIsRefused() {
        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> new KeyPolicy(
                        false, Set.of(), List.of(), Set.of(), List.of(), Set.of(), ResourceScope.KEY, false))
                .withMessageContaining("may do nothing");
    }
}
