package io.tokentally.tck.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.Refusal;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every provider's protocol must do. An adapter runs it with calls as they stood on its wire. */
public abstract class ProviderProtocolContract {

    private static final Pattern USAGE = Pattern.compile("\"usage\\w*\"\\s*:\\s*\\{");
    private static final Pattern NUMBER = Pattern.compile(":\\s*-?[0-9][0-9.]*");

    private static final int MUTANTS_OF_EACH = 200;

    protected abstract ProviderProtocol protocol();

    /** Calls of every shape that the adapter reads: plain, streamed, refused; one with cached tokens at least. */
    protected abstract List<RecordedCall> calls();

    /**
     * The call's request with that limit on its output, and no other; absent if the adapter tells no {@linkplain RequestBounds bounds},
     * so that budgets treat its calls as ones that may cost anything.
     */
    protected Optional<String> withOutputLimit(RecordedCall call, long tokens) {
        return Optional.empty();
    }

    @TestFactory
    Stream<DynamicTest> callIsReadAsRecorded() {
        return forEach(
                calls(),
                call -> assertThat(read(call, call.answerBytes(), Integer.MAX_VALUE))
                        .isEqualTo(call.expected()));
    }

    @Test
    void aStoredKeyIsShownWhereACallerMayPutOne() {
        RecordedCall call = calls().getFirst();
        AuthorizedRequest request = new AuthorizedRequest(call);

        protocol().authorize(request, new ProviderSecret("key-of-the-provider"));

        assertThat(request.added()).isNotEmpty();
        request.withKey(request.setHeaders()).forEach((name, value) -> {
            assertThat(protocol().keyHeaders()).contains(name);
            assertThat(protocol().keyIn(name, value)).contains("key-of-the-provider");
        });
        assertThat(protocol().keyParameters())
                .containsAll(request.withKey(request.parameters()).keySet());
    }

    @TestFactory
    Stream<DynamicTest> everyRefusalIsReadAsOneOfTheProvidersOwn() {
        return Arrays.stream(Refusal.values())
                .map(refusal -> dynamicTest(refusal.name(), () -> {
                    byte[] body = protocol().errorBody(refusal, "Said \"so\",\nwith {braces}");
                    ResponseReader reader = exchange(calls().getFirst())
                            .answer(ResponseHead.of(refusal.httpStatus(), "application/json; charset=utf-8"));
                    reader.arrived(body, 0, body.length, VisibleBytes.NOBODY);

                    assertThat(new String(body, StandardCharsets.UTF_8)).contains("Said \\\"so\\\",\\nwith {braces}");
                    assertThat(reader.hasUsage()).isTrue();
                    assertThat(reader.ended().reading()).isEqualTo(new UsageReading.NotBilled());
                    assertThat(reader.ended().outcome())
                            .isInstanceOfSatisfying(
                                    Failure.class,
                                    failure -> assertThat(failure.errorType() != null || failure.errorCode() != null)
                                            .isTrue());
                }));
    }

    @TestFactory
    Stream<DynamicTest> answerThatHasUsageNeedsNoCounting() {
        return forEach(calls(), call -> {
            ResponseReader reader = begin(call);
            byte[] bytes = call.answerBytes();
            reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
            boolean mustCount = call.expected().reading() instanceof UsageReading.Estimated;
            assertThat(reader.hasUsage() && mustCount).isFalse();
        });
    }

