package io.tokentally.adapter.persistence.pricing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A price version that an organization entered. */
@Entity
@Immutable
@Table(name = "price_versions")
@IdClass(StoredPrice.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class StoredPrice {

    /** The primary key. */
    record Key(String organizationId, String version) implements Serializable {}

    @Id
    @Column(name = "organization_id")
    private String organizationId;

    @Id
    private String version;

    @Column
    private long entry;

    private String terms;

    private String origin;

    private String author;

    private String reason;

    private String source;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    public String getVersion() {
        return version;
    }

    public String getTerms() {
        return terms;
    }

    public String getOrigin() {
        return origin;
    }

    public String getAuthor() {
        return author;
    }

    public String getReason() {
        return reason;
    }

    public String getSource() {
        return source;
    }

    public Instant getRecordedAt() {
        return recordedAt;
    }
}
