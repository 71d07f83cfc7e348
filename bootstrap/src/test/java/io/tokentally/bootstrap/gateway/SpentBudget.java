package io.tokentally.bootstrap.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A budget of nothing for the calls of one key of Acme's. */
final class SpentBudget {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SpentBudget() {}

    /** Makes one and waits until it holds. */
    static void of(ApplicationContext application, String owner, String keyId, String name)
            throws InterruptedException {
        BudgetSelector selector =
                new BudgetSelector(null, new VirtualKeyId(UUID.fromString(keyId)), null, null, null, null, null);
        application
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
        AdmitSpendingUseCase spending = application.getBean(AdmitSpendingUseCase.class);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!spending.isBounded(ACME) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(spending.isBounded(ACME)).as("the budget holds").isTrue();
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
