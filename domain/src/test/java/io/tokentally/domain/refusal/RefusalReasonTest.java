package io.tokentally.domain.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RefusalReasonTest {

    /** They are stored: one may be added, and none changed. */
    @Test
    void codesStayAsTheyAre() {
        assertThat(Arrays.stream(RefusalReason.values()).map(RefusalReason::code))
                .containsExactly(
                        "unknown_key",
                        "no_key",
                        "api_token",
                        "key_expired",
                        "key_revoked",
                        "key_not_renewed",
                        "member_left",
                        "no_provider_key",
                        "user_not_allowed",
                        "provider_not_allowed",
                        "operation_not_allowed",
                        "model_not_allowed",
                        "resource_not_allowed",
                        "body_not_checkable",
                        "calls_at_once",
                        "calls_per_minute",
                        "share_used_up",
                        "budget_exceeded",
                        "budget_unavailable",
                        "malformed_request",
                        "no_such_path",
                        "headers_too_large",
                        "body_too_large",
                        "body_too_late",
                        "unavailable");
    }

    @Test
    void eachIsFoundByItsCodeAndNoneByAnother() {
        assertThat(RefusalReason.values())
                .allSatisfy(
                        reason -> assertThat(RefusalReason.of(reason.code())).isEqualTo(reason));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RefusalReason.of("UNKNOWN_KEY"))
                .withMessageContaining("UNKNOWN_KEY");
    }
}
