package io.tokentally.adapter.persistence.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A virtual key, with when it was used last. Written by the owner's functions alone. */
@Entity
@Immutable
@Table(name = "virtual_keys")
@SecondaryTable(name = "virtual_key_uses", pkJoinColumns = @PrimaryKeyJoinColumn(name = "virtual_key_id"))
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class StoredVirtualKey {

    @Id
    private UUID id;

    @Column(name = "organization_id")
    private String organizationId;

    private String name;

    private String prefix;

    @Column(name = "holder_kind")
    private String holderKind;

    @Column(name = "user_id")
    private String userId;

    @Column(name = "requests_per_minute")
    private @Nullable Integer requestsPerMinute;

    @Column(name = "concurrent_calls")
    private @Nullable Integer concurrentCalls;

    private String policy;

    private boolean capped;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @Column(name = "hashing_key")
    private int hashingKey;

    @SuppressWarnings("UnusedVariable") // Queries read it.
    private @Nullable UUID replaces;

    private @Nullable UUID original;

    @Column(name = "holder_reset_at")
    private @Nullable Instant holderResetAt;

    @Column(table = "virtual_key_uses", name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    public UUID getId() {
        return id;
    }

    public String getOrganizationId() {
        return organizationId;
    }

    public String getName() {
        return name;
    }

    public String getPrefix() {
        return prefix;
    }

    public String getHolderKind() {
        return holderKind;
    }

    public String getUserId() {
        return userId;
    }

    public @Nullable Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    public @Nullable Integer getConcurrentCalls() {
        return concurrentCalls;
    }

    public String getPolicy() {
        return policy;
    }

    public boolean isCapped() {
        return capped;
    }

    public String getCreatedBy() {
        return createdBy;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public @Nullable Instant getExpiresAt() {
        return expiresAt;
    }

    public @Nullable Instant getRevokedAt() {
        return revokedAt;
    }

    /** The first of those that replaced each other up to this one; itself if it replaced none. */
    public UUID getOriginal() {
        return original == null ? id : original;
    }

    public @Nullable Instant getLastUsedAt() {
        return lastUsedAt;
    }
}
