package io.tokentally.adapter.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.budget.BatchFiles;
import io.tokentally.application.port.out.budget.BlockingBudgets;
import io.tokentally.application.port.out.budget.BudgetLeases;
import io.tokentally.application.port.out.budget.BudgetMonitor;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.service.budget.AdmitSpendingService;
import io.tokentally.application.service.budget.CallBounds;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A budget of two gateways, before a provider: a file is sent through one of them, and a batch of it is made through any. */
class BudgetedBatchesTest {

    private static final String CHAT =
            "{\"model\":\"gpt-4.1-nano\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"max_tokens\":300}";
    private static final String RESPONSE = "{\"model\":\"gpt-5-mini\",\"input\":\"Hi\",\"max_output_tokens\":7}";
    private static final String LINES =
            line("/v1/chat/completions", CHAT) + line("/v1/responses", RESPONSE) + line("/v1/chat/completions", CHAT);
    private static final String FILE = "{\"id\":\"file-0123456789\",\"object\":\"file\",\"purpose\":\"batch\"}";
    private static final String BATCH = "{\"id\":\"batch_1\",\"object\":\"batch\",\"status\":\"validating\"}";

    /** At 0.05 and 0.20, and at 0.10 and 0.80 of a million. */
    private static final BigDecimal BOUND = new BigDecimal("0.05")
            .multiply(BigDecimal.valueOf(2L * CHAT.length()))
            .add(new BigDecimal("0.20").multiply(BigDecimal.valueOf(600)))
            .add(new BigDecimal("0.10").multiply(BigDecimal.valueOf(RESPONSE.length())))
            .add(new BigDecimal("0.80").multiply(BigDecimal.valueOf(7)))
            .movePointLeft(6);

    private static final BigDecimal ALMOST_TWICE = BOUND.multiply(new BigDecimal("1.99"));

