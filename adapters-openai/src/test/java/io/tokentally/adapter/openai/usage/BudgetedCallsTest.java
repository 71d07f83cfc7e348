package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import io.tokentally.adapter.openai.usage.WireServer.Answer;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetRefusal;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Budgets are asked before each attempt, beneath the SDK's retries. */
@Timeout(60)
class BudgetedCallsTest {

    private static final SpendingVerdict SPENT = new SpendingVerdict.Refused(new BudgetRefusal(
            new BudgetId(new UUID(7, 7)),
            "Marketing",
            BudgetRefusal.Reason.SPENT,
            BudgetMeasure.COST,
            new BigDecimal("50"),
            new BigDecimal("49.99"),
            RecordedCalls.NOON.plusSeconds(3_600)));

    private static final String BATCH = """
            {"id": "batch_1", "object": "batch", "endpoint": "/v1/responses", "status": "validating", "input_file_id": "file_1",
             "completion_window": "24h", "created_at": 1789990000}""";

    private final RecordedCalls recorded = new RecordedCalls();
    private WireServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WireServer().answering(Answer.json(Wire.CHAT));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OpenAIClient client(ScriptedBudgets budgets) {
        return recorded.metered(recorded, budgets).wrap(server.client());
    }

    @Test
    void theSdkRaisesItsRateLimitErrorOnceAndDoesNotTryAgain() {
        ScriptedBudgets budgets = ScriptedBudgets.thatSay(SPENT);
        OpenAIClient client = client(budgets);

        RateLimitException raised = catchThrowableOfType(
                RateLimitException.class, () -> client.chat().completions().create(Wire.chat()));

        assertThat(raised).hasMessageContaining("'Marketing'").hasMessageContaining("USD 50, USD 49.99");
        assertThat(raised.statusCode()).isEqualTo(429);
        assertThat(raised.headers().values("retry-after")).containsExactly("3600");
        assertThat(budgets.asked).hasSize(1);
        assertThat(server.requests()).isEmpty();
        assertThat(recorded.isEmpty()).isTrue();
    }

    @Test
    void whatIsNotLetOutIsCountedAsARefusedCallAndWhatGoesOutIsNot() {
        OpenAIClient refused = client(ScriptedBudgets.thatSay(SPENT));
        assertThatThrownBy(() -> refused.chat().completions().create(Wire.chat()))
                .isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() ->
                        refused.async().chat().completions().create(Wire.chat()).join())
                .hasCauseInstanceOf(RateLimitException.class);
        OpenAIClient undetermined = recorded.metered(
                        recorded, ScriptedBudgets.thatSay(new SpendingVerdict.Undetermined("Marketing")))
                .wrap(server.client(0));
        assertThatThrownBy(() -> undetermined.chat().completions().create(Wire.chat()))
                .isInstanceOf(InternalServerException.class);
        client(ScriptedBudgets.thatLetOut()).chat().completions().create(Wire.chat());

