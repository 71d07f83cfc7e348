package io.tokentally.adapter.persistence.key;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The policy of the viewer's organization, and the owner's function that lays it down. */
interface StoredKeyPolicies extends Repository<StoredKeyPolicy, String> {

    @Query("from StoredKeyPolicy")
    Optional<StoredKeyPolicy> ofViewer();

    @NativeQuery("""
            SELECT 1 FROM lay_down_key_policy(
                CAST(:usual AS jsonb), CAST(:ceiling AS jsonb), CAST(:most AS integer), CAST(:days AS integer), :at)""")
    int layDown(String usual, @Nullable String ceiling, @Nullable Integer most, @Nullable Integer days, Instant at);
}