    private final ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
        while (all.receive(wire)) {
            boolean isFile = all.request(all.requests() - 1).startLine().contains("/files");
            wire.send(Calls.ok(isFile ? FILE : BATCH));
        }
    });
    private final Map<List<Object>, BatchContents> files = new ConcurrentHashMap<>();
    private final List<BudgetLeases.Claim> claims = new CopyOnWriteArrayList<>();
    private final Map<Integer, BigDecimal> held = new ConcurrentHashMap<>();
    private final List<GatewayUnderTest> gateways = new ArrayList<>();

    @AfterEach
    void stop() {
        gateways.forEach(GatewayUnderTest::close);
        upstream.close();
    }

    private static String line(String url, String body) {
        return "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"%s\",\"body\":%s}\n".formatted(url, body);
    }

    /** What gateways share. */
    private final class SharedFiles implements BatchFiles {

        @Override
        public void keep(OrganizationId organization, Provider provider, BatchFile file, BatchContents contents) {
            files.put(List.of(organization, provider, file), contents);
        }

        @Override
        public CompletableFuture<Optional<BatchContents>> find(
                OrganizationId organization, Provider provider, BatchFile file) {
            return CompletableFuture.supplyAsync(
                    () -> Optional.ofNullable(files.get(List.of(organization, provider, file))));
        }
    }

    /** An amount of which each is granted what it needs, while there is some. */
    private final class SharedAmount implements BudgetLeases {

        private final int gateway;

        SharedAmount(int gateway) {
            this.gateway = gateway;
        }

        @Override
        public Duration lifetime() {
            return Duration.ofMinutes(1);
        }

        @Override
        public List<Grant> exchange(List<Claim> all) {
            synchronized (held) {
                claims.addAll(all);
                return all.stream().map(this::grant).toList();
            }
        }

        private Grant grant(Claim claim) {
            BigDecimal others = held.entrySet().stream()
                    .filter(one -> one.getKey() != gateway)
                    .map(Map.Entry::getValue)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal room = ALMOST_TWICE.subtract(others).subtract(claim.held());
            BigDecimal granted = claim.needed().compareTo(room) > 0 ? BigDecimal.ZERO : claim.needed();
            held.put(gateway, claim.held().add(granted));
            return new Grant(claim.key(), ALMOST_TWICE, BigDecimal.ZERO, others, granted);
        }

        @Override
        public void hold(List<Hold> holds) {
            throw new AssertionError("Nothing is settled here");
        }

        @Override
        public void dropEarlier() {
            throw new AssertionError("There was no run before");
        }
    }

    private record Books(PriceBook book) implements PriceBookSource {
        @Override
        public Optional<PriceBook> priceBook(OrganizationId organizationId) {
            return Optional.of(book);
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }

    private static ModelPrice price(String model, String input, String output) {
        return PriceFixtures.price(
                model + "-batch",
                new PriceTerms(
                        Provider.OPENAI,
                        new ModelName(model),
                        ModelPattern.nameAndSnapshots(new ModelName(model)),
                        ServiceTier.BATCH,
                        new Validity(PriceFixtures.LAUNCH, null),
                        List.of(
                                TieredRate.flat(PriceFixtures.perMillion(UsageUnit.INPUT_TOKENS, input)),
                                TieredRate.flat(PriceFixtures.perMillion(UsageUnit.OUTPUT_TOKENS, output))),
                        LongInputBilling.WHOLE_REQUEST,
                        Map.of()));
    }

    private GatewayUnderTest gateway(int number) {
        Map<OrganizationId, BlockingBudgets> budgets = new ConcurrentHashMap<>();
        PriceBook book = new PriceBook(
                Money.USD, List.of(price("gpt-4.1-nano", "0.05", "0.20"), price("gpt-5-mini", "0.10", "0.80")));
        AdmitSpendingService spending = new AdmitSpendingService(
                organization -> budgets.computeIfAbsent(organization, BudgetedBatchesTest::budgets),
                new SharedAmount(number),
                new CallBounds(new Books(book)),
                new SharedFiles(),
                BudgetMonitor.NONE,
                Clock.fixed(GatewayUnderTest.NOW, ZoneOffset.UTC),
                System::nanoTime,
                Runnable::run,
                Duration.ofSeconds(20));
        GatewayUnderTest gateway = GatewayUnderTest.before(upstream, spending);
        gateways.add(gateway);
        return gateway;
    }

    private static BlockingBudgets budgets(OrganizationId organization) {
        return new BlockingBudgets(
                ReportingCalendar.PRESET,
                List.of(new Budget(
                        organization,
                        new BudgetId(new UUID(1, 1)),
                        1,
                        BudgetFixtures.monthly("batches", ALMOST_TWICE.toPlainString()),
                        new UserId("owner"),
                        GatewayUnderTest.NOW,
                        null)));
    }

    private static void upload(GatewayUnderTest gateway, String key) throws Exception {
        String body = "--b7\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                + "--b7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"batch.jsonl\"\r\n\r\n" + LINES
                + "\r\n--b7--\r\n";
        try (Wire client = gateway.connect()) {
            client.send(Calls.post("/openai/v1/files", "Authorization: Bearer " + key + "\r\n", body)
                    .replace("application/json", "multipart/form-data; boundary=b7"));
            assertThat(requireNonNull(client.receive()).status()).isEqualTo(200);
        }
    }

    private static HttpText makeBatch(GatewayUnderTest gateway) throws Exception {
        String body =
                "{\"input_file_id\":\"file-0123456789\",\"endpoint\":\"/v1/responses\",\"completion_window\":\"24h\"}";
        try (Wire client = gateway.connect()) {
            client.send(Calls.post("/openai/v1/batches", "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n", body));
            return requireNonNull(client.receive());
        }
    }

    @Test
    void aBatchSetsAsideWhatTheLinesOfItsFileMayCostAndTheNextOneIsRefusedBeforeItIsSent() throws Exception {
        GatewayUnderTest one = gateway(1);
        GatewayUnderTest other = gateway(2);
        upload(one, KnownKeys.USER_KEY);

        assertThat(makeBatch(other).status()).isEqualTo(200);

        assertThat(claims).hasSize(1);
        assertThat(claims.getFirst().needed()).isEqualByComparingTo(BOUND);
        int sent = upstream.requests();
        HttpText refused = makeBatch(one);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("The budget 'batches' does not let this call out");
        assertThat(upstream.requests()).isEqualTo(sent);
    }

    /** Its name alone tells nobody what is in it. */
    @Test
    void aFileThatAnotherOrganizationSentBoundsNothing() throws Exception {
        GatewayUnderTest gateway = gateway(1);
        upload(gateway, KnownKeys.OTHERS_KEY);
        assertThat(files).hasSize(1);

        HttpText refused = makeBatch(gateway);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("say what they can use at most, and this one does not");
        assertThat(claims).isEmpty();
        assertThat(upstream.requests()).isEqualTo(1);
    }
}
