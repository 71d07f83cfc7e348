package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.tck.access.MembersContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

class JpaMembersIT extends MembersContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final UserId ADA = new UserId("ada");
    private static final String DONE = "";

    @Override
    protected Members members() {
        return DATABASE.bean(Members.class);
    }

    @Override
    protected Accounts accounts() {
        return DATABASE.bean(Accounts.class);
    }

    @Override
    protected AccountRegistry registry() {
        return DATABASE.bean(AccountRegistry.class);
    }

    @Override
    protected <T> T working(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }

    @Test
    void whatWasReadBeforeAChangeIsReadAnew() {
        List<Member> afterwards = working(() -> {
            members().all(OSCAR);
            members().changeRole(OSCAR, ADA, Role.ADMIN);
            return members().all(OSCAR);
        });

        assertThat(afterwards)
                .filteredOn(member -> member.person().userId().equals(ADA))
                .extracting(Member::role)
                .containsExactly(Role.ADMIN);
    }

    @Test
    @Timeout(60)
    void ofTwoOwnersWhoStepDownAtOnceOneStays() throws Exception {
        registry().addMembership(NORA, ACME, Role.OWNER);
        Viewer nora = claimsToOwn(ACME, "nora");

        assertThat(meanwhile(
                        OSCAR,
                        "SELECT change_member_role('oscar', 'MEMBER')",
                        nora,
                        "SELECT change_member_role('nora', 'MEMBER')"))
                .contains("last_owner");
        assertThat(membersFor(nora))
                .filteredOn(member -> member.role() == Role.OWNER)
                .hasSize(1);
    }

    @Test
    @Timeout(60)
    void ofTwoOwnersWhoPutEachOtherOutOneStays() throws Exception {
        registry().addMembership(NORA, ACME, Role.OWNER);

        assertThat(meanwhile(
                        OSCAR,
                        "SELECT remove_member('nora')",
                        claimsToOwn(ACME, "nora"),
                        "SELECT remove_member('oscar')"))
                .contains("owner_only");
        assertThat(membersFor(OSCAR))
                .filteredOn(member -> member.role() == Role.OWNER)
                .hasSize(1);
    }

    @Test
    @Timeout(60)
    void ofTwoOwnersWhoLeaveAtOnceOneStays() throws Exception {
        registry().addMembership(NORA, ACME, Role.OWNER);

        assertThat(meanwhile(
                        OSCAR, "SELECT leave_organization()", claimsToOwn(ACME, "nora"), "SELECT leave_organization()"))
                .contains("last_owner");
    }

    @Test
    @Timeout(60)
    void ofTwoOwnersOneOfWhomClosesTheOtherWhoLeavesSomebodyStays() throws Exception {
        registry().addMembership(NORA, ACME, Role.OWNER);

        assertThat(meanwhile(
                        OSCAR,
                        "SELECT leave_organization()",
                        claimsToOwn(ACME, "nora"),
                        "SELECT close_account('nora')"))
                .contains("last_owner");
    }

    @Test
    @Timeout(60)
    void whoeverIsNoOwnerAnyMoreDoesNothingMore() throws Exception {
        registry().addMembership(NORA, ACME, Role.OWNER);

        assertThat(meanwhile(
                        OSCAR,
                        "SELECT change_member_role('nora', 'ADMIN')",
                        claimsToOwn(ACME, "nora"),
                        "SELECT change_member_role('ada', 'OWNER')"))
                .contains("owner_only");
    }

    /**
     * What the second is refused with, who begins when the first has done their change and before it is committed; and
     * who has to wait for that.
     */
    private static String meanwhile(Viewer first, String firstChange, Viewer second, String secondChange)
            throws Exception {
        try (Connection one = open(first);
                Connection two = open(second);
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            execute(one, firstChange);
            Future<String> outcome = thread.submit(() -> outcome(two, secondChange));
            awaitBlocked(two.unwrap(PGConnection.class).getBackendPID(), outcome);
            one.commit();
            return outcome.get();
        }
    }

    private static Connection open(Viewer viewer) throws SQLException {
        Connection connection = DATABASE.connectAsApplication();
        connection.setAutoCommit(false);
        SqlSession.assume(connection, viewer);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String outcome(Connection connection, String change) throws SQLException {
        try {
            execute(connection, change);
            connection.commit();
            return DONE;
        } catch (SQLException e) {
            connection.rollback();
            return String.valueOf(e.getMessage());
        }
    }

    private static void awaitBlocked(int backend, Future<String> outcome) {
        while (!outcome.isDone()
                && !DATABASE.asOwner()
                        .sql("SELECT cardinality(pg_blocking_pids(?)) > 0")
                        .param(backend)
                        .query(Boolean.class)
                        .single()) {
            Thread.onSpinWait();
        }
        assertThat(outcome).as("waits for the first").isNotDone();
    }
}
