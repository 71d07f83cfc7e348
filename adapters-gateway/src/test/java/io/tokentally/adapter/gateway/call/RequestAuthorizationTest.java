package io.tokentally.adapter.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.ProviderProtocol;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that its protocol cannot authorize with the stored key. */
class RequestAuthorizationTest {

    private static final String ASKING = "{\"model\":\"gpt-4.1-nano\"}";

    @ParameterizedTest
    @ValueSource(strings = {"/openai/v1/chat/completions", "/openai/v1/files"})
    void isNeverSentAndToldAsUnavailable(String path) throws Exception {
        try (CallUnderTest under = CallUnderTest.withProtocols(GatewayUnderTest.PROTOCOLS.stream()
                .map(RequestAuthorizationTest::unable)
                .toList())) {
            under.begin(CallUnderTest.request(path, ASKING.length()));
            under.body(ASKING);
            under.provider().last().accept();
            under.work();

            assertThat(under.state()).isEqualTo(CallState.DONE);
            assertThat(under.client().told()).containsExactly("failed 503");
            MeteredCall record = under.records().next();
            assertThat(record.reading()).isEqualTo(new UsageReading.NotBilled());
            assertThat(record.outcome())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONNECTION_FAILED));
        }
    }

    private static ProviderProtocol unable(ProviderProtocol able) {
        return (ProviderProtocol) Proxy.newProxyInstance(
                ProviderProtocol.class.getClassLoader(),
                new Class<?>[] {ProviderProtocol.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("authorize")) {
                        throw new IllegalStateException("no signature");
                    }
                    try {
                        return method.invoke(able, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
