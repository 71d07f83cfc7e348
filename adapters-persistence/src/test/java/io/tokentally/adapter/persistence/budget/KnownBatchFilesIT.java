package io.tokentally.adapter.persistence.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** What one instance read of the files that pass through it, as another, or the same one after a restart, knows it. */
class KnownBatchFilesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final BatchFile FILE = new BatchFile("file-1");

    private final List<KnownBatchFiles> instances = new ArrayList<>();

    @BeforeEach
    void makeOrganizations() {
        DATABASE.addMember(ViewerFixtures.viewer(new UserId("ada"), ACME, Role.OWNER));
        DATABASE.addMember(ViewerFixtures.viewer(new UserId("gwen"), GLOBEX, Role.OWNER));
    }

    @AfterEach
    void close() {
        instances.forEach(KnownBatchFiles::close);
    }

    private KnownBatchFiles instance(int most) {
        KnownBatchFiles fresh = new KnownBatchFiles(new JdbcTemplate(DATABASE.metering()), most);
        instances.add(fresh);
        return fresh;
    }

    private static BatchContents contents(long number) {
        return new BatchContents(List.of(
                new BatchedRequests(
                        new ModelName("gpt-4.1-nano"),
                        number,
                        7,
                        new RequestBounds(10, 20L, number, Set.of(), Set.of(ServiceTier.BATCH), null)),
                new BatchedRequests(
                        new ModelName("gpt-5-mini"),
                        1,
                        5,
                        new RequestBounds(
                                5,
                                null,
                                2,
                                Set.of(Unbounded.IMAGES, Unbounded.TOOLS),
                                Set.of(ServiceTier.BATCH),
                                new Region("eu")))));
    }

    private static Optional<BatchContents> find(KnownBatchFiles files, OrganizationId organization, BatchFile file)
            throws Exception {
        return files.find(organization, Provider.OPENAI, file).get(20, TimeUnit.SECONDS);
    }

    /** Tasks of an instance are done in their order. */
    private static void awaitWritten(KnownBatchFiles files) throws Exception {
        find(files, ACME, new BatchFile("another"));
    }

    @Test
    void whatOneInstanceReadAnotherKnows() throws Exception {
        KnownBatchFiles one = instance(10);
        one.keep(ACME, Provider.OPENAI, FILE, contents(2));
        assertThat(one.find(ACME, Provider.OPENAI, FILE)).isCompletedWithValue(Optional.of(contents(2)));
        awaitWritten(one);

        KnownBatchFiles other = instance(10);
        assertThat(find(other, ACME, FILE)).contains(contents(2));
        assertThat(other.find(ACME, Provider.OPENAI, FILE))
                .as("in memory by now")
                .isDone();
    }

    @Test
    void nobodyElsesFileIsKnownByItsName() throws Exception {
        KnownBatchFiles one = instance(10);
        one.keep(GLOBEX, Provider.OPENAI, FILE, contents(2));
        one.keep(ACME, Provider.ANTHROPIC, FILE, contents(2));
        awaitWritten(one);

        assertThat(find(one, ACME, FILE)).isEmpty();
        assertThat(find(instance(10), ACME, FILE)).isEmpty();
        assertThat(find(instance(10), GLOBEX, FILE)).isPresent();
    }

    @Test
    void whatIsKnownOfAFileStaysAsItIs() throws Exception {
        KnownBatchFiles one = instance(10);
        one.keep(ACME, Provider.OPENAI, FILE, contents(2));
        one.keep(ACME, Provider.OPENAI, FILE, contents(3));
        awaitWritten(one);

        assertThat(find(one, ACME, FILE)).contains(contents(2));
        assertThat(find(instance(10), ACME, FILE)).contains(contents(2));
    }

    @Test
    void whatIsNotInMemoryAnyMoreIsAskedFor() throws Exception {
        KnownBatchFiles one = instance(1);
        one.keep(ACME, Provider.OPENAI, FILE, contents(2));
        one.keep(ACME, Provider.OPENAI, new BatchFile("file-2"), contents(3));

        assertThat(find(one, ACME, FILE)).contains(contents(2));
        assertThat(find(one, ACME, new BatchFile("file-2"))).contains(contents(3));
    }

    @Test
    void whatIsOlderThanAMonthGoesWithTheNextFile() throws Exception {
        KnownBatchFiles one = instance(10);
        one.keep(ACME, Provider.OPENAI, FILE, contents(2));
        one.keep(GLOBEX, Provider.OPENAI, FILE, contents(2));
        awaitWritten(one);
        DATABASE.asOwner()
                .sql("UPDATE batch_files SET created_at = now() - interval '31 days'")
                .update();

        one.keep(ACME, Provider.OPENAI, new BatchFile("file-2"), contents(3));
        awaitWritten(one);

        assertThat(DATABASE.asOwner()
                        .sql("SELECT organization_id || ' ' || file_id FROM batch_files ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("acme file-2", "globex file-1");
    }

    @Test
    void filesGoWithTheirOrganization() throws Exception {
        KnownBatchFiles one = instance(10);
        one.keep(ACME, Provider.OPENAI, FILE, contents(2));
        one.keep(new OrganizationId("nobody"), Provider.OPENAI, FILE, contents(2));
        awaitWritten(one);
        DATABASE.asOwner()
                .sql("DELETE FROM memberships WHERE organization_id = 'acme'")
                .update();
        DATABASE.asOwner().sql("DELETE FROM organizations WHERE id = 'acme'").update();

        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM batch_files")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatNobodyCanTellFails() {
        KnownBatchFiles one = instance(10);
        one.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> one.find(ACME, Provider.OPENAI, FILE).get(20, TimeUnit.SECONDS));
    }
}
