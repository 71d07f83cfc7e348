package io.tokentally.bootstrap.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.out.budget.BudgetDirectory;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Tags;
import io.tokentally.simulator.OpenAiSimulator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/** A budget of nothing for the calls of one key of Acme's. */
public final class SpentBudget {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SpentBudget() {}

    /** Makes one and waits until it holds. */
    public static BudgetId of(ApplicationContext application, String owner, String keyId, String name)
            throws InterruptedException {
        VirtualKeyId key = new VirtualKeyId(UUID.fromString(keyId));
        BudgetSelector selector = new BudgetSelector(null, key, null, null, null, null, null);
        BudgetId id = application
                .getBean(ManageBudgetsUseCase.class)
                .create(
                        owner(application, owner),
                        new BudgetTerms(
                                name,
                                selector,
                                null,
                                BudgetMeasure.COST,
                                BigDecimal.ZERO,
                                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.MONTH),
                                BudgetAction.BLOCK,
                                List.of(),
                                BlockingRules.DEFAULT));
        BudgetDirectory known = application.getBean(BudgetDirectory.class);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(known, key) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(holds(known, key)).as("the budget holds").isTrue();
        return id;
    }

    /** Others may have budgets that block by then, which are not for the key's calls. */
    private static boolean holds(BudgetDirectory known, VirtualKeyId key) {
        BudgetedCall call = new BudgetedCall(
                ACME,
                new UserId("spent"),
                key,
                new Endpoint("spent"),
                new Operation("chat.completions"),
                Provider.OPENAI,
                new ModelName("gpt-4.1-nano"),
                Tags.NONE);
        return !known.blocking(ACME).of(call).isEmpty();
    }

    /** How many requests came to the server that stands in for OpenAI. */
    public static long requestsOfOpenAi(ApplicationContext application) {
        OpenAiSimulator simulator = ReflectionTestUtils.invokeMethod(application.getBean("simulation"), "simulator");
        return requireNonNull(simulator).requestCount();
    }

    /** An owner with a session that the schema's owner has put into the database. */
    static Viewer owner(ApplicationContext application, String login) {
        ViewerToken token = new ViewerToken("token of the owner " + UUID.randomUUID());
        String userId = JdbcClient.create(application.getBean("ownerDataSource", DataSource.class))
                .sql("""
                        INSERT INTO sessions (token_hash, kind, user_id, expires_at)
                        SELECT sha256(convert_to(?, 'UTF8')), 'BROWSER', user_id, now() + interval '1 day'
                        FROM accounts WHERE login = ?
                        RETURNING user_id""")
                .params(token.value(), login)
                .query(String.class)
                .single();
        return new Viewer(new UserId(userId), ACME, Role.OWNER, token);
    }
}
