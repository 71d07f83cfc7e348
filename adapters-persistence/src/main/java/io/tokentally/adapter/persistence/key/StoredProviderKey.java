package io.tokentally.adapter.persistence.key;

import io.tokentally.domain.key.ProviderKeyTest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A provider's key, without the key. */
@Entity
@Immutable
@Table(name = "provider_keys")
@IdClass(StoredProviderKey.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class StoredProviderKey {

    /** The primary key. */
    record Key(String organizationId, String provider) implements Serializable {}

    @Id
    @Column(name = "organization_id")
    private String organizationId;

    @Id
    private String provider;

    private String hint;

    @Column(name = "stored_by")
    private String storedBy;

    @Column(name = "stored_at")
    private Instant storedAt;

    @Column(name = "test_outcome")
    private @Nullable String testOutcome;

    @Column(name = "test_status")
    private @Nullable Integer testStatus;

    @Column(name = "tested_at")
    private @Nullable Instant testedAt;

    public String getOrganizationId() {
        return organizationId;
    }

    public String getProvider() {
        return provider;
    }

    public String getHint() {
        return hint;
    }

    public String getStoredBy() {
        return storedBy;
    }

    public Instant getStoredAt() {
        return storedAt;
    }

    /** Absent if nobody tested this key. */
    public @Nullable ProviderKeyTest getLastTest() {
        return testOutcome == null || testedAt == null
                ? null
                : new ProviderKeyTest(ProviderKeyTest.Outcome.valueOf(testOutcome), testStatus, testedAt);
    }
}
