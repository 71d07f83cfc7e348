package io.tokentally.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.VirtualKeyId;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallIdTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final VirtualKeyId KEY = new VirtualKeyId(new UUID(1, 1));

    @Test
    void theSameNameOfTheSameHolderIsTheSameCall() {
        assertThat(CallId.named(ACME, KEY, "order 17")).isEqualTo(CallId.named(ACME, KEY, "order 17"));
    }

    @Test
    void nobodyElsesCallIsTheSameWhateverItIsNamed() {
        Set<CallId> ids = Stream.of(
                        CallId.named(ACME, KEY, "order 17"),
                        CallId.named(ACME, KEY, "order 18"),
                        CallId.named(ACME, new VirtualKeyId(new UUID(1, 2)), "order 17"),
                        CallId.named(new OrganizationId("globex"), KEY, "order 17"))
                .collect(Collectors.toSet());

        assertThat(ids).hasSize(4);
    }

    @Test
    void isAUuidOfVersion8ThatDoesNotHoldItsName() {
        UUID name = UUID.fromString("0199e7a5-1c00-7abc-8def-0123456789ab");
        UUID id = CallId.named(ACME, KEY, name.toString()).value();

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id).isNotEqualTo(name);
    }
}
