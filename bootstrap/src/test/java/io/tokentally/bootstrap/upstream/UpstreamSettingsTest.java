package io.tokentally.bootstrap.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.start.StartRefusedException;
import io.tokentally.provider.ProviderProtocol;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Upstreams as environment variables name them. */
class UpstreamSettingsTest {

    private static final Provider AZURE = new Provider("azure1");
    private static final URI SIMULATOR = URI.create("http://127.0.0.1:4711/v1");
    private static final List<ProviderProtocol> PROTOCOLS = protocols();

    private final Map<String, Object> variables = new HashMap<>();
    private final List<FeatureProvider> features = new ArrayList<>();

    private static List<ProviderProtocol> protocols() {
        return ServiceLoader.load(ProviderProtocol.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private UpstreamSettingsTest with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    private Upstreams read() {
        return read(PROTOCOLS);
    }

    private Upstreams read(List<ProviderProtocol> protocols) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        Binder binder = new Binder(ConfigurationPropertySources.from(sources));
        UpstreamProperties properties = binder.bindOrCreate("tokentally", Bindable.of(UpstreamProperties.class));
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        sources.forEach(environment.getPropertySources()::addLast);
        ConfigurationPropertySources.attach(environment);
        return new UpstreamSettings(protocols, properties.upstreams(), features, environment::getProperty).read();
    }

    private Upstream find(String name) {
        return read().all().stream()
                .filter(upstream -> upstream.name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void assertRefused(String message, String remedy) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(this::read)
                .withMessageContaining(message)
                .satisfies(refused -> assertThat(refused.remedy()).contains(remedy));
    }

    @Test
    void withoutSettingsEachProtocolHasItsProvidersOwnServer() {
        assertThat(read().all())
                .extracting(
                        upstream -> upstream.name().value(),
                        upstream -> upstream.protocol().value(),
                        Upstream::prefix,
                        upstream -> upstream.baseUrl().toString(),
                        Upstream::needsKey,
                        Upstream::prices)
                .containsExactly(
                        tuple(
                                "anthropic",
                                "anthropic",
                                "anthropic",
                                "https://api.anthropic.com",
                                true,
                                Provider.ANTHROPIC),
                        tuple("openai", "openai", "openai", "https://api.openai.com/v1", true, Provider.OPENAI));
    }

    @Test
    void anAddedUpstreamNeedsNothingButItsBaseUrl() {
        with("TOKENTALLY_UPSTREAMS_AZURE1_BASEURL", " https://one.example/openai/v1 ");

        assertThat(find("azure1"))
                .isEqualTo(new Upstream(
                        AZURE,
                        Provider.OPENAI,
                        "azure1",
                        "/azure1/v1",
                        URI.create("https://one.example/openai/v1"),
                        true,
                        null,
                        "TOKENTALLY_UPSTREAMS_AZURE1_BASEURL"));
        assertThat(read().prices().listedAs(AZURE)).isEmpty();
        assertThat(read().names()).containsExactly(Provider.ANTHROPIC, AZURE, Provider.OPENAI);
    }

    @Test
    void clientsAreGivenAVersionWhereTheyAreWithTheProvidersOwnAddress() {
        with("TOKENTALLY_UPSTREAMS_AZURE1_BASEURL", "https://one.example");

        assertThat(read().reachable())
                .extracting(upstream -> upstream.name().value(), ReachableUpstream::path)
                .containsExactly(
                        tuple("anthropic", "/anthropic"), tuple("azure1", "/azure1/v1"), tuple("openai", "/openai/v1"));
    }

    @Test
    void pricesOfAProviderThatTheListDoesNotKnowAreRefused() {
        with("TOKENTALLY_UPSTREAMS_AZURE1_BASEURL", "https://one.example")
                .with("TOKENTALLY_UPSTREAMS_AZURE1_PRICES", "opnai");
        Upstreams upstreams = read();

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> upstreams.requirePrices(Set.of(Provider.OPENAI, Provider.GOOGLE)))
                .withMessage(
                        "TOKENTALLY_UPSTREAMS_AZURE1_PRICES is 'opnai', a provider that the price list does not know.")
                .satisfies(refused ->
                        assertThat(refused.remedy()).isEqualTo("Set it to one of google, openai, or leave it out."));
        assertThatCode(() -> upstreams.requirePrices(Set.of(new Provider("opnai"))))
                .doesNotThrowAnyException();
    }

    @Test
    void aProtocolsOwnUpstreamNeedsNoPricesInTheList() {
        Upstreams upstreams = read();

        assertThatCode(() -> upstreams.requirePrices(Set.of())).doesNotThrowAnyException();
    }

    @Test
    void theStartAsksThePriceListForThem() {
        InitializingBean check = new UpstreamConfiguration()
                .upstreamsHavePricesThatAreThere(
                        new Upstreams(List.of(new Upstream(
                                AZURE,
                                Provider.OPENAI,
                                "azure1",
                                "/azure1/v1",
                                URI.create("https://one.example"),
                                true,
                                new Provider("opnai"),
                                "x"))),
                        () -> new PriceBook(Money.USD, List.of()));

        assertThatExceptionOfType(StartRefusedException.class).isThrownBy(check::afterPropertiesSet);
    }

    @Test
    void allElseCanBeSaid() {
        with("TOKENTALLY_UPSTREAMS_AZURE1_BASEURL", "http://10.0.0.7:8000")
                .with("TOKENTALLY_UPSTREAMS_AZURE1_PROTOCOL", "anthropic")
                .with("TOKENTALLY_UPSTREAMS_AZURE1_PREFIX", "/team-b/")
                .with("TOKENTALLY_UPSTREAMS_AZURE1_PRICES", "openai");

        assertThat(find("azure1").protocol()).isEqualTo(Provider.ANTHROPIC);
        assertThat(find("azure1").prefix()).isEqualTo("team-b");
        assertThat(read().prices().listedAs(AZURE)).contains(Provider.OPENAI);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_BASE_URL, openai",
        "TOKENTALLY_GATEWAY_OPENAI_BASEURL, openai",
        "TOKENTALLY_UPSTREAMS_OPENAI_BASEURL, openai",
        "ANTHROPIC_BASE_URL, anthropic",
        "TOKENTALLY_GATEWAY_ANTHROPIC_BASEURL, anthropic",
        "TOKENTALLY_UPSTREAMS_ANTHROPIC_BASEURL, anthropic"
    })
    void theOldVariablesAreHonouredAndThePricesStay(String variable, String name) {
        with(variable, "https://elsewhere.example/v1");

        Upstream upstream = find(name);

        assertThat(upstream.baseUrl()).hasToString("https://elsewhere.example/v1");
        assertThat(upstream.setting()).isEqualTo(variable);
        assertThat(upstream.prices()).isEqualTo(new Provider(name));
    }