        RefusedCall spent = new RefusedCall(
                RecordedCalls.NOON,
                RefusalReason.BUDGET_EXCEEDED,
                RefusedKey.noneOf(RecordedCalls.DEFAULT_ORGANIZATION),
                null,
                RecordedCalls.DEFAULT_USER,
                Provider.OPENAI,
                new Endpoint("chat.completions"),
                new Operation("chat.completions"),
                new ModelName("gpt-4.1-nano"));
        assertThat(recorded.refused).hasSize(3).startsWith(spent, spent);
        assertThat(recorded.refused.getLast().reason()).isEqualTo(RefusalReason.BUDGET_UNAVAILABLE);
        assertThat(recorded.next(1)).hasSize(1);
    }

    @Test
    void soItDoesWhereItIsAsynchronous() {
        ScriptedBudgets budgets = ScriptedBudgets.that(request -> CompletableFuture.supplyAsync(
                () -> SPENT, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)));
        OpenAIClient client = client(budgets);

        assertThatThrownBy(() ->
                        client.async().chat().completions().create(Wire.chat()).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RateLimitException.class);

        assertThat(budgets.asked).hasSize(1);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void soItDoesWhereAnAnswerWouldBeStreamed() {
        ScriptedBudgets budgets = ScriptedBudgets.thatSay(SPENT);
        OpenAIClient client = client(budgets);

        assertThatThrownBy(() -> client.chat().completions().createStreaming(Wire.chat()))
                .isInstanceOf(RateLimitException.class);

        assertThat(budgets.asked).hasSize(1);
    }

    @Test
    void whatIsSetAsideGoesWithTheRecordWhichIsOfWhenTheCallWasLetOut() {
        OpenAIClient client = client(ScriptedBudgets.thatLetOut());

        client.chat().completions().create(Wire.chat());
        client.async().chat().completions().create(Wire.chat()).join();

        assertThat(recorded.next(2))
                .allSatisfy(call -> assertThat(call.startedAt()).isEqualTo(ScriptedBudgets.ADMITTED_AT));
        assertThat(recorded.reservations).hasSize(2).doesNotContain(Reservation.NONE);
    }

    @Test
    void eachAttemptIsAskedForAndSettledByItself() {
        server.answering(Answer.error(500, "{}"), Answer.json(Wire.CHAT));
        ScriptedBudgets budgets = ScriptedBudgets.thatLetOut();
        OpenAIClient client = client(budgets);

        client.chat().completions().create(Wire.chat());

        assertThat(recorded.next(2)).hasSize(2);
        assertThat(budgets.asked).hasSize(2);
        assertThat(recorded.reservations).hasSize(2).doesNotContain(Reservation.NONE);
    }

    @Test
    void anAttemptThatTheBudgetDoesNotLetOutAfterOneThatFailedIsTheLast() {
        server.answering(Answer.error(500, "{}"), Answer.json(Wire.CHAT));
        ScriptedBudgets letting = ScriptedBudgets.thatLetOut();
        int[] asked = {0};
        ScriptedBudgets budgets = ScriptedBudgets.that(
                request -> asked[0]++ == 0 ? letting.admit(request) : CompletableFuture.completedFuture(SPENT));
        OpenAIClient client = client(budgets);

        assertThatThrownBy(() -> client.chat().completions().create(Wire.chat()))
                .isInstanceOf(RateLimitException.class);

        assertThat(budgets.asked).hasSize(2);
        assertThat(server.requests()).hasSize(1);
        assertThat(recorded.next(1)).hasSize(1);
    }

    @Test
    void aCallThatReachedNobodyIsRecordedAndSettled() {
        ScriptedBudgets budgets = ScriptedBudgets.thatLetOut();
        OpenAIClient client = recorded.metered(recorded, budgets).wrap(server.client(0));
        server.close();

        assertThatThrownBy(() -> client.chat().completions().create(Wire.chat()));

        assertThat(recorded.next().outcome()).isInstanceOf(Outcome.Failure.class);
        assertThat(recorded.reservations).doesNotContain(Reservation.NONE);
    }

    @Test
    void whereNobodyCanTellTheSdkSeesThatTheServiceIsUnavailable() {
        ScriptedBudgets budgets = ScriptedBudgets.thatSay(new SpendingVerdict.Undetermined("Marketing"));
        OpenAIClient client = recorded.metered(recorded, budgets).wrap(server.client(0));

        assertThatThrownBy(() -> client.chat().completions().create(Wire.chat()))
                .isInstanceOfSatisfying(
                        InternalServerException.class,
                        raised -> assertThat(raised.statusCode()).isEqualTo(503))
                .hasMessageContaining("'Marketing'");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatIsFreeIsNotAskedFor() {
        server.answering(Answer.json("{\"id\":\"m\",\"model\":\"omni\",\"results\":[]}"));
        ScriptedBudgets budgets = ScriptedBudgets.thatSay(SPENT);
        OpenAIClient client = client(budgets);

        client.moderations().create(ModerationCreateParams.builder().input("Hi").build());

        assertThat(budgets.asked).isEmpty();
    }

    @Test
    void whatBudgetsLimitAnswersToGoesOutAndIsSetAside() {
        ScriptedBudgets budgets = ScriptedBudgets.thatLetOut()
                .limiting(call -> call.model().equals(new ModelName("gpt-4.1-nano")) ? 300L : null);

        client(budgets).chat().completions().create(Wire.chat());

        assertThat(server.requests().getFirst().body()).contains("\"max_completion_tokens\":300");
        assertThat(budgets.asked.getFirst().bounds().outputTokens()).isEqualTo(300);
    }

    @Test
    void whoCannotTellALimitHoldsNobodyUpAndIsTold() throws InterruptedException {
        OpenAIClient client = client(ScriptedBudgets.thatLetOut().limiting(call -> {
            throw new IllegalStateException("planted");
        }));

        assertThat(client.chat().completions().create(Wire.chat()).choices()).hasSize(1);

        assertThat(recorded.next()).isNotNull();
        assertThat(recorded.failures).hasSize(1);
    }

    @Test
    void whatIsMadeInTheBackgroundStaysSetAside() {
        server.answering(Answer.json("""
                {"id": "resp_1", "object": "response", "created_at": 1790000000, "background": true, "status": "queued",
                 "model": "gpt-4.1-nano", "output": [], "error": null}"""));
        ScriptedBudgets budgets = ScriptedBudgets.thatLetOut();

        client(budgets)
                .responses()
                .create(ResponseCreateParams.builder()
                        .model("gpt-4.1-nano")
                        .input("Hi")
                        .background(true)
                        .build());

        assertThat(recorded.next().isFree()).isTrue();
        assertThat(budgets.works).containsExactly(new WorkAhead(Provider.OPENAI, "resp_1"));
    }

    /** Nobody knows how many requests it has: it is let out by the rule for what has no bound, and what is set aside stays so. */
    @Test
    void aBatchIsAskedForByTheRuleForWhatHasNoBoundAndGoesOn() {
        server.answering(Answer.json(BATCH));
        ScriptedBudgets budgets = ScriptedBudgets.thatLetOut();

        assertThat(client(budgets).batches().create(aBatch()).id()).isEqualTo("batch_1");

        assertThat(budgets.asked).singleElement().satisfies(request -> {
            assertThat(request.isFree()).isFalse();
            assertThat(request.bounds().unbounded()).containsExactly(Unbounded.BATCH);
            assertThat(request.call().operation()).isEqualTo(new Operation("batches"));
        });
        MeteredCall call = recorded.next();
        assertThat(call.isFree()).isTrue();
        assertThat(call.reading()).isEqualTo(new UsageReading.NotBilled());
        assertThat(call.startedAt()).isEqualTo(ScriptedBudgets.ADMITTED_AT);
        assertThat(budgets.works).containsExactly(new WorkAhead(Provider.OPENAI, "batch_1"));
    }

    @Test
    void aBatchThatABudgetDoesNotLetOutIsNotMade() {
        OpenAIClient client = client(ScriptedBudgets.thatSay(SPENT));

        assertThatThrownBy(() -> client.batches().create(aBatch())).isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> client.async().batches().create(aBatch()).join())
                .hasCauseInstanceOf(RateLimitException.class);

        assertThat(server.requests()).isEmpty();
        assertThat(recorded.refused).hasSize(2);
    }

    /** There is no work that anything could be set aside for. */
    @Test
    void aBatchThatIsRefusedBeginsNothing() {
        server.answering(Answer.error(400, "{\"error\": {\"message\": \"no such file\"}}"));
        ScriptedBudgets budgets = ScriptedBudgets.thatLetOut();
        OpenAIClient client = client(budgets);

        assertThatThrownBy(() -> client.batches().create(aBatch())).isInstanceOf(BadRequestException.class);

        assertThat(recorded.next().isFree()).isTrue();
        assertThat(budgets.works).isEmpty();
    }

    @Test
    void whatLooksAtBatchesAndEndsThemIsNotHeldUp() {
        server.answering(Answer.json(BATCH));
        ScriptedBudgets budgets = ScriptedBudgets.thatSay(SPENT);
        OpenAIClient client = client(budgets);

        assertThat(client.batches().retrieve("batch_1").id()).isEqualTo("batch_1");
        assertThat(client.batches().cancel("batch_1").id()).isEqualTo("batch_1");

        assertThat(budgets.asked).isEmpty();
    }

    private static BatchCreateParams aBatch() {
        return BatchCreateParams.builder()
                .inputFileId("file_1")
                .endpoint(BatchCreateParams.Endpoint.V1_RESPONSES)
                .completionWindow(BatchCreateParams.CompletionWindow._24H)
                .build();
    }

    @Test
    void budgetsThatFailHoldNobodyUpAndAreTold() throws InterruptedException {
        OpenAIClient throwing = client(ScriptedBudgets.that(request -> {
            throw new IllegalStateException("planted");
        }));
        OpenAIClient failing = client(
                ScriptedBudgets.that(request -> CompletableFuture.failedFuture(new IllegalStateException("planted"))));

        assertThat(throwing.chat().completions().create(Wire.chat()).choices()).hasSize(1);
        assertThat(failing.async()
                        .chat()
                        .completions()
                        .create(Wire.chat())
                        .join()
                        .choices())
                .hasSize(1);

        assertThat(recorded.failures).hasSize(2);
    }
}