    @TestFactory
    Stream<DynamicTest> theSameIsReadWhereverTheBytesAreCut() {
        return forEach(calls(), call -> {
            byte[] bytes = call.answerBytes();
            assertThat(read(call, bytes, 1)).isEqualTo(call.expected());
            for (int cut = 1; cut < bytes.length; cut++) {
                ResponseReader reader = begin(call);
                reader.arrived(bytes, 0, cut, VisibleBytes.NOBODY);
                reader.arrived(bytes, cut, bytes.length - cut, VisibleBytes.NOBODY);
                assertThat(reader.ended()).as("cut at %d", cut).isEqualTo(call.expected());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> answerThatBreaksOffReportsNothingButTheWhole() {
        return forEach(successes(), call -> {
            byte[] bytes = call.answerBytes();
            for (int length = 0; length < bytes.length; length++) {
                ResponseReader reader = begin(call);
                reader.arrived(bytes, 0, length, VisibleBytes.NOBODY);
                boolean whole = reader.isComplete();
                ProviderResponse answer = reader.broken(Kind.STREAM_INTERRUPTED);
                assertThat(answer.outcome().isSuccess())
                        .as("success after %d bytes", length)
                        .isEqualTo(whole);
                if (answer.reading() instanceof UsageReading.Reported) {
                    assertThat(answer.reading())
                            .as("after %d bytes", length)
                            .isEqualTo(call.expected().reading());
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> streamThatBreaksOffInTheMiddleHasNoReportedUsage() {
        return forEach(successes().stream().filter(RecordedCall::isStreamed).toList(), call -> {
            ResponseReader reader = begin(call);
            byte[] bytes = call.answerBytes();
            reader.arrived(bytes, 0, bytes.length / 2, VisibleBytes.NOBODY);

            ProviderResponse answer = reader.broken(Kind.CANCELLED);

            assertThat(answer.reading()).isInstanceOfAny(UsageReading.Estimated.class, UsageReading.Missing.class);
            assertThat(answer.outcome())
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.CANCELLED));
        });
    }

    @TestFactory
    Stream<DynamicTest> figuresThatCannotBeAreNotBelieved() {
        List<String> figures = List.of("-5", "1e400", "99999999999999999999999", "true", "\"7\"", "{}");
        return forEach(calls(), call -> {
            for (String figure : figures) {
                String twisted = withUsage(call.answer(), figure);
                byte[] bytes = twisted.getBytes(StandardCharsets.UTF_8);
                UsageReading reading = read(call, bytes, Integer.MAX_VALUE).reading();
                boolean fromTheAnswer = !twisted.equals(call.answer())
                        && !call.expected().reading().equals(new UsageReading.NotBilled());
                assertThat(reading instanceof UsageReading.Reported && fromTheAnswer)
                        .as("%s believed", figure)
                        .isFalse();
            }
        });
    }

    @Test
    void fixturesHoldUsageThatCanBeTwisted() {
        assertThat(calls())
                .filteredOn(call -> !withUsage(call.answer(), "-5").equals(call.answer()))
                .as("answers with a number in an object whose name begins with usage")
                .isNotEmpty();
    }

    /** The answer with that figure in place of every number in its usage, whatever the numbers are called. */
    private static String withUsage(String answer, String figure) {
        StringBuilder twisted = new StringBuilder();
        Matcher usage = USAGE.matcher(answer);
        int done = 0;
        while (usage.find(done)) {
            int end = endOfObject(answer, usage.end());
            twisted.append(answer, done, usage.end())
                    .append(NUMBER.matcher(answer.substring(usage.end(), end))
                            .replaceAll(Matcher.quoteReplacement(":" + figure)));
            done = end;
        }
        return twisted.append(answer, done, answer.length()).toString();
    }

    /** Where the object ends whose brace is just before. */
    private static int endOfObject(String json, int begin) {
        int depth = 1;
        int at = begin;
        while (at < json.length() && depth > 0) {
            char next = json.charAt(at++);
            depth += next == '{' ? 1 : next == '}' ? -1 : 0;
        }
        return at;
    }

    @TestFactory
    Stream<DynamicTest> nothingThatWasSaidIsKept() {
        return forEach(calls(), call -> {
            assertThat(call.request() + call.answer()).as("the fixture").contains(RecordedCall.SECRET);
            assertThat(read(call, call.answerBytes(), Integer.MAX_VALUE).toString())
                    .doesNotContain(RecordedCall.SECRET);
        });
    }

    @TestFactory
    Stream<DynamicTest> mutantsAreRead() {
        Random random = new Random(20261015);
        return forEach(calls(), call -> {
            for (int i = 0; i < MUTANTS_OF_EACH; i++) {
                byte[] mutant = mutant(call.answerBytes(), random);
                assertThat(read(call, mutant, 1 + random.nextInt(300))).isNotNull();
                assertThat(exchange(call).prepare("application/json", mutant)).isNotNull();
            }
        });
    }

    /** With {@code JAZZER_FUZZ=1} the fuzzer looks for bytes that cannot be read; otherwise it tries those it once found. */
    @FuzzTest(maxDuration = "30s")
    void anyBytesAreRead(FuzzedDataProvider data) {
        int pieceSize = data.consumeInt(1, 500);
        byte[] bytes = data.consumeRemainingAsBytes();
        for (RecordedCall call : calls()) {
            assertThat(read(call, bytes, pieceSize)).isNotNull();
            assertThat(exchange(call).prepare("application/json", bytes)).isNotNull();
        }
    }

    @TestFactory
    Stream<DynamicTest> deepJsonIsRead() {
        byte[] deep = ("{\"usage\":" + "[{\"a\":".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        byte[] event = ("data: {\"usage\":" + "[".repeat(100_000) + "\n\n").getBytes(StandardCharsets.UTF_8);
        return forEach(successes(), call -> {
            assertThat(read(call, deep, 8192).reading()).isNotInstanceOf(UsageReading.Estimated.class);
            assertThat(read(call, event, 8192)).isNotNull();
        });
    }

    @Test
    void testingAKeyCostsNothingAndIsNotMetered() {
        protocol().keyTest().ifPresent(test -> {
            String path = test.version() + test.path();
            assertThat(protocol().versions()).contains(test.version());
            assertThat(protocol().isFree("GET", path)).isTrue();
            assertThat(protocol().begin(RequestHead.of("GET", path, "provider.example")))
                    .isEmpty();
        });
    }

    @Test
    void otherPathsAndMethodsAreNotMetered() {
        assertThat(protocol().begin(RequestHead.of("POST", "/v1/anything/else", "localhost")))
                .isEmpty();
        assertThat(calls())
                .allSatisfy(call -> assertThat(protocol().begin(RequestHead.of("OPTIONS", call.path(), call.host())))
                        .isEmpty());
    }

    @Test
    void requestThatWasNeverSentCostsNothing() {
        MeteredExchange exchange = exchange(successes().getFirst());

        ProviderResponse answer = exchange.unanswered(Kind.CONNECTION_FAILED, false);

        assertThat(answer.reading()).isEqualTo(new UsageReading.NotBilled());
        assertThat(answer.outcome()).isEqualTo(Failure.of(Kind.CONNECTION_FAILED));
    }

    @Test
    void requestWithoutAnAnswerMayHaveCostSomething() {
        MeteredExchange exchange = exchange(successes().getFirst());

        assertThat(exchange.unanswered(Kind.TIMEOUT, true).reading()).isEqualTo(new UsageReading.Missing());
    }

    @Test
    void fixturesHoldPlainStreamedAndRefusedCallsAndCachedTokens() {
        assertThat(successes()).anyMatch(RecordedCall::isStreamed).anyMatch(call -> !call.isStreamed());
        assertThat(calls()).anyMatch(call -> call.httpStatus() >= 400);
        assertThat(calls())
                .anyMatch(call -> call.expected().reading().knownQuantities().of(UsageUnit.CACHED_INPUT_TOKENS) > 0);
    }

    /**
     * Without that, keys of the usual kind could not make the call, or keys for some models could call others. A model that is
     * neither in the path nor in the body is none that such keys may call.
     */
    @Test
    void keysCanTellWhatACallNamesAndWhichModelItCalls() {
        List<RecordedCall> calls = successes().stream()
                .filter(call -> call.request().startsWith("{"))
                .filter(call -> operation(call).group() == OperationGroup.MODELS)
                .toList();

        assertThat(calls)
                .as("calls of models, as operation() tells, with a body of JSON")
                .isNotEmpty();
        assertThat(calls).allSatisfy(call -> {
            byte[] body = call.request().getBytes(StandardCharsets.UTF_8);
            NamedInBody named = protocol().namedIn(RecordedCall.JSON, body);
            ModelName model = protocol()
                    .begin(RequestHead.of("POST", call.path(), call.host()))
                    .orElseThrow()
                    .prepare(RecordedCall.JSON, body)
                    .model();
            assertThat(named.readable())
                    .as("namedIn() reads the request of %s", call.name())
                    .isTrue();
            if (!model.equals(ModelName.UNKNOWN)) {
                assertThat(operation(call).models().contains(model.value())
                                || named.models().contains(model.value())
                                || (operation(call).callsModel() && !named.namesModel()))
                        .as("operation() or namedIn() tells the model of %s, %s", call.name(), model)
                        .isTrue();
            }
        });
    }

    /** What a budget reserves hangs on it: a bound that is too low lets it be overspent. */
    @TestFactory
    Stream<DynamicTest> requestWithALimitTellsIt() {
        return forEach(limited(), call -> {
            RequestBounds bounds = bounds(call, withOutputLimit(call, 321).orElseThrow());
            assertThat(bounds.outputTokens())
                    .as("321 tokens for each of %d answers", bounds.answers())
                    .isEqualTo(321 * bounds.answers());
        });
    }

    @TestFactory
    Stream<DynamicTest> longerPromptHasTheHigherBound() {
        return forEach(limited(), call -> {
            String request = withOutputLimit(call, 321).orElseThrow();
            String longer = request.replace(RecordedCall.SECRET, RecordedCall.SECRET + " word".repeat(1_000));
            assertThat(longer).as("a request with what is said").isNotEqualTo(request);
            assertThat(bounds(call, longer).inputTokens())
                    .isGreaterThanOrEqualTo(bounds(call, request).inputTokens() + 1_000);
        });
    }

    @TestFactory
    Stream<DynamicTest> limitThatIsNoneAndBodyThatIsCutHaveNoBound() {
        return forEach(limited(), call -> {
            String request = withOutputLimit(call, 321).orElseThrow();
            for (String nonsense : List.of("-321", "\"321\"", "321e2", "99999999999999999999999")) {
                assertThat(bounds(call, request.replace("321", nonsense)).outputTokens())
                        .as("the limit %s", nonsense)
                        .isNull();
            }
            assertThat(bounds(call, request.substring(0, request.length() - 1)).isBounded())
                    .as("a body without its end")
                    .isFalse();
        });
    }

    /** What a caller says goes first, and what is written has to hold: a bound that the provider does not know of is none. */
    @TestFactory
    Stream<DynamicTest> limitIsWrittenOnlyWhereThereIsNoneAndThenHolds() {
        return forEach(successes(), call -> {
            byte[] plain = call.request().getBytes(StandardCharsets.UTF_8);
            byte[] written = exchange(call).limitOutput(RecordedCall.JSON, plain, 77);
            if (!Arrays.equals(written, plain)) {
                RequestBounds bounds = bounds(call, new String(written, StandardCharsets.UTF_8));
                assertThat(bounds.outputTokens()).isEqualTo(77 * bounds.answers());
                assertThat(exchange(call).limitOutput(RecordedCall.JSON, written, 5))
                        .as("a limit that was written")
                        .isEqualTo(written);
            }
            byte[] cut = Arrays.copyOf(plain, Math.max(0, plain.length - 1));
            assertThat(exchange(call).limitOutput(RecordedCall.JSON, cut, 77))
                    .as("a body without its end")
                    .isEqualTo(cut);
            withOutputLimit(call, 321).ifPresent(request -> {
                byte[] limited = request.getBytes(StandardCharsets.UTF_8);
                assertThat(exchange(call).limitOutput(RecordedCall.JSON, limited, 77))
                        .as("a limit of the caller's")
                        .isEqualTo(limited);
            });
        });
    }

    private List<RecordedCall> limited() {
        return successes().stream()
                .filter(call -> withOutputLimit(call, 321).isPresent())
                .toList();
    }

    private RequestBounds bounds(RecordedCall call, String request) {
        return protocol()
                .begin(RequestHead.of("POST", call.path(), call.host()))
                .orElseThrow()
                .prepare(RecordedCall.JSON, request.getBytes(StandardCharsets.UTF_8))
                .bounds();
    }

    private AccountOperation operation(RecordedCall call) {
        return protocol().operation("POST", call.path(), "");
    }

    private List<RecordedCall> successes() {
        return calls().stream()
                .filter(call -> call.expected().outcome().isSuccess()
                        && call.expected().reading() instanceof UsageReading.Reported)
                .toList();
    }

    private ProviderResponse read(RecordedCall call, byte[] bytes, int pieceSize) {
        ResponseReader reader = begin(call);
        for (long at = 0; at < bytes.length; at += pieceSize) {
            reader.arrived(bytes, (int) at, (int) Math.min(pieceSize, bytes.length - at), VisibleBytes.NOBODY);
        }
        return reader.ended();
    }

    private ResponseReader begin(RecordedCall call) {
        return exchange(call).answer(ResponseHead.of(call.httpStatus(), call.answerType()));
    }

    private MeteredExchange exchange(RecordedCall call) {
        MeteredExchange exchange = protocol()
                .begin(RequestHead.of("POST", call.path(), call.host()))
                .orElseThrow();
        exchange.prepare("application/json", call.request().getBytes(StandardCharsets.UTF_8));
        return exchange;
    }

    private static Stream<DynamicTest> forEach(List<RecordedCall> calls, Consumer<RecordedCall> test) {
        return calls.stream().map(call -> dynamicTest(call.name(), () -> test.accept(call)));
    }

    private static byte[] mutant(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] = (byte) "{}[]\":,-0123456789.eE\n\r ".charAt(random.nextInt(24));
                default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
            }
        }
        return bytes;
    }
}
