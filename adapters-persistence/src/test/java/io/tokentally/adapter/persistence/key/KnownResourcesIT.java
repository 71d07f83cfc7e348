package io.tokentally.adapter.persistence.key;

import static io.tokentally.domain.key.KeyFixtures.hashOf;
import static io.tokentally.domain.key.KeyFixtures.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.key.ResourceOwner;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one instance's calls have made, as another instance, or the same one after a restart, knows it. */
class KnownResourcesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final Viewer GWEN =
            ViewerFixtures.viewer(new UserId("gwen"), new OrganizationId("globex"), Role.OWNER);
    private static final VirtualKey LAPTOP = keyOf(ADA, "laptop");
    private static final VirtualKey PHONE = keyOf(ADA, "phone");
    private static final RandomCalls CALLS =
            new RandomCalls(9, ACME, Instant.parse("2026-03-01T12:00:00Z"), Duration.ofHours(1));

    private @Nullable KnownResources resources;

    @BeforeEach
    void giveKeys() {
        DATABASE.addMember(ADA);
        DATABASE.addMember(GWEN);
        for (VirtualKey key : List.of(LAPTOP, PHONE)) {
            DATABASE.inTransaction(() -> {
                DATABASE.bean(VirtualKeys.class).add(ADA, key, hashOf(key));
                return true;
            });
        }
    }

    @AfterEach
    void close() {
        if (resources != null) {
            resources.close();
        }
    }

    private KnownResources restarted(int half) {
        KnownResources fresh = new KnownResources(new StoredResources(JdbcClient.create(DATABASE.metering())), half);
        resources = fresh;
        return fresh;
    }

    private static void post(String id, VirtualKey key) {
        UsageRecord call = CALLS.next();
        DATABASE.bean(UsageLedger.class)
                .post(List.of(new UsageRecord(
                        call.id(),
                        new MeteredCall(
                                call.createdAt(),
                                call.attribution(),
                                call.operation(),
                                Provider.OPENAI,
                                call.model(),
                                call.servedModel(),
                                call.serviceTier(),
                                call.region(),
                                call.reading(),
                                call.timing(),
                                call.outcome(),
                                null,
                                List.of(new MadeResource(id, key.id())),
                                false),
                        call.cost())));
    }

    private static Map<String, ResourceOwner> find(KnownResources known, OrganizationId organization, String... ids)
            throws Exception {
        return known.find(organization, Provider.OPENAI, Set.of(ids)).get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatARecordTellsIsKnownAfterARestartToItsOrganizationAlone() throws Exception {
        post("file-1", LAPTOP);
        KnownResources known = restarted(10);

        assertThat(known.known(ACME, Provider.OPENAI, "file-1")).isEmpty();
        assertThat(find(known, ACME, "file-1", "file-2")).isEqualTo(Map.of("file-1", ResourceOwner.of(LAPTOP)));
        assertThat(known.known(ACME, Provider.OPENAI, "file-1")).contains(ResourceOwner.of(LAPTOP));
        assertThat(find(known, GWEN.organizationId(), "file-1")).isEmpty();
        assertThat(known.known(ACME, Provider.ANTHROPIC, "file-1")).isEmpty();
    }

    @Test
    void whoeverMadeSomethingFirstStaysTheOne() throws Exception {
        post("file-1", LAPTOP);
        post("file-1", PHONE);
        KnownResources known = restarted(10);
        assertThat(find(known, ACME, "file-1")).containsEntry("file-1", ResourceOwner.of(LAPTOP));

        known.remember(ACME, Provider.OPENAI, "file-1", ResourceOwner.of(PHONE));

        assertThat(known.known(ACME, Provider.OPENAI, "file-1")).contains(ResourceOwner.of(LAPTOP));
    }

    @Test
    void theMemoryIsBoundedAndKeepsWhatWasUsedLately() {
        KnownResources known = restarted(100);
        for (int i = 0; i < 1_000; i++) {
            known.remember(ACME, Provider.OPENAI, "file-" + i, ResourceOwner.of(LAPTOP));
            assertThat(known.known(ACME, Provider.OPENAI, "file-0")).isPresent();
        }

        assertThat(known.known(ACME, Provider.OPENAI, "file-999")).isPresent();
        assertThat(known.known(ACME, Provider.OPENAI, "file-500")).isEmpty();
    }

    @Test
    void whileTheDatabaseIsAwayNobodyCanTell() {
        KnownResources known =
                new KnownResources(new StoredResources(JdbcClient.create(DATABASE.impatientMeteringPool())), 10);
        resources = known;
        DATABASE.goAway();
        try {
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> find(known, ACME, "file-1"));
        } finally {
            DATABASE.comeBack();
        }
    }

    @Test
    void nobodyReadsWhoMadeWhatButByName() {
        post("file-1", LAPTOP);

        for (JdbcClient client :
                List.of(JdbcClient.create(DATABASE.metering()), JdbcClient.create(DATABASE.application()))) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> client.sql("SELECT * FROM provider_resources")
                            .query()
                            .listOfRows());
        }
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> JdbcClient.create(DATABASE.application())
                        .sql("SELECT owners_of_resources('acme', 'openai', ARRAY['file-1'])")
                        .query()
                        .listOfRows());
    }
}