    @Test
    void theSimulatorAsksNobodyForAKeyAndStaysAtOpenAisPrices() {
        features.add(new FeatureProvider(Provider.OPENAI, SIMULATOR, true, "OPENAI_BASE_URL"));
        with("OPENAI_BASE_URL", "https://not-while-there-is-no-key.example/v1");

        assertThat(find("openai").baseUrl()).isEqualTo(SIMULATOR);
        assertThat(find("openai").needsKey()).isFalse();
        assertThat(find("openai").prices()).isEqualTo(Provider.OPENAI);
        assertThat(find("anthropic").needsKey()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOKENTALLY_GATEWAY_OPENAI_BASEURL", "TOKENTALLY_UPSTREAMS_OPENAI_BASEURL"})
    void whatIsSetApartCountsBeforeWhereTheFeaturesCall(String variable) {
        features.add(new FeatureProvider(Provider.OPENAI, SIMULATOR, true, "OPENAI_BASE_URL"));
        with(variable, "https://api.openai.com/v1");

        assertThat(find("openai").baseUrl()).hasToString("https://api.openai.com/v1");
        assertThat(find("openai").needsKey()).isTrue();
    }

    @Test
    void anEmptyVariableSaysNothing() {
        with("OPENAI_BASE_URL", "").with("TOKENTALLY_GATEWAY_OPENAI_BASEURL", " ");

        assertThat(find("openai").baseUrl()).hasToString("https://api.openai.com/v1");
    }

    @ParameterizedTest
    @CsvSource({
        "not an address, is no address",
        "ftp://one.example/v1, is no http or https address",
        "one.example/v1, is no http or https address",
        "https:///v1, is no http or https address",
        "https://one.example/v1?api-version=1, has a query or a fragment",
        "https://one.example/v1#top, has a query or a fragment",
        "https://me:hidden@one.example/v1, names a user"
    })
    void aBaseUrlThatCannotBeCalledIsRefused(String url, String why) {
        with("TOKENTALLY_UPSTREAMS_AZURE1_BASEURL", url);

        assertRefused("TOKENTALLY_UPSTREAMS_AZURE1_BASEURL " + why, "https://api.openai.com/v1");
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(this::read)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hidden"));
    }

    @Test
    void anAddedUpstreamWithoutBaseUrlIsRefused() {
        with("TOKENTALLY_UPSTREAMS_AZURE1_PRICES", "openai");

        assertRefused("'azure1' has no base URL", "TOKENTALLY_UPSTREAMS_AZURE1_BASEURL");
    }

    @Test
    void anUnknownProtocolIsRefused() {
        with("TOKENTALLY_UPSTREAMS_AZURE1_BASEURL", "https://one.example/v1")
                .with("TOKENTALLY_UPSTREAMS_AZURE1_PROTOCOL", "gopher");

        assertRefused("TOKENTALLY_UPSTREAMS_AZURE1_PROTOCOL is 'gopher'", "anthropic, openai");
    }

    @Test
    void anUpstreamWithTheNameOfAProtocolSpeaksNoOther() {
        with("TOKENTALLY_UPSTREAMS_OPENAI_PROTOCOL", "anthropic");

        assertRefused("TOKENTALLY_UPSTREAMS_OPENAI_PROTOCOL is 'anthropic'", "another name");
    }

    @Test
    void aProtocolWithoutAnyUpstreamIsRefused() {
        List<ProviderProtocol> protocols = new ArrayList<>(PROTOCOLS);
        protocols.add(withoutAddress("homegrown"));

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> read(protocols))
                .withMessageContaining("No upstream speaks the protocol 'homegrown'")
                .satisfies(refused -> assertThat(refused.remedy()).contains("TOKENTALLY_UPSTREAMS_HOMEGROWN_BASEURL"));

        with("TOKENTALLY_UPSTREAMS_HOMEGROWN_BASEURL", "https://home.example");
        assertThat(read(protocols).names()).contains(new Provider("homegrown"));
    }

    @Test
    void twoUpstreamsWithOnePrefixAreRefused() {
        with("TOKENTALLY_UPSTREAMS_AZURE1_BASEURL", "https://one.example/v1")
                .with("TOKENTALLY_UPSTREAMS_AZURE1_PREFIX", "openai");

        assertRefused("'azure1' and 'openai' have the same prefix 'openai'", "_PREFIX to another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "health", "a/b", "Azure", "a_b", "-a", "..", "/"})
    void aPrefixThatIsNoWordOrIsTakenIsRefused(String prefix) {
        with("TOKENTALLY_UPSTREAMS_AZURE1_BASEURL", "https://one.example/v1")
                .with("TOKENTALLY_UPSTREAMS_AZURE1_PREFIX", prefix);

        assertRefused("'azure1' cannot have the prefix", "TOKENTALLY_UPSTREAMS_AZURE1_PREFIX");
    }

    @Test
    void aNameIsLettersAndDigits() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new UpstreamSettings(
                                PROTOCOLS,
                                Map.of(
                                        "azure-1",
                                        new UpstreamProperties.Setting("https://one.example/v1", null, null, null)),
                                features,
                                name -> null)
                        .read())
                .withMessageContaining("'azure-1'");
    }

    @Test
    void pricesOfNobodyAreRefused() {
        with("TOKENTALLY_UPSTREAMS_AZURE1_BASEURL", "https://one.example/v1")
                .with("TOKENTALLY_UPSTREAMS_AZURE1_PRICES", "x".repeat(Provider.MAX_LENGTH + 1));

        assertRefused("TOKENTALLY_UPSTREAMS_AZURE1_PRICES is no provider's name", "leave it out");
    }

    private static ProviderProtocol withoutAddress(String name) {
        return (ProviderProtocol) Proxy.newProxyInstance(
                ProviderProtocol.class.getClassLoader(),
                new Class<?>[] {ProviderProtocol.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "provider" -> new Provider(name);
                    case "defaultBaseUrl" -> Optional.empty();
                    case "versions" -> List.of("/v1");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
