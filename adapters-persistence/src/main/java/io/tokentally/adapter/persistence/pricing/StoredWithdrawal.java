package io.tokentally.adapter.persistence.pricing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** What an organization took back of its prices and discounts. */
@Entity
@Immutable
@Table(name = "price_withdrawals")
@IdClass(StoredWithdrawal.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class StoredWithdrawal {

    /** The primary key. */
    record Key(String organizationId, String withdrawn) implements Serializable {}

    @Id
    @Column(name = "organization_id")
    private String organizationId;

    @Id
    private String withdrawn;

    @Column
    private long entry;

    private String author;

    private String reason;

    @Column(name = "withdrawn_at")
    private Instant withdrawnAt;

    public String getWithdrawn() {
        return withdrawn;
    }

    public String getAuthor() {
        return author;
    }

    public String getReason() {
        return reason;
    }

    public Instant getWithdrawnAt() {
        return withdrawnAt;
    }
}
