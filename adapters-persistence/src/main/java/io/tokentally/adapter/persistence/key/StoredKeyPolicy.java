package io.tokentally.adapter.persistence.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What an organization's keys may do. */
@Entity
@Immutable
@Table(name = "key_policies")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class StoredKeyPolicy {

    @Id
    @Column(name = "organization_id")
    private String organizationId;

    private String usual;

    private @Nullable String ceiling;

    @Column(name = "most_keys")
    private @Nullable Integer mostKeys;

    @Column(name = "most_days")
    private @Nullable Integer mostDays;

    public String getUsual() {
        return usual;
    }

    public @Nullable String getCeiling() {
        return ceiling;
    }

    public @Nullable Integer getMostKeys() {
        return mostKeys;
    }

    public @Nullable Integer getMostDays() {
        return mostDays;
    }
}
