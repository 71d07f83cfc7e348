package io.tokentally.adapter.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.admission.KeyLimiter.KeyUse;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.VirtualKey;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallSharesTest {

    /** Has one call under way at a time. */
    private static final VirtualKey KEY = KnownKeys.key(
            new VirtualKeyId(new UUID(9, 1)), "acme", KeyHolder.service(new UserId("service")), new KeyLimits(60, 1));

    private final KeyLimiter limiter = new KeyLimiter(Limits.DEFAULT, System::nanoTime);

    @Test
    void aCallThatIsRefusedForItsShareIsNoneOfItsKeys() {
        FairBudget full = new FairBudget(1, 1, 1);
        full.take(KEY, 1);
        KeyUse refused = limiter.enter(KEY);

        assertThatExceptionOfType(RequestRejectedException.class)
                .isThrownBy(() -> CallShares.enter(full, KEY, refused))
                .withMessageContaining("as many calls under way as one");

        full.giveBack(KEY, 1);
        KeyUse next = limiter.enter(KEY);
        CallShares.enter(full, KEY, next);
        assertThat(full.take(KEY, 1)).isNotEqualTo(FairBudget.Outcome.TAKEN);
    }
}
